"""One pass over a batch's input, line by line: what is wrong with it, and where it is split."""

import hashlib
import json
import os
from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from heapq import merge
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from .....base.errors import InputError
from .....base.formatting import size
from .line_rules import BadLineError, LineRules, parse

if TYPE_CHECKING:
    from hashlib import _Hash

MOST_LINES = 50_000
MOST_BYTES = 200_000_000
MOST_PROBLEMS = 50
BOM = b"\xef\xbb\xbf"

Stamp = tuple[int, int]


@dataclass(frozen=True)
class SplitLimits:
    """The most that one batch may have."""

    lines: int = MOST_LINES
    bytes: int = MOST_BYTES


@dataclass
class Cut:
    """Where a piece of the input is, and how much of it is sent: no blank lines."""

    start: int
    end: int
    lines: int = 0
    size: int = 0

    def add(self, line: bytes, end: int) -> None:
        """Take one more line in."""
        self.end = end
        self.lines += 1
        self.size += len(line)

    def has_room(self, line: bytes, limits: SplitLimits) -> bool:
        """Say whether a line can still be taken in."""
        return self.lines < limits.lines and self.size + len(line) <= limits.bytes


@dataclass
class Scan:
    """What is known of an input after all of it was read once."""

    path: Path
    name: str
    url: str = ""
    lines: int = 0
    blank: int = 0
    bytes: int = 0
    has_bom: bool = False
    sha256: str = ""
    stamp: Stamp = (0, 0)
    cuts: list[Cut] = field(default_factory=list)


class LinesError(InputError):
    """An input with lines that cannot be sent."""

    def __init__(self, name: str, problems: list[tuple[int, str]], rest: int) -> None:
        total = len(problems) + rest
        shown = [f"  line {number}: {text}" for number, text in problems]
        shown += [f"  and {rest:,} more"] if rest else []
        wrong = "One thing is" if total == 1 else f"{total:,} things are"
        super().__init__(f"{name}: {wrong} wrong, and nothing was sent:\n" + "\n".join(shown))
        self._problems = [{"line": number, "message": text} for number, text in problems]
        self._rest = rest

    def facts(self) -> dict[str, object]:
        """Return the lines for programs."""
        return {"lines": self._problems, "more": self._rest}


class Repeated:
    """Finds ids that come twice, with eight bytes a line; only suspects are looked at again."""

    # So many hashes are compared at once, in a set of their own.
    AT_ONCE = 200_000

    def __init__(self) -> None:
        self._hashes = array("q")

    def add(self, custom_id: str) -> None:
        """Note an id."""
        self._hashes.append(hash(custom_id))

    def suspects(self) -> set[int]:
        """Return the hashes that came more than once."""
        found: set[int] = set()
        parts = len(self._hashes) // self.AT_ONCE + 1
        for part in range(parts):
            mine = [each for each in self._hashes if each % parts == part]
            seen = set(mine)
            if len(seen) < len(mine):
                found.update(_twice(mine, seen))
        return found


class Scanner:
    """Reads an input once; the lines that are wrong are gathered, up to a limit."""

    def __init__(self, scan: Scan, limits: SplitLimits, ids: BinaryIO | None) -> None:
        self._scan = scan
        self._limits = limits
        self._rules = LineRules()
        self._repeated = Repeated()
        self._ids = ids
        self._problems: list[tuple[int, str]] = []
        self._count = 0
        self._hash: _Hash | None = None if ids is None else hashlib.sha256()

    def run(self, file: BinaryIO) -> Scan:
        """Read to the end; raises LinesError."""
        scan, offset = self._scan, 0
        scan.stamp = _stamp(file)
        for number, line in enumerate(read_lines(file, self._limits.bytes), start=1):
            start, offset = offset, offset + len(line)
            if self._hash is not None:
                self._hash.update(line)
            if number == 1 and line.startswith(BOM):
                scan.has_bom = True
                start, line = len(BOM), line[len(BOM) :]
            if line.isspace() or not line:
                scan.blank += 1
            else:
                self._take(number, line, start, offset)
        return self._finished(file)

    def _take(self, number: int, line: bytes, start: int, end: int) -> None:
        if len(line) > self._limits.bytes:
            self._note(number, f"longer than the {size(self._limits.bytes)} of a whole batch")
            return
        try:
            request = parse(line)
        except BadLineError as error:
            self._note(number, str(error))
            return
        for problem in self._rules.problems(request):
            self._note(number, problem)
        custom_id = request.get("custom_id")
        if isinstance(custom_id, str):
            self._repeated.add(custom_id)
            if self._ids is not None:
                self._ids.write(json.dumps(custom_id).encode() + b"\n")
        self._place(line, start, end)

    def _place(self, line: bytes, start: int, end: int) -> None:
        """Put a line into the piece that is being filled, or begin a new one."""
        scan = self._scan
        if not scan.cuts or not scan.cuts[-1].has_room(line, self._limits):
            scan.cuts.append(Cut(start, end))
        scan.cuts[-1].add(line, end)
        scan.lines += 1
        scan.bytes += len(line)

    def _note(self, number: int, problem: str) -> None:
        self._count += 1
        if len(self._problems) < MOST_PROBLEMS:
            self._problems.append((number, problem))

    def _finished(self, file: BinaryIO) -> Scan:
        scan, repeated = self._scan, self._repetitions(file)
        count = self._count + len(repeated)
        problems = list(merge(self._problems, repeated))[:MOST_PROBLEMS]
        if problems:
            raise LinesError(scan.name, problems, count - len(problems))
        if not scan.lines:
            raise InputError(f"{scan.name}: there is not one line to send.")
        scan.url = self._rules.url or ""
        scan.sha256 = self._hash.hexdigest() if self._hash is not None else ""
        return scan

    def _repetitions(self, file: BinaryIO) -> list[tuple[int, str]]:
        """Read again, if need be, and compare the ids themselves."""
        suspects = self._repeated.suspects()
        if not suspects:
            return []
        first: dict[str, int] = {}
        found = []
        file.seek(0)
        for number, custom_id in _ids(file, self._limits.bytes):
            if hash(custom_id) in suspects and first.setdefault(custom_id, number) != number:
                text = f"custom_id {custom_id!r} was used in line {first[custom_id]} already"
                found.append((number, text))
        return found


def _stamp(file: BinaryIO) -> Stamp:
    """Return what tells that a file has not been written to since."""
    facts = os.fstat(file.fileno())
    return facts.st_size, facts.st_mtime_ns


def read_lines(file: BinaryIO, longest: int) -> Iterator[bytes]:
    """Give the lines; what is longer than any can be is given as its beginning, and skipped."""
    while line := file.readline(longest + len(BOM) + 1):
        yield line
        is_cut = len(line) > longest and not line.endswith(b"\n")
        while is_cut and (rest := file.readline(longest)):
            is_cut = not rest.endswith(b"\n")


def _ids(file: BinaryIO, longest: int) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(read_lines(file, longest), start=1):
        try:
            custom_id = parse(line.removeprefix(BOM)).get("custom_id")
        except BadLineError:
            continue
        if isinstance(custom_id, str):
            yield number, custom_id


def scan_file(
    path: Path, limits: SplitLimits, ids: BinaryIO | None = None, name: str | None = None
) -> Scan:
    """Check a file; raises LinesError, or InputError where it cannot be read.

    For a run, its ids are written down in their order, and its content is hashed.
    """
    name = name or str(path)
    try:
        with path.open("rb") as file:
            return Scanner(Scan(path, name), limits, ids).run(file)
    except OSError as error:
        raise InputError(f"Cannot read {name}: {error.strerror or error}.") from None


def _twice(hashes: list[int], unseen: set[int]) -> Iterator[int]:
    for each in hashes:
        if each in unseen:
            unseen.remove(each)
        else:
            yield each
