"""Many command lines, one fork each of a program that is imported once: a third of the time.

For what is walked through by the hundred; whatever is about the process itself starts a real one.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import BinaryIO, NamedTuple

from .process import Result


class Line(NamedTuple):
    """One command line: what follows `oai`, where it runs, and what is piped into it."""

    words: Sequence[str]
    cwd: str
    stdin: str | None = None


def run_forked(lines: Sequence[Line], env: Mapping[str, str]) -> list[Result]:
    """Run the lines one after another, and return what each left."""
    done = subprocess.run(
        [sys.executable, "-m", __name__],
        input=json.dumps(lines).encode(),
        env={**env, "PYTHONPATH": str(Path(__file__).parents[2])},
        capture_output=True,
        check=True,
    )
    answers = map(json.loads, done.stdout.splitlines())
    return [Result(code, out.encode(), err.encode()) for code, out, err in answers]


def _run(line: Line) -> tuple[int, str, str]:
    with (
        tempfile.TemporaryFile() as given,
        tempfile.TemporaryFile() as out,
        tempfile.TemporaryFile() as err,
    ):
        given.write((line.stdin or "").encode())
        given.seek(0)
        pid = os.fork()
        if pid == 0:
            _become(line, given, out, err)
        _, status = os.waitpid(pid, 0)
        return os.waitstatus_to_exitcode(status), _read(out), _read(err)


def _become(line: Line, given: BinaryIO, out: BinaryIO, err: BinaryIO) -> None:
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing if line.stdin is None else given.fileno(), 0)
    os.dup2(out.fileno(), 1)
    os.dup2(err.fileno(), 2)
    os.chdir(line.cwd)
    code = 70
    try:
        code = main(line.words)
        sys.stdout.flush()
        sys.stderr.flush()
    finally:
        os._exit(code)


def _read(file: BinaryIO) -> str:
    file.seek(0)
    return file.read().decode()


if __name__ == "__main__":
    from oai.cli.main import main

    for fields in json.load(sys.stdin):
        answer = _run(Line(*fields))
        print(json.dumps(answer), flush=True)
