"""`oai beta responses`: the commands of `oai responses`, under a fixed query and a header."""

from __future__ import annotations

import json

import pytest

from tests.support.answers import Answer

BETA = "responses_multi_agent=v1"
QUEUED = {"id": "resp_1", "object": "response", "status": "queued", "background": True}
DONE = {**QUEUED, "status": "completed", "output": []}


@pytest.fixture
def asked(oai, fault_server):
    oai.env.update(fault_server.env)
    return oai


def is_beta(request) -> bool:
    return request.query["beta"] == ["true"] and request.headers["openai-beta"] == BETA


def test_agents_are_asked_for_by_an_option(oai):
    words = ("beta", "responses", "create", "Hi", "--model", "gpt-5", "--dry-run")
    shown = oai(*words, "--multi-agent", "enabled=true", "--temperature", "0.5").json()
    assert shown["url"].endswith("/responses?beta=true")
    assert shown["headers"]["OpenAI-Beta"] == BETA
    assert shown["body"]["multi_agent"] == {"enabled": True}
    assert shown["body"]["temperature"] == 0.5


def test_the_settled_command_has_no_such_option(oai):
    refused = oai("responses", "create", "Hi", "--model", "gpt-5", "--multi-agent", "enabled=true")
    assert refused.code == 2


def test_waiting_asks_by_the_beta_too(asked, fault_server):
    fault_server.handle(lambda request: Answer(json=DONE if request.method == "GET" else QUEUED))
    line = ("beta", "responses", "create", "Hi", "--model", "gpt-5", "--background", "--wait")
    assert asked(*line, "--poll-interval", "0.1").json()["status"] == "completed"
    assert [request.method for request in fault_server.requests] == ["POST", "GET"]
    assert all(map(is_beta, fault_server.requests))


def test_a_stream_that_breaks_goes_on_by_the_beta(asked, fault_server):
    begun = {"type": "response.created", "sequence_number": 0, "response": QUEUED}
    done = {"type": "response.completed", "sequence_number": 1, "response": DONE}

    def answer(request):
        event = done if request.method == "GET" else begun
        body = f"data: {json.dumps(event)}\n\n".encode()
        return Answer(body=body, headers={"Content-Type": "text/event-stream"})

    fault_server.handle(answer)
    line = ("beta", "responses", "create", "Hi", "--model", "gpt-5", "--background", "--stream")
    assert asked(*line).code == 0
    assert [request.method for request in fault_server.requests] == ["POST", "GET"]
    assert all(map(is_beta, fault_server.requests))


def test_how_to_follow_is_told_by_the_beta(asked, fault_server):
    fault_server.handle(lambda _: Answer(json=QUEUED))
    result = asked("beta", "responses", "get", "resp_1", "-t")
    assert "oai beta responses get resp_1 --stream" in result.err


def test_a_help_page_has_its_own_examples(oai):
    page = oai("beta", "responses", "delete", "--help").text
    assert "oai beta responses delete resp_abc123" in page
