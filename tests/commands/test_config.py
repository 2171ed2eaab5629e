from __future__ import annotations

import csv
import io
import json
import os
import stat
from pathlib import Path

import pytest

SECRET = "sk-proj-very-secret-0123456789"


@pytest.fixture
def file(oai):
    return Path(oai.env["OAI_CONFIG_DIR"]) / "config.toml"


def write(file, text, mode=0o600):
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)
    file.chmod(mode)


def values(result):
    return {row["name"]: row["value"] for row in result.json()["data"]}


def test_list_is_one_document_that_explains_every_value(oai, file):
    write(file, '[profiles.work]\nmodel = "gpt-5"\n')
    environ = {"OPENAI_BASE_URL": "http://localhost:1/v1"}
    result = oai("config", "list", "--profile", "work", "--timeout", "7", env=environ)
    assert result.code == 0
    assert result.stderr == b""
    document = result.json()
    assert document["object"] == "list"
    assert all(list(row) == ["name", "value", "origin"] for row in document["data"])
    rows = {row["name"]: (row["value"], row["origin"]) for row in document["data"]}
    assert rows["profile"] == ("work", "--profile")
    assert rows["model"] == ("gpt-5", f"profile work in {file}")
    assert rows["base_url"] == ("http://localhost:1/v1", "OPENAI_BASE_URL")
    assert rows["timeout"] == (7, "--timeout")
    assert rows["max_retries"] == (2, "default")
    assert rows["api_key"] == (None, "default")


def test_no_secret_is_shown_in_any_format(oai, file):
    write(
        file,
        f'[profiles.default]\napi_key = "{SECRET}"\nadmin_key_command = "pass {SECRET}"\n'
        f'[profiles.default.headers]\nX-Team = "{SECRET}"\n',
    )
    for form in ("auto", "table", "json", "jsonl", "csv", "text", "raw"):
        for words in (["list", "--origin"], ["get", "api_key"], ["get", "headers.X-Team"]):
            result = oai("config", *words, "--format", form, "--debug")
            assert result.code == 0
            assert SECRET not in result.text + result.err
    assert values(oai("config", "list"))["api_key"] == "(hidden)"
    assert values(oai("config", "list"))["headers"] == {"X-Team": "(hidden)"}
    assert oai("config", "get", "api_key", "-t").text == "(hidden)\n"


def test_list_in_every_format(oai):
    names = list(values(oai("config", "list")))
    assert oai("config", "list", "-t").lines == names
    assert oai("config", "list", "-q").lines == names
    lines = oai("config", "list", "--format", "jsonl").lines
    assert [json.loads(line)["name"] for line in lines] == names
    rows = list(csv.reader(io.StringIO(oai("config", "list", "--format", "csv").text)))
    assert rows[0] == ["name", "value", "origin"]
    assert [row[0] for row in rows[1:]] == names
    picked = oai("config", "list", "--fields", "name", "--format", "jsonl").lines
    assert json.loads(picked[0]) == {"name": "profile"}
    table = oai("config", "list", "--format", "table").lines
    assert table[0].split() == ["Name", "Value"]
    assert oai("config", "list", "--origin", "--format", "table").lines[0].split()[-1] == "Origin"


def test_list_is_a_table_on_a_terminal(oai):
    with oai.terminal("config", "list", "--origin") as terminal:
        assert terminal.wait() == 0
        assert "Origin" in terminal.text
        assert "base_url" in terminal.text


def test_get_gives_the_bare_value_as_text(oai):
    assert oai("config", "set", "model", "gpt 5, the new one").code == 0
    assert oai("config", "get", "model", "-t").text == "gpt 5, the new one\n"
    assert oai("config", "get", "max_retries", "-t").text == "2\n"
    assert oai("config", "get", "max_retries").json() == {
        "name": "max_retries",
        "value": 2,
        "origin": "default",
    }
    assert oai("config", "get", "profile", "-t").text == "default\n"


def test_get_writes_to_a_file(oai, tmp_path):
    target = tmp_path / "value.txt"
    result = oai("config", "get", "base_url", "-t", "-o", target)
    assert (result.code, result.text) == (0, "")
    assert target.read_text() == "https://api.openai.com/v1\n"


def test_set_says_what_it_did_and_keeps_the_file_private(oai, file):
    result = oai("config", "set", "model", "gpt-5")
    assert result.code == 0
    assert result.err == f"Set model in profile default of {file}.\n"
    assert result.json() == {
        "name": "model",
        "value": "gpt-5",
        "before": None,
        "profile": "default",
        "path": str(file),
    }
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert oai("config", "set", "model", "gpt-6").json()["before"] == "gpt-5"
    assert oai("config", "get", "model", "-t").text == "gpt-6\n"


def test_set_creates_the_profile_that_is_named(oai, file):
    url = "http://localhost:8000/v1"
    assert oai("config", "set", "base_url", url, "--profile", "local").code == 0
    assert oai("--profile", "local", "config", "get", "base_url", "-t").text == f"{url}\n"
    assert oai("config", "get", "base_url", "-t").text == "https://api.openai.com/v1\n"
    environ = {"OAI_PROFILE": "team"}
    assert oai("config", "set", "model", "gpt-5", env=environ).code == 0
    assert oai("config", "get", "model", "-t", env=environ).text == "gpt-5\n"
    assert oai("config", "get", "model", "-t", env={"OAI_PROFILE": "teem"}).code == 2


def test_the_default_profile_is_a_setting_too(oai):
    assert oai("config", "set", "profile", "local").code == 2
    oai("config", "set", "model", "gpt-5", "--profile", "local")
    assert oai("config", "set", "profile", "local").code == 0
    assert oai("config", "get", "model", "-t").text == "gpt-5\n"
    wrong = oai("config", "set", "profile", "locale")
    assert (wrong.code, wrong.text) == (2, "")
    assert "Did you mean local?" in wrong.err
    assert oai("config", "unset", "profile").code == 0
    assert oai("config", "get", "profile", "-t").text == "default\n"


def test_profiles_tells_which_one_is_in_use(oai):
    assert oai("config", "profiles").json()["data"] == [
        {"name": "default", "base_url": "https://api.openai.com/v1", "in_use": True}
    ]
    oai("config", "set", "base_url", "http://localhost:1/v1", "--profile", "local")
    rows = oai("config", "profiles", "--profile", "local").json()["data"]
    assert rows == [{"name": "local", "base_url": "http://localhost:1/v1", "in_use": True}]
    rows = oai("config", "profiles").json()["data"]
    assert [(row["name"], row["in_use"]) for row in rows] == [("default", True), ("local", False)]
    assert oai("config", "profiles", "-t").lines == ["default", "local"]


@pytest.mark.parametrize("name", ["api_key", "admin_key"])
def test_a_key_in_argv_is_refused_and_not_repeated(oai, file, name):
    result = oai("config", "set", name, SECRET, "--debug")
    assert (result.code, result.text) == (2, "")
    assert SECRET not in result.err
    assert f"oai config set {name} -" in result.err
    assert not file.exists()


@pytest.mark.parametrize("words", [[f"api_key={SECRET}"], [SECRET], [SECRET, "x"]])
def test_a_key_in_the_place_of_a_name_is_not_repeated(oai, words):
    result = oai("config", "set", *words)
    assert (result.code, result.text) == (2, "")
    assert SECRET not in result.err


def test_a_key_is_taken_from_a_pipe(oai, file):
    result = oai("config", "set", "api_key", "-", stdin=f"{SECRET}\n")
    assert result.code == 0
    assert SECRET not in result.text + result.err
    assert result.json()["value"] == "(hidden)"
    assert f'api_key = "{SECRET}"' in file.read_text()


def test_a_key_is_asked_for_on_a_terminal_and_not_echoed(oai, file):
    with oai.terminal("config", "set", "api_key") as terminal:
        terminal.output.wait_for("api_key (not shown): ")
        terminal.send(f"{SECRET}\r")
        assert terminal.wait() == 0
        assert SECRET not in terminal.text
        assert "Set api_key in profile default" in " ".join(terminal.text.split())
    assert f'api_key = "{SECRET}"' in file.read_text()


@pytest.mark.parametrize(("keys", "code"), [("\x03", 130), ("\x04", 2)], ids=["Ctrl-C", "Ctrl-D"])
def test_a_question_without_an_answer_leaves_its_line(keys, code, oai, file):
    with oai.terminal("config", "set", "api_key") as terminal:
        terminal.output.wait_for("api_key (not shown): ")
        terminal.send(keys)
        assert terminal.wait() == code
        assert terminal.text.splitlines()[-1].startswith("oai: ")
    assert not file.exists()


def test_nothing_is_asked_without_a_terminal_or_with_no_input(oai):
    missing = oai("config", "set", "api_key")
    assert (missing.code, missing.text) == (2, "")
    assert "Pipe it" in missing.err
    with oai.terminal("config", "set", "api_key", "--no-input") as terminal:
        assert terminal.wait() == 2
    assert oai("config", "set", "model").code == 2


def test_an_empty_key_is_refused(oai, file):
    result = oai("config", "set", "api_key", "-", stdin="\n")
    assert (result.code, result.text) == (2, "")
    assert "must not be empty" in result.err
    assert not file.exists()


def test_headers_and_a_key_command_can_be_typed(oai):
    assert oai("config", "set", "headers.X-Team", "red").code == 0
    assert oai("config", "set", "key_command", "printf sk-from-a-command").code == 0
    shown = oai("models", "list", "--dry-run").json()["headers"]
    assert shown["X-Team"] == "$DEFAULT_X_TEAM"
    assert values(oai("config", "list"))["key_command"] == "printf (hidden)"
    removed = oai("config", "unset", "headers.X-Team")
    assert removed.code == 0
    assert "X-Team" not in oai("models", "list", "--dry-run").json()["headers"]


def test_unset_removes_and_says_when_there_was_nothing(oai, file):
    oai("config", "set", "model", "gpt-5")
    result = oai("config", "unset", "model")
    assert result.err == f"Removed model from profile default of {file}.\n"
    assert result.json()["before"] == "gpt-5"
    assert oai("config", "get", "model").json()["value"] is None
    again = oai("config", "unset", "model")
    assert again.code == 0
    assert again.err == f"There was no model in profile default of {file}.\n"


def test_a_dry_run_shows_the_change_and_writes_nothing(oai, file):
    result = oai("config", "set", "timeout", "30", "--profile", "new", "--dry-run")
    assert (result.code, result.err) == (0, "")
    assert result.json()["value"] == 30
    assert result.json()["profile"] == "new"
    assert not file.parent.exists()
    oai("config", "set", "model", "gpt-5")
    before = file.read_bytes()
    assert oai("config", "unset", "model", "--dry-run").json()["before"] == "gpt-5"
    assert oai("config", "set", "model", "gpt-6", "--dry-run").json()["value"] == "gpt-6"
    assert file.read_bytes() == before
    assert oai("config", "set", "timeout", "soon", "--dry-run").code == 2
    assert oai("config", "set", "profile", "nowhere", "--dry-run").code == 2


def test_without_a_request_print_curl_changes_nothing_either(oai, file):
    result = oai("config", "set", "timeout", "30", "--print", "curl")
    assert (result.code, result.err, result.json()["value"]) == (0, "", 30)
    assert not file.parent.exists()


def test_an_unknown_setting_names_the_nearest(oai):
    for words in (["get", "base-url"], ["set", "base-url", "x"], ["unset", "base_ur"]):
        result = oai("config", *words)
        assert (result.code, result.text) == (2, "")
        assert "Did you mean base_url?" in result.err


@pytest.mark.parametrize(
    ("name", "value"),
    [("timeout", "soon"), ("max_retries", "-- -1"), ("base_url", "ftp://x"), ("format", "xml")],
)
def test_a_bad_value_is_refused_before_anything_is_written(oai, file, name, value):
    result = oai("config", "set", name, *value.split())
    assert (result.code, result.text) == (2, "")
    assert f"{name} must " in result.err
    assert not file.exists()


def test_a_variable_that_wins_is_pointed_out(oai):
    environ = {"OPENAI_BASE_URL": "http://localhost:1/v1"}
    result = oai("config", "set", "base_url", "http://localhost:2/v1", env=environ)
    assert "OPENAI_BASE_URL is set in this environment" in result.err


def test_a_broken_file_is_named_and_left_alone(oai, file):
    write(file, 'model = "unfinished\n')
    for words in (["list"], ["get", "model"], ["set", "model", "x"], ["unset", "model"]):
        result = oai("config", *words)
        assert (result.code, result.text) == (2, "")
        assert f"{file} is not valid TOML: line 1" in result.err
    assert oai("config", "set", "model", "x", "--dry-run").code == 2
    assert file.read_text() == 'model = "unfinished\n'


def test_the_path_is_told_even_of_a_broken_file(oai, file):
    assert oai("config", "path").json() == {"path": str(file), "exists": False}
    write(file, "= = =\n")
    assert oai("config", "path").json() == {"path": str(file), "exists": True}
    assert oai("config", "path", "-t").text == f"{file}\n"
    assert oai("config", "path", "--format", "csv").lines[0] == "path,exists"


@pytest.mark.skipif(os.name != "posix", reason="file modes are POSIX")
def test_a_file_with_a_key_that_others_can_read_is_refused(oai, file):
    write(file, f'[profiles.default]\napi_key = "{SECRET}"\n', mode=0o644)
    for words in (["list"], ["set", "model", "x"]):
        result = oai("config", *words)
        assert (result.code, result.text) == (2, "")
        assert f"chmod 600 {file}" in result.err
        assert SECRET not in result.err
