"""What is shown and not sent is what would be sent: as JSON, and as a command for curl."""

from __future__ import annotations

import json
import shlex
import shutil
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.support.answers import Answer
from tests.support.fault_server import FaultServer
from tests.support.runner import CommandLine
from tests.support.samples import FILE_BYTES, listing, response
from tests.support.wire import Part, Request

AWKWARD = """it's $HOME `id` "quoted" \\n \\\\ !! %d
@file <in> 日本 😀 'single' --option"""
EXACT = '{"model": "m", "input": "x", "n": 1.50, "b": 12345678901234567890}'
EXPIRES = ("--expires-after", "anchor=created_at", "--expires-after", "seconds=3600")
LINES: dict[str, list[str]] = {
    "list": ["files", "list", "--purpose", "a b&c", "--limit", "3", "--order", "asc"],
    "get": ["models", "get", "ft:gpt:a/b c?é"],
    "query": ["responses", "get", "r", "--include", "a", "--include", "b c", "--set", "x[y]==1 2"],
    "create": ["responses", "create", AWKWARD, "--model", "m", "--metadata", f"k={AWKWARD}"],
    "numbers": ["responses", "create", "--body", EXACT],
    "at": ["responses", "create", "@notes.txt", "--model", "m"],
    "empty": ["responses", "create", "", "--model", "m"],
    "delete": ["files", "delete", "file-1", "--yes"],
    "cancel": ["batches", "cancel", "batch_1", "--yes"],
    "upload": ["files", "upload", "a b;c\",'.bin", "--purpose", "@x;type=a", *EXPIRES],
    "download": ["files", "download", "file-1", "-o", "-"],
    "stream": ["responses", "create", "Hi", "--model", "m", "--stream", "-t"],
}
ACCOUNT = {"OPENAI_ORG_ID": "org-7", "OPENAI_PROJECT_ID": "proj_8"}
OWN = ["--header", 'X-Trace: it\'s "7" $HOME']
COMPARED = (
    "accept",
    "authorization",
    "content-type",
    "openai-organization",
    "openai-project",
    "user-agent",
    "x-trace",
)


@pytest.fixture
def server(fault_server: FaultServer, oai: CommandLine) -> FaultServer:
    (oai.home / "a b;c\",'.bin").write_bytes(FILE_BYTES)
    fault_server.script(Answer(json={**response("Hello"), **listing([])}))
    oai.env.update({**fault_server.env, **ACCOUNT})
    return fault_server


def sent(oai: CommandLine, server: FaultServer, name: str) -> Request:
    """Run a line for real and return what the server got."""
    assert oai.run(*LINES[name], *OWN).code == 0
    return server.requests.pop()


def headers(request: Request) -> dict[str, str]:
    found = {name: request.headers[name] for name in COMPARED if name in request.headers}
    if found.get("content-type", "").startswith("multipart/"):
        found["content-type"] = "multipart/form-data"
    return found


@pytest.mark.parametrize("name", LINES)
def test_a_dry_run_is_what_is_sent(name: str, oai: CommandLine, server: FaultServer) -> None:
    result = oai.run(*LINES[name], *OWN, "--dry-run")
    assert (result.code, result.err, server.requests) == (0, "", [])
    shown = result.json()
    real = sent(oai, server, name)
    assert shown["method"] == real.method
    assert shown["url"] == server.origin + real.target
    expected = {name.lower(): value for name, value in shown["headers"].items()}
    expected["authorization"] = expected["authorization"].replace("$OPENAI_API_KEY", server.key)
    if "form" in shown:
        expected["content-type"] = "multipart/form-data"
        assert [as_part(field) for field in shown["form"]] == real.parts()
    else:
        assert shown.get("body", "") == (json.loads(real.body) if real.body else "")
    assert headers(real) == expected


def as_part(field: dict[str, Any]) -> Part:
    if "file" in field:
        return Part(
            field["name"], FILE_BYTES, on_the_wire(field["filename"]), field["content_type"]
        )
    return Part(field["name"], field["value"].encode())


def on_the_wire(filename: str) -> str:
    """Write a quotation mark as forms do (HTML standard, "multipart/form-data encoding")."""
    return filename.replace('"', "%22")


def test_numbers_are_shown_as_they_are_sent(oai: CommandLine, server: FaultServer) -> None:
    text = oai.run(*LINES["numbers"], "--dry-run").text
    assert '"n": 1.50' in text
    assert '"b": 12345678901234567890' in text
    assert b'"n": 1.50, "b": 12345678901234567890' in sent(oai, server, "numbers").body


@pytest.mark.skipif(shutil.which("curl") is None, reason="there is no curl")
@pytest.mark.parametrize("name", LINES)
def test_the_curl_command_sends_the_same(name: str, oai: CommandLine, server: FaultServer) -> None:
    real = sent(oai, server, name)
    command = oai.run(*LINES[name], *OWN, "--print", "curl")
    assert (command.code, command.err, server.requests) == (0, "", [])
    assert server.key not in command.text
    ran = oai.shell(command.text)
    assert (ran.code, ran.err) == (0, "")
    (curled,) = server.requests
    assert (curled.method, curled.target) == (real.method, real.target)
    assert headers(curled) == headers(real)
    if "multipart/" in real.headers.get("content-type", ""):
        assert curled.parts() == real.parts()
    else:
        assert curled.body == real.body


@pytest.mark.parametrize("name", ["list", "create", "delete", "upload", "download", "stream"])
@pytest.mark.parametrize("mode", [["--dry-run"], ["--print", "curl"]], ids=" ".join)
def test_no_key_and_no_network_is_needed(mode: list[str], name: str, oai: CommandLine) -> None:
    (oai.home / "a b;c\",'.bin").write_bytes(FILE_BYTES)
    with FaultServer() as proxy:
        result = oai.run(*LINES[name], *mode, "--debug", env={"HTTPS_PROXY": proxy.origin})
        assert proxy.connections == 0
    assert (result.code, result.err) == (0, "")
    assert "https://api.openai.com/v1" in result.text
    assert "$OPENAI_API_KEY" in result.text


@pytest.mark.parametrize("mode", [["--dry-run"], ["--print", "curl"]], ids=" ".join)
def test_secrets_are_not_shown(mode: list[str], oai: CommandLine, server: FaultServer) -> None:
    line = [*LINES["create"], "--header", "X-Api-Key: hush-hush", "--header", "Cookie: hush=1"]
    result = oai.run(*line, *mode, "--debug")
    assert result.code == 0
    for secret in (server.key, server.admin_key, "hush"):
        assert secret not in result.text + result.err


@pytest.mark.parametrize(
    "key_command", [["sh", "-c", "touch ran; echo sk-x"], "false"], ids=["asks", "fails"]
)
def test_a_key_command_is_not_run(key_command: object, oai: CommandLine) -> None:
    folder = Path(oai.env["OAI_CONFIG_DIR"])
    folder.mkdir(mode=0o700)
    path = folder / "config.toml"
    path.write_text(f"[profiles.default]\nkey_command = {json.dumps(key_command)}\n")
    path.chmod(0o600)
    shown = oai.run(*LINES["create"], "--dry-run").json()
    assert shown["headers"]["Authorization"] == "Bearer $OPENAI_API_KEY"
    assert not (oai.home / "ran").exists()


def test_a_compatible_server_without_a_key(oai: CommandLine) -> None:
    url = "http://127.0.0.1:8000/v1"
    shown = oai.run(*LINES["create"], "--dry-run", "--base-url", url).json()
    assert "Authorization" not in shown["headers"]
    assert urlsplit(shown["url"]).netloc == "127.0.0.1:8000"
    assert "Authorization" not in oai.run(*LINES["list"], "--print=curl", "--base-url", url).text


def test_several_uploads_are_several_requests(oai: CommandLine, server: FaultServer) -> None:
    names = ["one.txt", "two.txt"]
    for name in names:
        (oai.home / name).write_text(name)
    line = ["files", "upload", *names, "--purpose", "batch"]
    shown = oai.run(*line, "--dry-run").json()
    assert [request["form"][-1]["filename"] for request in shown] == names
    commands = oai.run(*line, "--print", "curl").text
    assert shlex.split(commands).count("curl") == 2
    assert oai.shell(commands).code == 0
    assert [request.parts()[-1].data for request in server.requests] == [b"one.txt", b"two.txt"]


def test_an_upload_from_standard_input(oai: CommandLine, server: FaultServer) -> None:
    line = ["files", "upload", "-", "--purpose", "batch", "--filename", "in.txt"]
    command = oai.run(*line, "--print", "curl", stdin=b"").text
    assert oai.shell(command, stdin=FILE_BYTES).code == 0
    (part,) = [part for part in server.requests[0].parts() if part.filename]
    assert (part.filename, part.data) == ("in.txt", FILE_BYTES)


def test_a_preview_does_not_go_where_the_answer_would(
    oai: CommandLine, server: FaultServer
) -> None:
    result = oai.run(*LINES["create"], "--dry-run", "-o", "answer.json")
    assert result.json()["method"] == "POST"
    assert result.text.endswith("\n")
    assert not (oai.home / "answer.json").exists()


def test_a_file_behind_an_at_sign_may_be_in_the_home(oai: CommandLine) -> None:
    (oai.home / "body.json").write_text('{"model": "m"}')
    shown = oai("responses", "create", "Hi", "--body", "@~/body.json", "--dry-run")
    assert shown.json()["body"] == {"model": "m", "input": "Hi"}
