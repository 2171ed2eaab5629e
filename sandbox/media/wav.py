"""Reads and writes WAV."""

from __future__ import annotations

import io
import struct
import wave
from typing import TYPE_CHECKING

from .tones import RATE

if TYPE_CHECKING:
    from .tones import Speech


def encode(speech: Speech, comment: bytes) -> bytes:
    """Return the file; its comment stands before the sound."""
    samples = speech.samples()
    note = comment + b"\0" * (2 - len(comment) % 2)
    information = b"INFO" + chunk(b"ICMT", note)
    settings = struct.pack("<HHIIHH", 1, 1, RATE, RATE * 2, 2, 16)
    content = chunk(b"fmt ", settings) + chunk(b"LIST", information) + chunk(b"data", samples)
    return chunk(b"RIFF", b"WAVE" + content)


def chunk(kind: bytes, data: bytes) -> bytes:
    """Return a chunk of an even length with its length."""
    return kind + struct.pack("<I", len(data)) + data


def seconds_of(content: bytes) -> float | None:
    """Return how long a WAV file is; nothing is known of another."""
    try:
        with wave.open(io.BytesIO(content)) as sound:
            return float(sound.getnframes() / sound.getframerate())
    except (wave.Error, EOFError, ZeroDivisionError):
        return None
