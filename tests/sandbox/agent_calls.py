"""Short ways to ask for threads, vector stores and jobs, and to wait for them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import httpx

from tests.support.moments import eventually

from .asking import upload
from .running import Running

BETAS = {"OpenAI-Beta": "assistants=v2, chatkit_beta=v1, agents=v1"}
FUNCTION = {
    "type": "function",
    "function": {
        "name": "look_up",
        "parameters": {"type": "object", "properties": {"word": {"type": "string"}}},
    },
}
EQUAL = {
    "type": "string_check",
    "name": "equal",
    "input": "{{sample.output_text}}",
    "reference": "{{item.wanted}}",
    "operation": "eq",
}


def post(api: httpx.Client, path: str, status: int = 200, /, **body: Any) -> Any:
    answer = api.post(path, json=body)
    assert answer.status_code == status, answer.text
    return answer.json()


def get(api: httpx.Client, path: str, **query: Any) -> Any:
    answer = api.get(path, params=query)
    assert answer.status_code == 200, answer.text
    return answer.json()


def delete(api: httpx.Client, path: str) -> Any:
    answer = api.delete(path)
    assert answer.status_code == 200, answer.text
    return answer.json()


def ids(page: Any) -> list[str]:
    return [item["id"] for item in page["data"]]


def wait_for(api: httpx.Client, path: str, *statuses: str) -> Any:
    """Wait until the object has one of the statuses, and return it."""
    eventually(lambda: get(api, path)["status"] in statuses)
    return get(api, path)


def new_assistant(api: httpx.Client, **fields: Any) -> Any:
    return post(api, "assistants", model="gpt-5", instructions="echo", **fields)


def new_thread(api: httpx.Client, *texts: str) -> Any:
    return post(api, "threads", messages=[{"role": "user", "content": text} for text in texts])


def begin_run(api: httpx.Client, thread: Any, assistant: Any, **fields: Any) -> tuple[str, Any]:
    """Begin a run, and return where it is served and what it is."""
    path = f"threads/{thread['id']}/runs"
    run = post(api, path, assistant_id=assistant["id"], **fields)
    return f"{path}/{run['id']}", run


def messages_of(api: httpx.Client, thread_id: str) -> list[tuple[str, str]]:
    """Return who said what in a thread, oldest first."""
    page = get(api, f"threads/{thread_id}/messages", order="asc")
    return [(one["role"], one["content"][0]["text"]["value"]) for one in page["data"]]


def thread_events(text: str) -> list[tuple[str, Any]]:
    """Return the named events of a run's stream, which must end with the word that it is over."""
    *blocks, last, rest = text.split("\n\n")
    assert (last, rest) == ("event: done\ndata: [DONE]", "")
    events = []
    for block in blocks:
        name, data = block.split("\n")
        events.append((name.removeprefix("event: "), json.loads(data.removeprefix("data: "))))
    return events


def jsonl(rows: Iterable[Any]) -> bytes:
    return "".join(json.dumps(row) + "\n" for row in rows).encode()


def lessons(count: int = 10) -> list[Any]:
    """Return examples of conversations to train on."""
    return [
        {
            "messages": [
                {"role": "user", "content": f"What is {number}?"},
                {"role": "assistant", "content": f"It is the number {number}, and no other."},
            ]
        }
        for number in range(count)
    ]


def training_file(api: httpx.Client, rows: Iterable[Any] | None = None) -> str:
    content = jsonl(lessons() if rows is None else rows)
    return str(upload(api, content, "training.jsonl", purpose="fine-tune")["id"])


def text_file(api: httpx.Client, text: str, name: str = "a.txt") -> str:
    return str(upload(api, text.encode(), name, purpose="assistants")["id"])


def new_store(api: httpx.Client, *texts: str) -> str:
    """Make a vector store of some texts, and wait until they are read."""
    store = post(api, "vector_stores", file_ids=[text_file(api, text) for text in texts])
    wait_for(api, f"vector_stores/{store['id']}", "completed")
    return str(store["id"])


def agent_client(running: Running) -> httpx.Client:
    client = running.client()
    client.headers.update(BETAS)
    return client
