"""Short ways to ask for what many tests need."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import httpx

from tests.support.moments import eventually

Event = dict[str, Any]


def upload(api: httpx.Client, content: bytes, name: str = "a.bin", **fields: str) -> Any:
    form = {"purpose": "user_data", **fields}
    answer = api.post("files", data=form, files={"file": (name, content)})
    assert answer.status_code == 200, answer.text
    return answer.json()


def respond(api: httpx.Client, text: Any, /, **fields: Any) -> Any:
    answer = api.post("responses", json={"model": "gpt-5", "input": text, **fields})
    assert answer.status_code == 200, answer.text
    return answer.json()


def output_text(response: Any) -> str:
    return "".join(item["content"][0]["text"] for item in response["output"])


def chat(api: httpx.Client, text: Any, **fields: Any) -> Any:
    messages = [{"role": "system", "content": "echo"}, {"role": "user", "content": text}]
    body = {"model": "gpt-5", "messages": messages, **fields}
    answer = api.post("chat/completions", json=body)
    assert answer.status_code == 200, answer.text
    return answer.json()


def events_of(text: str) -> list[Event]:
    """Return the data of a stream's events, and check that each names its own type."""
    events = []
    for block in filter(None, text.split("\n\n")):
        fields = dict(line.split(": ", 1) for line in block.split("\n"))
        if fields["data"] != "[DONE]":
            events.append(json.loads(fields["data"]))
            assert fields.get("event") == events[-1].get("type")
    return events


def joined(events: Iterable[Event]) -> str:
    return "".join(
        event["delta"] for event in events if event["type"] == "response.output_text.delta"
    )


def error(answer: httpx.Response, status: int) -> Any:
    assert answer.status_code == status, answer.text
    body = answer.json()
    assert list(body) == ["error"]
    assert set(body["error"]) == {"message", "type", "param", "code"}
    return body["error"]


def batch_line(number: int, body: Any, url: str = "/v1/responses", **fields: Any) -> Any:
    return {"custom_id": f"line-{number}", "method": "POST", "url": url, "body": body, **fields}


def begin_batch(
    api: httpx.Client, lines: Iterable[Any], endpoint: str = "/v1/responses", delay: float = 0
) -> Any:
    content = "".join(
        (line if isinstance(line, str) else json.dumps(line)) + "\n" for line in lines
    )
    file = upload(api, content.encode(), "batch.jsonl", purpose="batch")
    body = {"input_file_id": file["id"], "endpoint": endpoint, "completion_window": "24h"}
    headers = {"X-Sandbox-Fault": f"token-delay={delay}"} if delay else {}
    answer = api.post("batches", json=body, headers=headers)
    assert answer.status_code == 200, answer.text
    return answer.json()


def ended(api: httpx.Client, batch: Any) -> Any:
    """Wait for the batch to end, and return it."""
    final = ("completed", "failed", "cancelled", "expired")
    eventually(lambda: api.get(f"batches/{batch['id']}").json()["status"] in final)
    return api.get(f"batches/{batch['id']}").json()


def output_lines(api: httpx.Client, file_id: str) -> list[Any]:
    content = api.get(f"files/{file_id}/content").text
    return [json.loads(line) for line in content.splitlines()]
