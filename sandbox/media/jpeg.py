"""Writes a picture as JPEG: a tile is one unit of the encoding, and each of its blocks is plain.

A plain block has a mean and nothing else, so a mean of the same value as before takes two bits.
"""

from __future__ import annotations

import struct
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .pictures import Colour, Picture

# With every divisor at 8, a plain block's only number is its level.
QUANTIZATION = bytes([0]) + bytes([8]) * 64
MEAN_CODES = {0: "0", **{size: f"1{size - 1:04b}" for size in range(1, 9)}}
MEAN_TABLE = bytes([0x00, 1, 0, 0, 0, 8, *[0] * 11, *range(9)])
END_OF_BLOCK = "0"
DETAIL_TABLE = bytes([0x10, 1, *[0] * 15, 0x00])
SAMPLING = ((1, 0x22), (2, 0x11), (3, 0x11))
BRIGHT_BLOCKS = 4


def encode(picture: Picture, comment: bytes) -> bytes:
    """Return the file."""
    components = b"".join(bytes((number, sampling, 0)) for number, sampling in SAMPLING)
    scan = b"".join(bytes((number, 0)) for number, _ in SAMPLING)
    count = len(SAMPLING)
    size = struct.pack(">BHHB", 8, picture.height, picture.width, count)
    return b"".join(
        (
            b"\xff\xd8",
            segment(0xE0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0"),
            segment(0xFE, comment),
            segment(0xDB, QUANTIZATION),
            segment(0xC0, size + components),
            segment(0xC4, MEAN_TABLE),
            segment(0xC4, DETAIL_TABLE),
            segment(0xDA, bytes((count,)) + scan + b"\0\x3f\0"),
            packed("".join(units(picture))),
            b"\xff\xd9",
        )
    )


def segment(marker: int, data: bytes) -> bytes:
    """Return a segment with its marker and its length."""
    return bytes((0xFF, marker)) + struct.pack(">H", len(data) + 2) + data


def units(picture: Picture) -> Iterator[str]:
    """Yield the bits of each tile, which say how far it is from the one before."""
    before = (0, 0, 0)
    levels = {inked: levels_of(picture.ink if inked else picture.paper) for inked in (True, False)}
    for row in picture.tiles:
        for inked in row:
            yield unit(before, levels[inked])
            before = levels[inked]


def levels_of(colour: Colour) -> tuple[int, int, int]:
    """Return brightness and the two differences of colour, around zero."""
    red, green, blue = colour
    bright = 0.299 * red + 0.587 * green + 0.114 * blue
    return round(bright - 128), round((blue - bright) * 0.564), round((red - bright) * 0.713)


@cache
def unit(before: tuple[int, ...], levels: tuple[int, ...]) -> str:
    """Return the bits of one tile."""
    bright, *colours = (now - then for now, then in zip(levels, before, strict=True))
    blocks = [bright, *[0] * (BRIGHT_BLOCKS - 1), *colours]
    return "".join(mean(difference) + END_OF_BLOCK for difference in blocks)


def mean(difference: int) -> str:
    """Return the bits of a difference: how many bits it has, then these."""
    size = abs(difference).bit_length()
    lifted = difference if difference > 0 else difference + (1 << size) - 1
    return MEAN_CODES[size] + (f"{lifted:0{size}b}" if size else "")


def packed(bits: str) -> bytes:
    """Return the bits as bytes, filled up with ones; a byte of ones is followed by zeros."""
    filled = bits + "1" * (-len(bits) % 8)
    return int(filled, 2).to_bytes(len(filled) // 8, "big").replace(b"\xff", b"\xff\0")
