"""A command line without a process: for many lines of which none is about how a program starts."""

from __future__ import annotations

import gc
import io
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, chdir, contextmanager
from pathlib import Path
from typing import TextIO
from unittest.mock import patch

from oai.cli.main import main

from .process import Result


def run_here(*words: str, env: Mapping[str, str], cwd: Path, stdin: str | None = None) -> Result:
    """Run to the end in this process, which has one environment and folder: one at a time."""
    out, err = _stream(), _stream()
    with (
        _standard_input(stdin) as given,
        chdir(cwd),
        patch.dict(os.environ, env, clear=True),
        patch.multiple(sys, stdin=given, stdout=out, stderr=err),
        # A program that is about to end need not collect what it has made: this process must.
        patch.object(gc, "freeze"),
    ):
        code = main(words)
    return Result(code, _written(out), _written(err))


@contextmanager
def _standard_input(text: str | None) -> Iterator[TextIO]:
    """Have a text in a pipe, or nothing; what it is the program asks the descriptor itself."""
    with ExitStack() as opened:
        before = os.dup(0)
        opened.callback(os.close, before)
        if text is None:
            file = opened.enter_context(open(os.devnull, "rb"))
        else:
            readable, writable = os.pipe()
            file = opened.enter_context(open(readable, "rb"))
            with open(writable, "wb") as pipe:
                pipe.write(text.encode())
        os.dup2(file.fileno(), 0)
        opened.callback(os.dup2, before, 0)
        yield opened.enter_context(open(0, encoding="utf-8", newline="\n", closefd=False))


def _stream() -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="\n", write_through=True)


def _written(stream: io.TextIOWrapper) -> bytes:
    stream.flush()
    data: bytes = stream.buffer.getvalue()  # type: ignore[attr-defined]
    return data
