"""How wide the columns of a table are where the room is short."""

from __future__ import annotations

import pytest

from oai.cli.output.widths import fits, widths

LONG = "a sentence of some length"
LINES = [["id", "created at", "text"], ["file-abc123", "12:00", LONG]]


@pytest.mark.parametrize(
    ("room", "found"),
    [
        (60, [11, 10, 25]),  # all of it
        (50, [11, 10, 25]),  # to the last column
        (40, [11, 10, 15]),  # the widest gives first
        (35, [11, 10, 10]),
        (32, [11, 7, 10]),  # a heading is broken between its words
        (28, [8, 8, 8]),  # now the first gives too
        (10, [2, 2, 2]),
        (3, [1, 1, 1]),
    ],
)
def test_columns(room: int, found: list[int]) -> None:
    assert widths(LINES, room) == found


@pytest.mark.parametrize(("room", "is_enough"), [(32, True), (31, False)])
def test_what_reads_well(room: int, is_enough: bool) -> None:
    assert fits(LINES, room) is is_enough
