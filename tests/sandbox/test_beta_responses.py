"""The beta of responses: its own parameters, the same objects, the same answers."""

from __future__ import annotations

import pytest

MULTI_AGENT = {"enabled": True, "max_concurrent_subagents": 2}
PROMPT = {"model": "gpt-5", "input": "Say hello."}
BETA = {"beta": "true"}


def test_it_is_told_from_the_settled_one_by_its_query(api):
    wrong = {**PROMPT, "multi_agent": {"max_concurrent_subagents": 2}}
    refused = api.post("responses", params=BETA, json=wrong)
    assert refused.json()["error"]["param"] == "multi_agent.enabled"
    assert api.post("responses", json=wrong).status_code == 200


def test_what_one_has_made_the_other_shows(api):
    made = api.post("responses", params=BETA, json={**PROMPT, "multi_agent": MULTI_AGENT}).json()
    for query in ({}, BETA):
        assert api.get(f"responses/{made['id']}", params=query).json() == made
        items = api.get(f"responses/{made['id']}/input_items", params={**query, "limit": 1}).json()
        assert len(items["data"]) == 1
    assert api.delete(f"responses/{made['id']}", params=BETA).json()["deleted"]
    assert api.get(f"responses/{made['id']}").status_code == 404


@pytest.mark.parametrize("path", ["responses/input_tokens", "responses/compact"])
def test_what_keeps_nothing_answers_alike(path, api):
    answers = [api.post(path, params=query, json=PROMPT).json() for query in ({}, BETA)]
    assert answers[0].keys() == answers[1].keys()
