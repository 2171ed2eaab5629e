"""Agents, the environments that they work in, their templates, and the files in them."""

from __future__ import annotations

import base64
from typing import Any

import pytest

from .agent_calls import delete, get, ids, post, text_file, wait_for
from .session_calls import new_session

NOTE = base64.b64encode(b"A note.\n").decode()
INLINE = {"type": "inline", "path": "/workspace/note.txt", "data": NOTE}


def new_environment(api: Any, **fields: Any) -> Any:
    return post(api, "agents/environments", environment={"type": "openai_hosted", **fields})


def paths(page: Any) -> list[str]:
    return [file["path"] for file in page["data"]]


def test_an_agent_has_what_it_was_given_and_else_the_usual(quick):
    agent = post(quick, "agents", model="gpt-5", multi_agent={"enabled": True}, name="Ada")
    assert agent["multi_agent"] == {"enabled": True, "max_concurrent_subagents": 6}
    assert (agent["tools"], agent["service_tier"]) == ([], "auto")
    path = f"agents/{agent['id']}"
    changed = post(quick, path, name=None, reasoning={"effort": "low"}, metadata={"a": "b"})
    assert (changed["name"], changed["reasoning"]["effort"]) == (None, "low")
    assert get(quick, path) == changed
    assert delete(quick, path)["object"] == "agent.deleted"
    assert quick.get(path).status_code == 404


def test_the_beta_must_be_known(quick_server):
    with quick_server.client() as client:
        assert client.get("agents").json()["error"]["code"] == "invalid_beta"


def test_an_environment_gets_ready(agents):
    made = new_environment(agents, files=[INLINE])
    assert (made["status"], made["type"]) == ("pending", "openai_hosted")
    (file,) = made["files"]
    assert (file["path"], file["size_bytes"]) == ("/workspace/note.txt", 8)
    ready = wait_for(agents, f"agents/environments/{made['id']}", "ready")
    assert ready == {**made, "status": "ready"}


def test_it_is_made_once_for_one_key(quick):
    before = len(get(quick, "agents/environments", limit=100)["data"])
    body = {"environment": {"type": "openai_hosted"}}
    keyed = {"headers": {"Idempotency-Key": "once"}, "json": body}
    made = [quick.post("agents/environments", **keyed).json()["id"] for _ in range(2)]
    assert made[0] == made[1]
    assert len(get(quick, "agents/environments", limit=100)["data"]) == before + 1


def test_a_session_may_take_one_that_is_there(quick):
    made = new_environment(quick, network={"access": "disabled"})
    taken = {"type": "openai_hosted", "environment_id": made["id"]}
    told = new_session(quick, environment=taken)["environment"]
    assert (told["id"], told["network"]["access"]) == (made["id"], "disabled")


def test_files_are_put_in_by_path(quick):
    made = new_environment(quick, files=[INLINE])
    path = f"agents/environments/{made['id']}/files"
    uploaded = text_file(quick, "uploaded")
    for name, given in {
        "/workspace/b/one.txt": {"type": "file_id", "file_id": uploaded},
        "/workspace/b/../a.txt": {"type": "inline", "data": NOTE},
        "/workspace/note.txt": {"type": "inline", "data": base64.b64encode(b"new").decode()},
    }.items():
        post(quick, path, path=name, **given)
    page = get(quick, path, order="asc")
    assert paths(page) == ["/workspace/a.txt", "/workspace/b/one.txt", "/workspace/note.txt"]
    assert [file["size_bytes"] for file in page["data"]] == [8, 8, 3]
    assert set(page["data"][0]) == {"environment_id", "object", "path", "size_bytes"}
    below = quick.get(path, params={"path": "/workspace/b"}).json()
    assert paths(below) == ["/workspace/b/one.txt"]


@pytest.mark.parametrize("order", ["asc", "desc"])
def test_pages_of_files_follow_one_another(order, quick):
    names = [f"/workspace/{number}.txt" for number in range(5)]
    made = new_environment(quick, files=[{**INLINE, "path": name} for name in names])
    path = f"agents/environments/{made['id']}/files"
    found, query = [], {}
    for _ in range(3):
        page = get(quick, path, order=order, limit=2, **query)
        found += paths(page)
        query = {"page": page["next"]}
    assert (page["has_more"], page["next"]) == (False, None)
    assert found == sorted(names, reverse=order == "desc")


@pytest.mark.parametrize(
    ("given", "param"),
    [
        ({**INLINE, "path": "/etc/passwd"}, "path"),
        ({**INLINE, "path": "/workspace/../etc/passwd"}, "path"),
        ({**INLINE, "path": "note.txt"}, "path"),
        ({**INLINE, "path": "/workspace"}, "path"),
        ({**INLINE, "data": "???"}, "data"),
        ({"type": "inline", "path": "/workspace/a"}, "data"),
        ({"type": "file_id", "path": "/workspace/a"}, "file_id"),
    ],
)
def test_a_file_that_cannot_be_is_refused(given, param, quick):
    path = f"agents/environments/{new_environment(quick)['id']}/files"
    answer = quick.post(path, json=given)
    assert (answer.status_code, answer.json()["error"]["param"]) == (400, param)
    assert get(quick, path)["data"] == []


def test_an_environment_is_made_from_a_template(quick):
    packages = {"python": ["numpy"]}
    template = post(
        quick,
        "agents/environments/templates",
        name="analysis",
        packages=packages,
        files=[INLINE],
        env={"TOKEN": "tell-nobody"},
        setup_commands=[{"command": "echo tell-nobody"}],
    )
    assert template["packages"] == {"npm": [], "python": ["numpy"], "system": []}
    assert "tell-nobody" not in str(template)
    assert NOTE not in str(template)
    path = f"agents/environments/templates/{template['id']}"
    changed = post(quick, path, network={"access": "disabled"})
    assert changed["packages"] == template["packages"]
    assert get(quick, path) == changed
    made = new_environment(quick, environment_template_id=template["id"])
    assert paths(get(quick, f"agents/environments/{made['id']}/files")) == ["/workspace/note.txt"]
    assert template["id"] in ids(get(quick, "agents/environments/templates"))
    assert delete(quick, path)["deleted"]
    again = {"environment": {"type": "openai_hosted", "environment_template_id": template["id"]}}
    assert quick.post("agents/environments", json=again).status_code == 404
