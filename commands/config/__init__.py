"""Config: settings, profiles, and where each value comes from."""

from typing import Annotated, Any

from ...cli.declare.endpoint import Resource
from ...cli.declare.markers import POSITIONAL
from ...cli.output.cells import plain
from ...cli.output.view import View
from ...cli.session import Session
from ...config.editing import HEADER
from ...config.profiles import load
from ...config.schema import find
from ...config.setting import Setting
from .change import PROFILE, change, check_name, printer_even_if_broken, public_value
from .input import value_of

config = Resource("config", view=View(columns=("name", "value")))

SettingName = Annotated[
    str, "The setting's name, such as base_url, headers.X-Team or profile.", POSITIONAL
]


@config.command()
def list_(
    session: Session,
    origin: Annotated[bool, "Show on a terminal, too, where each value comes from."] = False,
) -> None:
    """List the settings in use, each with the place that it comes from.

    $ oai config list
    $ oai config list --origin --profile work
    """
    columns = ("name", "value", "origin") if origin else config.view.columns
    found = [session.settings.profile_setting(), *session.settings.all()]
    _write_list(session, View(columns=columns), [_row(setting) for setting in found])


@config.command()
def get(session: Session, name: SettingName) -> None:
    """Show one setting; a secret is not shown.

    $ oai config get base_url
    $ oai config get model -t
    """
    check_name(name)
    view = View(text=lambda row: plain(row["value"]))
    session.printer(view, name).object(_row(_setting(session, name)))


@config.command()
def set_(
    session: Session,
    name: SettingName,
    value: Annotated[str | None, "The value, or - for standard input.", POSITIONAL] = None,
) -> None:
    """Change a setting of the profile in use; --profile NAME creates one.

    A key is not taken from the command line, where others can see it: pipe it, or leave the value
    out to be asked for it. `profile` names the profile to use when none is named.

    $ oai config set model gpt-5.5
    $ oai config set base_url http://localhost:11434/v1 --profile local
    $ oai config set key_command 'pass show openai'
    $ pass show openai | oai config set api_key -
    """
    check_name(name)
    change(session, name, value_of(name, value, session))


@config.command()
def unset(session: Session, name: SettingName) -> None:
    """Remove a setting from the profile in use.

    $ oai config unset model
    $ oai config unset headers.X-Team --profile work
    """
    check_name(name)
    change(session, name, None)


@config.command()
def path(session: Session) -> None:
    """Show where the settings file is; it need not exist, nor be right.

    $ oai config path -t
    """
    file = session.settings.path
    view = View(text=lambda facts: str(facts["path"]))
    printer_even_if_broken(session, view).object({"path": str(file), "exists": file.exists()})


@config.command()
def profiles(session: Session) -> None:
    """List the profiles, and which of them is in use.

    $ oai config profiles
    """
    names = [*session.settings.profiles]
    used = session.settings.profile
    known = load(session.settings.path).profiles
    default = find("base_url").meaning.default
    data = [
        {
            "name": name,
            "base_url": known.get(name, {}).get("base_url", default),
            "in_use": name == used,
        }
        for name in (names if used in names else [used, *names])
    ]
    _write_list(session, View(columns=("name", "base_url", "in_use")), data)


def _setting(session: Session, name: str) -> Setting:
    if name == PROFILE:
        return session.settings.profile_setting()
    if not name.startswith(HEADER):
        return session.settings.get(name)
    headers = session.settings.get("headers")
    value = (headers.value or {}).get(name.removeprefix(HEADER))
    return Setting(name, value, headers.origin if value is not None else "default")


def _row(setting: Setting) -> dict[str, Any]:
    value = public_value(setting.name, setting.value)
    return {"name": setting.name, "value": value, "origin": setting.origin}


def _write_list(session: Session, view: View, data: list[dict[str, Any]]) -> None:
    printer = session.printer(view, "config")
    printer.items([data], lambda: {"object": "list", "data": data})
