"""`oai conversations`: what is said goes over the wire as it was typed, piped or given as JSON."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.answers import Answer
from tests.support.fault_server import FaultServer
from tests.support.runner import CommandLine

ADDED = {"object": "list", "data": [{"id": "msg_1"}, {"id": "msg_2"}], "has_more": False}
GIVEN = '[{"role": "system", "content": "Be brief"}]'


def message(content: str, role: str = "user") -> dict[str, Any]:
    return {"type": "message", "role": role, "content": content}


@pytest.fixture
def conversations(oai: CommandLine, fault_server: FaultServer) -> CommandLine:
    fault_server.script(Answer(json=ADDED))
    oai.env.update(fault_server.env)
    oai.command += ["conversations"]
    return oai


@pytest.mark.parametrize(
    ("args", "piped", "items"),
    [
        (["  # 1: naïve\n"], "", [message("  # 1: naïve\n")]),
        (["--role", "developer"], "Notes\n", [message("Notes\n", "developer")]),
        (["Sum up:"], "a b", [message("Sum up:\n\na b")]),
        (["--items", GIVEN], "", [{"role": "system", "content": "Be brief"}]),
        (
            ["And you?", "--items", GIVEN],
            "",
            [{"role": "system", "content": "Be brief"}, message("And you?")],
        ),
    ],
)
def test_what_is_added(
    conversations: CommandLine, fault_server: FaultServer, args: list[str], piped: str, items: Any
) -> None:
    command = ("items", "create", "conv_1", *args, "--include", "reasoning.encrypted_content")
    result = conversations(*command, "-t", stdin=piped.encode() if piped else b"")
    (request,) = fault_server.requests
    assert (request.path, request.json()) == ("/v1/conversations/conv_1/items", {"items": items})
    assert request.query == {"include[]": ["reasoning.encrypted_content"]}
    assert request.headers["authorization"] == f"Bearer {fault_server.key}"
    assert (result.code, result.text) == (0, "msg_1\nmsg_2\n")


def test_nothing_to_add(conversations: CommandLine, fault_server: FaultServer) -> None:
    result = conversations("items", "create", "conv_1")
    assert (result.code, fault_server.requests) == (2, [])
    assert "--items" in result.err


def test_items_that_are_no_list(conversations: CommandLine, fault_server: FaultServer) -> None:
    body = '{"items": {"role": "user"}}'
    result = conversations("items", "create", "conv_1", "Hello", "--body", body)
    assert (result.code, fault_server.requests) == (2, [])
    assert "expected a JSON array" in result.err


def test_metadata(conversations: CommandLine, fault_server: FaultServer) -> None:
    result = conversations("update", "conv_1", "--metadata", "topic=a=b", "--metadata", "n=1")
    assert (result.code, result.err) == (0, "")
    assert fault_server.requests[0].json() == {"metadata": {"topic": "a=b", "n": "1"}}


@pytest.mark.parametrize(
    ("item", "text"),
    [
        ({"id": "msg_1", "content": [{"type": "output_text", "text": "It is."}]}, "It is.\n"),
        ({"id": "fc_1", "type": "function_call", "arguments": "{}"}, "fc_1\n"),
    ],
)
def test_text_of_an_item(
    conversations: CommandLine, fault_server: FaultServer, item: dict[str, Any], text: str
) -> None:
    fault_server.script(Answer(json=item))
    assert conversations("items", "get", "conv_1", item["id"], "-t").text == text
