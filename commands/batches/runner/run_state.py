"""What is known of a run between two commands, kept after each step."""

import json
import os
import shutil
import uuid
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from pathlib import Path
from time import time
from typing import TYPE_CHECKING, Any, BinaryIO, Literal

from ....base.errors import InputError
from ....config.folders import private_dir, state_dir, write_private
from .input.scan import Cut, Scan

if TYPE_CHECKING:
    from ....cli.session import Session

Mode = Literal["batch", "now"]
VERSION = 1
STATE, LOCK, RESULTS = "state.json", "lock", "results.jsonl"
KEPT = (STATE, LOCK, RESULTS)


@dataclass
class Piece:
    """A part of the input that is one batch; what was begun is noted before it is sent."""

    cut: Cut
    name: str
    upload_begun: bool = False
    file_id: str | None = None
    create_begun: bool = False
    batch_id: str | None = None
    batch: dict[str, Any] = field(default_factory=dict)


@dataclass
class Round:
    """The input, or later what failed of it, in pieces; `source` is a file in the run's folder."""

    source: str | None
    pieces: list[Piece]


@dataclass
class Run:
    """One input on its way through the API."""

    folder: Path
    id: str
    sha256: str
    url: str
    options: dict[str, Any]
    created_at: int
    times: int = 1
    rounds: list[Round] = field(default_factory=list)
    writing: str | None = None
    output: str | None = None
    summary: dict[str, Any] | None = None

    def save(self) -> None:
        """Keep it: whole, or as it was before."""
        facts = {"version": VERSION, **asdict(self)}
        del facts["folder"]
        write_private(self.folder / STATE, json.dumps(facts).encode())

    @property
    def batch_ids(self) -> list[str]:
        """The ids of all its batches."""
        pieces = [piece for each in self.rounds for piece in each.pieces]
        return [piece.batch_id for piece in pieces if piece.batch_id]

    def add_round(self, scan: Scan, source: str | None) -> None:
        """Begin a round with the pieces that a scan found."""
        number = len(self.rounds)
        pieces = [
            Piece(cut, f"{self.id}-{number}-{position}")
            for position, cut in enumerate(scan.cuts, start=1)
        ]
        self.rounds.append(Round(source, pieces))

    def ids(self, number: int) -> Path:
        """Return the file with the ids of a round's lines, in their order."""
        return self.folder / f"ids-{number}.jsonl"

    def output_there(self) -> Path | None:
        """Return the output that was written, if it still is where it was."""
        return Path(self.output) if self.output and Path(self.output).exists() else None

    def reopen(self) -> None:
        """Let a finished run go on; what is sent from now on is not what was sent before."""
        self.times += 1
        self.summary = None
        self.save()

    def finish(self, summary: dict[str, Any]) -> None:
        """Keep how it ended, and remove what only an unfinished run needs."""
        self.output, self.summary = self.writing, summary
        self.save()
        for path in self.folder.iterdir():
            if path.name not in KEPT and not path.name.startswith("ids-"):
                path.unlink()


def private_file(path: Path, mode: Literal["wb", "ab", "r+b"]) -> BinaryIO:
    """Open a file of ours that nobody else can read; `r+b` leaves what is there, unbuffered."""
    flags = {"wb": os.O_TRUNC, "ab": os.O_APPEND, "r+b": 0}[mode]
    handle = os.open(path, os.O_RDWR | os.O_CREAT | flags, 0o600)
    # Unbuffered, a write may take less than all of it: whoever asks for that looks.
    return os.fdopen(handle, mode, buffering=0 if mode == "r+b" else -1)


def new_run(folder: Path, scan: Scan, options: dict[str, Any]) -> Run:
    """Return a run of which nothing is done yet."""
    run_id = uuid.uuid4().hex[:16]
    return Run(folder, run_id, scan.sha256, scan.url, options, int(time()))


def folder_for(session: "Session", identity: str, mode: Mode) -> Path:
    """Return the folder in which the run of this input on this server is kept."""
    whole = json.dumps([identity, session.target.identity, mode])
    key = sha256(whole.encode()).hexdigest()[:24]
    return private_dir(private_dir(state_dir() / "batches") / key)


def load(folder: Path) -> Run | None:
    """Return the run that is kept in a folder, if there is one."""
    path = folder / STATE
    try:
        facts = json.loads(path.read_bytes())
        if facts.pop("version") != VERSION:
            raise ValueError("another version's")
        rounds = [_round(each) for each in facts.pop("rounds")]
        return Run(folder=folder, rounds=rounds, **facts)
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError):
        raise InputError(
            f"{path} cannot be read: it is damaged, or of another version of oai.",
            hint="Start over with --restart.",
        ) from None


def forget(folder: Path) -> None:
    """Remove all that is known of a run, but not the lock that is held."""
    for path in folder.iterdir():
        if path.is_dir():
            shutil.rmtree(path)
        elif path.name != LOCK:
            path.unlink()


def difference(run: Run, scan: Scan, options: dict[str, Any]) -> str | None:
    """Say why a run is not one of this input with these options."""
    if run.sha256 != scan.sha256:
        return f"{scan.name} has changed since the run of before"
    names = sorted(set(run.options) | set(options))
    other = [name for name in names if run.options.get(name) != options.get(name)]
    return f"{' and '.join(other)} differ from the run of before" if other else None


def _round(facts: dict[str, Any]) -> Round:
    pieces = [Piece(**{**piece, "cut": Cut(**piece["cut"])}) for piece in facts["pieces"]]
    return Round(facts["source"], pieces)
