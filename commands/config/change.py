"""One change of the settings file: made, or only shown, and told of."""

import os
from dataclasses import dataclass
from typing import Any

from ...base.errors import SettingsError
from ...cli.output.cells import plain
from ...cli.output.printer import Printer
from ...cli.output.view import View
from ...cli.session import Session
from ...config import editing
from ...config.profiles import Document, load
from ...config.schema import LONGEST_SHOWN, fields, nearest
from ...config.setting import HIDDEN, Setting
from ...config.settings import Settings

PROFILE = "profile"


@dataclass(frozen=True)
class Change:
    """One change of the settings file; without a text the setting is removed."""

    document: Document
    profile: str
    name: str
    text: str | None

    def make(self, *, dry_run: bool) -> Any:
        """Write it, or only check it; return the value as it is then stored."""
        file = self.document.path
        if self.name == PROFILE:
            if self.text is None:
                editing.unset_default(file, dry_run=dry_run)
            else:
                editing.set_default(file, self.text, dry_run=dry_run)
            return self.text
        if self.text is None:
            editing.unset_value(file, self.profile, self.name, dry_run=dry_run)
            return None
        return editing.set_value(file, self.profile, self.name, self.text, dry_run=dry_run)

    @property
    def before(self) -> Any:
        """What the file says now."""
        if self.name == PROFILE:
            return self.document.default
        values: Any = self.document.profiles.get(self.profile, {})
        if self.name.startswith(editing.HEADER):
            return values.get("headers", {}).get(self.name.removeprefix(editing.HEADER))
        return values.get(self.name)

    @property
    def place(self) -> str:
        """Where it is made, in words."""
        within = "" if self.name == PROFILE else f"profile {self.profile} of "
        return f"{within}{self.document.path}"


def change(session: Session, name: str, text: str | None) -> None:
    """Set a setting of the profile in use, or remove it for None, and say so."""
    settings = session.settings
    made = Change(load(settings.path), settings.chosen_profile, name, text)
    value = made.make(dry_run=session.options.shows_only)
    facts = {
        "name": name,
        "value": public_value(name, value),
        "before": public_value(name, made.before),
        "profile": None if name == PROFILE else made.profile,
        "path": str(settings.path),
    }
    printer = printer_even_if_broken(session, View(text=lambda facts: plain(facts["value"])))
    if session.options.shows_only:
        printer.preview(facts)
        return
    if printer.kind != "table":
        printer.object(facts)
    session.notices.say(_receipt(made))
    if text is not None:
        _warn_of_variable(session, name)


def check_name(name: str) -> None:
    """Raise SettingsError unless a setting has this name; what may be a key is not repeated."""
    known = [PROFILE, *fields()]
    if name in known or name.startswith(editing.HEADER):
        return
    if "=" in name:
        message = "The name of a setting has no = in it."
        raise SettingsError(message, hint="Write two words: oai config set NAME VALUE")
    word = repr(name) if len(name) <= LONGEST_SHOWN else "of this name"
    raise SettingsError(f"There is no setting {word}.", hint=nearest(name, known))


def public_value(name: str, value: Any) -> Any:
    """Return what may be shown of a value."""
    if value is None or name == PROFILE:
        return value
    if name.startswith(editing.HEADER):
        return HIDDEN
    return Setting(name, value, "").public


def printer_even_if_broken(session: Session, view: View) -> Printer:
    """Return the usual output layer, or one without settings where those are broken."""
    try:
        return session.printer(view, "config")
    except SettingsError:
        return session.printer_by_options(view, "config")


def _receipt(change: Change) -> str:
    if change.text is not None:
        return f"Set {change.name} in {change.place}."
    if change.before is None:
        return f"There was no {change.name} in {change.place}."
    return f"Removed {change.name} from {change.place}."


def _warn_of_variable(session: Session, name: str) -> None:
    variable = fields()[name].meaning.variable if name in fields() else None
    if variable and Settings(session.options.flags(), os.environ).get(name).origin == variable:
        session.notices.say(f"{variable} is set in this environment, and wins over it.")
