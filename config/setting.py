"""One setting as it was found: its value, and the place that it comes from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ..base.errors import AccessError, OaiError, SettingsError
from .schema import Field, find

if TYPE_CHECKING:
    from .schema import Command

HIDDEN = "(hidden)"
KEYS = ("api_key", "admin_key")
COMMANDS = {"api_key": "key_command", "admin_key": "admin_key_command"}
VARIABLES = {"api_key": "key_env", "admin_key": "admin_key_env"}
BOUND = {*KEYS, "organization", "project", "headers"}
# With one of these a request has its key, and gets no second one.
KEY_HEADERS = frozenset(
    {"authorization", "api-key", "x-api-key", "x-goog-api-key", "ocp-apim-subscription-key"}
)


@dataclass(frozen=True)
class Setting:
    """One value, and the place that it comes from."""

    name: str
    value: Any = field(repr=False)
    origin: str

    @property
    def public(self) -> Any:
        """Return what may be shown of the value."""
        if self.value is None or not find(self.name).meaning.secret:
            return self.value
        if self.name == "headers":
            return dict.fromkeys(self.value, HIDDEN)
        if self.name in COMMANDS.values():
            from .key_command import program

            return f"{program(self.value)} {HIDDEN}"
        return HIDDEN


@dataclass(frozen=True)
class KeySetting(Setting):
    """A key, or how one comes by it: a command that prints it, a variable, a header that is it."""

    command: Command | None = field(default=None, repr=False)
    variable: str | None = None
    header: str | None = None


def accepted(setting: Field, given: Any, origin: str) -> Setting:
    """Return what a flag or a variable says; raises SettingsError, or AccessError for a key."""
    try:
        value = setting.parse(given) if isinstance(given, str) else setting.check(given)
    except ValueError as error:
        raise _refused(setting, error, given, origin) from None
    return Setting(setting.name, value, origin)


def checked(setting: Field, value: Any, origin: str) -> Setting:
    """Return what a profile says; it was valid when the file was read, by the rules of then."""
    try:
        return Setting(setting.name, setting.check(value), origin)
    except ValueError as error:
        raise _refused(setting, error, value, f"{setting.name} of {origin}") from None


def _refused(setting: Field, error: ValueError, given: Any, origin: str) -> OaiError:
    if setting.name in KEYS:
        return AccessError(f"{origin} {error}.", hint="Nothing was sent. See: oai help keys")
    return SettingsError(f"{origin} {error}{setting.instead(given)}.")
