"""Every row of `oai commands`: help, a real request, its dry run and its curl, all alike."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from oai.api.operations import operations
from tests.support.answers import Answer
from tests.support.fault_server import FaultServer
from tests.support.in_process import run_here
from tests.support.invocations import Row, command_line, write_files
from tests.support.moments import PATIENCE
from tests.support.parallel import in_parallel
from tests.support.process import Result
from tests.support.runner import CommandLine
from tests.support.wire import Request

COMMANDS = [operation.command for operation in operations()]
# What is ours or the transport's, and not part of what a request says.
UNSAID = {
    "host",
    "connection",
    "content-length",
    "content-type",
    "accept-encoding",
    "idempotency-key",
    "authorization",
}
# An upload says on stderr how it went, and what is deprecated is called so.
RECEIPT = re.compile(
    r"^[\w.]+: .* in [\d.]+ s|^oai: .* (is deprecated|has the shutdown)", re.MULTILINE
)
# Of two forms of the same thing only one can be sent.
EXCLUSIVE = {
    "agents environments files create": frozenset({"file_id"}),
    "containers files upload": frozenset({"file_id"}),
    "images edit": frozenset({"images"}),
}


@dataclass(frozen=True)
class Seen:
    """What one command did when it was run, shown, and run as curl."""

    help: Result
    real: Result
    requests: list[Request]
    shown: Result
    requests_of_shown: list[Request]
    curl: Result
    curl_run: subprocess.CompletedProcess[bytes]
    requests_of_curl: list[Request]


class World:
    """A server that accepts anything, and the command line pointed at it."""

    def __init__(self, home: Path, server: FaultServer) -> None:
        self.home = home
        self.oai = CommandLine(home)
        self.oai.env |= server.env
        self.server = server
        self.rows: dict[str, Row] = {
            row["command"]: row for row in self.oai("commands", "--format", "json").json()["data"]
        }
        server.handle(self.answer)
        write_files(home)

    def answer(self, request: Request) -> Answer:
        number = int(request.path.split("/")[1])
        row = self.rows[COMMANDS[number]]
        if row["paging"]:
            return Answer(json={"object": "list", "data": [], "has_more": False})
        if row["answer"] == "binary":
            return Answer(body=b"\x00\x01")
        return Answer(json={"id": "thing_1", "object": "thing"})

    def see_all(self) -> list[Seen]:
        pages = [self.show(number) for number in range(len(COMMANDS))]
        return in_parallel(lambda number: self.see(number, *pages[number]), range(len(COMMANDS)))

    def show(self, number: int) -> tuple[Result, Result, Result]:
        """Show what is sent nowhere: the help page, the dry run and the curl."""
        folder = self.folder(number)
        folder.mkdir()
        write_files(folder)
        shown = (
            [*COMMANDS[number].split(), "--help"],
            self.words(number, "shown", "--dry-run"),
            self.words(number, "curl", "--print", "curl"),
        )
        help_page, dry, curl = (run_here(*it, env=self.oai.env, cwd=folder) for it in shown)
        return help_page, dry, curl

    def see(self, number: int, help_page: Result, shown: Result, curl: Result) -> Seen:
        folder = self.folder(number)
        real = self.oai(*self.words(number, "real"), cwd=folder)
        script = ["sh", "-c", curl.text]
        curl_run = subprocess.run(
            script, capture_output=True, env=self.oai.env, cwd=folder, timeout=PATIENCE
        )
        requests, of_shown, of_curl = (self.sent(number, p) for p in ("real", "shown", "curl"))
        return Seen(help_page, real, requests, shown, of_shown, curl, curl_run, of_curl)

    def words(self, number: int, phase: str, *more: str) -> list[str]:
        row = self.rows[COMMANDS[number]]
        words = command_line(row, without=EXCLUSIVE.get(row["command"], frozenset()))
        return [*words, *more, "--base-url", f"{self.server.origin}/{number}/{phase}"]

    def folder(self, number: int) -> Path:
        return self.home / f"{number}"

    def sent(self, number: int, phase: str) -> list[Request]:
        prefix = f"/{number}/{phase}/"
        return [item for item in self.server.requests if item.path.startswith(prefix)]


@pytest.fixture(scope="module")
def seen(tmp_path_factory) -> Iterator[dict[str, Seen]]:
    with FaultServer() as server:
        world = World(tmp_path_factory.mktemp("every"), server)
        yield dict(zip(COMMANDS, world.see_all(), strict=True))


def said(request: Request, phase: str) -> dict[str, Any]:
    """What a request says, whoever sent it."""
    return {
        "method": request.method,
        "path": request.path.split(f"/{phase}/", 1)[1],
        "query": request.query,
        "headers": {k: v for k, v in request.headers.items() if k not in UNSAID},
        "key": request.headers.get("authorization"),
        "body": body(request),
    }


def body(request: Request) -> Any:
    kind = request.headers.get("content-type", "")
    if kind.startswith("multipart/"):
        parts = [(p.name, p.data, p.filename, p.content_type) for p in request.parts()]
        return sorted(parts, key=repr)
    if kind.startswith("application/json"):
        return request.json()
    return request.body


@pytest.mark.parametrize("command", COMMANDS)
def test_its_help_fits_a_terminal(seen, command):
    page = seen[command].help
    assert (page.code, page.err) == (0, "")
    assert f"oai {command}" in page.text
    assert max(map(len, page.lines)) <= 80


@pytest.mark.parametrize("command", COMMANDS)
def test_a_request_with_every_parameter_is_sent_once(seen, command):
    one = seen[command]
    assert one.real.code == 0, one.real.err
    assert not one.real.err or RECEIPT.search(one.real.err), one.real.err
    assert len(one.requests) == 1


@pytest.mark.parametrize("command", COMMANDS)
def test_the_dry_run_shows_the_same_and_sends_nothing(seen, command):
    one = seen[command]
    assert one.requests_of_shown == []
    shown, real = one.shown.json(), said(one.requests[0], "real")
    target = urlsplit(shown["url"])
    assert shown["method"] == real["method"]
    assert target.path.split("/shown/", 1)[1] == real["path"]
    assert parse_qs(target.query, keep_blank_values=True) == real["query"]
    headers = {name.lower(): text for name, text in shown["headers"].items()}
    assert {k: v for k, v in headers.items() if k not in UNSAID} == real["headers"]
    if "body" in shown:
        assert shown["body"] == real["body"]
    elif "form" in shown:
        assert sorted(map(field_of, shown["form"])) == sorted(map(part_of, real["body"]))
    else:
        assert real["body"] == b""


def field_of(field: dict[str, str]) -> tuple[str, str]:
    return field["name"], field["filename"] if "file" in field else field["value"]


def part_of(part: tuple[str, bytes, str | None, str | None]) -> tuple[str, str]:
    name, data, filename, _kind = part
    return name, data.decode() if filename is None else filename


@pytest.mark.parametrize("command", COMMANDS)
def test_the_printed_curl_sends_the_same(seen, command):
    one = seen[command]
    assert one.curl_run.returncode == 0, one.curl_run.stderr
    assert len(one.requests_of_curl) == 1
    assert said(one.requests_of_curl[0], "curl") == said(one.requests[0], "real")


def test_the_key_is_never_shown(seen):
    for one in seen.values():
        for result in (one.shown, one.curl):
            assert b"Bearer $OPENAI_" in result.stdout
            assert b"sk-" not in result.stdout
