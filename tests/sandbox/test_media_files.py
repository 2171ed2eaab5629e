"""The files that the sandbox makes are the ones that other programs could read.

Pillow and FFmpeg have decoded the very bytes behind these digests: pictures of two colours in
the right places and of the right size, tones of the right pitch and length, and films with one
still a second. Whoever changes an encoder has to let them read its files again.
"""

from __future__ import annotations

import io
import wave
from hashlib import sha256

import pytest

from oai.sandbox.media import flac, jpeg, mp3, mp4, png, wav, webp
from oai.sandbox.media.pictures import Picture, draw, side_by_side
from oai.sandbox.media.tones import Speech
from oai.sandbox.media.watermark import find_watermark, watermark

from .media_files import picture_size, png_pixels

TOLD = {"kind": "test", "text": "ä;"}
NOTE = watermark(**TOLD)
SPEECH = Speech("Today is a wonderful day to build something people love!")
PICTURES = [
    draw("a fox", (1024, 1024)),
    draw("a fox", (250, 130), transparent=True),
    side_by_side([draw("a cat", (180, 320), frame=frame) for frame in range(4)]),
]
SIZES = [(1024, 1024), (250, 130), (768, 320)]
STILLS = [jpeg.encode(draw("a cat", (720, 1280), frame=frame), NOTE) for frame in range(4)]
READ_BY_OTHERS = {
    "jpeg 0": "d9f7e49b39caebef",
    "jpeg 1": "d81697fc8ef9230a",
    "jpeg 2": "d34f87e27934e6d1",
    "webp 0": "5c9eae4a609907e7",
    "webp 1": "695f9efe057ce654",
    "webp 2": "8f67d5f26caa138e",
    "wav": "233588bd8db9d20e",
    "flac": "28b74177ad293030",
    "mp3": "7896d5f0e5242fc4",
    "mp4": "e89aa4986bd435e6",
}


def made(name: str) -> bytes:
    kind, _, number = name.partition(" ")
    if number:
        return {"jpeg": jpeg, "webp": webp}[kind].encode(PICTURES[int(number)], NOTE)
    if kind == "mp4":
        return mp4.encode(STILLS, (720, 1280), NOTE)
    return {"wav": wav, "flac": flac, "mp3": mp3}[kind].encode(SPEECH, NOTE)


@pytest.mark.parametrize("name", READ_BY_OTHERS)
def test_a_file_is_as_others_have_read_it(name: str) -> None:
    content = made(name)
    assert sha256(content).hexdigest()[:16] == READ_BY_OTHERS[name]
    assert find_watermark(content) == TOLD


@pytest.mark.parametrize(("picture", "size"), [*zip(PICTURES, SIZES, strict=True)])
def test_a_picture_has_its_size(picture: Picture, size: tuple[int, int]) -> None:
    for kind, module in (("png", png), ("jpeg", jpeg), ("webp", webp)):
        assert picture_size(module.encode(picture, NOTE)) == (kind, *size)


@pytest.mark.parametrize(("picture", "size"), [*zip(PICTURES, SIZES, strict=True)])
def test_a_png_has_its_pixels(picture: Picture, size: tuple[int, int]) -> None:
    # Its bytes depend on the version of zlib, so there is no digest of them.
    content = png.encode(picture, NOTE)
    width, height = size
    length = 1 + (width + 7) // 8
    rows = png_pixels(content)
    assert len(rows) == height * length
    for number, tiles in enumerate(picture.tiles):
        row = rows[number * 16 * length :][:length]
        assert [byte == 0xFF for byte in row[1::2]] == list(tiles)
    assert find_watermark(content) == TOLD


def test_a_wav_has_its_length_and_its_sound() -> None:
    with wave.open(io.BytesIO(wav.encode(SPEECH, NOTE))) as sound:
        assert (sound.getframerate(), sound.getnchannels(), sound.getsampwidth()) == (24_000, 1, 2)
        assert sound.getnframes() == round(SPEECH.seconds * 24_000)
        assert sound.readframes(sound.getnframes()) == SPEECH.samples()


def test_what_is_made_depends_on_what_is_asked() -> None:
    assert draw("a fox", (64, 64)) == draw("a fox", (64, 64))
    assert draw("a fox", (64, 64)).tiles != draw("a hen", (64, 64)).tiles
    assert Speech("a b").samples() != Speech("a c").samples()
    assert Speech("a b").samples() != Speech("a b", voice="echo").samples()
    assert 2 * len(Speech("a b", speed=2).samples()) == len(Speech("a b").samples())


def test_a_damaged_mark_says_nothing() -> None:
    assert (
        find_watermark(b"oai-sandbox:!;")
        == find_watermark(b"oai-sandbox:abc;")
        == find_watermark(b"")
        == {}
    )
