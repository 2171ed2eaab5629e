import os
import subprocess
import sys
import tomllib

import pytest

from oai.base.errors import SettingsError
from oai.config import editing
from oai.config.profiles import load

posix = pytest.mark.skipif(os.name != "posix", reason="file modes and locks are POSIX")

COMMENTED = """\
# Mine, by hand.
profile = "work"   # the usual one

# At the office.
[profiles.work]
model = "gpt-5"  # not "gpt-4"
timeout = 30
key_command = [  # asks
    "pass",
    "show#1",  # the entry
]

# At home.
[ profiles . "local one" ]
base_url = "http://localhost:8080"

[profiles.work.headers]
X-Team = 'red'  # or blue
"""


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("base_url", " https://host/v1/ ", "https://host/v1"),
        ("organization", "org-1", "org-1"),
        ("model", "123", "123"),
        ("format", "jsonl", "jsonl"),
        ("api_key", " sk-1\n", "sk-1"),
        ("key_command", "pass show 'open ai'", "pass show 'open ai'"),
        ("key_command", '["pass", "open ai"]', ["pass", "open ai"]),
        ("timeout", "30", 30.0),
        ("timeout", "0.5", 0.5),
        ("max_retries", "0", 0),
        ("color", "never", "never"),
        ("headers", '{"X-Team": "red"}', {"X-Team": "red"}),
        ("headers.X-Team", '"red" = \u00e9'.replace("\u00e9", "#1"), None),
    ],
)
def test_a_value_is_parsed_by_its_type_and_read_back(path, environ, name, text, value):
    editing.set_value(path, "my work", name, text)
    profile = load(path, environ).profiles["my work"]
    if value is None:
        assert profile == {"headers": {"X-Team": text}}
    else:
        assert profile == {name: value}


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("modle", "x", "There is no setting 'modle'."),
        ("timeout", "abc", "timeout must be a number, such as 30, not 'abc'."),
        ("timeout", "-1", "timeout must be above 0, not '-1'."),
        ("max_retries", "1.5", "max_retries must be a whole number, such as 2, not '1.5'."),
        ("format", "yaml", "format must be one of auto, table, json, jsonl, csv, text, raw, not"),
        ("base_url", "host", "base_url must start with http:// or https://"),
        ("api_key", "sk-\u00e9", "api_key must be ASCII, and character 4 is not."),
        ("key_command", "[1]", "key_command must be a command line, or a list of texts."),
        ("key_command", "[", "key_command must be a command line, or a list of texts."),
        ("headers", "[]", "headers must be a table of texts"),
        ("headers", '{"a": 1}', "headers must be a table of texts"),
        ("headers.a b", "x", "headers.a b must have header names of letters"),
        ("headers.", "x", "headers. must have header names of letters"),
    ],
)
def test_a_bad_value_is_refused_and_nothing_is_written(path, name, text, message):
    with pytest.raises(SettingsError) as caught:
        editing.set_value(path, "work", name, text)
    assert caught.value.message.startswith(message)
    assert not path.exists()


def test_an_unknown_name_gets_the_nearest(path):
    with pytest.raises(SettingsError) as caught:
        editing.unset_value(path, "work", "base-ulr")
    assert caught.value.hint == "Did you mean base_url?"


@pytest.mark.parametrize("profile", ["", "  ", "a\nb"])
def test_a_profile_needs_a_name(path, profile):
    with pytest.raises(SettingsError, match="name of a profile"):
        editing.set_value(path, profile, "model", "x")


@pytest.mark.parametrize(
    ("profile", "name", "text", "old", "new"),
    [
        ("work", "model", "o9", '"gpt-5"  # not', '"o9"  # not'),
        ("work", "timeout", "5", "timeout = 30", "timeout = 5.0"),
        ("work", "headers.X-Team", "blue", "'red'  #", '"blue"  #'),
        ("work", "headers.X-New", "1", "# or blue\n", '# or blue\nX-New = "1"\n'),
        ("work", "color", "never", "entry\n]\n", 'entry\n]\ncolor = "never"\n'),
        ("local one", "model", "m", ':8080"\n', ':8080"\nmodel = "m"\n'),
        ("new", "model", "m", "# or blue\n", '# or blue\n\n[profiles.new]\nmodel = "m"\n'),
        ("work", "key_command", "pass", COMMENTED[110:].split("]\n")[0], None),
    ],
)
def test_a_change_leaves_every_other_line_as_it_is(write, profile, name, text, old, new):
    path = write(COMMENTED)
    editing.set_value(path, profile, name, text)
    if new is not None:
        assert path.read_text() == COMMENTED.replace(old, new)
    else:
        start = COMMENTED.index("key_command")
        end = COMMENTED.index("]\n", start) + 1
        assert path.read_text() == COMMENTED[:start] + 'key_command = "pass"' + COMMENTED[end:]


def test_unset_removes_one_line_and_says_whether_it_was_there(write):
    path = write(COMMENTED)
    assert editing.unset_value(path, "work", "timeout")
    assert path.read_text() == COMMENTED.replace("timeout = 30\n", "")
    assert not editing.unset_value(path, "work", "timeout")
    assert not editing.unset_value(path, "nobody", "timeout")
    assert editing.unset_value(path, "work", "headers.X-Team")
    assert tomllib.loads(path.read_text())["profiles"]["work"]["headers"] == {}


def test_the_default_profile_is_set_and_unset(write):
    path = write(COMMENTED)
    editing.set_default(path, "local one")
    assert path.read_text() == COMMENTED.replace('"work"   #', '"local one"   #')
    assert editing.unset_default(path)
    assert path.read_text() == COMMENTED.replace('profile = "work"   # the usual one\n', "")
    assert not editing.unset_default(path)


def test_the_default_has_to_exist(write):
    path = write(COMMENTED)
    with pytest.raises(SettingsError) as caught:
        editing.set_default(path, "wrok")
    assert caught.value.hint == "Did you mean work?"
    assert path.read_text() == COMMENTED


@pytest.mark.parametrize(
    "text",
    [
        'profiles.work.model = "a"\n',
        '[profiles]\nwork.model = "a"\n',
        '[profiles]\nwork = {model = "a"}\n',
        'profiles = {work = {model = "a"}}\n',
        '[profiles."work"]\n"model" = """\na"""\n',
        '[profiles.work]\nmodel = "a"\nheaders.X-A = "1"\n',
        '[profiles.work]\r\nmodel = "a"\r\n',
        '\ufeff[profiles.work]\nmodel = "a"',
    ],
)
def test_every_way_to_write_a_file_can_be_edited(write, environ, text):
    path = write("")
    path.write_bytes(text.encode())
    before = tomllib.loads(text.lstrip("\ufeff"))["profiles"]["work"]
    editing.set_value(path, "work", "model", "b")
    editing.set_value(path, "work", "headers.X-B", "2")
    editing.set_value(path, "other", "model", "c")
    headers = before.get("headers", {}) | {"X-B": "2"}
    assert load(path, environ).profiles == {
        "work": {"model": "b", "headers": headers},
        "other": {"model": "c"},
    }


def test_line_ends_of_windows_are_kept(write):
    path = write("")
    path.write_bytes(b"# mine\r\n[profiles.work]\r\nmodel = 'a'\r\n")
    editing.set_value(path, "work", "model", "b")
    assert path.read_bytes() == b'# mine\r\n[profiles.work]\r\nmodel = "b"\r\n'


def test_a_file_that_is_wrong_elsewhere_is_not_touched_until_it_is_right(write, environ):
    text = "[profiles.work]\nmodle = 'x'\n"
    path = write(text)
    with pytest.raises(SettingsError, match=r"profiles\.work\.modle"):
        editing.set_value(path, "work", "model", "x")
    assert path.read_text() == text
    assert editing.unset_value(path, "work", "modle")
    assert load(path, environ).profiles == {"work": {}}


@posix
def test_the_file_is_private_from_the_start(tmp_path):
    path = tmp_path / "config" / "config.toml"
    editing.set_value(path, "work", "model", "x")
    modes = [item.stat().st_mode & 0o777 for item in (path, path.parent)]
    assert modes == [0o600, 0o700]


@posix
def test_a_loose_file_becomes_private_before_a_secret_is_in_it(write, environ):
    path = write("[profiles.work]\nmodel = 'x'\n", 0o644)
    editing.set_value(path, "work", "api_key", "sk-1234")
    assert load(path, environ).profiles["work"] == {"model": "x", "api_key": "sk-1234"}


@posix
def test_a_loose_file_with_secrets_is_not_edited(write):
    path = write("[profiles.work]\napi_key = 'sk-1234'\n", 0o644)
    with pytest.raises(SettingsError) as caught:
        editing.set_value(path, "work", "model", "x")
    assert caught.value.hint == f"chmod 600 {path}"


@posix
def test_a_folder_that_refuses_is_said(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(SettingsError, match="Could not write"):
        editing.set_value(tmp_path / "file" / "config.toml", "work", "model", "x")


WRITER = """
import sys
from pathlib import Path
from oai.config.editing import set_value
for number in range(10):
    set_value(Path(sys.argv[1]), "work", f"headers.{sys.argv[2]}-{number}", "x")
"""


@posix
def test_writers_at_once_lose_nothing(path, environ):
    names = ["A", "B", "C", "D"]
    writers = [subprocess.Popen([sys.executable, "-c", WRITER, path, name]) for name in names]
    assert [writer.wait() for writer in writers] == [0] * len(names)
    headers = load(path, environ).profiles["work"]["headers"]
    assert set(headers) == {f"{name}-{number}" for name in names for number in range(10)}
