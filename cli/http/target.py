"""Where requests go and as whom: the base URL, the keys, the headers."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import urlsplit

from ...base.errors import AccessError, InputError
from ...base.version import VERSION
from ...config.addresses import Address
from ...config.folders import state_dir
from ...config.rules import headers as sendable
from ...config.setting import KEY_HEADERS, KeySetting
from ...config.settings import Settings
from ..notices import HIDDEN
from ..options import CommonOptions
from .request import Request

ACCOUNT = {"OpenAI-Organization": "organization", "OpenAI-Project": "project"}
IDEMPOTENCY_KEY = "Idempotency-Key"
SECRET_WORDS = ("auth", "key", "token", "secret", "cookie", "passw", "credential", "session")
ADMIN_HINT = (
    "This wants an admin key, which an owner of the organization makes; an ordinary one does not"
    " open it. Where yours comes from: oai config list --origin"
)


@dataclass(frozen=True)
class Key:
    """A key, read when it is sent; `variable` is the one that stands for it in what is shown.

    `withheld` tells of keys that there are for other servers.
    """

    read: Callable[[], str | None] = lambda: None
    variable: str | None = None
    withheld: str | None = None

    @cached_property
    def value(self) -> str | None:
        """The key, looked for once: thousands of requests may carry it."""
        return self.read()


@dataclass(frozen=True)
class Target:
    """A server and who we are to it; `needs_none` says that it is known to want no key.

    `hidden` are headers that are shown as something else, such as those of a profile; `say` is
    told of a key that is kept back.
    """

    base_url: str
    key: Key = Key()
    admin_key: Key = Key()
    headers: dict[str, str] = field(default_factory=dict)
    hidden: dict[str, str] = field(default_factory=dict)
    profile: str | None = None
    needs_none: bool = False
    is_sandbox: bool = False
    say: Callable[[str], None] = lambda _: None

    @classmethod
    def anonymous(cls, base_url: str) -> "Target":
        """Return a server that is no API of ours: it learns who we are by our name alone."""
        return cls(base_url, headers={"User-Agent": f"oai/{VERSION}"}, needs_none=True)

    @cached_property
    def host(self) -> str:
        """The server's name, with its port where it has one."""
        return urlsplit(self.base_url).netloc

    @cached_property
    def address(self) -> Address:
        """Scheme, host and port."""
        return Address.of(self.base_url)

    @property
    def identity(self) -> tuple[str, ...]:
        """What tells this server, organization and project from others, from run to run."""
        server = "sandbox" if self.is_sandbox else self.base_url
        return server, *(self.headers.get(name, "") for name in ACCOUNT)

    @cached_property
    def idempotency_key(self) -> str | None:
        """The user's own Idempotency-Key, for the one request or the many of a command."""
        found = (self.headers[name] for name in self.headers if name.lower() == "idempotency-key")
        return next(found, None)

    @property
    def left_out(self) -> list[str]:
        """The headers that were given without a value: they are not sent, as with curl."""
        return [name for name, value in self.headers.items() if not value]

    def displayable(self, name: str, value: str) -> str:
        """Return a header's value as it may be shown."""
        is_kept = name.lower() in map(str.lower, self.hidden)
        return HIDDEN if is_kept or _is_secret(name) else value

    def shown_headers(self, request: Request) -> dict[str, str]:
        """Return the headers with every secret as the variable that would hold it."""
        given = _merged(request.headers, self.headers)
        shown = {name: self.displayable(name, value) for name, value in given.items() if value}
        shown = {name: self.hidden.get(name, value) for name, value in shown.items()}
        if _has(given, "authorization"):
            return shown
        variable = self._key(request).variable
        if variable:
            return _merged({"Authorization": f"Bearer ${variable}"}, shown)
        try:
            self._check_bare(request)
        except AccessError as error:
            self.say(f"This would not be sent. {error.message} {error.hint}")
        return shown

    def sent_headers(self, request: Request) -> dict[str, str]:
        """Return the headers with the key, which goes only where it was given for.

        Raises AccessError where a key is needed: then nothing may be sent (`oai help keys`).
        """
        given = _merged(request.headers, self.headers, self._own_key(request))
        sent = {name: value for name, value in given.items() if value}
        if _has(given, "authorization"):
            return sent
        value = self._key(request).value
        if value is not None:
            return _merged({"Authorization": f"Bearer {value}"}, sent)
        self._check_bare(request)
        return sent

    def access_hint(self, request: Request) -> str | None:
        """Return what to do about a 401 or 403 where the key itself explains it, or None."""
        if any(map(_is_secret, self.headers)):
            return None
        if self._key(request).variable is None:
            return f"No key was sent. {_how_to_give(self, self._key(request), admin=request.admin)}"
        return ADMIN_HINT if request.admin else None

    def _own_key(self, request: Request) -> dict[str, str]:
        """Tell requests apart that one command sends under the one key that the user gave."""
        own, given = request.headers.get(IDEMPOTENCY_KEY), self.idempotency_key
        return {IDEMPOTENCY_KEY: f"{given}-{own}"} if own and given else {}

    def _key(self, request: Request) -> Key:
        return self.admin_key if request.admin else self.key

    def _check_bare(self, request: Request) -> None:
        """Refuse a request without a key, except where it does no harm and may be meant."""
        key = self._key(request)
        if any(map(_is_secret, self.headers)):
            return
        if self.address.is_vendor:
            raise _missing_key(self, admin=request.admin)
        if not (self.needs_none or self.address.is_loopback):
            raise _foreign(self, key, admin=request.admin)
        if key.withheld:
            self.say(f"No key is sent to {self.host}: {key.withheld} (see: oai help keys).")


def _merged(*layers: dict[str, str]) -> dict[str, str]:
    """Join headers; a later layer replaces what has the same name in whatever case."""
    found: dict[str, tuple[str, str]] = {}
    for layer in layers:
        for name, value in layer.items():
            found[name.lower()] = (name, value)
    return dict(found.values())


def _has(headers: dict[str, str], *names: str) -> bool:
    return any(name.lower() in names for name in headers)


def _is_secret(name: str) -> bool:
    lowered = name.lower()
    is_known = lowered == "idempotency-key" or lowered.startswith("x-ratelimit")
    return not is_known and any(word in lowered for word in SECRET_WORDS)


def secrets_of(options: CommonOptions) -> set[str]:
    """Return the secrets in the headers that were given by option."""
    given = [text.partition(":") for text in options.header or []]
    values = [value.strip() for name, _, value in given if _is_secret(name)]
    # Of `Bearer KEY` the key alone must not be shown either.
    return {secret for value in values for secret in (value, value.rpartition(" ")[2]) if secret}


def _variable(*, admin: bool) -> str:
    return "OPENAI_ADMIN_KEY" if admin else "OPENAI_API_KEY"


def _missing_key(target: Target, *, admin: bool) -> AccessError:
    name = "admin_key" if admin else "api_key"
    other = " An ordinary key, as in OPENAI_API_KEY, does not open this." if admin else ""
    return AccessError(
        f"There is no {'admin ' if admin else ''}key for {target.address.label}.{other}",
        hint=f"Set {_variable(admin=admin)}, or store one with: oai config set {name}"
        " (or try it without one: --sandbox)",
    )


def _foreign(target: Target, key: Key, *, admin: bool) -> AccessError:
    """Say whose the keys are that there are, and how to give this address one."""
    none = f"There is no {'admin ' if admin else ''}key for {target.address.label}"
    return AccessError(
        f"{key.withheld or none}. Nothing was sent.",
        hint=f"{_how_to_give(target, key, admin=admin)} If it needs none: --header Authorization:",
    )


def _how_to_give(target: Target, key: Key, *, admin: bool) -> str:
    variable = _variable(admin=admin)
    if target.needs_none or target.address.is_vendor:
        return f"Set {variable} to a key of this server."
    is_there = bool(key.withheld and key.withheld.startswith(variable))
    name, what = (variable, "it") if is_there else ("NAME", "the key in a variable")
    setting = f"{'admin_' if admin else ''}key_env {name}"
    kept = f"oai config set {setting} --profile {target.profile}" if target.profile else "a profile"
    return (
        f"To send {what} to {target.address.label}: --key-env {name}."
        f" To keep that: {kept} (see: oai help keys)."
    )


def target_of(
    settings: Settings, options: CommonOptions, say: Callable[[str], None], *, start: bool
) -> Target:
    """Return the target that the options and settings name; `start` wakes the sandbox up."""
    own, agent = _own(options), {"User-Agent": f"oai/{VERSION}"}
    if options.sandbox:
        return _sandbox(options, _merged(agent, own), start=start)
    kept = settings.get("headers").value or {}
    place = settings.get("base_url")
    has_key = _has(kept | own, *KEY_HEADERS)
    return Target(
        base_url=str(place.value),
        key=_key(settings, "api_key", settings.api_key, has_key_header=has_key),
        admin_key=_key(settings, "admin_key", settings.admin_key, has_key_header=has_key),
        headers=_merged(agent, _account(settings), kept, own),
        hidden=_hidden(settings.profile, kept, own),
        profile=settings.profile if place.origin == settings.profile_origin else None,
        needs_none=settings.is_address_of_environment,
        say=say,
    )


def _key(
    settings: Settings, name: str, read: Callable[[], str | None], *, has_key_header: bool
) -> Key:
    """Return a key of these settings; that of the environment is not sent beside another one."""
    found, usual = settings.get(name), _variable(admin=name == "admin_key")
    is_ours = settings.address.is_vendor or settings.is_address_of_environment
    if has_key_header and (not isinstance(found, KeySetting) or found.origin == usual):
        return Key()
    if isinstance(found, KeySetting) and not found.header:
        return Key(read, found.variable or (usual if is_ours else _name(settings.profile, name)))
    # Whoever only looks at a request to the vendor needs no key yet.
    variable = usual if settings.address.is_vendor else None
    return Key(read, variable, settings.withheld(name))


def _hidden(profile: str, kept: dict[str, str], own: dict[str, str]) -> dict[str, str]:
    """Return for each header of the profile the variable that stands for its value."""
    given = {name.lower() for name in own}
    return {name: f"${_name(profile, name)}" for name in kept if name.lower() not in given}


def _name(*words: str) -> str:
    """Return the name of a variable, such as GROQ_API_KEY."""
    name = re.sub(r"\W", "_", "_".join(words), flags=re.ASCII).upper()
    return f"_{name}" if name[:1].isdigit() else name


def _sandbox(options: CommonOptions, headers: dict[str, str], *, start: bool) -> Target:
    if options.base_url:
        raise InputError(
            "--sandbox and --base-url name two servers.", hint="Leave one of them out."
        )
    if options.key_env:
        raise InputError("--sandbox has keys of its own.", hint="Leave --key-env out.")
    from ...sandbox.launch.background import SandboxAddress, ensure_running

    shown = SandboxAddress("http://127.0.0.1:PORT/v1", "", "")
    address = ensure_running(state_dir()) if start else shown
    return Target(
        base_url=address.base_url,
        key=Key(lambda: address.key, _variable(admin=False)),
        admin_key=Key(lambda: address.admin_key, _variable(admin=True)),
        headers=headers,
        is_sandbox=True,
    )


def _account(settings: Settings) -> dict[str, str]:
    headers = {header: settings.get(name).value for header, name in ACCOUNT.items()}
    return {header: str(value) for header, value in headers.items() if value}


def _own(options: CommonOptions) -> dict[str, str]:
    """The headers of `--header`; raises InputError for what cannot be one."""
    headers: dict[str, str] = {}
    for text in options.header or []:
        name, separator, value = text.partition(":")
        if not separator or not name.strip():
            raise InputError(
                "--header: expected NAME:VALUE.", hint="For example: --header 'X-Trace: 7'"
            )
        headers[name.strip()] = value.strip()
    try:
        return sendable(headers)
    except ValueError as error:
        raise InputError(f"--header {error}.") from None
