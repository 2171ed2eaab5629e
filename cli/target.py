"""Where requests go and as whom: the base URL, the keys, the headers."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import urlsplit

from ..config.folders import state_dir
from ..config.rules import headers as sendable
from ..config.settings import Settings
from .errors import AccessError, InputError
from .notices import HIDDEN
from .options import CommonOptions
from .request import Request
from .version import VERSION

OPENAI_HOST = "api.openai.com"
ACCOUNT = {"OpenAI-Organization": "organization", "OpenAI-Project": "project"}
SECRET_WORDS = ("auth", "key", "token", "secret", "cookie", "passw", "credential", "session")


@dataclass(frozen=True)
class Target:
    """A server and who we are to it."""

    base_url: str
    key: Callable[[], str | None]
    admin_key: Callable[[], str | None]
    has_key: bool
    has_admin_key: bool
    headers: dict[str, str] = field(default_factory=dict)
    is_sandbox: bool = False

    @classmethod
    def stranger(cls, base_url: str) -> "Target":
        """Return a server that is no API of ours: it learns who we are by our name alone."""
        return cls(base_url, _nobody, _nobody, False, False, {"User-Agent": f"oai/{VERSION}"})

    @cached_property
    def host(self) -> str:
        """The server's name, with its port where it has one."""
        return urlsplit(self.base_url).netloc

    @property
    def identity(self) -> tuple[str, ...]:
        """What tells this server, organization and project from others, from run to run."""
        server = "sandbox" if self.is_sandbox else self.base_url
        return server, *(self.headers.get(name, "") for name in ACCOUNT)

    @property
    def needs_key(self) -> bool:
        """Only OpenAI's own server is known to want a key."""
        return self.host == OPENAI_HOST

    def public_headers(self, request: Request) -> dict[str, str]:
        """Return all headers but the key; secrets among the user's own are hidden."""
        headers = _merged(request.headers, self.headers)
        return {name: self.harmless(name, value) for name, value in headers.items()}

    def harmless(self, name: str, value: str) -> str:
        """Return a header's value as it may be shown."""
        return HIDDEN if _is_secret(name) and name.lower() != "idempotency-key" else value

    def shown_headers(self, request: Request) -> dict[str, str]:
        """Return the headers with the key as the variable that would hold it."""
        headers = self.public_headers(request)
        has_key = self.has_admin_key if request.admin else self.has_key
        if has_key or self.needs_key:
            variable = "OPENAI_ADMIN_KEY" if request.admin else "OPENAI_API_KEY"
            headers = _merged({"Authorization": f"Bearer ${variable}"}, headers)
        return headers

    def sent_headers(self, request: Request) -> dict[str, str]:
        """Return the headers with the key; raises AccessError where one is needed and missing."""
        key = self.admin_key() if request.admin else self.key()
        if key is None and self.needs_key:
            raise _missing_key(admin=request.admin)
        authorization = {"Authorization": f"Bearer {key}"} if key else {}
        return _merged(authorization, request.headers, self.headers)


def _merged(*layers: dict[str, str]) -> dict[str, str]:
    """Join headers; a later layer replaces what has the same name in whatever case."""
    found: dict[str, tuple[str, str]] = {}
    for layer in layers:
        for name, value in layer.items():
            found[name.lower()] = (name, value)
    return dict(found.values())


def _nobody() -> None:
    return None


def _is_secret(name: str) -> bool:
    lowered = name.lower()
    return not lowered.startswith("x-ratelimit") and any(word in lowered for word in SECRET_WORDS)


def secrets_of(options: CommonOptions) -> set[str]:
    """Return the secrets in the headers that were given by option."""
    given = [text.partition(":") for text in options.header or []]
    values = [value.strip() for name, _, value in given if _is_secret(name)]
    # Of `Bearer KEY` the key alone must not be shown either.
    return {secret for value in values for secret in (value, value.rpartition(" ")[2]) if secret}


def _missing_key(*, admin: bool) -> AccessError:
    variable = "OPENAI_ADMIN_KEY" if admin else "OPENAI_API_KEY"
    name = "admin_key" if admin else "api_key"
    return AccessError(
        f"There is no {'admin ' if admin else ''}key for {OPENAI_HOST}.",
        hint=f"Set {variable}, or store one with: oai config set {name}"
        " (or try it without one: --sandbox)",
    )


def target_of(settings: Settings, options: CommonOptions, *, start: bool) -> Target:
    """Return the target that the options and settings name; `start` wakes the sandbox up."""
    agent = {"User-Agent": f"oai/{VERSION}"}
    headers = _merged(agent, _account(settings), _own(settings, options))
    if options.sandbox:
        return _sandbox(options, headers, start=start)
    return Target(
        base_url=str(settings.get("base_url").value),
        key=settings.api_key,
        admin_key=settings.admin_key,
        has_key=_configured(settings, "api_key", "key_command"),
        has_admin_key=_configured(settings, "admin_key", "admin_key_command"),
        headers=headers,
    )


def _configured(settings: Settings, *names: str) -> bool:
    return any(settings.get(name).value for name in names)


def _sandbox(options: CommonOptions, headers: dict[str, str], *, start: bool) -> Target:
    if options.base_url:
        raise InputError(
            "--sandbox and --base-url name two servers.", hint="Leave one of them out."
        )
    from ..sandbox.background import Address, ensure_running

    shown = Address("http://127.0.0.1:PORT/v1", "", "")
    address = ensure_running(state_dir()) if start else shown
    return Target(
        base_url=address.base_url,
        key=lambda: address.key,
        admin_key=lambda: address.admin_key,
        has_key=True,
        has_admin_key=True,
        headers=headers,
        is_sandbox=True,
    )


def _account(settings: Settings) -> dict[str, str]:
    headers = {header: settings.get(name).value for header, name in ACCOUNT.items()}
    return {header: str(value) for header, value in headers.items() if value}


def _own(settings: Settings, options: CommonOptions) -> dict[str, str]:
    """The profile's headers, then those of `--header`."""
    headers = dict(settings.get("headers").value or {})
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
