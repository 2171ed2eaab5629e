"""Speaks: a tone for each word, always the same for the same text, voice and speed."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import cache
from hashlib import sha256

RATE = 24_000
CHARACTER_SECONDS = 0.03
SOUNDING = 0.8
LOUDNESS = 8000
LOWEST, STEPS = 220.0, 24
WORD = re.compile(r"\S+")


@dataclass(frozen=True)
class SpokenWord:
    """A word, and from when to when it is heard."""

    text: str
    start: float
    end: float


@dataclass(frozen=True)
class Speech:
    """What is said, by whom, and how fast."""

    text: str
    voice: str = "alloy"
    speed: float = 1.0

    @property
    def seconds(self) -> float:
        """How long it is."""
        return max(len(self.text), 1) * CHARACTER_SECONDS / self.speed

    @property
    def words(self) -> list[SpokenWord]:
        """The words, each in its place."""
        return timed(self.text, self.seconds)

    def pitch(self, word: str) -> float:
        """Return how high a word is, which depends on the voice too."""
        step = sha256(f"{self.voice}:{word}".encode()).digest()[0] % STEPS
        return LOWEST * math.pow(2, step / 12)

    def samples(self) -> bytes:
        """Return the sound: one channel of 16 bits, low byte first."""
        sound = bytearray(2 * round(self.seconds * RATE))
        for word in self.words:
            start = round(word.start * RATE)
            count = round((word.end - word.start) * RATE * SOUNDING)
            sound[2 * start : 2 * (start + count)] = tone(self.pitch(word.text), count)
        return bytes(sound)


def timed(text: str, seconds: float) -> list[SpokenWord]:
    """Return the words of a text that takes this long, a character as long as another."""
    each = seconds / max(len(text), 1)
    return [
        SpokenWord(found[0], round(found.start() * each, 3), round(found.end() * each, 3))
        for found in WORD.finditer(text)
    ]


def tone(pitch: float, count: int) -> bytes:
    """Return this many samples of a tone."""
    period = wave(round(RATE / pitch))
    return (period * (2 * count // len(period) + 1))[: 2 * count]


@cache
def wave(length: int) -> bytes:
    """Return one period of a sine."""
    samples = (round(LOUDNESS * math.sin(2 * math.pi * at / length)) for at in range(length))
    return b"".join(sample.to_bytes(2, "little", signed=True) for sample in samples)
