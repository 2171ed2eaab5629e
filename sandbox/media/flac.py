"""Writes FLAC with its samples as they are: without loss, and without saving room."""

from __future__ import annotations

import struct
from array import array
from hashlib import md5
from typing import TYPE_CHECKING

from .tones import RATE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .tones import Speech

BLOCK = 4096
WHOLE_BLOCK, ODD_BLOCK, RATE_24000 = 0xC0, 0x70, 0x07
MONO_16_BITS = 0x08
VERBATIM = b"\x02"
VENDOR = b"oai sandbox"
SYNC = b"\xff\xf8"


def encode(speech: Speech, comment: bytes) -> bytes:
    """Return the file."""
    samples = speech.samples()
    return b"".join(
        (b"fLaC", block(0, stream(samples)), block(0x84, note(comment)), *frames(samples))
    )


def block(kind: int, data: bytes) -> bytes:
    """Return a block of what is known about the sound."""
    return bytes((kind,)) + len(data).to_bytes(3, "big") + data


def stream(samples: bytes) -> bytes:
    """Return the rate, the length and the checksum of the sound."""
    sizes = struct.pack(">HH", BLOCK, BLOCK) + bytes(6)
    described = RATE << 44 | 15 << 36 | len(samples) // 2
    return sizes + described.to_bytes(8, "big") + md5(samples, usedforsecurity=False).digest()


def note(comment: bytes) -> bytes:
    """Return the comment, in the lengths and order of Vorbis."""
    said = b"COMMENT=" + comment
    vendor = struct.pack("<I", len(VENDOR)) + VENDOR
    return vendor + struct.pack("<II", 1, len(said)) + said


def frames(samples: bytes) -> Iterator[bytes]:
    """Yield the frames, the last of which may be shorter."""
    ordered = array("h", samples)
    ordered.byteswap()
    swapped = ordered.tobytes()
    for number, start in enumerate(range(0, len(swapped), 2 * BLOCK)):
        yield frame(number, swapped[start : start + 2 * BLOCK])


def frame(number: int, data: bytes) -> bytes:
    """Return one frame with its two checksums."""
    count = len(data) // 2
    kind = WHOLE_BLOCK if count == BLOCK else ODD_BLOCK
    length = b"" if count == BLOCK else struct.pack(">H", count - 1)
    head = SYNC + bytes((kind | RATE_24000, MONO_16_BITS)) + chr(number).encode() + length
    content = head + bytes((checksum(head, CHECK_8, 8),)) + VERBATIM + data
    return content + struct.pack(">H", checksum(content, CHECK_16, 16))


def checks(polynomial: int, width: int) -> list[int]:
    """Return the checksum of each byte."""
    table = []
    for value in range(256):
        check = value << (width - 8)
        for _ in range(8):
            check = check << 1 ^ (polynomial if check >> (width - 1) else 0)
            check &= (1 << width) - 1
        table.append(check)
    return table


CHECK_8, CHECK_16 = checks(0x07, 8), checks(0x8005, 16)


def checksum(data: bytes, table: list[int], width: int) -> int:
    """Return the checksum of some bytes."""
    check, shift, mask = 0, width - 8, (1 << width) - 1
    for value in data:
        check = (check << 8 & mask) ^ table[check >> shift ^ value]
    return check
