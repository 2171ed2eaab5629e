"""An input that comes by a pipe: put where it can be read by position."""

import hashlib
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ...config.folders import private_dir, state_dir
from .run_state import private_file

if TYPE_CHECKING:
    from ...cli.session import Session

STDIN, NAME = "-", "standard input"
PIECE = 1 << 18


class Input(NamedTuple):
    """Where an input is, what people call it, and what makes it the same another time."""

    path: Path
    name: str
    identity: str


@contextmanager
def input_file(session: "Session", path: Path) -> Iterator[Input]:
    """Give an input; what is piped is the same if its content is, wherever it is put meanwhile."""
    if str(path) != STDIN:
        yield Input(path.absolute(), str(path), str(path.absolute()))
        return
    with tempfile.TemporaryDirectory(dir=private_dir(state_dir() / "batches")) as folder:
        kept = Path(folder) / "input.jsonl"
        yield Input(kept, NAME, f"{NAME} {_keep(session, kept)}")


def _keep(session: "Session", path: Path) -> str:
    digest = hashlib.sha256()
    stream = session.stdin.open("INPUT")
    with private_file(path, "wb") as file:
        while piece := stream.read(PIECE):
            digest.update(piece)
            file.write(piece)
    return digest.hexdigest()
