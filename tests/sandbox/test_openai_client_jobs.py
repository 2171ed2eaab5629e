"""The official client waits for what takes its time, and ends what it does not want."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import openai
import pytest
from openai import OpenAI

from .agent_calls import EQUAL
from .official import official_client
from .running import Running
from .test_openai_client_media import MANIFEST

# It warns of what the API is going to end: the videos.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")
ROWS: Any = [{"item": {"wanted": "x"}, "sample": {"output_text": "x"}}]
SOURCE: Any = {"type": "jsonl", "source": {"type": "file_content", "content": ROWS}}
OFFER = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\nm=audio 9 RTP/AVP 0\r\n"


@pytest.fixture(scope="module")
def slow(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenAI]:
    """Give a client of a server whose jobs take as good as for ever."""
    folder = tmp_path_factory.mktemp("slow")
    with (
        Running(folder / "sandbox.sqlite3", pace=600) as running,
        official_client(running) as client,
    ):
        yield client


def new_file(client: OpenAI, text: str) -> str:
    return client.files.create(file=("a.txt", text.encode()), purpose="assistants").id


def new_eval(client: OpenAI) -> str:
    config: Any = {"type": "custom", "item_schema": {}, "include_sample_schema": True}
    criteria: Any = [EQUAL]
    return client.evals.create(data_source_config=config, testing_criteria=criteria).id


def test_files_of_a_vector_store_are_waited_for(client: OpenAI) -> None:
    store = client.vector_stores.create(name="waited for").id
    files, batches = client.vector_stores.files, client.vector_stores.file_batches
    quickly: Any = {"vector_store_id": store, "poll_interval_ms": 10}
    assert files.create_and_poll(new_file(client, "one"), **quickly).status == "completed"
    added = files.create(store, file_id=new_file(client, "two"))
    assert files.poll(added.id, **quickly).status == "completed"
    sent = [("c.txt", io.BytesIO(b"three")), ("d.txt", io.BytesIO(b"four"))]
    batch = batches.upload_and_poll(store, files=sent, poll_interval_ms=10)
    assert (batch.status, batch.file_counts.completed) == ("completed", 2)
    assert batches.poll(batch.id, **quickly) == batch
    first = next(iter(batches.list_files(batch.id, vector_store_id=store)))
    asked: Any = {"vector_store_id": store, "after": first.id}
    assert list(batches.list_files(batch.id, filter="failed", **asked)) == []
    assert len(list(batches.list_files(batch.id, filter="completed", **asked))) == 1
    assert len(list(files.list(store, limit=1, filter="completed"))) == 4


def test_reading_files_is_stopped(slow: OpenAI) -> None:
    store = slow.vector_stores.create().id
    batches = slow.vector_stores.file_batches
    batch = batches.create(store, file_ids=[new_file(slow, "one")])
    assert batch.status == "in_progress"
    stopped = batches.cancel(batch.id, vector_store_id=store)
    assert (stopped.status, stopped.file_counts.cancelled) == ("cancelled", 1)
    with pytest.raises(openai.ConflictError):
        batches.cancel(batch.id, vector_store_id=store)


def test_a_run_of_an_eval_is_stopped(slow: OpenAI) -> None:
    evaluation = new_eval(slow)
    runs = slow.evals.runs
    run = runs.create(evaluation, data_source=SOURCE)
    assert run.status == "queued"
    assert runs.cancel(run.id, eval_id=evaluation).status == "canceled"
    assert runs.retrieve(run.id, eval_id=evaluation).status == "canceled"
    assert slow.evals.retrieve(evaluation).id == evaluation


def test_a_training_is_stopped(slow: OpenAI) -> None:
    rows = b'{"messages": [{"role": "user", "content": "a"}]}\n' * 10
    file = slow.files.create(file=("a.jsonl", rows), purpose="fine-tune").id
    job = slow.fine_tuning.jobs.create(model="gpt-4.1", training_file=file)
    assert slow.fine_tuning.jobs.cancel(job.id).status == "cancelled"


def test_a_video_is_waited_for(client: OpenAI) -> None:
    video = client.videos.create(prompt="a cat")
    assert video.status == "queued"
    assert client.videos.poll(video.id, poll_interval_ms=10).progress == 100


def test_a_video_that_is_not_ready_is_not_sent(slow: OpenAI) -> None:
    video = slow.videos.create(prompt="a cat")
    with pytest.raises(openai.ConflictError, match="not ready"):
        slow.videos.download_content(video.id)


def test_a_version_of_a_skill(client: OpenAI) -> None:
    skill = client.skills.create(files=[("sums/SKILL.md", MANIFEST)])
    version = client.skills.versions.retrieve("1", skill_id=skill.id)
    assert (version.version, version.name) == ("1", "sums")


def test_realtime_sessions(client: OpenAI) -> None:
    beta = client.beta.realtime
    session = beta.sessions.create(modalities=["text"], voice="alloy")
    assert session.client_secret.value.startswith("ek_")
    listening = beta.transcription_sessions.create(input_audio_format="pcm16")
    assert listening.client_secret.value.startswith("ek_")
    translating = client.realtime.translations.client_secrets.create(
        session={"model": "gpt-realtime-translate"}
    )
    assert translating.value.startswith("ek_")


def test_a_call_is_rejected(client: OpenAI) -> None:
    answer = client.realtime.calls.create(sdp=OFFER).response
    call = answer.headers["location"].rpartition("/")[2]
    client.realtime.calls.reject(call, status_code=486)
    with pytest.raises(openai.BadRequestError, match="rejected"):
        client.realtime.calls.accept(call, type="realtime")
