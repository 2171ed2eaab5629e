"""Usage and costs are what was really answered, added up when they are asked for."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.support.clocked_sandbox import Clocked
from tests.support.moments import eventually

from .agent_calls import EQUAL
from .asking import batch_line, begin_batch, chat, ended, error, respond, upload
from .organization import client_with, new_account, new_project, ok
from .running import Running

LONG_AGO = 1_700_000_000
DAY = 86_400


class Bot:
    """A service account in a project of its own, whose usage is only its own."""

    def __init__(self, server: Running | Clocked, admin: httpx.Client) -> None:
        self.admin = admin
        self.project = new_project(admin)
        self.account = new_account(admin, self.project)
        self.api = client_with(server, self.account["api_key"]["value"])

    def results(self, path: str, **query: Any) -> list[Any]:
        """Return the results of yesterday and today."""
        filters: dict[str, Any] = {
            "start_time": int(time.time()) - DAY,
            "project_ids[]": [self.project],
        }
        page = ok(self.admin.get(path, params={**filters, **query}))
        return [result for bucket in page["data"] for result in bucket["results"]]

    def usage(self, kind: str, **query: Any) -> list[Any]:
        return self.results(f"usage/{kind}", **query)


@pytest.fixture
def bot(server: Running, admin: httpx.Client) -> Iterator[Bot]:
    bot = Bot(server, admin)
    with bot.api:
        yield bot


def test_nothing_done_is_nothing_used(bot: Bot) -> None:
    assert bot.usage("completions") == []
    assert bot.results("costs") == []


def test_the_tokens_are_those_of_the_answers(bot: Bot) -> None:
    first = respond(bot.api, "one two three")["usage"]
    second = chat(bot.api, "four five")["usage"]
    error(bot.api.post("responses", json={"model": "gpt-5"}), 400)
    (result,) = bot.usage("completions")
    assert result["object"] == "organization.usage.completions.result"
    assert result["num_model_requests"] == 2
    assert result["input_tokens"] == first["input_tokens"] + second["prompt_tokens"]
    assert result["output_tokens"] == first["output_tokens"] + second["completion_tokens"]
    for name in ("project_id", "user_id", "api_key_id", "model", "batch"):
        assert result[name] is None


def test_streams_count_too(bot: Bot) -> None:
    for path, body in (
        ("responses", {"input": "hello"}),
        ("chat/completions", {"messages": [{"role": "user", "content": "hello"}]}),
        ("completions", {"prompt": "hello"}),
    ):
        answer = bot.api.post(path, json={"model": "gpt-5", "stream": True, **body})
        assert answer.headers["content-type"].startswith("text/event-stream")
    (result,) = bot.usage("completions")
    assert result["num_model_requests"] == 3
    assert result["output_tokens"] > 0


@pytest.mark.parametrize("deleted", [False, True], ids=["kept", "deleted"])
def test_what_runs_in_the_background_counts_when_it_ends(clocked: Clocked, deleted: bool) -> None:
    headers = {"X-Sandbox-Fault": "token-delay=1"}
    bot = Bot(clocked, clocked.admin())
    body = {"model": "gpt-5", "input": "hello", "background": True}
    response = ok(bot.api.post("responses", json=body, headers=headers))
    assert bot.usage("completions") == []
    path = f"responses/{response['id']}"
    while bot.api.get(path).json()["status"] != "completed":
        clocked.clock.move(1)
    usage = bot.api.get(path).json()["usage"]
    if deleted:
        ok(bot.api.delete(path))
    (result,) = bot.usage("completions")
    assert result["output_tokens"] == usage["output_tokens"] > 0
    bot.api.close()
    bot.admin.close()


def test_it_is_told_apart(bot: Bot) -> None:
    respond(bot.api, "hello")
    respond(bot.api, "hello", model="gpt-4.1")
    lines = [batch_line(number, {"model": "gpt-5", "input": "hi"}) for number in range(3)]
    ended(bot.api, begin_batch(bot.api, lines))
    groups = bot.usage("completions", **{"group_by[]": ["model", "batch"]})
    requests = {(row["model"], row["batch"]): row["num_model_requests"] for row in groups}
    assert requests == {("gpt-5", False): 1, ("gpt-4.1", False): 1, ("gpt-5", True): 3}
    who = ["project_id", "user_id", "api_key_id"]
    (result,) = bot.usage("completions", **{"group_by[]": who})
    expected = [bot.project, bot.account["id"], bot.account["api_key"]["id"]]
    assert [result[name] for name in who] == expected
    (only,) = bot.usage("completions", **{"models[]": ["gpt-4.1"]})
    assert only["num_model_requests"] == 1
    assert bot.usage("completions", batch=True)[0]["num_model_requests"] == 3


def test_every_endpoint_has_its_kind(bot: Bot) -> None:
    model = "text-embedding-3-small"
    made = ok(bot.api.post("embeddings", json={"model": model, "input": ["a b", "c"]}))
    ok(bot.api.post("moderations", json={"input": "one two"}))
    (embedded,) = bot.usage("embeddings")
    assert embedded["input_tokens"] == made["usage"]["prompt_tokens"]
    (judged,) = bot.usage("moderations", **{"group_by[]": ["model"]})
    assert judged["model"] == "omni-moderation-latest"
    assert judged["num_model_requests"] == 1
    assert judged["input_tokens"] >= 2


def test_sound_and_pictures(bot: Bot) -> None:
    spoken = {"model": "tts-1", "input": "one two three", "voice": "alloy"}
    sound = bot.api.post("audio/speech", json={**spoken, "response_format": "wav"})
    assert bot.usage("audio_speeches")[0]["characters"] == len("one two three")
    whole = transcribe(bot, sound.content, model="whisper-1", response_format="verbose_json").json()
    transcribe(bot, sound.content, model="whisper-1", response_format="text")
    transcribe(bot, sound.content, model="gpt-4o-transcribe")
    group = {"group_by[]": ["model"]}
    heard = {row["model"]: row for row in bot.usage("audio_transcriptions", **group)}
    assert heard["whisper-1"]["num_model_requests"] == 2
    assert heard["whisper-1"]["seconds"] == 2 * whole["usage"]["seconds"] > 0
    assert heard["gpt-4o-transcribe"]["seconds"] > 0
    order = {"model": "gpt-image-1", "prompt": "a cat", "n": 2, "size": "1024x1024"}
    ok(bot.api.post("images/generations", json=order))
    (pictures,) = bot.usage("images", **{"group_by[]": ["source", "size"]})
    assert pictures["images"] == 2
    assert (pictures["source"], pictures["size"]) == ("image.generation", "1024x1024")


def transcribe(bot: Bot, sound: bytes, **form: str) -> httpx.Response:
    answer = bot.api.post("audio/transcriptions", data=form, files={"file": ("a.wav", sound)})
    assert answer.status_code == 200, answer.text
    return answer


def test_stores_and_searches(bot: Bot) -> None:
    text = b"The cat sat on the mat. " * 40
    file = upload(bot.api, text, "cat.txt", purpose="assistants")
    store = ok(bot.api.post("vector_stores", json={"file_ids": [file["id"]]}))
    path = f"vector_stores/{store['id']}"
    eventually(lambda: bot.api.get(path).json()["status"] == "completed")
    size = bot.api.get(path).json()["usage_bytes"]
    ok(bot.api.post(f"{path}/search", json={"query": "cat"}))
    assert bot.usage("vector_stores")[-1]["usage_bytes"] == size > 0
    (searched,) = bot.usage("file_search_calls", **{"group_by[]": ["vector_store_id"]})
    assert (searched["num_requests"], searched["vector_store_id"]) == (1, store["id"])
    ok(bot.api.delete(path))
    assert bot.usage("vector_stores") == []


def test_containers_and_runs(bot: Bot) -> None:
    ok(bot.api.post("containers", json={"name": "box"}))
    assert bot.usage("code_interpreter_sessions")[0]["num_sessions"] == 1
    bot.api.headers["OpenAI-Beta"] = "assistants=v2"
    assistant = ok(bot.api.post("assistants", json={"model": "gpt-4.1"}))
    thread = {"messages": [{"role": "user", "content": "hello"}]}
    run = ok(bot.api.post("threads/runs", json={"assistant_id": assistant["id"], "thread": thread}))
    path = f"threads/{run['thread_id']}/runs/{run['id']}"
    eventually(lambda: bot.api.get(path).json()["status"] == "completed")
    usage = bot.api.get(path).json()["usage"]
    (result,) = bot.usage("completions", **{"group_by[]": ["model"]})
    assert (result["model"], result["num_model_requests"]) == ("gpt-4.1", 1)
    assert result["input_tokens"] == usage["prompt_tokens"] > 0


def test_the_runs_of_evals(bot: Bot) -> None:
    config = {"type": "custom", "item_schema": {}, "include_sample_schema": True}
    made = bot.api.post("evals", json={"data_source_config": config, "testing_criteria": [EQUAL]})
    rows = [{"item": {"wanted": word}} for word in ("one", "two", "three")]
    asked = [{"role": "user", "content": "Say {{item.wanted}}."}]
    source = {
        "type": "completions",
        "model": "gpt-4.1",
        "source": {"type": "file_content", "content": rows},
        "input_messages": {"type": "template", "template": asked},
    }
    path = f"evals/{made.json()['id']}/runs"
    run = bot.api.post(path, json={"data_source": source}).json()
    assert bot.usage("completions") == []
    eventually(lambda: bot.api.get(f"{path}/{run['id']}").json()["status"] == "completed")
    (told,) = bot.api.get(f"{path}/{run['id']}").json()["per_model_usage"]
    (result,) = bot.usage("completions", **{"group_by[]": ["model"]})
    assert (result["model"], result["num_model_requests"]) == ("gpt-4.1", 3)
    assert result["input_tokens"] == told["prompt_tokens"] > 0
    assert result["output_tokens"] == told["completion_tokens"] > 0


def test_the_project_header_chooses_the_project(
    server: Running, admin: httpx.Client, bot: Bot
) -> None:
    with server.client() as api:
        api.headers["OpenAI-Project"] = bot.project
        respond(api, "hello")
        api.headers["OpenAI-Project"] = "proj_of_the_real_organization"
        respond(api, "hello")
    (result,) = bot.usage("completions")
    assert result["num_model_requests"] == 1


def test_a_key_stays_in_its_project(bot: Bot, admin: httpx.Client) -> None:
    bot.api.headers["OpenAI-Project"] = new_project(admin)
    assert error(bot.api.get("models"), 401)["code"] == "mismatched_project"
    bot.api.headers["OpenAI-Project"] = bot.project
    ok(bot.api.get("models"))


def test_costs_are_amounts_times_prices(bot: Bot) -> None:
    usage = respond(bot.api, "hello world")["usage"]
    lines = bot.results("costs", **{"group_by[]": ["line_item", "project_id"]})
    costs = {line["line_item"]: line for line in lines}
    assert set(costs) == {"gpt-5, input", "gpt-5, output"}
    written = costs["gpt-5, output"]
    assert written["project_id"] == bot.project
    assert written["quantity"] == usage["output_tokens"]
    assert written["amount"]["currency"] == "usd"
    assert written["amount"]["value"] == pytest.approx(usage["output_tokens"] * 10e-6)
    (total,) = bot.results("costs")
    parts = sum(line["amount"]["value"] for line in lines)
    assert total["amount"]["value"] == pytest.approx(parts)


def test_a_batch_costs_half(bot: Bot) -> None:
    def written() -> Any:
        lines = bot.results("costs", **{"group_by[]": ["line_item"]})
        return next(line for line in lines if line["line_item"] == "gpt-5, output")

    respond(bot.api, "hello")
    direct = written()
    ended(bot.api, begin_batch(bot.api, [batch_line(1, {"model": "gpt-5", "input": "hello"})]))
    both = written()
    assert both["quantity"] == 2 * direct["quantity"]
    assert both["amount"]["value"] == pytest.approx(1.5 * direct["amount"]["value"])


def test_a_spend_limit_tells_when_it_is_reached(bot: Bot) -> None:
    path = f"projects/{bot.project}/spend_limit"
    body = {"threshold_amount": 1, "currency": "USD", "interval": "month"}
    assert ok(bot.admin.post(path, json=body))["enforcement"] == {"status": "inactive"}
    respond(bot.api, "word " * 4000, model="gpt-5.4")
    assert ok(bot.admin.get(path))["enforcement"] == {"status": "enforcing"}


WIDTHS = [("1m", 60, 60, 1440), ("1h", 3600, 24, 168), ("1d", DAY, 7, 31)]


@pytest.mark.parametrize(("name", "width", "usual", "most"), WIDTHS)
def test_buckets_join_without_a_gap(
    admin: httpx.Client, name: str, width: int, usual: int, most: int
) -> None:
    query: dict[str, Any] = {
        "start_time": LONG_AGO,
        "end_time": LONG_AGO + 10 * most * width,
        "bucket_width": name,
    }
    first = ok(admin.get("usage/completions", params=query))
    assert (first["object"], first["has_more"], len(first["data"])) == ("page", True, usual)
    second = ok(admin.get("usage/completions", params={**query, "page": first["next_page"]}))
    starts = [bucket["start_time"] for page in (first, second) for bucket in page["data"]]
    assert starts[0] == LONG_AGO - LONG_AGO % width
    assert starts == list(range(starts[0], starts[0] + 2 * usual * width, width))
    assert all(bucket["end_time"] - bucket["start_time"] == width for bucket in first["data"])
    assert len(ok(admin.get("usage/completions", params={**query, "limit": most}))["data"]) == most
    refusal = error(admin.get("usage/completions", params={**query, "limit": most + 1}), 400)
    assert refusal["param"] == "limit"


@pytest.mark.parametrize(
    ("query", "param"),
    [
        ({}, "start_time"),
        ({"start_time": LONG_AGO, "end_time": LONG_AGO}, "end_time"),
        ({"start_time": LONG_AGO, "end_time": 1 << 63}, "end_time"),
        ({"start_time": LONG_AGO, "page": "page_zz"}, "page"),
        ({"start_time": LONG_AGO, "group_by[]": ["colour"]}, "group_by"),
        ({"start_time": LONG_AGO, "bucket_width": "1w"}, "bucket_width"),
    ],
    ids=str,
)
def test_bad_questions(admin: httpx.Client, query: Any, param: str) -> None:
    for path in ("usage/embeddings", "costs"):
        assert error(admin.get(path, params=query), 400)["param"] == param


def test_only_what_is_in_the_period_counts(bot: Bot) -> None:
    begun = int(time.time())
    respond(bot.api, "hello")
    tomorrow = begun + DAY
    assert bot.usage("completions", start_time=tomorrow, end_time=tomorrow + DAY) == []
    assert bot.usage("completions", end_time=begun - 60) == []
