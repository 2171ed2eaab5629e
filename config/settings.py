"""Where each setting comes from: flag, then environment, then profile, then default."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ..cli.errors import SettingsError
from .folders import config_file
from .profiles import Document, load
from .schema import Field, fields, find, nearest

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

IMPLICIT_PROFILE = "default"
HIDDEN = "(hidden)"
COMMANDS = {"api_key": "key_command", "admin_key": "admin_key_command"}
# A shorter key is a dummy for a server that needs none; hiding it would garble other words.
SHORTEST_SECRET = 6


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
            from .keys import program

            return f"{program(self.value)} {HIDDEN}"
        return HIDDEN


class Settings:
    """The settings of one run, each looked up when it is asked for."""

    def __init__(self, flags: Mapping[str, Any], environ: Mapping[str, str]) -> None:
        self._flags = flags
        self._environ = environ
        self._loaded: Document | None = None
        self._profile: Setting | None = None
        self._keys: dict[str, str] = {}

    @property
    def path(self) -> Path:
        """Return the path of the settings file, whether or not it exists."""
        return config_file(self._environ)

    @property
    def profile(self) -> str:
        """Return the name of the profile in use."""
        return str(self.profile_setting().value)

    @property
    def chosen_profile(self) -> str:
        """Return the name of the profile to write to, which need not exist yet."""
        return str((self._named_profile() or self._default_profile()).value)

    @property
    def profiles(self) -> list[str]:
        """Return the names of the profiles in the settings file."""
        return list(self._document().profiles)

    def profile_setting(self) -> Setting:
        """Return the name of the profile in use, and what chose it."""
        if self._profile is None:
            chosen = self._named_profile() or self._default_profile()
            self._require(chosen)
            self._profile = chosen
        return self._profile

    def get(self, name: str) -> Setting:
        """Return one setting; a key that its command prints has no value here."""
        setting = find(name)
        if self._named_profile():
            self.profile_setting()
        return self._from_flag(setting) or self._from_environment(setting) or self._rest(setting)

    def all(self) -> list[Setting]:
        """Return every setting, in the order of the schema."""
        return [self.get(name) for name in fields()]

    def api_key(self) -> str | None:
        """Return the API key, by its command if need be, or None."""
        return self._key("api_key")

    def admin_key(self) -> str | None:
        """Return the admin API key, by its command if need be, or None."""
        return self._key("admin_key")

    def secrets(self) -> set[str]:
        """Return the secrets known so far, all of which output must not show."""
        found = set(self._keys.values())
        for name in COMMANDS:
            found.add(self._environ.get(find(name).meaning.variable or "", ""))
        for profile in self._loaded.profiles.values() if self._loaded else ():
            found |= {profile.get("api_key", ""), profile.get("admin_key", "")}
            found.update(profile.get("headers", {}).values())
        found = {secret.strip() for secret in found}
        return {secret for secret in found if len(secret) >= SHORTEST_SECRET}

    def _key(self, name: str) -> str | None:
        if name not in self._keys:
            setting = self.get(name)
            value = setting.value
            if value is None:
                value = self._printed(name, setting.origin)
            if value is None:
                return None
            self._keys[name] = value
        return self._keys[name]

    def _printed(self, name: str, origin: str) -> str | None:
        from .keys import run_key_command

        command = self._from_profile(find(COMMANDS[name]))
        return run_key_command(command.value, origin=origin) if command else None

    def _from_flag(self, setting: Field) -> Setting | None:
        given = self._flags.get(setting.name)
        return None if given is None else _accepted(setting, given, setting.flag)

    def _from_environment(self, setting: Field) -> Setting | None:
        variable = setting.meaning.variable
        text = self._environ.get(variable, "").strip() if variable else ""
        return _accepted(setting, text, variable or "") if text else None

    def _from_profile(self, setting: Field) -> Setting | None:
        values: Mapping[str, Any] = self._document().profiles.get(self.profile, {})
        if setting.name not in values:
            return None
        return Setting(setting.name, setting.check(values[setting.name]), self._profile_origin())

    def _rest(self, setting: Field) -> Setting:
        found = self._from_profile(setting)
        if found:
            return found
        command = COMMANDS.get(setting.name)
        if command and self._from_profile(find(command)):
            return Setting(setting.name, None, f"{command} of {self._profile_origin()}")
        return Setting(setting.name, setting.meaning.default, "default")

    def _profile_origin(self) -> str:
        return f"profile {self.profile} in {self.path}"

    def _named_profile(self) -> Setting | None:
        for place, name in (
            ("--profile", self._flags.get("profile")),
            ("OAI_PROFILE", self._environ.get("OAI_PROFILE", "").strip()),
        ):
            if name:
                return Setting("profile", name, place)
        return None

    def _default_profile(self) -> Setting:
        name = self._document().default
        if name:
            return Setting("profile", name, str(self.path))
        return Setting("profile", IMPLICIT_PROFILE, "default")

    def _require(self, chosen: Setting) -> None:
        known = self._document().profiles
        if chosen.value == IMPLICIT_PROFILE or chosen.value in known:
            return
        message = f"There is no profile {chosen.value!r} in {self.path}; {chosen.origin} names it."
        hint = nearest(chosen.value, known) if known else "`oai config set` creates one."
        raise SettingsError(message, hint=hint)

    def _document(self) -> Document:
        if self._loaded is None:
            self._loaded = load(self.path, self._environ)
        return self._loaded


def _accepted(setting: Field, given: Any, origin: str) -> Setting:
    try:
        value = setting.parse(given) if isinstance(given, str) else setting.check(given)
    except ValueError as error:
        raise SettingsError(f"{origin} {error}{setting.instead(given)}.") from None
    return Setting(setting.name, value, origin)
