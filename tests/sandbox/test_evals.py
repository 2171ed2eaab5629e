"""Evals: every row is answered where it should be, and graded by every criterion."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from .agent_calls import EQUAL, delete, get, ids, jsonl, post, wait_for
from .asking import chat, error, respond, upload
from .test_graders import ALIKE, SCORE

CUSTOM = {"type": "custom", "item_schema": {"type": "object"}, "include_sample_schema": True}
ROWS = [
    {"item": {"wanted": "cat"}, "sample": {"output_text": "cat"}},
    {"item": {"wanted": "cat"}, "sample": {"output_text": "cats"}},
    {"item": {"wanted": "cat"}, "sample": {"output_text": "dog"}},
    {"item": {"other": "cat"}, "sample": {"output_text": "cat"}},
]
ASK = [{"role": "developer", "content": "echo"}, {"role": "user", "content": "{{item.asked}}"}]


def new_eval(api: httpx.Client, *criteria: Any, **fields: Any) -> Any:
    body = {"data_source_config": CUSTOM, "testing_criteria": criteria or [EQUAL], **fields}
    return post(api, "evals", 201, **body)


def run_over(api: httpx.Client, definition: Any, source: Any, *statuses: str, **data: Any) -> Any:
    """Run an eval over a source until it has ended, or has one of the statuses."""
    path = f"evals/{definition['id']}/runs"
    run = post(api, path, 201, data_source={"type": "jsonl", "source": source, **data})
    assert run["status"] == "queued"
    return wait_for(api, f"{path}/{run['id']}", *(statuses or ("completed", "failed")))


def outputs(api: httpx.Client, run: Any, **query: Any) -> list[Any]:
    path = f"evals/{run['eval_id']}/runs/{run['id']}/output_items"
    items: list[Any] = get(api, path, **query)["data"]
    return items


def content(rows: Any) -> Any:
    return {"type": "file_content", "content": rows}


def test_an_eval_lives(quick: httpx.Client) -> None:
    made = new_eval(quick, name="e", metadata={"a": "b"})
    assert made["id"].startswith("eval_")
    assert made["data_source_config"]["schema"]["properties"]["item"] == {"type": "object"}
    (criterion,) = made["testing_criteria"]
    assert criterion == {**EQUAL, "id": criterion["id"]}
    path = f"evals/{made['id']}"
    changed = post(quick, path, name="f")
    assert (changed["name"], changed["metadata"]) == ("f", {"a": "b"})
    assert get(quick, path) == changed
    later = new_eval(quick)
    assert ids(get(quick, "evals", order="desc", limit=1)) == [later["id"]]
    post(quick, path, name="g")
    recent = get(quick, "evals", order="desc", order_by="updated_at", limit=1)
    assert (ids(recent), recent["has_more"]) == ([made["id"]], True)
    gone = {"object": "eval.deleted", "deleted": True, "eval_id": made["id"]}
    assert delete(quick, path) == gone
    error(quick.get(path), 404)


@pytest.mark.parametrize(
    ("fields", "param"),
    [
        ({"data_source_config": {"type": "x"}}, "data_source_config.type"),
        ({"data_source_config": {"type": "custom"}}, "data_source_config.item_schema"),
        ({"testing_criteria": [{**EQUAL, "operation": "x"}]}, "testing_criteria[0].operation"),
    ],
)
def test_a_wrong_eval_is_refused(quick: httpx.Client, fields: Any, param: str) -> None:
    body = {"data_source_config": CUSTOM, "testing_criteria": [EQUAL], **fields}
    assert error(quick.post("evals", json=body), 400)["param"] == param


def test_rows_are_graded(quick: httpx.Client) -> None:
    alike = {**ALIKE, "pass_threshold": 0.8}
    definition = new_eval(quick, EQUAL, alike)
    run = run_over(quick, definition, content(ROWS))
    assert run["result_counts"] == {"total": 4, "passed": 1, "failed": 2, "errored": 1}
    equal_id, alike_id = (one["id"] for one in definition["testing_criteria"])
    assert run["per_testing_criteria_results"] == [
        {"testing_criteria": equal_id, "passed": 1, "failed": 3},
        {"testing_criteria": alike_id, "passed": 2, "failed": 2},
    ]
    assert quick.get(run["report_url"]).json()["data"] == outputs(quick, run)
    items = outputs(quick, run)
    assert [item["status"] for item in items] == ["pass", "fail", "fail", "error"]
    assert [item["datasource_item_id"] for item in items] == [0, 1, 2, 3]
    equal, near = items[1]["results"]
    assert (equal["name"], equal["passed"], equal["score"]) == (equal_id, False, 0.0)
    assert (near["passed"], near["score"]) == (True, pytest.approx(6 / 7))
    assert "item.wanted" in items[3]["results"][0]["error"]
    assert [item["id"] for item in outputs(quick, run, status="fail")] == [
        item["id"] for item in items[1:3]
    ]
    path = f"evals/{run['eval_id']}/runs/{run['id']}/output_items/{items[0]['id']}"
    assert get(quick, path) == items[0]


def test_a_file_is_read_line_by_line(quick: httpx.Client) -> None:
    definition = new_eval(quick)
    file = upload(quick, jsonl(ROWS[:3]), "rows.jsonl", purpose="evals")["id"]
    source = {"type": "file_id", "id": file}
    assert run_over(quick, definition, source)["result_counts"]["total"] == 3
    wrong = upload(quick, jsonl([*ROWS[:2], {"row": 1}]), "rows.jsonl", purpose="evals")["id"]
    failed = run_over(quick, definition, {"type": "file_id", "id": wrong})
    assert (failed["status"], failed["result_counts"]["total"]) == ("failed", 2)
    assert "Line 3" in failed["error"]["message"]


@pytest.mark.parametrize("kind", ["completions", "responses"])
def test_a_model_is_asked(quick: httpx.Client, kind: str) -> None:
    rows = [
        {"item": {"asked": "hé", "wanted": "hé"}},
        {"item": {"asked": "a", "wanted": "b"}},
        {"item": {"wanted": "b"}},
    ]
    messages = {"type": "template", "template": ASK}
    asking = {"type": kind, "model": "gpt-5", "input_messages": messages}
    judge = {**SCORE, "pass_threshold": 4}
    run = run_over(quick, new_eval(quick, EQUAL, judge), content(rows), **asking)
    first, second, third = outputs(quick, run)
    assert [item["status"] for item in (first, second, third)] == ["pass", "fail", "error"]
    assert first["sample"]["output"] == [{"role": "assistant", "content": "hé"}]
    assert first["sample"]["input"][1] == {"role": "user", "content": "hé"}
    assert "item.asked" in third["sample"]["error"]["message"]
    (used,) = run["per_model_usage"]
    assert (used["model_name"], used["invocation_count"]) == ("gpt-5", 2)
    assert used["total_tokens"] == used["prompt_tokens"] + used["completion_tokens"] > 0


def test_messages_may_be_in_the_item(quick: httpx.Client) -> None:
    messages = [{"role": "developer", "content": "echo"}, {"role": "user", "content": "x"}]
    rows = [{"item": {"asked": messages, "wanted": "x"}}]
    reference = {"type": "item_reference", "item_reference": "item.asked"}
    asking = {"type": "completions", "model": "gpt-5", "input_messages": reference}
    assert run_over(quick, new_eval(quick), content(rows), **asking)["result_counts"]["passed"] == 1


def test_what_was_kept_is_graded(quick: httpx.Client) -> None:
    tag = {"kept": "for evals"}
    chat(quick, "hello", store=True, metadata=tag)
    chat(quick, "other", store=True)
    check = {**EQUAL, "reference": "hello"}
    definition = new_eval(quick, check, data_source_config={"type": "stored_completions"})
    source = {"type": "stored_completions", "metadata": tag}
    run = run_over(quick, definition, source, type="completions")
    assert run["result_counts"] == {"total": 1, "passed": 1, "failed": 0, "errored": 0}
    respond(quick, "hello", instructions="echo", metadata=tag)
    asked = {"type": "responses", "metadata": tag}
    logged = new_eval(quick, check, data_source_config={"type": "logs"})
    assert run_over(quick, logged, asked, type="responses")["result_counts"]["passed"] == 1


@pytest.mark.parametrize(
    ("source", "param"),
    [
        ({"type": "x"}, "data_source.type"),
        ({"type": "jsonl"}, "data_source.source"),
        ({"type": "jsonl", "source": {"type": "x"}}, "data_source.source.type"),
        ({"type": "jsonl", "source": {"type": "file_id"}}, "data_source.source.id"),
        ({"type": "completions", "source": content([])}, "data_source.model"),
    ],
)
def test_a_wrong_source_is_refused(quick: httpx.Client, source: Any, param: str) -> None:
    path = f"evals/{new_eval(quick)['id']}/runs"
    assert error(quick.post(path, json={"data_source": source}), 400)["param"] == param


def test_a_run_is_cancelled_and_deleted(api: httpx.Client) -> None:
    definition = new_eval(api)
    path = f"evals/{definition['id']}/runs"
    run = post(api, path, 201, data_source={"type": "jsonl", "source": content(ROWS)})
    assert post(api, f"{path}/{run['id']}")["status"] == "canceled"
    assert ids(get(api, path, status="canceled")) == [run["id"]]
    assert ids(get(api, path, status="completed")) == []
    error(api.post(f"{path}/{run['id']}"), 400)
    gone = {"object": "eval.run.deleted", "deleted": True, "run_id": run["id"]}
    assert delete(api, f"{path}/{run['id']}") == gone
    error(api.get(f"{path}/{run['id']}"), 404)
