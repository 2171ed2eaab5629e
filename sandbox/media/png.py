"""Writes a picture as PNG."""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING

from .pictures import TILE

if TYPE_CHECKING:
    from .pictures import Picture

SIGNATURE = b"\x89PNG\r\n\x1a\n"
PALETTE = 3
TILE_BYTES = TILE // 8


def encode(picture: Picture, comment: bytes) -> bytes:
    """Return the file: one bit a pixel, and two colours."""
    header = struct.pack(">IIBBBBB", picture.width, picture.height, 1, PALETTE, 0, 0, 0)
    chunks = [
        chunk(b"IHDR", header),
        chunk(b"tEXt", b"Comment\0" + comment),
        chunk(b"PLTE", bytes((*picture.paper, *picture.ink))),
        chunk(b"tRNS", b"\x00\xff") if picture.transparent else b"",
        chunk(b"IDAT", zlib.compress(lines(picture))),
        chunk(b"IEND", b""),
    ]
    return SIGNATURE + b"".join(chunks)


def chunk(kind: bytes, data: bytes) -> bytes:
    """Return a chunk with its length and checksum."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def lines(picture: Picture) -> bytes:
    """Return the rows of pixels, each after the byte that says it is not filtered."""
    length = -(-picture.width // 8)
    tiles = [
        b"".join((b"\xff" if inked else b"\x00") * TILE_BYTES for inked in row)[:length]
        for row in picture.tiles
    ]
    return b"".join(b"\0" + tiles[line // TILE] for line in range(picture.height))
