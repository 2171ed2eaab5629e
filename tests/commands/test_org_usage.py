"""Usage and costs: paged by periods, shown as tables with totals and bars."""

from __future__ import annotations

import csv
import io
import json
import re
import time

import pytest

from ..support.answers import Answer
from ..support.terminal import Size

DAY = 86_400
START = 1_735_689_600  # 2025-01-01, midnight UTC
DRAWN = re.compile("[\x1b\u2500-\u259f]")


def bucket(number, *results, width=DAY):
    start = START + number * width
    return {
        "object": "bucket",
        "start_time": start,
        "end_time": start + width,
        "results": list(results),
    }


def tokens(input_tokens, requests, model=None, cached=0):
    return {
        "object": "organization.usage.completions.result",
        "input_tokens": input_tokens,
        "input_cached_tokens": cached,
        "output_tokens": 7,
        "input_audio_tokens": 0,
        "output_audio_tokens": 0,
        "num_model_requests": requests,
        "project_id": None,
        "model": model,
    }


def cost(value, project=None):
    return {
        "object": "organization.costs.result",
        "amount": {"value": value, "currency": "usd"},
        "line_item": None,
        "project_id": project,
        "organization_id": "org-1",
    }


def page(*buckets, next_page=None):
    more = next_page is not None
    return Answer(
        json={"object": "page", "data": buckets, "has_more": more, "next_page": next_page}
    )


USAGE = page(
    bucket(0, tokens(1_000, 3, "gpt-5", cached=250), tokens(500, 1, "gpt-5-mini")),
    bucket(1),
    bucket(2, tokens(12_000, 30, "gpt-5")),
)
COSTS = page(
    bucket(0, cost(12.5, "proj_a"), cost("0.25", "proj_b")),
    bucket(1, cost("0E-6176", "proj_a")),
    bucket(2, cost(0.1, "proj_a"), cost(0.2, "proj_b"), cost(0.0004, "proj_c")),
)


@pytest.fixture
def asked(oai, fault_server):
    """Give what a command prints when the server answers so."""

    def ask(answer, *args, **more):
        fault_server.script(answer)
        result = oai.run("org", *args, env={**fault_server.env, **more})
        assert result.code == 0, result.err
        return result

    return ask


@pytest.fixture
def screen(oai, fault_server):
    """Give what a terminal of some size shows."""

    def show(answer, *args, columns=80, **more):
        fault_server.script(answer)
        env = {**fault_server.env, **more}
        terminal = oai.terminal("org", *args, size=Size(columns, 60), env=env)
        assert terminal.wait() == 0, terminal.text
        return [line.strip() for line in terminal.screen() if line]

    return show


def test_the_page_size_is_what_the_width_allows_until_there_are_enough(oai, fault_server):
    hours = [bucket(number, width=3_600) for number in range(200)]
    fault_server.script(page(*hours[:168], next_page="page_2"), page(*hours[168:]))
    words = ["--start-time", "2025-01-01", "--bucket-width", "1h", "--limit", "200"]
    result = oai.run("org", "usage", "completions", *words, env=fault_server.env)
    assert len(result.json()["data"]) == 200
    first, second = [request.query for request in fault_server.requests]
    assert (first["limit"], second["limit"]) == (["168"], ["32"])
    assert "page" not in first
    assert second["page"] == ["page_2"]
    assert second["bucket_width"] == ["1h"]


@pytest.mark.parametrize(
    ("words", "size"),
    [
        (["usage", "embeddings"], "31"),
        (["usage", "images", "--bucket-width", "1d"], "31"),
        (["usage", "moderations", "--bucket-width", "1m"], "1440"),
        (["usage", "vector-stores", "--set", "bucket_width==1h"], "168"),
        (["costs"], "180"),
    ],
)
def test_everything_is_fetched_in_the_largest_pages(words, size, asked, fault_server):
    asked(page(), *words, "--start-time", "7d")
    assert fault_server.requests[0].query["limit"] == [size]


def test_an_age_is_a_start_and_groups_repeat(asked, fault_server):
    words = ["--start-time", "7d", "--group-by", "model", "--group-by", "project_id"]
    earliest = int(time.time()) - 7 * DAY
    asked(page(), "usage", "completions", *words, "--models", "gpt-5")
    latest = int(time.time()) - 7 * DAY
    (request,) = fault_server.requests
    assert int(request.query["start_time"][0]) in range(earliest, latest + 1)
    assert request.query["group_by[]"] == ["model", "project_id"]
    assert request.query["models[]"] == ["gpt-5"]
    assert request.headers["authorization"] == f"Bearer {fault_server.admin_key}"


def test_json_is_the_answer_itself(asked):
    result = asked(COSTS, "costs", "--start-time", "7d")
    assert result.json() == json.loads(json.dumps(COSTS.json))


def test_csv_has_a_row_for_each_result_and_each_period_without_any(asked):
    result = asked(USAGE, "usage", "completions", "--start-time", "7d", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(result.text)))
    assert [(row["start_time"], row["input_tokens"], row["model"]) for row in rows] == [
        (str(START), "1000", "gpt-5"),
        (str(START), "500", "gpt-5-mini"),
        (str(START + DAY), "", ""),
        (str(START + 2 * DAY), "12000", "gpt-5"),
    ]
    assert rows[0]["end_time"] == str(START + DAY)


def test_csv_of_costs_keeps_every_digit(asked):
    words = ["--fields", "start_time,amount.value,project_id", "--format", "csv"]
    result = asked(COSTS, "costs", "--start-time", "7d", *words)
    assert result.lines[:3] == [
        "start_time,amount.value,project_id",
        f"{START},12.5,proj_a",
        f"{START},0.25,proj_b",
    ]
    assert result.lines[3] == f"{START + DAY},0E-6176,proj_a"


def test_text_is_a_line_for_each_period(asked):
    usage = asked(USAGE, "usage", "completions", "--start-time", "7d", "-t")
    assert usage.lines == ["2025-01-01\t1500", "2025-01-02\t0", "2025-01-03\t12000"]
    costs = asked(COSTS, "costs", "--start-time", "7d", "-t")
    assert costs.lines == [
        "2025-01-01\t12.75\tUSD",
        "2025-01-02\t0\tUSD",
        "2025-01-03\t0.3004\tUSD",
    ]


def test_a_table_on_a_pipe_is_plain_and_ends_with_the_total(asked):
    result = asked(USAGE, "usage", "completions", "--start-time", "7d", "--format", "table")
    assert result.text == (
        "Start (UTC)  Model       Input tokens  Cached  Output tokens  Requests\n"
        "2025-01-01   gpt-5              1,000     250              7         3\n"
        "2025-01-01   gpt-5-mini           500       0              7         1\n"
        "2025-01-02   -                      -       -              -         -\n"
        "2025-01-03   gpt-5             12,000       0              7        30\n"
        "Total                          13,500     250             21        34\n"
    )


def test_costs_are_money_with_a_total_to_the_cent(asked):
    result = asked(COSTS, "costs", "--start-time", "7d", "--format", "table")
    rows = [line.split(maxsplit=2) for line in result.lines]
    assert [row[2] for row in rows[1:-1]] == [
        "12.50 USD",
        "0.25 USD",
        "0.00 USD",
        "0.10 USD",
        "0.20 USD",
        "0.00040 USD",
    ]
    assert rows[-1] == ["Total", "13.05", "USD"]
    assert "org-1" not in result.text


def test_a_terminal_shows_a_table_and_a_bar_for_each_period(screen):
    lines = screen(USAGE, "usage", "completions", "--start-time", "7d")
    total = next(line for line in lines if line.startswith("Total"))
    assert "13,500" in total
    bars = lines[lines.index("Input tokens by period") + 1 :]
    assert [line.split()[0] for line in bars] == ["2025-01-01", "2025-01-02", "2025-01-03"]
    lengths = [line.count("\u2588") for line in bars]
    assert lengths[1] == 0
    assert lengths[0] == round(lengths[2] / 8)
    assert bars[2].startswith("2025-01-03  12,000  ")
    assert 75 < len(bars[2]) < 80


@pytest.mark.parametrize("columns", [40, 60])
def test_a_narrow_terminal_folds_cells_and_cuts_none(columns, screen):
    lines = screen(USAGE, "usage", "completions", "--start-time", "7d", columns=columns)
    rows = lines[: lines.index("Input tokens by period")]
    shown = "".join(re.findall(r"\d", "".join(rows)))
    expected = "20250101 20250101 20250102 20250103 5 5 5 1000 500 12000 13500 250 250 0 0 7 7 7 21"
    assert sorted(shown) == sorted("".join([*expected.split(), "3", "1", "30", "34"]))
    assert columns < 60 or sum(line.startswith("2025-01-0") for line in rows) == 4


@pytest.mark.parametrize("columns", [40, 200])
def test_the_longest_bar_fits_the_terminal(columns, screen):
    lines = screen(COSTS, "costs", "--start-time", "7d", columns=columns)
    bars = lines[lines.index("Cost by period") + 1 :]
    assert len(bars) == 3
    assert columns - 10 < len(bars[0]) <= columns
    assert "\u2588" not in bars[1]
    assert bars[2].count("\u2588") >= 1


def test_a_terminal_without_unicode_gets_bars_of_ascii(screen):
    lines = screen(COSTS, "costs", "--start-time", "7d", PYTHONIOENCODING="ascii")
    assert "####" in lines[lines.index("Cost by period") + 1]
    assert "\u2588" not in "".join(lines)


def test_color_in_a_pipe_draws_no_bars(asked):
    result = asked(COSTS, "costs", "--start-time", "7d", "--format", "table", "--color", "always")
    assert "by period" not in result.text


def test_a_pipe_gets_no_drawing(asked):
    for words in (["usage", "completions"], ["costs"]):
        answer = COSTS if words == ["costs"] else USAGE
        result = asked(answer, *words, "--start-time", "7d", "--format", "table")
        assert not DRAWN.search(result.text)


def test_a_period_is_added_up_to_its_end(oai, fault_server):
    fault_server.script(page(bucket(0, cost(1)), next_page="page_2"), page(bucket(1, cost(2))))
    words = ["org", "costs", "--start-time", "30d", "--format", "table"]
    result = oai.run(*words, env=fault_server.env)
    assert result.lines[-1].split(maxsplit=1) == ["Total", "3.00 USD"]
    assert [request.query.get("page") for request in fault_server.requests] == [None, ["page_2"]]
    assert result.err == ""


@pytest.mark.parametrize(
    "part", [["--limit", "1"], ["--page", "page_1"], ["--set", "limit==1"], ["--format", "raw"]]
)
def test_a_part_that_is_named_stays_a_part(part, oai, fault_server):
    fault_server.script(page(bucket(0, cost(1)), next_page="page_2"))
    result = oai.run("org", "costs", "--start-time", "30d", *part, env=fault_server.env)
    assert result.json()["next_page"] == "page_2"
    assert len(fault_server.requests) == 1
    assert ("--all" in result.err) == (part[0] in ("--page", "--set"))


def test_a_start_is_required(oai, fault_server):
    result = oai.run("org", "costs", env=fault_server.env)
    assert result.code == 2
    assert "--start-time" in result.err
    assert not fault_server.requests
