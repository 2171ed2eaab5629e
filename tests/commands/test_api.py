"""`oai api`: any call of the API, whether there is a command for it or not."""

from __future__ import annotations

import subprocess

import pytest

from tests.support.answers import Answer, Stream, sse
from tests.support.fault_server import FaultServer
from tests.support.runner import CommandLine
from tests.support.samples import answer_events, file_object, listing
from tests.support.wire import Part

from .conftest import PIXEL, Ask

ARCHIVE = "/organization/projects/proj_1/archive"
DEACTIVATE = "/organization/certificates/deactivate"
TEXT = {"content-type": "text/plain; charset=utf-8"}


@pytest.fixture(autouse=True)
def _answering(fault_server: FaultServer) -> None:
    fault_server.script(Answer(json={"id": "thing_1", "object": "thing"}))


@pytest.mark.parametrize("path", ["/things", "things", "/v1/things", "{base}/things"])
def test_a_path_is_found_below_the_base_url(path, run: Ask, fault_server: FaultServer):
    base = fault_server.env["OPENAI_BASE_URL"]
    assert run("api", "get", path.format(base=base)).json()["id"] == "thing_1"
    assert [(it.method, it.path) for it in fault_server.requests] == [("GET", "/v1/things")]


def test_the_body_and_the_query(run: Ask, fault_server: FaultServer):
    body = ("--body", '{"a": 1, "b": 2}', "--set", "b:=[3]", "--set", "c.d=x")
    run("api", "PATCH", "/things/1?q=a%20b", "--query", "r=1", "--query", "r=2", *body)
    (request,) = fault_server.requests
    assert request.method == "PATCH"
    assert request.query == {"q": ["a b"], "r": ["1", "2"]}
    assert request.json() == {"a": 1, "b": [3], "c": {"d": "x"}}


def test_fields_of_a_get_go_into_its_query(run: Ask, fault_server: FaultServer):
    run("api", "GET", "/things", "--body", '{"kind": "x"}', "--set", "only:=true")
    assert fault_server.requests[0].query == {"kind": ["x"], "only": ["true"]}


def test_a_file_makes_a_form(run: Ask, fault_server: FaultServer, oai: CommandLine):
    (oai.home / "a.txt").write_text("from a file")
    form = ("--file", "one=a.txt", "--file", "two=-", "--set", "purpose=x")
    assert run("api", "POST", "/things", *form, stdin="from a pipe").code == 0
    assert fault_server.requests[0].parts() == [
        Part("purpose", b"x", None, None),
        Part("one", b"from a file", "a.txt", "text/plain"),
        Part("two", b"from a pipe", "stdin", "application/octet-stream"),
    ]


@pytest.mark.parametrize(
    ("path", "options", "key"),
    [
        ("/files", [], "API"),
        ("/organization/new", [], "ADMIN"),
        ("/projects/proj_1/roles", [], "ADMIN"),
        ("/files", ["--admin"], "ADMIN"),
        ("/organization/new", ["--no-admin"], "API"),
    ],
)
def test_the_key(path, options, key, run: Ask):
    shown = run("api", "GET", path, *options, "--dry-run").json()
    assert shown["headers"]["Authorization"] == f"Bearer $OPENAI_{key}_KEY"


def test_a_known_operation_has_its_beta_header(run: Ask):
    shown = run("api", "POST", "/vector_stores/vs_1/search", "--set", "query=x", "--dry-run")
    assert shown.json()["headers"]["OpenAI-Beta"] == "assistants=v2"


@pytest.mark.parametrize("path", ["/files", "/things/new"])
@pytest.mark.parametrize("line", [["--all"], ["--limit", "3"], ["--query", "limit=2", "--all"]])
def test_a_list_is_paged_whether_it_is_known_or_not(path, line, run, fault_server: FaultServer):
    first = listing([file_object(1), file_object(2)], has_more=True)
    fault_server.script(Answer(json=first), Answer(json=listing([file_object(3)])))
    assert run("api", "GET", path, *line, "-q").lines == ["file-00001", "file-00002", "file-00003"]
    assert fault_server.requests[1].query["after"] == ["file-00002"]


def test_what_is_no_list_cannot_be_paged(run: Ask):
    result = run("api", "GET", "/things/1", "--all")
    assert (result.code, result.stdout) == (6, b"")
    assert "not a list" in result.err


def test_a_binary_answer_goes_to_a_file(run: Ask, fault_server: FaultServer, oai: CommandLine):
    fault_server.script(Answer(body=PIXEL, headers={"content-type": "image/png"}))
    assert run("api", "GET", "/things/picture", "-o", "x.png").json()["bytes"] == len(PIXEL)
    assert (oai.home / "x.png").read_bytes() == PIXEL


def test_a_text_is_written_as_it_is(run: Ask, fault_server: FaultServer):
    fault_server.script(Answer(body="žluť\r\n".encode(), headers=TEXT))
    assert run("api", "GET", "/things/text").stdout == "žluť\r\n".encode()


def test_a_known_operation_streams(run: Ask, fault_server: FaultServer):
    fault_server.script(Stream(sse(*answer_events("Hel", "lo"))))
    ask = ("--set", "model=gpt-5", "--set", "input=Hi", "--set", "stream:=true")
    assert run("api", "POST", "/responses", *ask, "-t").text == "Hello"


@pytest.mark.parametrize(("path", "hint"), [("/fils", "oai commands"), ("/files/1", "the id")])
def test_what_is_not_there_may_be_the_path(path, hint, run: Ask, fault_server: FaultServer):
    fault_server.script(Answer(404, json={"error": {"message": "Nothing here."}}))
    result = run("api", "GET", path)
    assert (result.code, result.stdout) == (4, b"")
    assert hint in result.err


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (["FETCH", "/x"], "METHOD: 'FETCH' is none of"),
        (["GET", "https://example.com/v1/x"], "is not below"),
        (["GET", "/x", "--query", "bad"], "--query: expected NAME=VALUE"),
        (["POST", "/x", "--file", "bad"], "--file: expected NAME=VALUE"),
        (["POST", "/x", "--file", "a=missing.txt"], "--file: cannot read missing.txt"),
        (["GET", "/x", "--limit", "0"], "--limit"),
    ],
)
def test_bad_input_sends_nothing(line, said, run: Ask, fault_server: FaultServer):
    result = run("api", *line)
    assert (result.code, result.stdout) == (2, b"")
    assert said in result.err
    assert fault_server.requests == []


def test_the_printed_curl_works_with_any_path(run, fault_server: FaultServer, oai: CommandLine):
    path = "/things/a b#c/ž?q=x y&r=%26"
    run("api", "GET", path)
    curl = run("api", "GET", path, "--print", "curl")
    subprocess.run(["sh", "-c", curl.text], env=oai.env, check=True, capture_output=True)
    real, printed = fault_server.requests
    assert real.path == printed.path == "/v1/things/a%20b%23c/%C5%BE"
    assert real.query == printed.query == {"q": ["x y"], "r": ["&"]}


@pytest.mark.parametrize("method_and_path", [("DELETE", "/files/file-1"), ("DELETE", "/things/1")])
def test_a_deletion_needs_a_yes(method_and_path, run: Ask, fault_server: FaultServer):
    refused = run("api", *method_and_path)
    assert (refused.code, refused.stdout, fault_server.requests) == (2, b"", [])
    assert "--yes" in refused.err
    assert run("api", *method_and_path, "--yes").code == 0


@pytest.mark.parametrize(
    ("path", "body", "wanted"),
    [
        (ARCHIVE, [], "proj_1"),
        (DEACTIVATE, ["--set", 'certificate_ids:=["cert_1", "cert_2"]'], "cert_1,cert_2"),
    ],
)
def test_what_ends_more_needs_its_id(path, body, wanted, run: Ask, fault_server: FaultServer):
    for consent in ([], ["--yes"], ["--confirm", path.rpartition("/")[2]]):
        refused = run("api", "POST", path, *body, *consent)
        assert (refused.code, fault_server.requests) == (2, [])
        assert wanted in refused.err
    assert run("api", "POST", path, *body, "--confirm", wanted).code == 0


@pytest.mark.parametrize(
    ("options", "method"),
    [
        ([], "GET"),
        (["--query", "r=1"], "GET"),
        (["--set", "r==1"], "GET"),
        (["--set", "r=1"], "POST"),
        (["--body", "{}"], "POST"),
        (["--file", "file=-"], "POST"),
    ],
    ids=" ".join,
)
def test_a_path_alone_is_read_or_sent_what_there_is(options, method, run: Ask, fault_server):
    assert run("api", "/things", *options).code == 0
    assert [(it.method, it.path) for it in fault_server.requests] == [(method, "/v1/things")]


@pytest.mark.parametrize("line", [[], ["GET"]])
def test_without_a_path_there_is_nothing_to_call(line, run: Ask):
    result = run("api", *line)
    assert (result.code, result.stdout) == (2, b"")
    assert "Missing PATH." in result.err


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/files", "oai files list does this."),
        ("/responses/resp_1", "oai responses get does this."),
        ("/responses/resp_1?beta=true", "oai beta responses get does this."),
    ],
)
def test_a_terminal_is_told_of_the_command(path, said, oai, fault_server):
    oai.env.update(fault_server.env)
    fault_server.handle(lambda _: Answer(json={"id": "thing_1", "data": [], "has_more": False}))
    terminal = oai.terminal("api", path)
    assert terminal.wait() == 0
    assert said in terminal.text
    assert oai("api", path).err == ""


@pytest.mark.parametrize("line", [["/things"], ["/files", "-q"]], ids=" ".join)
def test_a_terminal_is_told_of_no_command(line, oai, fault_server):
    oai.env.update(fault_server.env)
    fault_server.handle(lambda _: Answer(json={"id": "thing_1", "data": [], "has_more": False}))
    terminal = oai.terminal("api", *line)
    assert terminal.wait() == 0
    assert "does this" not in terminal.text
