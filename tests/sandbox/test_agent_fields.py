"""Every operation on agents and training answers with exactly the fields that the API has."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from oai.api.operations import operations
from tests.support.clocked_sandbox import Clocked, HandedClock
from tests.support.moments import eventually
from tests.support.plain_http import plain_client

from .agent_calls import BETAS, EQUAL, FUNCTION, get, lessons, text_file, training_file
from .test_realtime import OFFER

GROUPS = ("/assistants", "/chatkit", "/conversations", "/realtime", "/threads")
TRAINING = ("/evals", "/fine_tuning", "/vector_stores")
KNOWN = {each.name: each for each in operations() if each.path.startswith(GROUPS + TRAINING)}
# The guide has it in the answer, the list of fields has not.
UNLISTED = {"POST /realtime/sessions": {"client_secret"}}
USER = {"role": "user", "content": "x"}
CALL = {"tools": [FUNCTION], "tool_choice": "required"}
GRADED = [{"item": {"wanted": "x"}, "sample": {"output_text": "x"}}]
SOURCE = {"type": "jsonl", "source": {"type": "file_content", "content": GRADED}}
CONFIG = {"type": "custom", "item_schema": {}}

THREAD = "/threads/{thread_id}"
RUN = "/threads/{thread_id}/runs/{run_id}"
STORE = "/vector_stores/{vector_store_id}"
JOB = "/fine_tuning/jobs/{fine_tuning_job_id}"
PERMISSIONS = "/fine_tuning/checkpoints/{fine_tuned_model_checkpoint}/permissions"
EVAL = "/evals/{eval_id}"
EVAL_RUN = "/evals/{eval_id}/runs/{run_id}"


class Walk:
    """Asks for one operation after another, and keeps each answer and the ids in it."""

    def __init__(self, api: httpx.Client, clock: HandedClock) -> None:
        self.api = api
        self.clock = clock
        self.ids: dict[str, str] = {}
        self.answers: dict[str, httpx.Response] = {}

    def ask(self, name: str, body: Any = None, keep: str = "", **sent: Any) -> Any:
        """Ask, and keep the answer's id, or that of its first item, under a name."""
        method, path = name.split(" ")
        answer = self.api.request(method, path.format(**self.ids).lstrip("/"), json=body, **sent)
        assert answer.is_success, f"{name}: {answer.text}"
        self.answers[name] = answer
        value = answer.json() if "json" in answer.headers.get("content-type", "") else {}
        if keep:
            self.ids[keep] = value["id"] if "id" in value else value["data"][0]["id"]
        return value

    def wait(self, path: str, *statuses: str) -> Any:
        """Let time pass, for this alone, until what the path names has come so far."""
        at = path.format(**self.ids).lstrip("/")
        eventually(lambda: get(self.api, at)["status"] in statuses or self.clock.move(1))
        return get(self.api, at)

    def everything(self) -> None:
        """Ask for all there is."""
        for part in (stores, assistants, threads, conversations, chatkit, realtime, tuning, evals):
            part(self)


def stores(walk: Walk) -> None:
    file = text_file(walk.api, "some text")
    walk.ask("POST /vector_stores", {}, "vector_store_id")
    walk.ask(f"POST {STORE}/files", {"file_id": file}, "file_id")
    walk.wait(f"{STORE}/files/{{file_id}}", "completed")
    walk.ask("GET /vector_stores")
    walk.ask(f"GET {STORE}")
    walk.ask(f"POST {STORE}", {"name": "n"})
    walk.ask(f"POST {STORE}/search", {"query": "text"})
    walk.ask(f"GET {STORE}/files")
    walk.ask(f"GET {STORE}/files/{{file_id}}")
    walk.ask(f"GET {STORE}/files/{{file_id}}/content")
    walk.ask(f"POST {STORE}/files/{{file_id}}", {"attributes": {}})
    many = [text_file(walk.api, "more text") for _ in range(2)]
    walk.ask(f"POST {STORE}/file_batches", {"file_ids": many}, "batch_id")
    walk.ask(f"POST {STORE}/file_batches/{{batch_id}}/cancel")
    walk.ask(f"GET {STORE}/file_batches/{{batch_id}}")
    walk.ask(f"GET {STORE}/file_batches/{{batch_id}}/files")
    walk.ask(f"DELETE {STORE}/files/{{file_id}}")
    walk.ask(f"DELETE {STORE}")


def assistants(walk: Walk) -> None:
    walk.ask("POST /assistants", {"model": "gpt-5"}, "assistant_id")
    walk.ask("GET /assistants")
    walk.ask("GET /assistants/{assistant_id}")
    walk.ask("POST /assistants/{assistant_id}", {"name": "n"})


def threads(walk: Walk) -> None:
    assistant = {"assistant_id": walk.ids["assistant_id"]}
    begun = walk.ask("POST /threads/runs", {**assistant, **CALL})
    walk.ids |= {"thread_id": begun["thread_id"], "run_id": begun["id"]}
    walk.wait(RUN, "requires_action")
    walk.ask(f"POST {RUN}/cancel")
    walk.ask("POST /threads", {"messages": [USER]}, "thread_id")
    walk.ask(f"GET {THREAD}")
    walk.ask(f"POST {THREAD}", {"metadata": {}})
    walk.ask(f"POST {THREAD}/messages", USER, "message_id")
    walk.ask(f"GET {THREAD}/messages")
    walk.ask(f"GET {THREAD}/messages/{{message_id}}")
    walk.ask(f"POST {THREAD}/messages/{{message_id}}", {"metadata": {}})
    walk.ask(f"POST {THREAD}/runs", {**assistant, **CALL}, "run_id")
    waiting = walk.wait(RUN, "requires_action")
    (call,) = waiting["required_action"]["submit_tool_outputs"]["tool_calls"]
    outputs = {"tool_outputs": [{"tool_call_id": call["id"], "output": "x"}]}
    walk.ask(f"POST {RUN}/submit_tool_outputs", outputs)
    walk.wait(RUN, "completed")
    walk.ask(f"GET {THREAD}/runs")
    walk.ask(f"GET {RUN}")
    walk.ask(f"POST {RUN}", {"metadata": {}})
    walk.ask(f"GET {RUN}/steps", None, "step_id")
    walk.ask(f"GET {RUN}/steps/{{step_id}}")
    walk.ask(f"DELETE {THREAD}/messages/{{message_id}}")
    walk.ask(f"DELETE {THREAD}")
    walk.ask("DELETE /assistants/{assistant_id}")


def conversations(walk: Walk) -> None:
    conversation = "/conversations/{conversation_id}"
    walk.ask("POST /conversations", {}, "conversation_id")
    walk.ask(f"GET {conversation}")
    walk.ask(f"POST {conversation}", {"metadata": {}})
    walk.ask(f"POST {conversation}/items", {"items": [USER]}, "item_id")
    walk.ids["item_id"] = walk.answers[f"POST {conversation}/items"].json()["data"][0]["id"]
    walk.ask(f"GET {conversation}/items")
    walk.ask(f"GET {conversation}/items/{{item_id}}")
    walk.ask(f"DELETE {conversation}/items/{{item_id}}")
    walk.ask(f"DELETE {conversation}")


def chatkit(walk: Walk) -> None:
    walk.ask("POST /chatkit/sessions", {"user": "u", "workflow": {"id": "w"}}, "session_id")
    walk.ask("POST /chatkit/sessions/{session_id}/cancel")
    walk.ask("GET /chatkit/threads", None, "thread_id")
    walk.ask("GET /chatkit/threads/{thread_id}")
    walk.ask("GET /chatkit/threads/{thread_id}/items")
    walk.ask("DELETE /chatkit/threads/{thread_id}")
    walk.ask("POST /chatkit/files", files={"file": ("a.txt", b"x")})


def realtime(walk: Walk) -> None:
    ends = {"hangup": None, "refer": {"target_uri": "tel:1"}, "reject": {}}
    for verb, body in ends.items():
        walk.ask("POST /realtime/calls", {"sdp": OFFER})
        call = walk.answers["POST /realtime/calls"].headers["location"].rpartition("/")[2]
        walk.ids["call_id"] = call
        walk.ask("POST /realtime/calls/{call_id}/accept", {"type": "realtime"})
        walk.ask(f"POST /realtime/calls/{{call_id}}/{verb}", body)
    walk.ask("POST /realtime/client_secrets", {})
    walk.ask("POST /realtime/sessions", {})
    walk.ask("POST /realtime/transcription_sessions", {})
    walk.ask("POST /realtime/translations/client_secrets", {"session": {"model": "m"}})


def tuning(walk: Walk) -> None:
    asked = {"model": "gpt-4.1", "training_file": training_file(walk.api, lessons())}
    walk.ask("POST /fine_tuning/jobs", asked, "fine_tuning_job_id")
    walk.wait(JOB, "succeeded")
    walk.ask("GET /fine_tuning/jobs")
    walk.ask(f"GET {JOB}")
    walk.ask(f"GET {JOB}/events")
    kept = walk.ask(f"GET {JOB}/checkpoints")["data"][1]["fine_tuned_model_checkpoint"]
    walk.ids["fine_tuned_model_checkpoint"] = kept
    walk.ask(f"POST {PERMISSIONS}", {"project_ids": ["proj_x"]}, "permission_id")
    walk.ask(f"GET {PERMISSIONS}")
    walk.ask(f"DELETE {PERMISSIONS}/{{permission_id}}")
    walk.ask("POST /fine_tuning/jobs", asked, "fine_tuning_job_id")
    walk.wait(JOB, "queued", "running")
    for verb in ("pause", "resume", "cancel"):
        walk.ask(f"POST {JOB}/{verb}")
    graders = "/fine_tuning/alpha/graders"
    walk.ask(f"POST {graders}/run", {"grader": EQUAL, "model_sample": "", "item": {}})
    walk.ask(f"POST {graders}/validate", {"grader": EQUAL})


def evals(walk: Walk) -> None:
    made = {"data_source_config": CONFIG, "testing_criteria": [EQUAL]}
    walk.ask("POST /evals", made, "eval_id")
    walk.ask("GET /evals")
    walk.ask(f"GET {EVAL}")
    walk.ask(f"POST {EVAL}", {"name": "n"})
    walk.ask(f"POST {EVAL}/runs", {"data_source": SOURCE}, "run_id")
    walk.ask(f"POST {EVAL_RUN}/cancel")
    walk.ask(f"POST {EVAL}/runs", {"data_source": SOURCE}, "run_id")
    walk.wait(EVAL_RUN, "completed")
    walk.ask(f"GET {EVAL}/runs")
    walk.ask(f"GET {EVAL_RUN}")
    walk.ask(f"GET {EVAL_RUN}/output_items", None, "output_item_id")
    walk.ask(f"GET {EVAL_RUN}/output_items/{{output_item_id}}")
    walk.ask(f"DELETE {EVAL_RUN}")
    walk.ask(f"DELETE {EVAL}")


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, httpx.Response]:
    state_file = tmp_path_factory.mktemp("fields") / "sandbox.sqlite3"
    # Its time stands still, so that nothing is over before it can be cancelled.
    # Permissions are for the administrator, whose key opens everything.
    with (
        Clocked(state_file) as server,
        plain_client(f"{server.origin}/v1/", server.admin_key, headers=BETAS) as api,
    ):
        walk = Walk(api, server.clock)
        walk.everything()
    return walk.answers


@pytest.mark.parametrize("name", KNOWN)
def test_fields(answers: dict[str, httpx.Response], name: str) -> None:
    answer = answers[name]
    ((status, contents),) = KNOWN[name].responses.items()
    assert answer.status_code == status
    if not contents:
        assert answer.content == b""
        return
    ((kind, described),) = contents.items()
    assert answer.headers["content-type"].startswith(kind)
    if described.fields:
        assert set(answer.json()) == {*described.fields, *UNLISTED.get(name, ())}
    if described.item_fields:
        assert set(answer.json()["data"][0]) == set(described.item_fields)
