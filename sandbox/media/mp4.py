"""Writes an MP4 film of JPEG stills, one a second."""

from __future__ import annotations

import struct

STILL_SECONDS = 1
# ISO 14496-1: what a stream holds (4, visual) and how (0x6C, JPEG).
VISUAL, JPEG = 4, 0x6C
UNITY = struct.pack(">9I", 0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)


def encode(stills: list[bytes], size: tuple[int, int], comment: bytes) -> bytes:
    """Return the file."""
    kind = box(b"ftyp", b"isom", struct.pack(">I", 512), b"isom", b"iso2", b"mp41")
    note = box(b"free", comment)
    media = box(b"mdat", *stills)
    start = len(kind) + len(note) + 8
    return kind + note + media + movie(stills, size, start)


def box(kind: bytes, *contents: bytes) -> bytes:
    """Return a box with its length."""
    content = b"".join(contents)
    return struct.pack(">I", len(content) + 8) + kind + content


def full_box(kind: bytes, *contents: bytes, flags: int = 0) -> bytes:
    """Return a box that begins with its version, which is 0, and its flags."""
    return box(kind, struct.pack(">I", flags), *contents)


def movie(stills: list[bytes], size: tuple[int, int], start: int) -> bytes:
    """Return the box that says what there is and where."""
    length = len(stills) * STILL_SECONDS
    times = struct.pack(">IIII", 0, 0, 1, length)
    settings = struct.pack(">IHHII", 0x10000, 0x100, 0, 0, 0)
    header = full_box(b"mvhd", times, settings, UNITY, bytes(24), struct.pack(">I", 2))
    return box(b"moov", header, track(stills, size, start))


def track(stills: list[bytes], size: tuple[int, int], start: int) -> bytes:
    """Return the only track."""
    length = len(stills) * STILL_SECONDS
    width, height = size
    times = struct.pack(">IIIII", 0, 0, 1, 0, length)
    shown = struct.pack(">II", width << 16, height << 16)
    header = full_box(b"tkhd", times, bytes(16), UNITY, shown, flags=3)
    handler = full_box(b"hdlr", bytes(4), b"vide", bytes(12), b"sandbox\0")
    pace = full_box(b"mdhd", struct.pack(">IIIIHH", 0, 0, 1, length, 0x55C4, 0))
    return box(b"trak", header, box(b"mdia", pace, handler, information(stills, size, start)))


def information(stills: list[bytes], size: tuple[int, int], start: int) -> bytes:
    """Return where the stills are: all in this file, and in one piece."""
    here = full_box(b"dref", struct.pack(">I", 1), full_box(b"url ", flags=1))
    sizes = struct.pack(f">II{len(stills)}I", 0, len(stills), *map(len, stills))
    samples = box(
        b"stbl",
        full_box(b"stsd", struct.pack(">I", 1), description(size)),
        full_box(b"stts", struct.pack(">III", 1, len(stills), STILL_SECONDS)),
        full_box(b"stsc", struct.pack(">IIII", 1, 1, len(stills), 1)),
        full_box(b"stsz", sizes),
        full_box(b"stco", struct.pack(">II", 1, start)),
    )
    return box(b"minf", full_box(b"vmhd", bytes(8), flags=1), box(b"dinf", here), samples)


def description(size: tuple[int, int]) -> bytes:
    """Return how a still is encoded."""
    resolution = struct.pack(">II", 72 << 16, 72 << 16)
    settings = struct.pack(">HH", *size) + resolution + bytes(4) + struct.pack(">H", 1)
    depth = bytes(32) + struct.pack(">Hh", 24, -1)
    decoder = bytes((JPEG, VISUAL << 2 | 1)) + bytes(11)
    inner = struct.pack(">HB", 1, 0) + descriptor(4, decoder) + descriptor(6, b"\x02")
    stream = full_box(b"esds", descriptor(3, inner))
    return box(b"mp4v", bytes(6), struct.pack(">H", 1), bytes(16), settings, depth, stream)


def descriptor(tag: int, content: bytes) -> bytes:
    """Return a descriptor with its length."""
    return bytes((tag, len(content))) + content
