import os
import sys
import traceback
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from oai.base.errors import AccessError, SettingsError
from oai.config.schema import fields
from oai.config.setting import Setting
from oai.config.settings import Settings

FLAGS = {
    "base_url": "https://flag/v1",
    "organization": "org-flag",
    "project": "proj-flag",
    "model": "model-flag",
    "format": "csv",
    "timeout": 1.5,
    "max_retries": 7,
    "color": "never",
}
ENVIRON = {
    "OPENAI_BASE_URL": "https://variable/v1",
    "OPENAI_ORG_ID": "org-variable",
    "OPENAI_PROJECT_ID": "proj-variable",
    "OPENAI_API_KEY": "sk-variable",
    "OPENAI_ADMIN_KEY": "sk-admin-variable",
    "OAI_MODEL": "model-variable",
    "OAI_FORMAT": "text",
    "OAI_TIMEOUT": "2.5",
    "OAI_MAX_RETRIES": "8",
}
PROFILE = {
    "base_url": "https://profile/v1",
    "organization": "org-profile",
    "project": "proj-profile",
    "model": "model-profile",
    "format": "raw",
    "api_key": "sk-profile",
    "admin_key": "sk-admin-profile",
    "timeout": 3.5,
    "max_retries": 9,
    "color": "always",
}
DEFAULTS = {
    "base_url": "https://api.openai.com/v1",
    "organization": None,
    "project": None,
    "model": None,
    "format": "auto",
    "headers": None,
    "api_key": None,
    "key_command": None,
    "key_env": None,
    "admin_key": None,
    "admin_key_command": None,
    "admin_key_env": None,
    "timeout": None,
    "max_retries": 2,
    "color": "auto",
    "id_cache": True,
}
FILE = "[profiles.default]\n" + "".join(f"{name} = {value!r}\n" for name, value in PROFILE.items())


def as_shown(setting: Setting) -> tuple[object, str]:
    return setting.value, setting.origin


def test_the_defaults(environ):
    shown = {item.name: as_shown(item) for item in Settings({}, environ).all()}
    assert shown == {name: (value, "default") for name, value in DEFAULTS.items()}
    assert list(shown) == list(fields())


@pytest.mark.parametrize("name", FLAGS)
def test_a_flag_wins_over_everything(write, environ, name):
    write(FILE)
    setting = Settings(FLAGS, environ | ENVIRON).get(name)
    assert as_shown(setting) == (FLAGS[name], "--" + name.replace("_", "-"))


@pytest.mark.parametrize("variable", ENVIRON)
def test_the_environment_wins_over_the_profile(write, environ, variable):
    write(FILE)
    name = next(item.name for item in fields().values() if item.meaning.variable == variable)
    setting = Settings({name: None}, environ | ENVIRON).get(name)
    assert str(setting.value) == ENVIRON[variable]
    assert type(setting.value) is type(PROFILE[name])
    assert setting.origin == variable


@pytest.mark.parametrize("name", PROFILE)
def test_the_profile_wins_over_the_default(write, environ, name):
    path = write(FILE)
    setting = Settings({}, environ).get(name)
    assert as_shown(setting) == (PROFILE[name], f"profile default in {path}")


@pytest.mark.parametrize("blank", ["", " ", "\n"])
def test_an_empty_variable_is_as_good_as_none(write, environ, blank):
    write(FILE)
    settings = Settings({}, environ | dict.fromkeys([*ENVIRON, "OAI_PROFILE"], blank))
    assert {item.origin.partition(" ")[0] for item in settings.all()} <= {"profile", "default"}


@pytest.mark.parametrize(
    ("flags", "variables", "message"),
    [
        ({}, {"OAI_TIMEOUT": "abc"}, "OAI_TIMEOUT must be a number, such as 30, not 'abc'."),
        ({}, {"OAI_TIMEOUT": "inf"}, "OAI_TIMEOUT must be above 0, not 'inf'."),
        ({}, {"OAI_MAX_RETRIES": "x"}, "OAI_MAX_RETRIES must be a whole number, such as 2, not"),
        ({}, {"OAI_FORMAT": "xml"}, "OAI_FORMAT must be one of auto, table, json"),
        ({}, {"OPENAI_BASE_URL": "host/v1"}, "OPENAI_BASE_URL must start with http:// or https"),
        ({}, {"OPENAI_ORG_ID": "a\nb"}, "OPENAI_ORG_ID must have no control character"),
        ({"timeout": 0}, {}, "--timeout must be above 0, not 0."),
        ({"max_retries": -1}, {}, "--max-retries must be 0 or more, not -1."),
        ({"base_url": ""}, {}, "--base-url must start with http:// or https://"),
        ({"format": "xml"}, {}, "--format must be one of auto, table, json"),
    ],
)
def test_a_bad_value_names_its_flag_or_variable(environ, flags, variables, message):
    with pytest.raises(SettingsError) as caught:
        Settings(flags, environ | variables).all()
    assert caught.value.message.startswith(message)


@pytest.mark.parametrize(
    ("given", "used"),
    [
        ("https://host/v1///", "https://host/v1"),
        (" http://127.0.0.1:8080 ", "http://127.0.0.1:8080"),
        ("http://[::1]:8080/v1", "http://[::1]:8080/v1"),
    ],
)
def test_the_base_url_is_ready_for_a_path(environ, given, used):
    assert Settings({"base_url": given}, environ).get("base_url").value == used


def test_an_unknown_setting_gets_the_nearest(environ):
    with pytest.raises(SettingsError) as caught:
        Settings({}, environ).get("base-ulr")
    assert caught.value.hint == "Did you mean base_url?"


PROFILES = """\
profile = "work"
[profiles.work]
model = "of-work"
[profiles.home]
model = "of-home"
[profiles.default]
model = "of-default"
"""


@pytest.mark.parametrize(
    ("flag", "variable", "profile", "origin"),
    [
        ("home", "default", "home", "--profile"),
        (None, "home", "home", "OAI_PROFILE"),
        (None, None, "work", None),
        ("default", None, "default", "--profile"),
    ],
)
def test_which_profile_is_used(write, environ, flag, variable, profile, origin):
    path = write(PROFILES)
    settings = Settings({"profile": flag}, environ | {"OAI_PROFILE": variable or ""})
    assert settings.profile == profile
    assert settings.profile_setting().origin == (origin or str(path))
    assert settings.get("model").value == f"of-{profile}"
    assert settings.profiles == ["work", "home", "default"]


def test_the_default_profile_needs_no_table(write, environ):
    write("[profiles.work]\nmodel = 'x'\n")
    settings = Settings({}, environ)
    assert (settings.profile, settings.get("model").value) == ("default", None)


@pytest.mark.parametrize(
    ("flags", "variables", "origin"),
    [({"profile": "wrok"}, {}, "--profile"), ({}, {"OAI_PROFILE": "wrok"}, "OAI_PROFILE")],
)
def test_a_named_profile_has_to_exist_even_if_nothing_of_it_is_needed(
    write, environ, flags, variables, origin
):
    path = write(PROFILES)
    settings = Settings({"model": "flag"} | flags, environ | variables)
    with pytest.raises(SettingsError) as caught:
        settings.get("model")
    assert caught.value.message == f"There is no profile 'wrok' in {path}; {origin} names it."
    assert caught.value.hint == "Did you mean work?"


def test_the_profile_that_the_file_names_has_to_exist(write, environ):
    path = write("profile = 'gone'\n")
    with pytest.raises(SettingsError, match=f"'gone' in {path}; {path} names it"):
        Settings({}, environ).get("model")


def test_a_broken_file_is_no_matter_where_it_is_not_needed(write, environ):
    write("broken")
    settings = Settings({"model": "flag"}, environ | ENVIRON)
    assert settings.get("model").value == "flag"
    assert settings.get("base_url").value == ENVIRON["OPENAI_BASE_URL"]
    with pytest.raises(SettingsError):
        settings.get("color")


def printing(key: str, record: Path | None = None) -> list[str]:
    """Return a command that prints a key, and notes each run in a file."""
    note = f"open({str(record)!r}, 'a').write('x'); " if record else ""
    return [sys.executable, "-c", f"{note}print({key!r})"]


def test_a_key_is_stripped_and_there_may_be_none(write, environ):
    assert Settings({}, environ).api_key() is None
    settings = Settings({}, environ | {"OPENAI_API_KEY": " sk-1\r\n"})
    assert (settings.api_key(), settings.admin_key()) == ("sk-1", None)
    write("[profiles.default]\nadmin_key = ' sk-2 '\n")
    assert Settings({}, environ).admin_key() == "sk-2"


def test_the_command_runs_once_and_only_when_it_wins(write, environ, tmp_path):
    record = tmp_path / "runs"
    path = write(f"[profiles.default]\nkey_command = {printing('sk-printed', record)}\n")
    settings = Settings({}, environ)
    settings.all()
    setting = settings.get("api_key")
    assert as_shown(setting) == (None, f"key_command of profile default in {path}")
    assert Settings({}, environ | ENVIRON).api_key() == "sk-variable"
    assert not record.exists()
    assert (settings.api_key(), settings.api_key()) == ("sk-printed", "sk-printed")
    assert record.read_text() == "x"


def test_threads_that_need_the_key_at_once_share_one_run_of_the_command(write, environ, tmp_path):
    record = tmp_path / "runs"
    write(f"[profiles.default]\nkey_command = {printing('sk-printed', record)}\n")
    settings = Settings({}, environ)
    with ThreadPoolExecutor(4) as threads:
        keys = [threads.submit(settings.api_key) for _ in range(4)]
    assert [key.result() for key in keys] == ["sk-printed"] * 4
    assert record.read_text() == "x"


def test_a_key_in_the_profile_beats_its_command(write, environ, tmp_path):
    record = tmp_path / "runs"
    command = printing("sk-printed", record)
    write(f"[profiles.default]\napi_key = 'sk-literal'\nkey_command = {command}\n")
    assert Settings({}, environ).api_key() == "sk-literal"
    assert not record.exists()


def test_each_key_has_its_own_command(write, environ):
    write(
        f"[profiles.default]\nkey_command = {printing('sk-one')}\n"
        f"admin_key_command = {printing('sk-two')}\n"
    )
    settings = Settings({}, environ)
    assert (settings.api_key(), settings.admin_key()) == ("sk-one", "sk-two")


@pytest.mark.parametrize(
    ("variable", "name"), [("OPENAI_API_KEY", "api_key"), ("OPENAI_ADMIN_KEY", "admin_key")]
)
@pytest.mark.parametrize("bad", ["\x00", "\n", "\x1b", "\x7f", "\u00e9", "\u200b"])
def test_a_key_that_cannot_be_sent_is_refused_unseen(environ, variable, name, bad):
    settings = Settings({}, environ | {variable: f"sk-secret{bad}key"})
    with pytest.raises(AccessError) as caught:
        getattr(settings, name)()
    shown = "".join(traceback.format_exception(caught.value)) + repr(caught.value)
    assert caught.value.message.startswith(f"{variable} must ")
    assert "character 10 is" in caught.value.message
    assert "secret" not in shown


SECRETS = """\
[profiles.default]
api_key = "sk-profile-secret"
admin_key_command = [{python}, "-c", "print('sk-printed-secret')"]
headers = {{X-Token = "header-secret", X-Short = "1"}}
[profiles.other]
admin_key = "sk-other-secret"
"""


def test_the_secrets_known_so_far(write, environ):
    write(SECRETS.format(python=f"'{sys.executable}'"))
    settings = Settings({}, environ | {"OPENAI_API_KEY": "sk-variable-secret\n"})
    assert settings.secrets() == {"sk-variable-secret"}
    settings.get("model")
    known = {"sk-variable-secret", "sk-profile-secret", "header-secret", "sk-other-secret"}
    assert settings.secrets() == known
    settings.admin_key()
    assert settings.secrets() == known | {"sk-printed-secret"}


def test_nothing_public_holds_a_secret(write, environ):
    write(SECRETS.format(python=f"'{sys.executable}'"))
    settings = Settings({}, environ)
    settings.api_key()
    settings.admin_key()
    shown = repr(
        [settings, settings.all(), [(item.public, item.origin) for item in settings.all()]]
    )
    assert not [secret for secret in settings.secrets() if secret in shown]
    public = {item.name: item.public for item in settings.all()}
    assert public["api_key"] == "(hidden)"
    assert public["admin_key"] is None
    assert public["headers"] == {"X-Token": "(hidden)", "X-Short": "(hidden)"}
    assert public["admin_key_command"] == f"{sys.executable} (hidden)"
    assert public["base_url"] == DEFAULTS["base_url"]


def test_the_environment_is_the_one_that_is_given(environ, monkeypatch):
    monkeypatch.setenv("OAI_MODEL", "of-the-process")
    assert Settings({}, environ).get("model").value is None
    assert Settings({}, os.environ | environ).get("model").value == "of-the-process"
