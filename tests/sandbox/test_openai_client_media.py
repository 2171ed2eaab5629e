"""The official client makes pictures, sound and films, and looks after containers and skills."""

from __future__ import annotations

import base64
from collections.abc import Iterator

import pytest
from openai import BadRequestError, NotFoundError, OpenAI

from .media_files import MP4, PNG, SAID, SILENT_WAV, picture_size
from .running import Running

# It warns of what the API is going to end: the videos, and older models.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")
PICTURE = ("a.png", PNG)
MANIFEST = b"---\nname: sums\ndescription: Adds numbers.\n---\n"


@pytest.fixture(scope="module")
def client(server: Running) -> Iterator[OpenAI]:
    url = f"{server.origin}/v1"
    with OpenAI(api_key=server.here.key, base_url=url, max_retries=0) as client:
        yield client


def test_images(client: OpenAI) -> None:
    made = client.images.generate(model="gpt-image-1", prompt="a fox", n=2, size="1024x1536")
    assert made.data is not None
    sizes = [picture_size(base64.b64decode(item.b64_json or "")) for item in made.data]
    assert sizes == [("png", 1024, 1536)] * 2
    edited = client.images.edit(image=[PICTURE, PICTURE], mask=PICTURE, prompt="a hat")
    assert edited.usage is not None
    assert edited.usage.input_tokens_details.image_tokens == 3 * 388
    varied = client.images.create_variation(image=PICTURE, n=2)
    assert varied.data is not None
    assert len({item.url for item in varied.data}) == 2
    with pytest.raises(BadRequestError, match="must be a PNG"):
        client.images.edit(image=("a.png", b"text"), prompt="a hat")


def test_streamed_images(client: OpenAI) -> None:
    made = client.images.generate(
        model="gpt-image-1", prompt="a fox", stream=True, partial_images=1, size="1024x1024"
    )
    *partial, completed = made
    assert [event.type for event in partial] == ["image_generation.partial_image"]
    assert completed.type == "image_generation.completed"
    assert completed.usage.total_tokens > 0
    edited = client.images.edit(image=PICTURE, prompt="a hat", stream=True)
    assert [event.type for event in edited] == ["image_edit.completed"]


def test_speech_and_back(client: OpenAI) -> None:
    asked = {"model": "gpt-4o-mini-tts", "voice": "alloy", "input": SAID}
    spoken = client.audio.speech.create(**asked).content
    with client.audio.speech.with_streaming_response.create(**asked) as response:
        assert b"".join(response.iter_bytes()) == spoken
    recording = ("a.mp3", spoken)
    files = client.audio.transcriptions
    assert files.create(file=recording, model="gpt-4o-transcribe").text == SAID
    assert files.create(file=recording, model="whisper-1", response_format="text") == f"{SAID}\n"
    verbose = files.create(
        file=recording,
        model="whisper-1",
        response_format="verbose_json",
        timestamp_granularities=["word"],
    )
    assert [word.word for word in verbose.words or []] == SAID.split()
    *deltas, done = files.create(file=recording, model="gpt-4o-transcribe", stream=True)
    assert "".join(event.delta for event in deltas) == done.text == SAID
    assert client.audio.translations.create(file=recording, model="whisper-1").text == SAID


def test_voices(client: OpenAI) -> None:
    recording = ("a.wav", SILENT_WAV)
    consents = client.audio.voice_consents
    made = [
        consents.create(name=f"{number}", language="en", recording=recording) for number in range(3)
    ]
    found = {consent.id for consent in consents.list(limit=1)}
    assert found >= {consent.id for consent in made}
    assert consents.retrieve(made[0].id) == made[0]
    assert consents.update(made[0].id, name="Ada").name == "Ada"
    voice = client.audio.voices.create(name="v", audio_sample=recording, consent=made[0].id)
    assert voice.object == "audio.voice"
    assert consents.delete(made[0].id).deleted
    with pytest.raises(NotFoundError):
        consents.retrieve(made[0].id)


def test_videos(client: OpenAI) -> None:
    video = client.videos.create_and_poll(
        prompt="a cat", input_reference=PICTURE, poll_interval_ms=50
    )
    assert (video.status, video.progress) == ("completed", 100)
    film = client.videos.download_content(video.id).content
    assert film[4:8] == b"ftyp"
    sheet = client.videos.download_content(video.id, variant="spritesheet").content
    assert picture_size(sheet)[0] == "jpeg"
    others = [
        client.videos.remix(video.id, prompt="at night"),
        client.videos.edit(video=("a.mp4", film), prompt="snow"),
        client.videos.extend(video=("a.mp4", film), prompt="on", seconds="4"),
    ]
    assert others[0].remixed_from_video_id == video.id
    assert {item.id for item in client.videos.list(limit=1)} >= {other.id for other in others}
    for made in (video, *others):
        assert client.videos.delete(made.id).deleted
    character = client.videos.create_character(name="Mossy", video=("a.mp4", MP4))
    assert client.videos.get_character(character.id or "").name == "Mossy"


def test_containers(client: OpenAI) -> None:
    made = [client.containers.create(name="box") for _ in range(3)]
    found = [box.id for box in client.containers.list(limit=1, name="box")]
    assert found[:3] == [box.id for box in reversed(made)]
    box = client.containers.retrieve(made[0].id)
    files = client.containers.files
    sent = [files.create(box.id, file=(f"{number}.txt", b"hello")) for number in range(3)]
    assert [file.id for file in files.list(box.id, limit=1, order="asc")] == [
        file.id for file in sent
    ]
    assert files.retrieve(sent[0].id, container_id=box.id).path == "/mnt/data/0.txt"
    assert files.content.retrieve(sent[0].id, container_id=box.id).content == b"hello"
    files.delete(sent[0].id, container_id=box.id)
    client.containers.delete(box.id)
    with pytest.raises(NotFoundError):
        files.list(box.id)


def test_skills(client: OpenAI) -> None:
    files = [("sums/SKILL.md", MANIFEST), ("sums/add.py", b"+")]
    skill = client.skills.create(files=files)
    versions = client.skills.versions
    second = versions.create(skill.id, files=files, default=True)
    assert client.skills.retrieve(skill.id).default_version == second.version == "2"
    assert [version.version for version in versions.list(skill.id, limit=1)] == ["2", "1"]
    assert client.skills.update(skill.id, default_version="1").default_version == "1"
    assert versions.content.retrieve("2", skill_id=skill.id).content[:2] == b"PK"
    assert versions.delete("2", skill_id=skill.id).deleted
    assert client.skills.content.retrieve(skill.id).content[:2] == b"PK"
    assert skill.id in {item.id for item in client.skills.list(limit=1)}
    assert client.skills.delete(skill.id).deleted


def test_provenance(client: OpenAI) -> None:
    checked = client.content_provenance_checks.create(file=PICTURE)
    assert [result.outcome for result in checked.results] == ["not_detected"] * 2
