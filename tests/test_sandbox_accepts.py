"""The sandbox accepts every command, with every parameter that it has."""

from __future__ import annotations

import json
from collections.abc import Collection
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any
from urllib.parse import parse_qs

import httpx
import pytest

from oai.api.operations import operations
from tests.support.invocations import Row, command_line
from tests.support.plain_http import plain_client
from tests.support.process import Result
from tests.support.runner import CommandLine
from tests.support.sandbox_server import SandboxServer
from tests.support.sandbox_values import (
    FIRST,
    LINES,
    NOT_ALWAYS,
    OF_COMMAND,
    OF_PARAMETER,
    OPTIONAL,
    UNFINISHED,
    UNLISTED,
    write_files,
)
from tests.support.seed_stock import STOCK
from tests.support.seeds import Seeds

KNOWN = {operation.command: operation for operation in operations()}
COMMANDS = list(KNOWN)
ADMINISTRATION = ("/v1/organization/", "/v1/projects/", "/v1/fine_tuning/checkpoints/")
BETAS = {"OpenAI-Beta": ", ".join({each.beta_header for each in KNOWN.values()} - {None})}
# How long a step of a job takes, in seconds.
QUICK, SLOW = 0.01, 8.0
QUICK_SERVERS = 3


@dataclass(frozen=True)
class Line:
    """One command line that was run: what it gave, what it said, and what it sent."""

    row: Row
    given: frozenset[str]
    words: list[str]
    path: str
    result: Result
    requests: list[dict[str, Any]]


class Bench:
    """One sandbox, and the command line pointed at it."""

    def __init__(self, home: Path, *, pace: float) -> None:
        home.mkdir()
        write_files(home)
        self.oai = CommandLine(home)
        self.server = SandboxServer(home, {**self.oai.env, "OAI_SANDBOX_PACE": f"{pace}"})
        self.oai.env |= self.server.env
        self.finished = pace == QUICK
        # The words of an unfinished answer come one in a long while.
        slowly = {} if self.finished else {"X-Sandbox-Fault": f"token-delay={pace}"}
        self.headers = {**BETAS, **slowly}

    def work(self, rows: SimpleQueue[Row]) -> dict[str, list[Line]]:
        """Run the commands that wait, one after the other."""
        found: dict[str, list[Line]] = {}
        with suppress(Empty):
            while row := rows.get_nowait():
                lines = LINES.get(row["command"], [set()])
                found[row["command"]] = [self.run(row, frozenset(without)) for without in lines]
        return found

    def stop(self) -> None:
        """End the sandbox."""
        self.server.stop()

    def run(self, row: Row, without: frozenset[str]) -> Line:
        """Make what a command is about, run it, and see what it sent."""
        command = row["command"]
        with self.client() as client:
            seeds = Seeds(client, STOCK, finished=self.finished)
            for method, path, body in FIRST.get(command, []):
                seeds.send(method, path, body)
            values = values_of(row, seeds, without)
        self.server.clear()
        words = command_line(row, without=without, values=values)
        result = self.oai(*words, cwd=self.oai.home)
        given = {item["name"] for item in row["parameters"]} - without
        path = KNOWN[command].path_template.format(**values)
        return Line(row, frozenset(given), words, f"/v1{path}", result, self.server.requests())

    def client(self) -> httpx.Client:
        """Return a client that makes things with the key that may."""
        base_url = f"{self.server.base_url}/"
        client = plain_client(base_url, self.server.key, headers=self.headers)
        client.auth = self.authorize
        return client

    def authorize(self, request: httpx.Request) -> httpx.Request:
        """Show the admin key where it is needed."""
        administers = request.url.path.startswith(ADMINISTRATION)
        key = self.server.admin_key if administers else self.server.key
        request.headers["authorization"] = f"Bearer {key}"
        return request


def values_of(row: Row, seeds: Seeds, without: frozenset[str]) -> dict[str, str]:
    """Return the values of a command's parameters that any other would not do for."""
    known = KNOWN[row["command"]].fields
    places = {item["name"]: item["in"] for item in row["parameters"] if item["name"] not in without}
    path = KNOWN[row["command"]].path_template
    cursors = {"after": f"@{path}", "before": f"@{path}"}
    usual = {name: value for name, value in OF_PARAMETER.items() if places.get(name) != "path"}
    free = (item["name"] for item in row["parameters"] if not item["choices"])
    fixed = {name: known[name].choices[0] for name in free if name in known and known[name].choices}
    chosen = {**fixed, **cursors, **usual, **OF_COMMAND.get(row["command"], {})}
    given = {name: seeds.resolve(chosen[name]) for name in places if name in chosen}
    return {**seeds.path_values(path, given), **{n: as_text(v) for n, v in given.items()}}


def as_text(value: Any) -> str:
    """Return a value as it is typed."""
    return value if isinstance(value, str) else json.dumps(value)


@pytest.fixture(scope="module")
def seen(tmp_path_factory) -> dict[str, list[Line]]:
    folder = tmp_path_factory.mktemp("accepts")
    paces = {"slow": SLOW, **{f"quick{number}": QUICK for number in range(QUICK_SERVERS)}}
    with ExitStack() as stack:
        benches = []
        for name, pace in paces.items():
            benches.append(Bench(folder / name, pace=pace))
            stack.callback(benches[-1].stop)
        return walk(benches)


def walk(benches: list[Bench]) -> dict[str, list[Line]]:
    """Run every command, each on a bench that has the right pace for it."""
    rows = benches[0].oai("commands", "--format", "json").json()["data"]
    waiting = {True: SimpleQueue[Row](), False: SimpleQueue[Row]()}
    for row in rows:
        waiting[row["command"] not in UNFINISHED].put(row)
    with ThreadPoolExecutor(len(benches)) as pool:
        found = pool.map(lambda bench: bench.work(waiting[bench.finished]), benches)
        return {name: lines for one in found for name, lines in one.items()}


@pytest.mark.parametrize("command", COMMANDS)
def test_it_is_accepted(seen, command):
    for line in seen[command]:
        assert line.result.code == 0, f"{line.words}: {line.result.err}"
        (request,) = line.requests
        assert (request["method"], request["path"]) == (line.row["method"], line.path)
        assert 200 <= request["status"] < 300


@pytest.mark.parametrize("command", COMMANDS)
def test_each_parameter_was_given(seen, command):
    lines = seen[command]
    declared = {item["name"] for item in lines[0].row["parameters"]}
    assert set().union(*(line.given for line in lines)) == declared
    asked = {item["name"] for item in lines[0].row["parameters"] if item["in"] == "query"}
    sent = {name for line in lines for name in query_names(line.requests[0]["query"])}
    assert sent - query_names(KNOWN[command].path.partition("?")[2]) == asked


def test_every_command_was_run(seen):
    assert sorted(seen) == sorted(COMMANDS)


def test_the_tables_name_what_there_is():
    for table in (OF_COMMAND, FIRST, LINES, UNFINISHED):
        assert set(table) <= set(COMMANDS)


@pytest.mark.parametrize("command", [name for name in COMMANDS if not KNOWN[name].streams])
def test_it_answers_with_the_api_s_own_fields(seen, command):
    expected = KNOWN[command].response
    for line in seen[command]:
        if expected.fields:
            answer = line.result.json()
            compare(command, answer, expected.fields)
            for item in answer.get("data", []) if expected.item_fields else []:
                compare(command, item, expected.item_fields)


def compare(command: str, answer: Any, fields: Collection[str]) -> None:
    """Check that an object has all fields of the API but the optional ones, and no others."""
    assert set(answer) - set(fields) <= UNLISTED.get(command, set())
    absent = set(fields) - set(answer) - NOT_ALWAYS
    assert absent <= OPTIONAL.get(command, set())


def query_names(query: str) -> set[str]:
    """Return the parameters of a query; one that has parts is written `name[part]`."""
    return {name.partition("[")[0] for name in parse_qs(query, keep_blank_values=True)}
