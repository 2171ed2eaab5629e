"""Draws: a pattern in two colours, always the same for the same words.

A picture is made of tiles, each in one colour. That is all that the encoders have to know, and
it keeps the files small in every format.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

TILE = 16
GRID = 7
Colour = tuple[int, int, int]
Tiles = tuple[tuple[bool, ...], ...]


@dataclass(frozen=True)
class Picture:
    """Tiles that are inked or not, row by row, and the two colours."""

    width: int
    height: int
    paper: Colour
    ink: Colour
    tiles: Tiles
    transparent: bool = False


def draw(
    words: str,
    size: tuple[int, int],
    *,
    frame: int = 0,
    drawn: float = 1.0,
    transparent: bool = False,
) -> Picture:
    """Draw the words: the colours are theirs, the pattern changes from frame to frame.

    `drawn` is how far the drawing is: its lower rows come last.
    """
    width, height = size
    colours, pattern = digest(words), digest(f"{frame}:{words}")
    red, green, blue = colours[:3]
    tiles = tuple(
        tuple(row < drawn * GRID and is_inked(pattern, row, column) for column in cells(width))
        for row in cells(height)
    )
    paper = (224 + red % 32, 224 + green % 32, 224 + blue % 32)
    return Picture(width, height, paper, (red // 2, green // 2, blue // 2), tiles, transparent)


def digest(words: str) -> bytes:
    """Return bytes that depend on all the words."""
    return sha256(words.encode()).digest()


def cells(length: int) -> list[int]:
    """Return in which row or column of the grid each tile is."""
    count = -(-length // TILE)
    return [tile * GRID // count for tile in range(count)]


def is_inked(pattern: bytes, row: int, column: int) -> bool:
    """Say whether a cell of the grid has ink: never at the edge, and the same left and right."""
    edge = GRID - 1
    if row in (0, edge) or column in (0, edge):
        return False
    return pattern[row * GRID // 2 + min(column, edge - column)] % 2 == 1


def side_by_side(pictures: list[Picture]) -> Picture:
    """Put pictures of one size and colour next to each other."""
    rows = tuple(
        sum(rows, ()) for rows in zip(*(picture.tiles for picture in pictures), strict=True)
    )
    first = pictures[0]
    return Picture(len(rows[0]) * TILE, len(rows) * TILE, first.paper, first.ink, rows)
