from __future__ import annotations

import json
import os
import re
import signal
import sys
import sysconfig
from importlib import import_module
from pathlib import Path

import pytest

from oai.sandbox.server.faults import EFFECTS


@pytest.fixture
def state(oai):
    return Path(oai.env["OAI_STATE_DIR"]) / "sandbox.sqlite3"


def serving(oai):
    """Start a server on a free port; return it with what it announced."""
    server = oai.start("sandbox", "serve", "--port", "0")
    server.stdout.wait_for("}\n")
    return server, json.loads(server.stdout.data)


def test_serve_announces_where_it_is_and_with_which_keys(oai):
    server, facts = serving(oai)
    with server:
        assert list(facts) == ["base_url", "key", "admin_key"]
        server.stderr.wait_for(f"export OPENAI_ADMIN_KEY={facts['admin_key']}\n")
        said = server.stderr.data.decode()
        assert f"export OPENAI_BASE_URL={facts['base_url']}\n" in said
        assert f"export OPENAI_API_KEY={facts['key']}\n" in said
        environ = {"OPENAI_BASE_URL": facts["base_url"], "OPENAI_API_KEY": facts["key"]}
        assert oai("models", "list", env=environ).json()["object"] == "list"


@pytest.mark.parametrize(
    "line", ["--sandbox models list", "sandbox serve --port 0", "sandbox reset --yes"]
)
def test_a_folder_that_cannot_be_is_named(line, oai):
    result = oai(*line.split(), env={"OAI_STATE_DIR": "/dev/null/state"})
    assert (result.code, result.text) == (2, "")
    assert re.match(r"oai: Cannot use /dev/null/state\S*: Not a directory\.", result.err)
    assert "oai help environment" in result.err


def test_ctrl_c_ends_a_server_quietly_with_130(oai):
    server, _ = serving(oai)
    server.interrupt()
    result = server.finish()
    assert result.code == 130
    assert result.err.count("\n") == 5
    assert result.err.endswith("oai: The sandbox has ended; its state is kept.\n")


def test_a_terminated_server_ends_well(oai):
    server, _ = serving(oai)
    server.signal(signal.SIGTERM)
    assert server.finish().code == 0


def test_ctrl_c_on_a_terminal_leaves_no_traceback(oai):
    with oai.terminal("sandbox", "serve", "--port", "0") as terminal:
        terminal.output.wait_for("export OPENAI_ADMIN_KEY=")
        terminal.interrupt()
        assert terminal.wait() == 130
        assert "Traceback" not in terminal.text
        assert '"base_url"' not in terminal.text


def test_a_key_of_the_environment_does_not_hide_the_sandbox_key(oai):
    oai.env["OPENAI_API_KEY"] = "sk-sandbox"
    server, facts = serving(oai)
    with server:
        server.stderr.wait_for(f"export OPENAI_API_KEY={facts['key']}\n")


def test_what_is_uploaded_lasts_until_a_reset(oai, tmp_path, state):
    text = tmp_path / "notes.txt"
    text.write_text("kept")
    made = oai("--sandbox", "files", "upload", text, "--purpose", "user_data").json()
    assert oai("sandbox", "path").json() == {"path": str(state), "exists": True}
    stopped = oai("sandbox", "stop")
    assert stopped.json() == {"path": str(state), "running": False}
    assert stopped.err == "The sandbox has ended; its state is kept.\n"
    assert oai("sandbox", "stop").err == "No sandbox was running.\n"
    assert oai("--sandbox", "files", "list", "-q").lines == [made["id"]]
    assert oai("sandbox", "reset", "--yes").json() == {"path": str(state), "exists": False}
    assert not state.exists()
    assert oai("--sandbox", "files", "list").json()["data"] == []


def test_reset_needs_a_yes(oai, state):
    oai("--sandbox", "files", "list")
    refused = oai("sandbox", "reset")
    assert (refused.code, refused.text) == (2, "")
    assert "--yes" in refused.err
    with oai.terminal("sandbox", "reset") as terminal:
        terminal.output.wait_for("[y/N] ")
        terminal.send("n\r")
        assert terminal.wait() == 2
    assert state.exists()
    with oai.terminal("sandbox", "reset") as terminal:
        terminal.output.wait_for("[y/N] ")
        terminal.send("y\r")
        assert terminal.wait() == 0
    assert not state.exists()


def test_what_somebody_serves_is_not_taken_away(oai, state):
    server, _ = serving(oai)
    with server:
        for words in (["reset", "--yes"], ["stop"], ["serve", "--port", "0"]):
            result = oai("sandbox", *words)
            assert (result.code, result.text) == (2, "")
            assert f"process {server.pid}" in result.err
        assert state.exists()


def test_a_dry_run_changes_and_starts_nothing(oai, state):
    for words in (["reset"], ["stop"], ["clear-faults"], ["serve"], ["fault", "html"]):
        for option in ("--dry-run", "--print=curl"):
            result = oai("sandbox", *words, option)
            assert (result.code, result.err) == (0, "")
            assert isinstance(result.json(), dict)
    assert oai("sandbox", "faults").json() == {"object": "list", "data": []}
    assert not state.parent.exists()


def test_a_fault_befalls_the_requests_that_it_is_for(oai):
    fault = oai("sandbox", "fault", "status=404; code=gone", "--path", "/v1/models*").json()
    assert fault["status"] == 404
    waiting = oai("sandbox", "faults").json()["data"]
    assert waiting == [fault]
    assert oai("--sandbox", "files", "list").code == 0
    hit = oai("--sandbox", "models", "list")
    assert (hit.code, hit.text) == (4, "")
    assert "gone" in hit.err
    assert oai("--sandbox", "models", "list").code == 0
    assert oai("sandbox", "faults").json()["data"] == []


def test_faults_can_be_counted_limited_and_cleared(oai):
    made = oai("sandbox", "fault", "status=400", "--method", "POST", "--times", "3").json()
    assert (made["method"], made["times"]) == ("POST", 3)
    assert oai("--sandbox", "models", "list").code == 0
    cleared = oai("sandbox", "clear-faults")
    assert cleared.json()["faults"] == 0
    assert oai("sandbox", "faults", "--format", "jsonl").text == ""


def test_each_waiting_fault_says_what_it_does(oai):
    made = oai("sandbox", "fault", "status=429; retry-after=2", "--path", "/models", "-t")
    assert made.text == "status=429; retry-after=2\n"
    oai("sandbox", "fault", "html; delay=0.5", "--method", "POST", "--skip", "7")
    head, first, second = oai("sandbox", "faults", "--format", "table").lines
    assert head.split() == ["Effects", "Path", "Method", "Times", "Skip"]
    assert first.split() == ["status=429;", "retry-after=2", "/models", "-", "1", "0"]
    assert second.split() == ["html=true;", "delay=0.5", "-", "POST", "1", "7"]


@pytest.mark.parametrize(
    ("spec", "said"),
    [("statu=429", "Unknown fault: statu"), ("status=700", "'status'"), ("", "none given")],
)
def test_an_impossible_fault_is_bad_input(oai, state, spec, said):
    result = oai("sandbox", "fault", spec)
    assert (result.code, result.text) == (2, "")
    assert said in result.err
    assert not state.exists()


def test_help_explains_every_fault(oai):
    text = oai("sandbox", "fault", "--help").text
    for effect in EFFECTS:
        assert effect in text


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [("--port", "70000", "--port"), ("--host", "0.0.0.0", "loopback only")],
)
def test_a_server_for_others_or_on_no_port_is_refused(oai, option, value, said):
    result = oai("sandbox", "serve", option, value)
    assert (result.code, result.text) == (2, "")
    assert said in result.err


def test_a_port_that_is_taken_is_named(oai, fault_server):
    port = fault_server.origin.rpartition(":")[2]
    result = oai("sandbox", "serve", "--port", port)
    assert (result.code, result.text) == (2, "")
    assert f"127.0.0.1:{port}" in result.err
    assert "--port" in result.err


@pytest.fixture
def without_extra(oai, tmp_path):
    """Give the command line in an environment that lacks the sandbox's libraries."""
    packages = tmp_path / "packages"
    packages.mkdir()
    for path in Path(sysconfig.get_path("purelib")).iterdir():
        if not path.name.startswith(("oai", "starlette", "uvicorn", "python_multipart")):
            (packages / path.name).symlink_to(path)
    # Ours are elsewhere if they are installed to be edited.
    (packages / "oai").mkdir()
    for name in ("base", "cli", "commands", "completions", "config", "sandbox"):
        folder = Path(str(import_module(f"oai.{name}").__file__)).parent
        (packages / "oai" / name).symlink_to(folder)
    folders = [str(packages), oai.env.get("PYTHONPATH", "")]
    oai.env["PYTHONPATH"] = os.pathsep.join(filter(None, folders))
    oai.command = [sys.executable, "-S", "-m", "oai.cli.entry"]
    return oai


@pytest.mark.parametrize("words", [["sandbox", "serve"], ["--sandbox", "models", "list"]])
def test_without_the_extra_the_package_to_install_is_named(without_extra, words):
    result = without_extra(*words)
    assert (result.code, result.text) == (2, "")
    assert "pip install 'oai[sandbox]'" in result.err


def test_without_the_extra_there_is_no_fault_but_a_path(without_extra, state):
    result = without_extra("sandbox", "fault", "html")
    assert (result.code, result.text) == (2, "")
    assert "pip install 'oai[sandbox]'" in result.err
    assert without_extra("sandbox", "path", "-t").text == f"{state}\n"
    assert without_extra("sandbox", "faults").json()["data"] == []
