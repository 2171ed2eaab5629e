"""How an input is split, and what of it is sent: no blank line, and nothing that changed since."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from oai.base.errors import InputError
from oai.cli.http.source import PIECE, ChangedError
from oai.commands.batches.runner.input.line_range import lines_in, open_range
from oai.commands.batches.runner.input.scan import (
    BOM,
    Cut,
    LinesError,
    Repeated,
    SplitLimits,
    read_lines,
    scan_file,
)

from .lines import request, write

LINE = b'{"a": 1}\n'


@pytest.mark.parametrize(
    ("lines", "size", "has_room"),
    [(0, 0, True), (2, 0, True), (3, 0, False), (0, 91, True), (0, 92, False)],
)
def test_room_in_a_piece(lines: int, size: int, has_room: bool) -> None:
    cut = Cut(0, 0, lines, size)
    assert cut.has_room(LINE, SplitLimits(lines=3, bytes=100)) is has_room


@pytest.mark.parametrize(
    "content",
    [
        *[LINE, LINE + LINE, LINE + b"\n" + LINE, LINE + b" \t\r\n", LINE + b"\n" + LINE.strip()],
        *[LINE + b"  ", LINE + b"\n" * (PIECE + 1) + LINE, LINE + b"\nx" + b"y" * PIECE],
    ],
)
def test_what_is_sent(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "in.jsonl"
    path.write_bytes(b"before\n" + content + b"\nafter\n")
    wanted = [line for line in content.splitlines(keepends=True) if line.strip()]
    cut = Cut(7, 7 + len(content), len(wanted), sum(map(len, wanted)))
    facts = path.stat()
    with open_range(path, cut, (facts.st_size, facts.st_mtime_ns)) as found:
        assert b"".join(found.pieces()) == b"".join(wanted)
        assert found.size == cut.size
        assert found.is_plain is (cut.size == len(content))
    assert [line.strip() for line in lines_in(path, cut)] == [line.strip() for line in wanted]
    for stamp in ((facts.st_size + 1, facts.st_mtime_ns), (facts.st_size, facts.st_mtime_ns + 1)):
        with pytest.raises(ChangedError), open_range(path, cut, stamp):
            pass


@pytest.mark.parametrize(
    ("lines", "size", "counts"),
    [
        *[(9, 900, [3]), (3, 900, [3]), (2, 900, [2, 1]), (1, 900, [1, 1, 1])],
        *[(9, 2, [2, 1]), (9, 3, [3]), (9, 1, [1, 1, 1])],
    ],
)
def test_an_input_is_split(tmp_path: Path, lines: int, size: int, counts: list[int]) -> None:
    """The size is given in lines; the first of them begins with a mark, two are blank."""
    ids = [json.dumps(request(1, custom_id=it)).encode() for it in "abc"]
    path = tmp_path / "in.jsonl"
    path.write_bytes(BOM + ids[0] + b"\n\n" + ids[1] + b"\n" + ids[2] + b"\n \n")
    length = len(ids[0]) + 1
    found = scan_file(path, SplitLimits(lines, size * length), io.BytesIO())
    assert [cut.lines for cut in found.cuts] == counts
    assert (found.lines, found.blank, found.bytes, found.has_bom) == (3, 2, 3 * length, True)
    assert (found.cuts[0].start, found.cuts[-1].end) == (3, 3 + 3 * length + 1)
    sent = [line for cut in found.cuts for line in lines_in(path, cut)]
    assert sent == [line + b"\n" for line in ids]
    assert [cut.size for cut in found.cuts] == [number * length for number in counts]


@pytest.mark.parametrize(
    ("content", "lines"),
    [
        (b"", []),
        (b"ab\ncd", [b"ab\n", b"cd"]),
        (b"12345\nx\n", [b"12345\n", b"x\n"]),
        (b"1234567890123\nx\n", [b"123456789", b"x\n"]),
        (b"1" * 30, [b"1" * 9]),
    ],
)
def test_what_is_too_long_is_skipped(content: bytes, lines: list[bytes]) -> None:
    assert list(read_lines(io.BytesIO(content), 5)) == lines


def test_problems_are_told_up_to_a_number(tmp_path: Path) -> None:
    path = write(tmp_path / "many.jsonl", ["[]"] * 52)
    with pytest.raises(LinesError, match="52 things are wrong") as found:
        scan_file(path, SplitLimits())
    facts = found.value.facts()
    assert (len(facts["lines"]), facts["more"]) == (50, 2)  # type: ignore[arg-type]
    path = write(tmp_path / "one.jsonl", [request(1), request(1)])
    with pytest.raises(LinesError, match="One thing is wrong") as found:
        scan_file(path, SplitLimits())
    assert found.value.facts()["more"] == 0
    with pytest.raises(InputError, match=r"missing: No such file"):
        scan_file(tmp_path / "missing", SplitLimits())
    with pytest.raises(InputError, match="not one line"):
        scan_file(write(tmp_path / "none.jsonl", [" "]), SplitLimits())


def test_ids_that_come_again() -> None:
    repeated = Repeated()
    for custom_id in ("a", "b", "a", "c", "a"):
        repeated.add(custom_id)
    assert repeated.suspects() == {hash("a")}
