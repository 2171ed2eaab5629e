"""Periods, bars and prose as they are drawn, and a request that is only shown."""

from __future__ import annotations

import io
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from oai.cli.declare.job_kind import JobKind
from oai.cli.http.request import FilePart, Request
from oai.cli.http.target import Target
from oai.cli.output.bar_chart import Bar, print_bars
from oai.cli.output.buckets import Buckets
from oai.cli.output.preview import as_curl, as_data
from oai.cli.output.prose import Prose, blocks_of
from oai.cli.waiting.ending import failure_reason

DAY, HOUR = 86_400, 3_600
USED = Buckets({"tokens": "Tokens", "calls": "Calls"})
COSTS = Buckets({"amount.value": "Amount"}, unit="amount.currency")
STOCK = Buckets({"usage_bytes": "Stored"}, stock=True)


def period(number: int, *results: Any, width: int = DAY) -> dict[str, Any]:
    return {"start_time": number * width, "end_time": (number + 1) * width, "results": [*results]}


def cost(value: Any, currency: str = "usd") -> dict[str, Any]:
    return {"amount": {"value": value, "currency": currency}}


def drawn(columns: int = 40) -> Console:
    return Console(file=io.StringIO(), width=columns, color_system=None, legacy_windows=False)


def lines(console: Console) -> list[str]:
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue().splitlines()


@pytest.mark.parametrize(
    ("shown", "item", "line"),
    [
        *[(USED, period(1), "1970-01-02\t0"), (USED, period(1, {"tokens": 5}), "1970-01-02\t5")],
        (USED, period(0, {"tokens": 5}, {"tokens": 7}), "1970-01-01\t12"),
        (USED, period(1, {"tokens": 5}, width=HOUR), "1970-01-01 01:00\t5"),
        (USED, period(24, {"tokens": 5}, width=HOUR), "1970-01-02 00:00\t5"),
        (USED, {"start_time": 0, "end_time": DAY, "tokens": 5}, "1970-01-01\t5"),
        *[(USED, {"start_time": "x\x1b", "results": []}, "x\\x1b\t0"), (USED, 5, "\t0")],
        (USED, period(0, {"tokens": True}, {"tokens": "x"}, {"tokens": "NaN"}), "1970-01-01\t0"),
        (USED, period(0, {"other": 3}, 5), "1970-01-01\t3"),
        (COSTS, period(0, cost("0.10"), cost(0.2)), "1970-01-01\t0.3\tUSD"),
        (COSTS, period(0, cost(1), cost(2, "eur")), "1970-01-01\t1\tUSD\t2\tEUR"),
    ],
)
def test_a_line_of_a_period(shown: Buckets, item: Any, line: str) -> None:
    assert shown.line(item) == line


@pytest.mark.parametrize(
    ("shown", "items", "table"),
    [
        (
            USED,
            [period(0, {"tokens": 1500, "calls": 0, "model": "m"}), period(1)],
            ["Start (UTC)|Model|Tokens", "1970-01-01|m|1,500", "1970-01-02|-|-", "Total||1,500"],
        ),
        (
            USED,
            [period(0, {"tokens": 1, "calls": 2, "organization_id": "o", "m": ""})],
            ["Start (UTC)|Tokens|Calls", "1970-01-01|1|2", "Total|1|2"],
        ),
        (
            COSTS,
            [period(0, cost(12.5), cost("0.0004")), period(1, cost(0), cost(0.01, "eur"))],
            [
                "Start (UTC)|Amount",
                "1970-01-01|12.50 USD",
                "1970-01-01|0.00040 USD",
                "1970-01-02|0.00 USD",
                "1970-01-02|0.01 EUR",
                "Total|12.50 USD + 0.01 EUR",
            ],
        ),
        (
            STOCK,
            [period(0, {"usage_bytes": 1500}), period(1, {"usage_bytes": 999}, {"usage_bytes": 2})],
            [
                "Start (UTC)|Stored",
                "1970-01-01|1.5 kB",
                "1970-01-02|999 B",
                "1970-01-02|2 B",
                "Highest|1.5 kB",
            ],
        ),
        (STOCK, [period(0)], ["Start (UTC)|Stored", "1970-01-01|-", "Highest|0 B"]),
    ],
)
def test_a_table_of_periods(shown: Buckets, items: list[Any], table: list[str]) -> None:
    grid = shown.grid(items)
    assert ["|".join(line) for line in grid.lines] == table
    first = next(n for n, title in enumerate(grid.headings) if title in shown.metrics.values())
    assert grid.right == frozenset(range(first, len(grid.headings)))


def test_a_chart_of_periods() -> None:
    console = drawn()
    USED.chart(console, [period(0, {"tokens": 10}), period(1, {"tokens": 5})])
    bars = [(line.split()[:2], line.count("\u2588")) for line in lines(console)[1:]]
    assert bars == [(["1970-01-01", "10"], 22), (["1970-01-02", "5"], 11)]
    assert lines(console)[0] == " Tokens by period"
    console = drawn()
    COSTS.chart(console, [period(0, cost(1)), period(1, cost(2, "eur"))])
    assert lines(console) == []


@pytest.mark.parametrize(
    ("columns", "values", "lengths"),
    [
        *[(40, [0, 0], None), (40, [-1, 0], None), (40, [1], [32]), (40, [4, 2], [32, 16])],
        *[(40, [1000, 1, 0, -5], [29, 1, 0, 0]), (18, [4, 2], [10, 5])],
    ],
)
def test_bars(columns: int, values: list[int], lengths: list[int] | None) -> None:
    console = drawn(columns)
    print_bars(console, "T", [Bar("a", Decimal(it), str(it)) for it in values])
    found = [line.count("\u2588") for line in lines(console)[1:]]
    assert found == (lengths or [])


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        *[("", []), ("a", [0]), ("a\nb", [0]), ("a\n\nb", [0, 3]), ("- a\n- b\n\nc", [0, 9])],
        *[("# a\nb", [0, 4]), ("```\nx\n```\ny", [0, 10]), ("a\n\n---\n\nb", [0, 3, 8])],
        ("> a\n> > b\n\nc", [0, 11]),
    ],
)
def test_the_blocks_of_a_text(text: str, starts: list[int]) -> None:
    assert [block.start for block in blocks_of(text)] == starts


@pytest.mark.parametrize(
    ("text", "is_below", "shown"),
    [
        *[("a", False, ["a"]), ("a", True, ["", "a"]), ("a\n\nb", False, ["a", "", "b"])],
        *[("", True, []), ("<b>a</b>", False, ["<b>a</b>"]), ("a<br>b", False, ["a", "b"])],
        *[("&#x202e;", False, ["\\u202e"]), ("&#65;", False, ["A"]), ("\x1b", False, ["\\x1b"])],
    ],
)
def test_prose(text: str, is_below: bool, shown: list[str]) -> None:
    console = drawn()
    found = Prose(blocks_of(text), is_below=is_below).lines(console, console.options)
    assert ["".join(part.text for part in line).rstrip() for line in found] == shown


KIND = JobKind("job", ("x", "get"), broken=("failed",), progress=lambda it: f"{it['failed']}")


@pytest.mark.parametrize(
    ("document", "reason"),
    [
        *[({"status": "completed"}, None), ({"status": "running", "failed": 0}, None)],
        *[
            ({"status": "failed"}, "has ended as failed"),
            ({"status": "running", "failed": "1"}, None),
        ],
        ({"status": "failed", "error": {"message": "Bad."}}, "has ended as failed: Bad"),
        ({"status": "completed", "failed": 1}, "is completed, but not all of it went well (1)"),
    ],
)
def test_why_a_job_did_not_end_well(document: Any, reason: str | None) -> None:
    assert failure_reason(KIND, document) == reason


TARGET = Target(
    "http://x/v1", headers={"X-A": "1", "X-B": "2"}, hidden={"X-B": "$B"}, needs_none=True
)
CURL = "curl --fail-with-body --silent --show-error --globoff"
FILES = [FilePart("f", 'a"b', "text/plain", Path("p\\q")), FilePart("g", "m", "text/plain", b"x")]


@pytest.mark.parametrize(
    ("request_", "data", "words"),
    [
        (Request("GET", "/a"), {}, []),
        (Request("POST", "/a", body={"n": 1}), {"body": {"n": 1}}, ["--data-binary '{\"n\": 1}'"]),
        (Request("POST", "/a", body="it"), {"body": "it"}, ["--data-raw it"]),
        (
            Request("POST", "/a", form=[("n", "v w")], files=FILES),
            {
                "form": [
                    {"name": "n", "value": "v w"},
                    {"name": "f", "file": "p\\q", "filename": 'a"b', "content_type": "text/plain"},
                    {"name": "g", "file": "-", "filename": "m", "content_type": "text/plain"},
                ]
            },
            [
                "--form-string 'n=v w'",
                """--form 'f=@"p\\\\q";filename="a\\"b";type=text/plain'""",
                """--form 'g=@"-";filename="m";type=text/plain'""",
            ],
        ),
    ],
)
def test_a_request_that_is_only_shown(request_: Request, data: Any, words: list[str]) -> None:
    headers = {"X-A": "1", "X-B": "$B"}
    first = {"method": request_.method, "url": "http://x/v1/a", "headers": headers}
    assert as_data(request_, TARGET) == {**first, **data}
    curl = CURL if request_.method == "GET" else f"{CURL} --request POST"
    shown = [curl, "http://x/v1/a", "--header 'X-A: 1'", '--header "X-B: $B"', *words]
    assert as_curl(request_, TARGET).split(" \\\n  ") == shown
