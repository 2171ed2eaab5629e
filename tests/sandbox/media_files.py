"""Small files for tests of the media, and what such a file says about itself."""

from __future__ import annotations

import struct
import zlib

import httpx

from oai.sandbox.media import jpeg, mp3, mp4, png, wav, webp
from oai.sandbox.media.pictures import draw
from oai.sandbox.media.tones import Speech

SAID = "Hello there. How are you?"
PICTURE = draw("a fox", (64, 48))
PNG, JPEG, WEBP = (module.encode(PICTURE, b"") for module in (png, jpeg, webp))
MP4 = mp4.encode([JPEG], (64, 48), b"")
SILENT_MP3 = mp3.encode(Speech(""), b"")
SILENT_WAV = wav.encode(Speech("x" * 100), b"")


def speak(api: httpx.Client, text: str = SAID, **fields: object) -> bytes:
    body = {"model": "gpt-4o-mini-tts", "voice": "alloy", "input": text, **fields}
    answer = api.post("audio/speech", json=body)
    assert answer.status_code == 200, answer.text
    return answer.content


def picture_size(content: bytes) -> tuple[str, int, int]:
    """Return a picture's format and size as its own header tells them."""
    if content.startswith(b"\x89PNG"):
        return ("png", *struct.unpack(">II", content[16:24]))
    if content.startswith(b"RIFF"):
        assert struct.unpack("<I", content[4:8]) == (len(content) - 8,)
        bits = int.from_bytes(content[21:25], "little")
        return "webp", (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    assert content.startswith(b"\xff\xd8")
    assert content.endswith(b"\xff\xd9")
    frame = content.index(b"\xff\xc0")
    height, width = struct.unpack(">HH", content[frame + 5 : frame + 9])
    return "jpeg", width, height


def png_pixels(content: bytes) -> bytes:
    """Return a PNG's rows, all checksums checked."""
    place, data = 8, b""
    while place < len(content):
        (length,) = struct.unpack(">I", content[place : place + 4])
        chunk = content[place + 4 : place + 8 + length]
        check = content[place + 8 + length : place + 12 + length]
        assert struct.pack(">I", zlib.crc32(chunk)) == check
        data += chunk[4:] if chunk.startswith(b"IDAT") else b""
        place += 12 + length
    return zlib.decompress(data)
