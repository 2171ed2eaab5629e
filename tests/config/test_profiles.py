import json
import os
import subprocess
import sys
import traceback
from pathlib import Path

import pytest

from oai.base.errors import SettingsError
from oai.config.profiles import load
from oai.config.schema import Profile, fields
from oai.config.settings import Settings

posix = pytest.mark.skipif(os.name != "posix", reason="file modes are POSIX")
SECRET = "sk-very-secret-0123456789"
TOP = "At the top there are `profile` and the tables [profiles.NAME]."
WHOLE = f"""\
profile = "work"

[profiles.work]
base_url = "https://eu.api.openai.com/v1"
organization = "org-1"
project = "proj-1"
model = "gpt-5"
format = "json"
api_key = "{SECRET}"
key_command = "pass show openai"
key_env = "WORK_KEY"
admin_key = "{SECRET}-admin"
admin_key_command = ["pass", "show", "openai admin"]
admin_key_env = "WORK_ADMIN_KEY"
timeout = 30
max_retries = 0
color = "never"
id_cache = false

[profiles.work.headers]
X-Team = "red"

[profiles.local]
base_url = "http://localhost:8080/v1"
timeout = 2.5
"""


def failure(path: Path, environ: dict[str, str]) -> SettingsError:
    with pytest.raises(SettingsError) as caught:
        load(path, environ)
    return caught.value


def test_no_file_is_an_empty_document(path, environ):
    document = load(path, environ)
    assert (document.default, dict(document.profiles)) == (None, {})


def test_a_whole_file_is_read(write, environ):
    document = load(write(WHOLE), environ)
    assert document.default == "work"
    assert list(document.profiles) == ["work", "local"]
    assert set(document.profiles["work"]) == set(Profile.__annotations__) == set(fields())
    assert document.profiles["work"]["headers"] == {"X-Team": "red"}
    assert document.profiles["local"]["timeout"] == 2.5


def test_repr_holds_no_secret(write, environ):
    assert SECRET not in repr(load(write(WHOLE), environ))


@pytest.mark.parametrize("start", ["\ufeff", "# a comment\r\n", "\r\n"])
def test_what_windows_editors_write_is_read(write, environ, start):
    path = write("")
    path.write_bytes((start + '[profiles.work]\r\nmodel = "gpt-5"\r\n').encode())
    assert load(path, environ).profiles == {"work": {"model": "gpt-5"}}


@pytest.mark.parametrize(
    ("setting", "problem"),
    [
        ('base_url = "api.openai.com"', "must start with http:// or https:// and name a host"),
        ('base_url = "ftp://host/v1"', "must start with http:// or https://"),
        ('base_url = "https://"', "name a host"),
        ('base_url = "https://host:99999"', "must have a valid host and port"),
        ('base_url = "https://[::1"', "must have a valid host and port"),
        ('base_url = "https://me:word@host/v1"', "must not hold a user name or password"),
        ('base_url = "https://host/v1?key=1"', "no ? and no #"),
        ('base_url = "https://ho st/v1"', "must have no blank"),
        ("base_url = 1", "must be text"),
        ('organization = ""', "must not be empty"),
        ('project = "a\\nb"', "must have no control character, and character 2 is one"),
        ('model = ""', "must be one line of text, and not empty"),
        ('format = "yaml"', "must be one of auto, table, json, jsonl, csv, text, raw, not 'yaml'"),
        ("color = true", "must be one of auto, always, never, not True"),
        ('timeout = "30s"', "must be a number, such as 30, not '30s'"),
        ("timeout = 0", "must be above 0, not 0"),
        ("timeout = inf", "must be above 0, not inf"),
        ("timeout = nan", "must be above 0, not nan"),
        ("timeout = true", "must be a number, such as 30, not True"),
        ("max_retries = -1", "must be 0 or more, not -1"),
        ("max_retries = 1.5", "must be a whole number, such as 2, not 1.5"),
        ("headers = {X-Team = 1}", 'must be a table of texts, such as {"X-Team": "red"}'),
        ('headers = {"X Team" = "red"}', "must have header names of letters"),
        ('headers = {X-Team = "a\\r\\nb"}', "must have usable values: X-Team must have no control"),
        ('api_key = "sk-\u00e9"', "must be ASCII, and character 4 is not"),
        ("api_key = '\"sk-1\"'", "must have no quotes around it"),
        ('api_key = "Bearer sk-1"', "must be the key alone"),
        ('key_env = "sk-proj-1"', "must be the name of a variable"),
        ("organization = '\"org-1\"'", "must have no quotes around it"),
        ("key_command = 1", "must be a command line, or a list of texts"),
        ('key_command = ["pass", 1]', "must be a command line, or a list of texts"),
        ('key_command = "pass \'show"', "must have its quotes closed"),
        ('key_command = " "', "must name a program"),
        ("key_command = []", "must name a program"),
    ],
)
def test_an_error_names_file_key_and_what_is_right(write, environ, setting, problem):
    path = write(f"[profiles.work]\n{setting}\n")
    name = setting.partition(" ")[0]
    message = failure(path, environ).message
    assert message.startswith(f"profiles.work.{name} in {path} must ")
    assert problem in message
    assert message.endswith(".")


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("[profiles.work]\nbaseurl = 1", "profiles.work.baseurl in", "Did you mean base_url?"),
        ("[profiles.work]\nbase-url = 1", "profiles.work.base-url in", "Did you mean base_url?"),
        ("[profiles.'my work']\nzzz = 1", "profiles.'my work'.zzz in", "Known: base_url, "),
        ("[profile.work]\nmodel = 'x'", "profile in", TOP),
        ("[profilse.work]\nmodel = 'x'", "profilse in", TOP),
        ("model = 'x'", "model in", "Put it under [profiles.default]."),
        ("profiles = 1", "profiles in", TOP),
        ("[profiles]\nwork = 1", "profiles.work in", TOP),
    ],
)
def test_a_key_in_the_wrong_place_is_named(write, environ, text, message, hint):
    error = failure(write(text), environ)
    assert error.message.startswith(message)
    assert error.hint is not None
    assert error.hint.startswith(hint)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("[profiles.work]\nmodel == 1", "line 2, column 8: Invalid value"),
        ("[profiles.work", "line 1, column 15: Expected ']'"),
        ("[profiles.work]\napi_key = '" + SECRET, "line 2, column"),
        ("[profiles.work]\napi_key = " + SECRET, "line 2, column 11"),
        (f"[{SECRET}]\n[{SECRET}]\n", "line 2, column"),
        (f"a = {{{SECRET} = 1, {SECRET} = 2}}", "Duplicate inline table key this name"),
        ("a = " + "1" * 5000, "a number or a nesting that is too large"),
    ],
)
def test_a_syntax_error_has_its_place_and_quotes_nothing(write, environ, text, place):
    path = write(text)
    error = failure(path, environ)
    assert error.message.startswith(f"{path} is not valid TOML: ")
    assert place in error.message
    assert SECRET not in error.message


def test_bytes_that_are_not_utf8_are_located(write, environ):
    path = write("")
    path.write_bytes(b"[profiles.work]\nmodel = '\xff'\n")
    assert "line 2" in failure(path, environ).message


def test_a_folder_in_place_of_the_file_is_said(path, environ):
    path.mkdir()
    assert str(path) in failure(path, environ).message


@pytest.mark.parametrize(
    "setting",
    [
        f'api_key = "{SECRET}\u00e9"',
        f'api_key = "{SECRET}\\u0007"',
        f'api_key = ["{SECRET}"]',
        f'api_keys = "{SECRET}"',
        f'admin_key = {{key = "{SECRET}"}}',
        f'key_command = "echo \'{SECRET}"',
        f'headers = {{Authorization = "{SECRET}\\n"}}\ntimeout = 0',
        f'headers = {{Authorization = ["{SECRET}"]}}',
        f'headers = "{SECRET}"',
        f'base_url = "https://{SECRET}@host"',
    ],
)
def test_no_secret_is_in_an_error_or_its_traceback(write, environ, setting):
    error = failure(write(f"[profiles.work]\n{setting}\n"), environ)
    shown = "".join(traceback.format_exception(error)) + str(error.hint) + repr(error)
    assert SECRET not in shown
    assert error.__context__ is None


@posix
@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o666, 0o610])
@pytest.mark.parametrize(
    "setting",
    ["api_key = 'k'", "admin_key = 'k'", "key_command = 'c'", "headers = {X-Key = 'k'}"],
)
def test_a_file_with_secrets_that_others_can_open_is_refused(write, environ, mode, setting):
    path = write(f"[profiles.work]\n{setting}\n", mode)
    error = failure(path, environ)
    assert str(path) in error.message
    assert error.hint == f"chmod 600 {path}"
    subprocess.run(str(error.hint).split(), check=True)
    assert "work" in load(path, environ).profiles


@posix
def test_rights_are_checked_again_after_the_file_was_found_valid(write, environ):
    path = write(WHOLE)
    load(path, environ)
    path.chmod(0o644)
    assert failure(path, environ).hint == f"chmod 600 {path}"


@posix
def test_a_file_without_secrets_may_be_read_by_all(write, environ):
    path = write("[profiles.work]\nmodel = 'gpt-5'\n", 0o644)
    assert load(path, environ).profiles == {"work": {"model": "gpt-5"}}


PROBE = """
import json, sys
from oai.base.errors import SettingsError
from oai.config.settings import Settings
flags, environ = json.loads(sys.argv[1])
try:
    outcome = Settings(flags, environ).get("model").value
except SettingsError as error:
    outcome = error.message
heavy = ("pydantic", "tomllib", "platformdirs", "tomli_w", "subprocess", "httpx", "rich")
print(json.dumps([outcome, [name for name in heavy if name in sys.modules]]))
"""


def probe(environ: dict[str, str], **flags: str) -> tuple[str, list[str]]:
    argument = json.dumps([flags, environ])
    command = [sys.executable, "-c", PROBE, argument]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    outcome, imported = json.loads(done.stdout)
    return outcome, imported


def test_pydantic_is_imported_only_after_a_change(write, environ):
    path = write("profile = 'work'\n[profiles.work]\nmodel = 'one'\n")
    outcome, imported = probe(environ)
    assert outcome == "one"
    assert "pydantic" in imported
    assert probe(environ) == ("one", ["tomllib"])
    write("profile = 'work'\n[profiles.work]\nmodel = 'two'\n")
    assert "pydantic" in probe(environ)[1]
    assert probe(environ) == ("two", ["tomllib"])
    write("profile = 'work'\n[profiles.work]\nmodel = 3\n")
    for _ in range(2):
        assert probe(environ)[0] == f"profiles.work.model in {path} must be text."


def test_nothing_heavy_is_imported_without_a_file_or_a_need_for_it(write, environ):
    assert probe(environ) == (None, [])
    write("broken")
    assert probe(environ, model="flag") == ("flag", [])


def test_a_cache_that_cannot_be_written_only_costs_time(write, environ, tmp_path):
    (tmp_path / "cache").write_text("a file where the folder should be")
    write("profile = 'work'\n[profiles.work]\nmodel = 'one'\n")
    for _ in range(2):
        assert Settings({}, environ).get("model").value == "one"


def test_the_cache_holds_no_part_of_the_file(write, environ, tmp_path):
    load(write(WHOLE), environ)
    cached = [item.read_bytes() for item in (tmp_path / "cache").iterdir()]
    assert cached
    assert all(SECRET.encode() not in content and len(content) == 64 for content in cached)
