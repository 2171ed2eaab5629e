"""An input that comes by a pipe: put where it can be read by position."""

import hashlib
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from ....config.folders import private_dir, state_dir
from .run_state import private_file

if TYPE_CHECKING:
    from ....cli.session import Session

STDIN, NAME = "-", "standard input"
PIECE = 1 << 18
PREFIX = "piped-"
LONG_AGO = 3 * 86_400


class RunInput(NamedTuple):
    """Where an input is, what people call it, and what makes it the same another time."""

    path: Path
    name: str
    identity: str
    is_piped: bool = False


@contextmanager
def input_file(session: "Session", path: Path) -> Iterator[RunInput]:
    """Give an input; what is piped is the same if its content is, wherever it is put meanwhile."""
    if str(path) == STDIN:
        with _kept(session.stdin.open("INPUT"), NAME) as given:
            yield given
    elif path.is_fifo():
        with path.open("rb") as pipe, _kept(pipe, str(path)) as given:
            yield given
    else:
        yield RunInput(path.absolute(), str(path), str(path.absolute()))


@contextmanager
def _kept(stream: BinaryIO, name: str) -> Iterator[RunInput]:
    home = private_dir(state_dir() / "batches")
    _clear_away(home)
    with tempfile.TemporaryDirectory(dir=home, prefix=PREFIX) as folder:
        path = Path(folder) / "input.jsonl"
        yield RunInput(path, name, f"{NAME} {_keep(stream, path)}", is_piped=True)


def _clear_away(home: Path) -> None:
    """Remove what commands that were killed have left, once no batch can still be under way."""
    for folder in home.glob(f"{PREFIX}*"):
        if folder.stat().st_mtime < time.time() - LONG_AGO:
            shutil.rmtree(folder, ignore_errors=True)


def _keep(stream: BinaryIO, path: Path) -> str:
    digest = hashlib.sha256()
    with private_file(path, "wb") as file:
        while piece := stream.read(PIECE):
            digest.update(piece)
            file.write(piece)
    return digest.hexdigest()
