"""Where each setting comes from: flag, then environment, then profile, then default.

What says who we are (keys, organization, project, headers) is bound to an address besides: it
counts only where the server is the one that it was given for (`oai help keys`).
"""

from __future__ import annotations

from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING, Any

from ..base.errors import AccessError, SettingsError
from .addresses import VENDOR, Address
from .folders import config_file
from .profiles import Document, load
from .schema import Field, fields, find, nearest
from .setting import (
    BOUND,
    COMMANDS,
    KEY_HEADERS,
    KEYS,
    VARIABLES,
    KeySetting,
    Setting,
    accepted,
    checked,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    Source = Callable[[Field], "Setting | None"]

IMPLICIT_PROFILE = "default"
# A shorter key is a dummy for a server that needs none; hiding it would garble other words.
SHORTEST_SECRET = 6


class Settings:
    """The settings of one run, each looked up when it is asked for."""

    def __init__(self, flags: Mapping[str, Any], environ: Mapping[str, str]) -> None:
        self._flags = flags
        self._environ = environ
        self._loaded: Document | None = None
        self._profile: Setting | None = None
        self._keys: dict[str, str] = {}
        # Threads that send at once must not each run the command that prints the key.
        self._reading = Lock()

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

    @cached_property
    def address(self) -> Address:
        """Return the address of the server that is called."""
        return Address.of(self.get("base_url").value)

    @cached_property
    def is_address_of_environment(self) -> bool:
        """Whether the server is the one that OPENAI_BASE_URL names."""
        url = self._variable("OPENAI_BASE_URL")
        return bool(url) and Address.of(url) == self.address

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
        for source in self._sources(name):
            found = source(setting)
            if found is not None:
                return found
        unused = self.withheld(name)
        origin = f"none for {self.address.label}: {unused}" if unused else "default"
        return Setting(name, setting.meaning.default, origin)

    def all(self) -> list[Setting]:
        """Return every setting, in the order of the schema."""
        return [self.get(name) for name in fields()]

    def api_key(self) -> str | None:
        """Return the API key, by its command if need be, or None.

        Raises AccessError for one that cannot be sent, SettingsError where its command fails.
        """
        return self._key("api_key")

    def admin_key(self) -> str | None:
        """Return the admin API key in the same way."""
        return self._key("admin_key")

    def _key(self, name: str) -> str | None:
        with self._reading:
            if name not in self._keys:
                value = self._read_key(self.get(name))
                if value is None:
                    return None
                self._keys[name] = value
            return self._keys[name]

    def withheld(self, name: str) -> str | None:
        """Return what there is of this setting that was given for other servers, or None."""
        told = list(self._withheld(name)) if name in BOUND else []
        return " and ".join(told) or None

    def secrets(self) -> set[str]:
        """Return the secrets known so far, all of which output must not show."""
        found = set(self._keys.values())
        names = {find(name).meaning.variable or "" for name in KEYS}
        names.add(self._flags.get("key_env") or "")
        for profile in self._loaded.profiles.values() if self._loaded else ():
            found |= {profile.get("api_key", ""), profile.get("admin_key", "")}
            names |= {profile.get("key_env", ""), profile.get("admin_key_env", "")}
            for value in profile.get("headers", {}).values():
                # Of `Bearer KEY` the key alone must not be shown either.
                found |= {value, value.rpartition(" ")[2]}
        found |= {self._environ.get(name, "") for name in names}
        found = {secret.strip() for secret in found}
        return {secret for secret in found if len(secret) >= SHORTEST_SECRET}

    def _sources(self, name: str) -> Iterator[Source]:
        """Give where to look, in order; the file is not read before it is needed."""
        yield self._from_flag
        if name in BOUND:
            yield from self._entitled()
        elif name == "base_url" and self._named_profile():
            yield from (self._from_profile, self._from_environment)
        else:
            yield from (self._from_environment, self._from_profile)

    def _entitled(self) -> list[Source]:
        """Return those that hold something for this server; a profile of it goes first."""
        profile = [self._from_profile] if self._is_address_of_profile else []
        environment = [self._from_environment] if self._is_for_environment else []
        is_chosen = self._named_profile() or "base_url" in self._values
        return [*profile, *environment] if is_chosen else [*environment, *profile]

    @cached_property
    def _is_address_of_profile(self) -> bool:
        return self._address_of_profile == self.address

    @cached_property
    def _address_of_profile(self) -> Address:
        default = find("base_url").meaning.default
        return Address.of(self._values.get("base_url", default))

    @cached_property
    def _is_for_environment(self) -> bool:
        return self.address.is_vendor or self.is_address_of_environment

    def _withheld(self, name: str) -> Iterator[str]:
        variable = find(name).meaning.variable or ""
        if self._variable(variable) and not self._is_for_environment:
            url = self._variable("OPENAI_BASE_URL")
            yield f"{variable} is for {Address.of(url).label if url else VENDOR}"
        if not self._is_address_of_profile and self._from_profile(find(name)):
            place = self._address_of_profile.label
            yield f"{name} of profile {self.profile} is for {place}"

    def _read_key(self, setting: Setting) -> str | None:
        if setting.value is not None:
            return str(setting.value)
        if not isinstance(setting, KeySetting):
            return None
        if setting.command:
            from .key_command import run_key_command

            return run_key_command(setting.command, origin=setting.origin)
        if setting.variable:
            message = f"{setting.origin} is not set, so there is no key to send."
            raise AccessError(message, hint=f"Set {setting.variable} to the key.")
        return None

    def _from_flag(self, setting: Field) -> Setting | None:
        if setting.name in KEYS and self._flags.get("key_env"):
            variable = self._from_flag(find("key_env"))
            return self._key_in(setting, variable.value, "--key-env") if variable else None
        given = self._flags.get(setting.name)
        return None if given is None else accepted(setting, given, setting.flag)

    def _from_environment(self, setting: Field) -> Setting | None:
        variable = setting.meaning.variable or ""
        if setting.name in KEYS:
            return self._key_in(setting, variable) if self._variable(variable) else None
        text = self._variable(variable)
        return accepted(setting, text, variable) if text else None

    def _variable(self, name: str) -> str:
        return self._environ.get(name, "").strip() if name else ""

    def _key_in(self, setting: Field, variable: str, named_by: str | None = None) -> KeySetting:
        """Return the key in a variable; one that is not set is an error when it is to be sent."""
        origin = f"{variable} ({named_by})" if named_by else variable
        text = self._variable(variable)
        value = accepted(setting, text, origin).value if text else None
        return KeySetting(setting.name, value, origin, variable=variable)

    def _from_profile(self, setting: Field) -> Setting | None:
        if setting.name in KEYS:
            return self._key_of_profile(setting)
        if setting.name not in self._values:
            return None
        return checked(setting, self._values[setting.name], self.profile_origin)

    def _key_of_profile(self, setting: Field) -> KeySetting | None:
        """Return what the profile in use says of a key: itself, how to come by it, a header."""
        name, values, origin = setting.name, self._values, self.profile_origin
        if name in values:
            return KeySetting(name, checked(setting, values[name], origin).value, origin)
        if command := values.get(COMMANDS[name]):
            origin = f"{COMMANDS[name]} of {origin}"
            return KeySetting(name, None, origin, command=command)
        if variable := values.get(VARIABLES[name]):
            return self._key_in(setting, variable, f"{VARIABLES[name]} of {origin}")
        for header in values.get("headers", {}):
            if header.lower() in KEY_HEADERS:
                return KeySetting(name, None, f"header {header} of {origin}", header=header)
        return None

    @cached_property
    def _values(self) -> Mapping[str, Any]:
        return self._document().profiles.get(self.profile, {})

    @property
    def profile_origin(self) -> str:
        """How the profile in use is named as the place that a value comes from."""
        return f"profile {self.profile} in {self.path}"

    def _named_profile(self) -> Setting | None:
        for place, name in (
            ("--profile", self._flags.get("profile")),
            ("OAI_PROFILE", self._variable("OAI_PROFILE")),
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
