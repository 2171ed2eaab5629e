"""Lists: followed from page to page, joined into one document or written as they come."""

from __future__ import annotations

import json
from collections.abc import Callable
from threading import Event
from typing import Any

import pytest

from tests.support.answers import Answer, Cut
from tests.support.fault_server import FaultServer
from tests.support.memory import measured
from tests.support.runner import CommandLine
from tests.support.samples import listing
from tests.support.wire import Request

LIST = ["batches", "list"]
EXACT = (
    '{"id": "batch_%d", "ratio": 1.10, "big": 12345678901234567890, "exp": 1e2, "zero": -0.0,'
    ' "new_field": {"z": [1, {"a": null}], "a": "ä\\u2028😀"}, "metadata": {"b": "1", "a": "2"}}'
)


def item(number: int, padding: str = "") -> dict[str, Any]:
    return {"id": f"batch_{number:05}", "object": "batch", "status": "completed", "x": padding}


def archive(total: int, padding: str = "") -> Callable[[Request], Answer]:
    """Return what answers like the API over so many items, 20 a page unless asked."""

    def answer(request: Request) -> Answer:
        size = int(request.query.get("limit", ["20"])[0])
        after = request.query.get("after")
        start = int(after[0].removeprefix("batch_")) + 1 if after else 0
        end = min(start + size, total)
        items = [item(number, padding) for number in range(start, end)]
        return Answer(json=listing(items, has_more=end < total))

    return answer


def sizes(server: FaultServer) -> list[str | None]:
    return [request.query.get("limit", [None])[0] for request in server.requests]


def ids(total: int) -> list[str]:
    return [f"batch_{number:05}" for number in range(total)]


@pytest.mark.parametrize(
    ("options", "total", "asked", "shown"),
    [
        ([], 250, [None], 20),
        ([], 7, [None], 7),
        (["--limit", "5"], 250, ["5"], 5),
        (["--limit", "100"], 250, ["100"], 100),
        (["--limit", "230"], 250, ["100", "100", "30"], 230),
        (["--limit", "300"], 250, ["100", "100", "100"], 250),
        (["--limit", "7"], 7, ["7"], 7),
        (["--all"], 250, ["100", "100", "100"], 250),
        (["--all"], 200, ["100", "100"], 200),
        (["--all"], 0, ["100"], 0),
        (["--all", "--limit", "5"], 250, ["100", "100", "100"], 250),
    ],
)
@pytest.mark.parametrize("format", ["json", "jsonl"])
def test_pages(
    format: str,
    options: list[str],
    total: int,
    asked: list[str],
    shown: int,
    oai: CommandLine,
    server: FaultServer,
) -> None:
    server.handle(archive(total))
    result = oai.run(*LIST, *options, "--format", format)
    assert result.code == 0
    assert sizes(server) == asked
    if format == "json":
        document = result.json()
        items = document["data"]
        assert (document["object"], document["has_more"]) == ("list", shown < total)
        assert document["first_id"] == (ids(total)[0] if shown else None)
        assert document["last_id"] == (ids(total)[shown - 1] if shown else None)
    else:
        items = [json.loads(line) for line in result.lines]
    assert [item["id"] for item in items] == ids(total)[:shown]
    hint = "There are more: --all fetches every one, --limit N so many.\n"
    assert result.err == (hint if shown < total and not options else "")


@pytest.mark.parametrize(
    "options",
    [
        [],
        ["--limit", "5"],
        ["--limit", "230"],
        ["--all"],
        ["--all", "--limit", "5"],
        ["--limit", "230", "--format", "raw"],
    ],
)
def test_a_dry_run_shows_what_is_sent_first(
    options: list[str], oai: CommandLine, server: FaultServer
) -> None:
    server.handle(archive(250))
    shown = oai.run(*LIST, *options, "--dry-run").json()["url"]
    assert oai.run(*LIST, *options).code == 0
    assert shown == server.origin + server.requests[0].target


def test_all_in_other_formats(oai: CommandLine, server: FaultServer) -> None:
    server.handle(archive(230))
    lines = "".join(f"{name}\n" for name in ids(230))
    assert oai.run(*LIST, "--all", "-q").text == lines
    assert oai.run(*LIST, "--all", "-t").text == lines
    assert oai.run(*LIST, "--all", "--format", "csv", "--fields", "id").text == "id\n" + lines
    assert oai.run(*LIST, "--all", "--format", "table", "--fields", "id").text == "Id\n" + lines


@pytest.mark.parametrize("format", ["json", "jsonl"])
def test_20000_items_over_one_connection(
    format: str, oai: CommandLine, server: FaultServer
) -> None:
    server.handle(archive(20_000))
    result = oai.run(*LIST, "--all", "--format", format)
    items = result.json()["data"] if format == "json" else map(json.loads, result.lines)
    assert [item["id"] for item in items] == ids(20_000)
    assert (len(server.requests), server.connections) == (200, 1)


@pytest.mark.real_process
def test_memory_does_not_grow_with_the_pages(oai: CommandLine, server: FaultServer) -> None:
    padding = "x" * 1000
    peaks = []
    for total in (2_000, 20_000):
        server.handle(archive(total, padding))
        result, peak = measured(oai, *LIST, "--all", "--format", "jsonl")
        assert len(result.lines) == total
        peaks.append(peak)
    assert peaks[0] > 10_000_000
    assert peaks[1] - peaks[0] < 15_000_000


def test_lines_come_with_their_page(oai: CommandLine, server: FaultServer) -> None:
    first = Answer(json=listing([item(0)], has_more=True))
    seen = Event()
    server.script(first, Answer(json=listing([item(1)]), delay=seen))
    process = oai.start(*LIST, "--all", "--format", "jsonl")
    process.stdout.wait_for("batch_00000")
    seen.set()
    process.stdout.wait_for("batch_00001")
    assert process.wait() == 0


@pytest.mark.parametrize(
    "cycle", [[item(0)], [item(0), item(1)]], ids=["the same page", "two pages"]
)
def test_a_list_that_goes_in_a_circle(
    cycle: list[Any], oai: CommandLine, server: FaultServer
) -> None:
    server.handle(
        lambda request: Answer(
            json=listing([cycle[len(server.requests) % len(cycle)]], has_more=True)
        )
    )
    result = oai.run(*LIST, "--all", "--format", "jsonl")
    assert result.code == 6
    assert "in a circle" in result.err
    assert len(result.lines) == len(set(result.lines)) == len(cycle)
    assert oai.run(*LIST, "--all").stdout == b""


def test_a_server_that_ignores_limit(oai: CommandLine, server: FaultServer) -> None:
    server.script(Answer(json=listing([item(number) for number in range(50)])))
    document = oai.run(*LIST, "--limit", "3").json()
    assert [item["id"] for item in document["data"]] == ids(3)
    assert (document["has_more"], document["last_id"]) == (True, "batch_00002")
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    ("envelope", "says"),
    [
        ({"data": [{"name": "no id"}], "has_more": True}, "not from where"),
        ({"object": "list"}, "no `data`"),
        ({"data": {}}, "no `data`"),
        ([1, 2], "no object"),
        (None, "no `data`"),
    ],
)
def test_envelopes_that_cannot_be_followed(
    envelope: object, says: str, oai: CommandLine, server: FaultServer
) -> None:
    server.script(Answer(json=envelope))
    result = oai.run(*LIST, "--all")
    assert (result.code, result.stdout) == (6, b"")
    assert says in result.err


@pytest.mark.parametrize(
    ("format", "options"),
    [
        ("json", []),
        ("json", ["--all"]),
        ("json", ["--limit", "2"]),
        ("jsonl", []),
        ("jsonl", ["--all"]),
        ("raw", []),
        ("raw", ["--limit", "2"]),
    ],
)
def test_items_are_written_exactly(
    format: str, options: list[str], oai: CommandLine, server: FaultServer
) -> None:
    body = f'{{"zz": 2.50, "object": "list", "data": [{EXACT % 1}, {EXACT % 2}]}}'
    server.script(Answer(body=body, headers={"content-type": "application/json"}))
    result = oai.run(*LIST, *options, "--format", format)
    expected = {
        "json": exact(json_with_numbers_as_text(body)),
        "jsonl": f"{unescaped(EXACT % 1)}\n{unescaped(EXACT % 2)}\n",
        "raw": body,
    }
    assert result.text == expected[format]


def json_with_numbers_as_text(body: str) -> Any:
    marked = lambda text: f"<number {text}>"  # noqa: E731
    return json.loads(body, parse_float=marked, parse_int=marked)


def exact(document: Any) -> str:
    """Return the document laid out as `json` is, its numbers spelled as they came."""
    text = json.dumps(document, indent=2, ensure_ascii=False)
    return text.replace('"<number ', "").replace('>"', "") + "\n"


def unescaped(text: str) -> str:
    return text.replace("\\u2028", "\u2028")


def test_an_object_is_written_exactly(oai: CommandLine, server: FaultServer) -> None:
    body = EXACT % 7
    server.script(Answer(body=body))
    line = ["batches", "get", "batch_7"]
    assert oai.run(*line).text == exact(json_with_numbers_as_text(body))
    assert oai.run(*line, "--format", "jsonl").text == unescaped(body) + "\n"
    assert oai.run(*line, "--format", "raw").text == body
    assert oai.run(*line, "--fields", "exp,ratio,new_field.a").text == (
        '{\n  "exp": 1e2,\n  "ratio": 1.10,\n  "new_field": {\n    "a": "ä\u2028😀"\n  }\n}\n'
    )


def test_raw_is_one_answer(oai: CommandLine, server: FaultServer) -> None:
    result = oai.run(*LIST, "--all", "--format", "raw")
    assert (result.code, result.stdout, server.requests) == (2, b"", [])
    server.script(Answer(body="<html>what is this?"))
    assert oai.run(*LIST, "--format", "raw").text == "<html>what is this?"


@pytest.mark.parametrize(
    ("format", "kept"), [("json", 0), ("table", 0), ("csv", 0), ("jsonl", 40), ("text", 40)]
)
@pytest.mark.parametrize("failure", [Answer(500), Cut(b'{"data": [' * 99, 50)], ids=["500", "cut"])
def test_a_page_that_fails(
    failure: Answer, format: str, kept: int, oai: CommandLine, server: FaultServer
) -> None:
    good = archive(250)
    server.handle(lambda request: failure if len(server.requests) > 2 else good(smaller(request)))
    result = oai.run(*LIST, "--all", "--format", format, "--max-retries", "0")
    assert result.code == 6
    assert len(result.lines) == kept
    assert result.err.startswith("oai: ")
    told = "The list is not complete: 40 items came. Go on with --after batch_00039."
    assert (told in result.err) == (kept > 0)


@pytest.mark.parametrize(("format", "kept"), [("jsonl", 40), ("json", 0)])
def test_a_file_of_a_list_that_fails(
    format: str, kept: int, oai: CommandLine, server: FaultServer
) -> None:
    good = archive(250)
    server.handle(
        lambda request: Answer(500) if len(server.requests) > 2 else good(smaller(request))
    )
    path = oai.home / "list.out"
    line = [*LIST, "--all", "--format", format, "--max-retries", "0", "-o", path]
    result = oai.run(*line)
    assert (result.code, result.stdout, path.exists()) == (6, b"", False)
    left = [file for file in oai.home.iterdir() if file.is_file()]
    assert [len(file.read_text().splitlines()) for file in left] == ([kept] if kept else [])
    assert all(file.name == "list.out.partial" for file in left)


def smaller(request: Request) -> Request:
    target = request.target.replace("limit=100", "limit=20")
    return Request(request.method, target, request.headers, b"", request.connection)


def test_an_empty_list_for_people(oai: CommandLine, server: FaultServer) -> None:
    server.script(Answer(json=listing([])))
    result = oai.run(*LIST, "--format", "table")
    assert (result.code, result.stdout, result.err) == (0, b"", "Nothing to show.\n")


def test_a_list_without_pages_takes_the_same_options(oai: CommandLine, server: FaultServer) -> None:
    server.script(Answer(json={"object": "list", "data": [{"id": f"m{n}"} for n in range(5)]}))
    assert oai.run("models", "list", "-q", "--all").lines == ["m0", "m1", "m2", "m3", "m4"]
    assert oai.run("models", "list", "-q", "--limit", "2").lines == ["m0", "m1"]
    assert {request.target for request in server.requests} == {"/v1/models"}
