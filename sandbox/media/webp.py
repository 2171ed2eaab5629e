"""Writes a picture as WebP, lossless: two colours, and eight pixels in a symbol of one bit.

Bits are gathered as text in the order in which they are read, the lowest of a number first.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from .pictures import TILE

if TYPE_CHECKING:
    from .pictures import Colour, Picture

SIGNATURE = 0x2F
COLOUR_INDEXING = 3
NO_CACHE = NO_GROUPS = NO_MORE = "0"
ALL_OR_NONE = (0x00, 0xFF)
TILE_SYMBOLS = TILE // 8


def encode(picture: Picture, comment: bytes) -> bytes:
    """Return the file."""
    content = b"WEBP" + chunk(b"VP8L", bytes((SIGNATURE,)) + packed(stream(picture)))
    return chunk(b"RIFF", content + chunk(b"note", comment))


def chunk(kind: bytes, data: bytes) -> bytes:
    """Return a chunk with its length, filled up to an even one."""
    return kind + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2)


def stream(picture: Picture) -> str:
    """Return all the bits of the picture."""
    size = number(picture.width - 1, 14) + number(picture.height - 1, 14)
    version = number(int(picture.transparent), 1) + number(0, 3)
    indexing = "1" + number(COLOUR_INDEXING, 2) + number(1, 8) + table(picture)
    return size + version + indexing + NO_MORE + NO_CACHE + NO_GROUPS + codes() + pixels(picture)


def number(value: int, length: int) -> str:
    """Return a number's bits, the lowest first."""
    return f"{value:0{length}b}"[::-1]


def table(picture: Picture) -> str:
    """Return the two colours as a picture of two pixels, the second as what is added."""
    paper = channels(picture.paper, 0 if picture.transparent else 255)
    ink = channels(picture.ink, 255)
    added = [(second - first) % 256 for first, second in zip(paper, ink, strict=True)]
    used = [sorted({first, second}) for first, second in zip(paper, added, strict=True)]
    said = [
        "" if len(symbols) == 1 else str(symbols.index(value))
        for pixel in (paper, added)
        for symbols, value in zip(used, pixel, strict=True)
    ]
    return NO_CACHE + "".join(map(code, used)) + code([0]) + "".join(said)


def channels(colour: Colour, alpha: int) -> tuple[int, int, int, int]:
    """Return a colour in the format's order."""
    red, green, blue = colour
    return green, red, blue, alpha


def code(symbols: list[int]) -> str:
    """Return a code of one symbol, which takes no bits, or of two, which take one each."""
    return "1" + number(len(symbols) - 1, 1) + "1" + "".join(number(each, 8) for each in symbols)


def codes() -> str:
    """Return the codes of the pixels: the first says which are inked, the others say nothing."""
    return code(list(ALL_OR_NONE)) + code([0]) * 4


def pixels(picture: Picture) -> str:
    """Return the symbols of all rows."""
    length = -(-picture.width // 8)
    rows = [
        "".join(str(int(inked)) * TILE_SYMBOLS for inked in row)[:length] for row in picture.tiles
    ]
    return "".join(rows[line // TILE] for line in range(picture.height))


def packed(bits: str) -> bytes:
    """Return the bits as bytes."""
    return int(bits[::-1], 2).to_bytes(-(-len(bits) // 8), "little")
