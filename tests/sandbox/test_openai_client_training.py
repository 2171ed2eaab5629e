"""The official client fills vector stores, tunes models, and runs evals."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from openai import BadRequestError, NotFoundError, OpenAI

from tests.support.moments import eventually

from .agent_calls import EQUAL, jsonl, lessons
from .running import Running


@pytest.fixture(scope="module")
def client(quick_server: Running) -> Iterator[OpenAI]:
    url = f"{quick_server.origin}/v1"
    with OpenAI(api_key=quick_server.here.key, base_url=url, max_retries=0) as client:
        yield client


@pytest.fixture(scope="module")
def admin(quick_server: Running) -> Iterator[OpenAI]:
    url = f"{quick_server.origin}/v1"
    key = quick_server.here.admin_key
    with OpenAI(api_key=key, admin_api_key=key, base_url=url, max_retries=0) as client:
        yield client


def upload_text(client: OpenAI, text: str) -> str:
    return client.files.create(file=("a.txt", text.encode()), purpose="assistants").id


def test_vector_stores(client: OpenAI) -> None:
    stores = client.vector_stores
    made = [stores.create(name=str(number)).id for number in range(3)]
    assert [store.id for store in stores.list(limit=1)][:3] == made[::-1]
    assert stores.update(made[0], name="new").name == "new"
    assert stores.retrieve(made[0]).name == "new"
    assert stores.delete(made[0]).deleted
    with pytest.raises(NotFoundError):
        stores.retrieve(made[0])


def test_files_are_polled_and_searched(client: OpenAI) -> None:
    stores = client.vector_stores
    store = stores.create().id
    files = stores.files
    sent = ("heron.txt", b"The heron eats fish.")
    attached = files.upload_and_poll(vector_store_id=store, file=sent, poll_interval_ms=10)
    assert attached.status == "completed"
    others = [upload_text(client, text) for text in ("Trains are late.", "Rain again.")]
    batch = stores.file_batches.create_and_poll(store, file_ids=others, poll_interval_ms=10)
    assert batch.file_counts.completed == 2
    in_batch = stores.file_batches.list_files(batch.id, vector_store_id=store, limit=1)
    assert {file.id for file in in_batch} == set(others)
    assert len(list(files.list(store, limit=1))) == 3
    (hit,) = stores.search(store, query="What does the heron eat?", rewrite_query=True)
    assert (hit.filename, hit.content[0].text) == ("heron.txt", "The heron eats fish.")
    changed = files.update(attached.id, vector_store_id=store, attributes={"bird": True})
    assert changed.attributes == {"bird": True}
    filters: Any = {"type": "eq", "key": "bird", "value": False}
    assert list(stores.search(store, query="heron", filters=filters)) == []
    (content,) = files.content(attached.id, vector_store_id=store)
    assert content.text == "The heron eats fish."
    assert files.delete(attached.id, vector_store_id=store).deleted
    with pytest.raises(BadRequestError, match="Supported values"):
        stores.search(store, query="x", filters={"type": "x", "key": "a", "value": 1})  # type: ignore[arg-type]


def test_fine_tuning(client: OpenAI, admin: OpenAI) -> None:
    jobs = client.fine_tuning.jobs
    file = client.files.create(file=("t.jsonl", jsonl(lessons())), purpose="fine-tune").id
    asked: Any = {"model": "gpt-4.1", "training_file": file}
    job = jobs.create(**asked, suffix="mine").id
    eventually(lambda: jobs.retrieve(job).status == "succeeded")
    assert jobs.retrieve(job).fine_tuned_model in [model.id for model in client.models.list()]
    messages = [event.message for event in jobs.list_events(job, limit=3)]
    assert messages[-1] == f"Created fine-tuning job: {job}"
    checkpoints = list(jobs.checkpoints.list(job, limit=1))
    assert [one.step_number for one in checkpoints] == [30, 20, 10]
    permissions = admin.fine_tuning.checkpoints.permissions
    name = checkpoints[1].fine_tuned_model_checkpoint
    (permission,) = permissions.create(name, project_ids=["proj_a"])
    assert [one.id for one in permissions.list(name)] == [permission.id]
    assert permissions.delete(permission.id, fine_tuned_model_checkpoint=name).deleted
    long: Any = {"type": "supervised", "supervised": {"hyperparameters": {"n_epochs": 50}}}
    other = jobs.create(**asked, method=long).id
    eventually(lambda: jobs.retrieve(other).status == "running")
    assert str(jobs.pause(other).status) == "paused"
    assert jobs.resume(other).status == "queued"
    assert jobs.cancel(other).status == "cancelled"
    assert [one.id for one in jobs.list(limit=1)][:2] == [other, job]


def test_graders(client: OpenAI) -> None:
    graders = client.fine_tuning.alpha.graders
    grader: Any = EQUAL
    assert graders.run(grader=grader, model_sample="a", item={"wanted": "a"}).reward == 1.0
    assert graders.validate(grader=grader).grader is not None


def test_evals(client: OpenAI) -> None:
    config: Any = {"type": "custom", "item_schema": {}, "include_sample_schema": True}
    criteria: Any = [EQUAL]
    made = client.evals.create(name="e", data_source_config=config, testing_criteria=criteria).id
    template = [{"role": "system", "content": "echo"}, {"role": "user", "content": "{{item.a}}"}]
    rows = [{"item": {"a": "x", "wanted": "x"}}, {"item": {"a": "x", "wanted": "y"}}]
    source: Any = {
        "type": "completions",
        "model": "gpt-5",
        "input_messages": {"type": "template", "template": template},
        "source": {"type": "file_content", "content": rows},
    }
    runs = client.evals.runs
    run = runs.create(made, data_source=source).id
    eventually(lambda: runs.retrieve(run, eval_id=made).status == "completed")
    counts = runs.retrieve(run, eval_id=made).result_counts
    assert (counts.passed, counts.failed, counts.errored) == (1, 1, 0)
    items = list(runs.output_items.list(run, eval_id=made, limit=1))
    assert [item.status for item in items] == ["pass", "fail"]
    shown = runs.output_items.retrieve(items[0].id, eval_id=made, run_id=run)
    assert shown.results[0].score == 1.0
    other = runs.create(made, data_source=source).id
    assert [one.id for one in runs.list(made, limit=1)] == [run, other]
    assert runs.delete(run, eval_id=made).deleted
    assert client.evals.update(made, name="f").name == "f"
    assert made in [one.id for one in client.evals.list(limit=2, order="desc")]
    assert client.evals.delete(made).deleted
