"""Writes MP3: each frame has one line of its spectrum, the word's tone, or none.

Layer III of MPEG-2, 24 kHz, one channel, 8 kbit/s: a frame is 24 bytes and 24 milliseconds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .tones import RATE, SOUNDING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .tones import Speech, SpokenWord

HEADER = b"\xff\xf3\x14\xc4"
FRAME_BYTES, FRAME_SAMPLES = 24, 576
FRAME_SECONDS = FRAME_SAMPLES / RATE
LINE_HERTZ = RATE / 2 / FRAME_SAMPLES
GAIN = 200
# The lines are coded in fours; a four without a value is all ones in the second code table.
NOTHING = "1111"
SECOND_TABLE = 1


def encode(speech: Speech, comment: bytes) -> bytes:
    """Return the file: its comment, then the frames."""
    return note(comment) + b"".join(frames(speech))


def note(comment: bytes) -> bytes:
    """Return the comment as an ID3 tag."""
    content = b"\0" + b"eng" + b"\0" + comment
    inner = b"COMM" + len(content).to_bytes(4, "big") + bytes(2) + content
    length = bytes(len(inner) >> shift & 0x7F for shift in (21, 14, 7, 0))
    return b"ID3\x03\0\0" + length + inner


def frames(speech: Speech) -> Iterator[bytes]:
    """Yield a frame for each moment."""
    words = speech.words
    place = 0
    for number in range(round(speech.seconds / FRAME_SECONDS) or 1):
        moment = number * FRAME_SECONDS
        while place < len(words) - 1 and words[place + 1].start <= moment:
            place += 1
        heard = bool(words) and is_heard(words[place], moment)
        yield frame(round(speech.pitch(words[place].text) / LINE_HERTZ) if heard else None)


def is_heard(word: SpokenWord, moment: float) -> bool:
    """Say whether a word's tone sounds."""
    return word.start <= moment < word.start + (word.end - word.start) * SOUNDING


def frame(line: int | None) -> bytes:
    """Return a frame in which one line of the spectrum sounds, or none."""
    values = "" if line is None else NOTHING * (line // 4) + four(line % 4)
    bits = side_information(len(values)) + values
    content = int(bits.ljust((FRAME_BYTES - len(HEADER)) * 8, "0"), 2)
    return HEADER + content.to_bytes(FRAME_BYTES - len(HEADER), "big")


def four(place: int) -> str:
    """Return the code of four lines of which one has the value 1, and its sign."""
    return f"{15 - (8 >> place):04b}" + "0"


def side_information(length: int) -> str:
    """Return what a decoder has to know: how many bits there are, how loud, in which code."""
    fields = (
        (0, 8),  # the values begin in this frame
        (0, 1),
        (length, 12),
        (0, 9),  # no great values
        (GAIN, 8),
        (0, 9),  # no scale factors
        (0, 1),  # one long window
        (0, 15),
        (0, 7),
        (0, 1),
        (SECOND_TABLE, 1),
    )
    return "".join(f"{value:0{width}b}" for value, width in fields)
