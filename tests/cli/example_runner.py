"""Runs command lines, one fork each, after importing the program once: `example_runner.py FILE`.

The file holds a JSON list of {"words", "stdin"}; the answer is a JSON list of {"code", "stderr"}.
"""

import json
import os
import sys
import tempfile
from typing import Any

from oai.cli.main import main


def run(words: list[str], stdin: str | None) -> dict[str, Any]:
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as errors:
        given.write((stdin or "").encode())
        given.seek(0)
        pid = os.fork()
        if pid == 0:
            become(words, given.fileno() if stdin is not None else None, errors.fileno())
        _, status = os.waitpid(pid, 0)
        errors.seek(0)
        return {"code": os.waitstatus_to_exitcode(status), "stderr": errors.read().decode()}


def become(words: list[str], stdin: int | None, errors: int) -> None:
    nothing = os.open(os.devnull, os.O_RDWR)
    for new, old in ((nothing if stdin is None else stdin, 0), (nothing, 1), (errors, 2)):
        os.dup2(new, old)
    code = 70
    try:
        code = main(words)
        sys.stdout.flush()
        sys.stderr.flush()
    finally:
        os._exit(code)


if __name__ == "__main__":
    with open(sys.argv[1], "rb") as file:
        lines = json.load(file)
    answers = [run(line["words"], line["stdin"]) for line in lines]
    sys.stdout.write(json.dumps(answers))
