"""What a server was at when it was killed is finished by the next one, once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from oai.sandbox.requests.principal import DEFAULT_PROJECT
from tests.support.moments import eventually
from tests.support.plain_http import plain_client
from tests.support.seed_stock import BUCKET

from .agent_calls import (
    EQUAL,
    agent_client,
    begin_run,
    get,
    messages_of,
    new_assistant,
    new_thread,
    post,
    text_file,
    training_file,
    wait_for,
)
from .organization import ok
from .running import Running

SLOW = {"X-Sandbox-Fault": "token-delay=0.05"}


class Crashing:
    """A sandbox that can be killed and started again."""

    def __init__(self, state_file: Path) -> None:
        self.state_file = state_file
        self.running = Running(state_file, pace=0.1)
        self.api = agent_client(self.running)

    def crash(self) -> httpx.Client:
        """Kill the server, start another in no hurry at all, and return a client of it."""
        self.running.kill()
        self.api.close()
        self.running = Running(self.state_file, pace=0.01)
        self.api = agent_client(self.running)
        return self.api


@pytest.fixture
def crashing(tmp_path: Path) -> Iterator[Crashing]:
    crashing = Crashing(tmp_path / "state.sqlite3")
    yield crashing
    crashing.api.close()
    crashing.running.stop()


def test_a_run_is_finished(crashing: Crashing) -> None:
    api = crashing.api
    assistant, thread = new_assistant(api), new_thread(api, "word " * 15)
    body = {"assistant_id": assistant["id"]}
    run = api.post(f"threads/{thread['id']}/runs", json=body, headers=SLOW).json()
    path = f"threads/{thread['id']}/runs/{run['id']}"
    eventually(lambda: len(messages_of_any(api, thread["id"])) == 2)
    api = crashing.crash()
    wait_for(api, path, "completed")
    (_, asked), (role, answer) = messages_of(api, thread["id"])
    assert (role, answer) == ("assistant", asked)
    assert len(get(api, f"{path}/steps")["data"]) == 1


def messages_of_any(api: httpx.Client, thread_id: str) -> list[str]:
    return [one["status"] for one in get(api, f"threads/{thread_id}/messages")["data"]]


def test_a_run_that_waited_still_waits(crashing: Crashing) -> None:
    api = crashing.api
    function = {"type": "function", "function": {"name": "f"}}
    assistant, thread = new_assistant(api, tools=[function]), new_thread(api, "x")
    path, _ = begin_run(api, thread, assistant, tool_choice="required")
    run = wait_for(api, path, "requires_action")
    api = crashing.crash()
    (call,) = run["required_action"]["submit_tool_outputs"]["tool_calls"]
    outputs = [{"tool_call_id": call["id"], "output": "y"}]
    post(api, f"{path}/submit_tool_outputs", tool_outputs=outputs)
    wait_for(api, path, "completed")
    assert messages_of(api, thread["id"])[-1] == ("assistant", "y")


def test_a_tuning_job_goes_on_from_its_step(crashing: Crashing) -> None:
    api = crashing.api
    file = training_file(api)
    job = post(api, "fine_tuning/jobs", model="gpt-4.1", training_file=file)
    path = f"fine_tuning/jobs/{job['id']}"
    eventually(lambda: any(data for data in metrics(api, path)))
    api.delete(f"files/{file}")
    api = crashing.crash()
    assert wait_for(api, path, "succeeded", "failed")["status"] == "succeeded"
    steps = [data["step"] for data in metrics(api, path)]
    assert steps == sorted(set(steps), reverse=True)
    assert steps[0] == 30
    messages = [event["message"] for event in get(api, f"{path}/events", limit=100)["data"]]
    assert Counter(messages).most_common(1)[0][1] == 1


def metrics(api: httpx.Client, path: str) -> list[dict[str, float]]:
    events = get(api, f"{path}/events", limit=100)["data"]
    return [event["data"] for event in events if event["type"] == "metrics"]


def test_a_store_reads_its_files(crashing: Crashing) -> None:
    api = crashing.api
    store = post(api, "vector_stores", file_ids=[text_file(api, "A heron.")])
    assert store["status"] == "in_progress"
    api = crashing.crash()
    wait_for(api, f"vector_stores/{store['id']}", "completed")
    found = post(api, f"vector_stores/{store['id']}/search", query="heron")
    assert len(found["data"]) == 1


def test_an_eval_is_graded(crashing: Crashing) -> None:
    api = crashing.api
    config = {"type": "custom", "item_schema": {}}
    made = post(api, "evals", 201, data_source_config=config, testing_criteria=[EQUAL])
    rows = [{"item": {"wanted": "a"}, "sample": {"output_text": "a"}}] * 3
    source = {"type": "jsonl", "source": {"type": "file_content", "content": rows}}
    run = post(api, f"evals/{made['id']}/runs", 201, data_source=source)
    api = crashing.crash()
    done = wait_for(api, f"evals/{made['id']}/runs/{run['id']}", "completed")
    assert done["result_counts"]["passed"] == 3
    items = get(api, f"evals/{made['id']}/runs/{run['id']}/output_items")["data"]
    assert [item["datasource_item_id"] for item in items] == [0, 1, 2]


def test_storage_is_validated(tmp_path: Path) -> None:
    running = Running(tmp_path / "state.sqlite3", pace=600)
    storage = {"project_id": DEFAULT_PROJECT, "provider": BUCKET}
    with administrator(running) as admin:
        path = f"external_storage/{ok(admin.post('external_storage', json=storage))['id']}"
        assert ok(admin.get(path))["status"] == "pending"
    running.kill()
    with Running(tmp_path / "state.sqlite3", pace=0.01) as running, administrator(running) as admin:
        eventually(lambda: ok(admin.get(path))["status"] == "validated")


def administrator(running: Running) -> httpx.Client:
    return plain_client(f"{running.origin}/v1/organization/", running.here.admin_key)
