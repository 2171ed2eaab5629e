"""Fine-tuning: files are looked through, losses fall, and there is a model in the end."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.support.clocked_sandbox import Clocked
from tests.support.moments import eventually

from .agent_calls import (
    EQUAL,
    delete,
    get,
    ids,
    jsonl,
    lessons,
    post,
    text_file,
    training_file,
    wait_for,
)
from .asking import error, output_text, respond

JOBS = "fine_tuning/jobs"
MODEL = "gpt-4.1-mini-2025-04-14"
ENDED = ("succeeded", "failed", "cancelled")


def begin(api: httpx.Client, file: str | None = None, **fields: Any) -> Any:
    return post(api, JOBS, model=MODEL, training_file=file or training_file(api), **fields)


def ended(api: httpx.Client, job: Any) -> Any:
    return wait_for(api, f"{JOBS}/{job['id']}", *ENDED)


def all_events(api: httpx.Client, job: Any) -> list[Any]:
    """Return the events of a job, oldest first."""
    page = get(api, f"{JOBS}/{job['id']}/events", limit=100)
    return [*reversed(page["data"])]


def test_a_job_goes_its_way(still: httpx.Client, clocked: Clocked) -> None:
    api = still
    job = begin(api, suffix="mine", hyperparameters={"n_epochs": 1}, metadata={"a": "b"})
    assert job["id"].startswith("ftjob-")
    assert job["hyperparameters"]["batch_size"] == "auto"
    path = f"{JOBS}/{job['id']}"
    assert job["status"] == "validating_files"
    for status in ("queued", "running"):
        clocked.clock.pass_over(1)
        wait_for(api, path, status)
    while get(api, path)["status"] == "running":
        clocked.clock.move(1)
    done = get(api, path)
    assert done["status"] == "succeeded"
    assert done["fine_tuned_model"].startswith(f"ft:{MODEL}:sandbox:mine:")
    assert done["finished_at"] >= done["created_at"]
    assert done["hyperparameters"] == done["method"]["supervised"]["hyperparameters"]
    assert (done["hyperparameters"]["n_epochs"], done["hyperparameters"]["batch_size"]) == (1, 1)
    assert done["trained_tokens"] > 0


def test_events_and_checkpoints_tell_of_it(quick: httpx.Client) -> None:
    validation = training_file(quick, [{"messages": [{"role": "assistant", "content": "zebra"}]}])
    job = ended(quick, begin(quick, validation_file=validation))
    events = all_events(quick, job)
    assert events[0]["message"] == f"Created fine-tuning job: {job['id']}"
    assert events[-1]["message"] == "The job has successfully completed"
    assert {event["level"] for event in events} == {"info"}
    measured = [event["data"] for event in events if event["type"] == "metrics"]
    losses = [data["train_loss"] for data in measured]
    assert losses == sorted(losses, reverse=True)
    assert losses[-1] < losses[0] / 2
    assert measured[-1]["valid_loss"] > 3 * losses[-1]
    assert [data["step"] for data in measured][-1] == measured[-1]["total_steps"] == 30
    checkpoints = get(quick, f"{JOBS}/{job['id']}/checkpoints")["data"]
    assert [one["step_number"] for one in checkpoints] == [30, 20, 10]
    names = [one["fine_tuned_model_checkpoint"] for one in checkpoints]
    model = job["fine_tuned_model"]
    assert names == [model, f"{model}:ckpt-step-20", f"{model}:ckpt-step-10"]
    rows = quick.get(f"files/{job['result_files'][0]}/content").text.splitlines()
    assert rows[0] == "step,train_loss,train_accuracy,valid_loss,valid_mean_token_accuracy"
    assert len(rows) == 1 + len(measured)
    first = get(quick, f"{JOBS}/{job['id']}/events", limit=1)
    assert set(first) == {"object", "data", "has_more"}
    rest = get(quick, f"{JOBS}/{job['id']}/events", limit=1, after=ids(first)[0])
    assert ids(rest) == [events[-2]["id"]]


def test_the_model_can_be_used(quick: httpx.Client) -> None:
    model = ended(quick, begin(quick))["fine_tuned_model"]
    assert model in ids(get(quick, "models"))
    assert output_text(respond(quick, "hi", model=model, instructions="echo")) == "hi"
    again = post(quick, JOBS, model=model, training_file=training_file(quick))
    assert ended(quick, again)["fine_tuned_model"].startswith(f"ft:{MODEL}:sandbox:")
    assert delete(quick, f"models/{model}")["deleted"] is True


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{", "Line 11 is no JSON"),
        ("[]", "Line 11 is not a JSON object"),
        ('{"messages": []}', "Line 11: missing the key 'messages'"),
        ('{"messages": [{"role": "x", "content": ""}]}', "Line 11: messages[0] has no role"),
        ('{"messages": [{"role": "user"}]}', "Line 11: messages[0] has no content"),
        ('{"messages": [{"role": "user", "content": "x"}]}', "Line 11: there is no message with"),
    ],
)
def test_a_wrong_line_is_named(quick: httpx.Client, line: str, words: str) -> None:
    content = jsonl(lessons(10)).decode() + line
    form = {"purpose": "fine-tune"}
    file = quick.post("files", data=form, files={"file": ("t.jsonl", content)}).json()["id"]
    job = ended(quick, begin(quick, file))
    assert job["status"] == "failed"
    assert words in job["error"]["message"]
    assert (job["error"]["code"], job["error"]["param"]) == (
        "invalid_training_file",
        "training_file",
    )
    last = all_events(quick, job)[-1]
    assert (last["level"], last["message"]) == ("error", job["error"]["message"])
    assert (job["fine_tuned_model"], job["trained_tokens"]) == (None, None)


def test_too_few_examples_and_a_wrong_validation_file(quick: httpx.Client) -> None:
    few = ended(quick, begin(quick, training_file(quick, lessons(9))))
    assert "9 examples" in few["error"]["message"]
    wrong = ended(quick, begin(quick, validation_file=training_file(quick, [{}])))
    assert wrong["error"]["param"] == "validation_file"


@pytest.mark.parametrize(
    ("fields", "status", "param"),
    [
        ({"training_file": "file-none"}, 404, "id"),
        ({"suffix": ""}, 400, "suffix"),
        ({"hyperparameters": {"n_epochs": 0}}, 400, "hyperparameters.n_epochs"),
        ({"hyperparameters": {"batch_size": "many"}}, 400, "hyperparameters.batch_size"),
        ({"method": {"type": "other"}}, 400, "method.type"),
        ({"method": {"type": "reinforcement"}}, 400, "method.reinforcement.grader"),
        (
            {"method": {"type": "reinforcement", "reinforcement": {"grader": {"type": "x"}}}},
            400,
            "method.reinforcement.grader.type",
        ),
    ],
)
def test_what_cannot_be_trained_is_refused(
    quick: httpx.Client, fields: Any, status: int, param: str
) -> None:
    body = {"model": MODEL, "training_file": training_file(quick), **fields}
    assert error(quick.post(JOBS, json=body), status)["param"] == param


def test_a_file_must_be_for_training(quick: httpx.Client) -> None:
    body = {"model": MODEL, "training_file": text_file(quick, "x")}
    assert error(quick.post(JOBS, json=body), 400)["code"] == "invalid_purpose"


def test_other_methods(quick: httpx.Client) -> None:
    said = [{"role": "assistant", "content": "yes"}]
    asked = {"messages": [{"role": "user", "content": "q"}]}
    pair = {"input": asked, "preferred_output": said, "non_preferred_output": said}
    preferred = {"type": "dpo", "dpo": {"hyperparameters": {"beta": 0.1}}}
    job = ended(quick, begin(quick, training_file(quick, [pair] * 10), method=preferred))
    assert job["status"] == "succeeded", job["error"]
    assert job["method"]["dpo"]["hyperparameters"]["beta"] == 0.1
    judged = {"type": "reinforcement", "reinforcement": {"grader": EQUAL}}
    job = ended(quick, begin(quick, training_file(quick, [asked] * 10), method=judged))
    assert job["method"]["reinforcement"]["grader"] == EQUAL
    assert job["status"] == "succeeded", job["error"]
    old = [{"prompt": "a", "completion": "b"}] * 10
    body = {"model": "babbage-002", "training_file": training_file(quick, old)}
    assert ended(quick, post(quick, JOBS, **body))["status"] == "succeeded"


def test_a_job_is_paused_resumed_and_cancelled(still: httpx.Client, clocked: Clocked) -> None:
    api = still
    job = begin(api, hyperparameters={"n_epochs": 50})
    path = f"{JOBS}/{job['id']}"
    assert "validating_files" in error(api.post(f"{path}/pause"), 400)["message"]
    error(api.post(f"{path}/resume"), 400)
    for status in ("queued", "running"):
        clocked.clock.pass_over(1)
        wait_for(api, path, status)
    assert post(api, f"{path}/pause")["status"] == "paused"
    told = len(all_events(api, job))
    # Nothing of it waits for a moment to come any more.
    eventually(lambda: not clocked.clock.sleepers)
    assert len(all_events(api, job)) == told
    assert post(api, f"{path}/resume")["status"] == "queued"
    clocked.clock.pass_over(1)
    wait_for(api, path, "running")
    cancelled = post(api, f"{path}/cancel")
    assert (cancelled["status"], cancelled["fine_tuned_model"]) == ("cancelled", None)
    assert all_events(api, job)[-1]["message"] == "The job has been cancelled"
    error(api.post(f"{path}/cancel"), 400)


def test_jobs_are_found_by_their_metadata(quick: httpx.Client) -> None:
    one, _ = begin(quick, metadata={"team": "birds"}), begin(quick, metadata={"team": "cats"})
    found = get(quick, JOBS, **{"metadata[team]": "birds"})
    assert ids(found) == [one["id"]]
    assert set(found) == {"object", "data", "has_more"}


def test_checkpoints_are_shared_with_projects(
    quick: httpx.Client, quick_admin: httpx.Client
) -> None:
    job = ended(quick, begin(quick))
    page = get(quick, f"{JOBS}/{job['id']}/checkpoints", limit=2)
    path = f"fine_tuning/checkpoints/{page['data'][1]['fine_tuned_model_checkpoint']}/permissions"
    error(quick.get(path), 401)
    made = post(quick_admin, path, project_ids=["proj_a", "proj_b"])
    assert [one["project_id"] for one in made["data"]] == ["proj_a", "proj_b"]
    assert ids(get(quick_admin, path)) == ids(made)[::-1]
    assert ids(get(quick_admin, path, order="ascending")) == ids(made)
    assert ids(get(quick_admin, path, project_id="proj_b")) == ids(made)[1:]
    deleted = delete(quick_admin, f"{path}/{made['data'][0]['id']}")
    assert deleted["object"] == "checkpoint.permission"
    assert ids(get(quick_admin, path)) == ids(made)[1:]
    error(quick_admin.get("fine_tuning/checkpoints/ft:none/permissions"), 404)
