"""A key goes only where it was given for: every combination of what can name a server or a key.

Each secret has a text of its own, so that what arrives at a server tells where it came from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path
from typing import NamedTuple

import pytest

from oai.base.errors import AccessError
from oai.cli.http.request import Request
from oai.cli.http.target import Target, target_of
from oai.cli.options import CommonOptions
from oai.config.addresses import Address
from oai.config.settings import Settings

VENDOR = "https://api.openai.com/v1"
REGION = "https://eu.api.openai.com/v1"
OURS = "https://gateway.example/v1"
THEIRS = "https://theirs.example/openai/v1"
LOCAL = "http://127.0.0.1:11434/v1"

# What each place holds; none is a part of another.
ENVIRON = {
    "OPENAI_API_KEY": "sk-environment",
    "OPENAI_ADMIN_KEY": "sk-admin-environment",
    "OPENAI_ORG_ID": "org-environment",
    "OPENAI_PROJECT_ID": "proj-environment",
}
ELSEWHERE = {"NAMED_KEY": "sk-named", "PROFILE_KEY": "sk-profile-variable"}
OWN = {
    "none": "",
    "key": 'api_key = "sk-profile"\nadmin_key = "sk-admin-profile"',
    "command": 'key_command = "echo sk-printed"\nadmin_key_command = "echo sk-admin-printed"',
    "variable": 'key_env = "PROFILE_KEY"\nadmin_key_env = "PROFILE_KEY"',
    "header": 'headers = {api-key = "profile-header"}',
}
ACCOUNT = 'organization = "org-profile"\nproject = "proj-profile"'
OF_PROFILE = (
    "sk-profile",
    "sk-admin-profile",
    "sk-printed",
    "sk-admin-printed",
    "sk-profile-variable",
    "profile-header",
    "org-profile",
    "proj-profile",
)


class Case(NamedTuple):
    """What was typed, exported and kept."""

    kept: str | None
    own: str
    option: str | None
    variable: str | None
    named: bool
    exported: bool
    key_env: bool
    header: str | None
    admin: bool

    @property
    def url(self) -> str:
        """Where the request goes: option, named profile, environment, profile, default."""
        ranked = [self.kept, self.variable] if self.named else [self.variable, self.kept]
        return next(filter(None, [self.option, *ranked, VENDOR]))

    @property
    def is_profiles(self) -> bool:
        return Address.of(self.url) == Address.of(self.kept or VENDOR)

    @property
    def is_environments(self) -> bool:
        is_named = self.variable and Address.of(self.url) == Address.of(self.variable)
        return bool(is_named) or self.url in (VENDOR, REGION)


def cases() -> Iterator[Case]:
    made = product(
        # What a file says stands outside: one that has not changed need not be checked anew.
        (None, REGION, THEIRS, LOCAL),
        OWN,
        (None, THEIRS, LOCAL),
        (None, OURS, LOCAL),
        (False, True),
        (False, True),
        (False, True),
        (None, "Authorization: Bearer typed-header", "api-key: typed-header"),
        (False, True),
    )
    return (Case(*case) for case in made)


@pytest.fixture
def sent(tmp_path: Path) -> Callable[[Case], tuple[dict[str, str], list[str]]]:
    """Give what would be sent, and what would be said, for a case."""
    config = tmp_path / "config"
    config.mkdir(mode=0o700)

    def headers_of(case: Case) -> tuple[dict[str, str], list[str]]:
        said: list[str] = []
        target = target_of(_settings(case, tmp_path), _options(case), said.append, start=False)
        assert target.base_url == case.url
        return target.sent_headers(Request("GET", "/models", admin=case.admin)), said

    return headers_of


def _settings(case: Case, folder: Path) -> Settings:
    lines = [f'base_url = "{case.kept}"' if case.kept else "", OWN[case.own], ACCOUNT]
    path = folder / "config" / "config.toml"
    text = 'profile = "p"\n[profiles.p]\n' + "\n".join(filter(None, lines))
    if not path.exists() or path.read_text() != text:
        path.write_text(text)
        path.chmod(0o600)
    environ = {
        "OAI_CONFIG_DIR": str(folder / "config"),
        "OAI_CACHE_DIR": str(folder / "cache"),
        "OPENAI_BASE_URL": case.variable or "",
        **(ENVIRON if case.exported else {}),
        **ELSEWHERE,
    }
    flags = {"profile": "p" if case.named else None, **_options(case).flags()}
    return Settings(flags, environ)


def _options(case: Case) -> CommonOptions:
    return CommonOptions(
        base_url=case.option,
        key_env="NAMED_KEY" if case.key_env else None,
        header=[case.header] if case.header else None,
    )


def test_every_combination_sends_what_was_given_for_the_server_and_nothing_else(
    sent: Callable[[Case], tuple[dict[str, str], list[str]]],
) -> None:
    # A command that prints a key is a process; what it would print is tried further down.
    refused = 0
    for case in cases():
        if case.own == "command":
            continue
        allowed = {"sk-named"} if case.key_env else set()
        allowed |= set(OF_PROFILE) if case.is_profiles else set()
        allowed |= set(ENVIRON.values()) if case.is_environments and case.exported else set()
        try:
            headers, said = sent(case)
        except AccessError as error:
            refused += 1
            _check_refused(case, error)
            continue
        text = " ".join(headers.values())
        secrets = {*ENVIRON.values(), *ELSEWHERE.values(), *OF_PROFILE}
        strange = {secret for secret in secrets - allowed if secret in text.split()}
        assert not strange, (case, headers)
        _check_key(case, headers, said)
    assert refused > 100


def _check_refused(case: Case, error: AccessError) -> None:
    """Only where there is no key for an address that is not on this machine."""
    assert not case.header, case
    assert not case.key_env, case
    assert case.url != LOCAL, case
    assert not (case.is_profiles and case.own != "none"), case
    assert not (case.is_environments and case.exported), case
    assert error.exit_code == 3
    assert "--key-env" in str(error.hint) or "OPENAI_A" in str(error.hint)


def _check_key(case: Case, headers: dict[str, str], said: list[str]) -> None:
    """The one key is the right one, and one that is kept back is told of."""
    assert headers.get("Authorization") == _expected(case), (case, headers)
    is_bare = not _expected(case) and not case.header and "api-key" not in headers
    kept_back = case.exported and not case.is_environments
    kept_back |= case.own not in ("none", "command") and not case.is_profiles
    assert bool(said) == (is_bare and kept_back), (case, said)


def _expected(case: Case) -> str | None:
    if case.header and case.header.startswith("Authorization"):
        return "Bearer typed-header"
    if case.key_env:
        return "Bearer sk-named"
    ours, profiles = _of_environment(case), _of_profile(case)
    is_profile_first = profiles and (case.named or case.kept)
    if ours and not is_profile_first:
        has_header = case.header or (case.is_profiles and case.own == "header")
        return None if has_header else f"Bearer {ours}"
    return f"Bearer {profiles}" if profiles else None


def _of_environment(case: Case) -> str | None:
    """The environment's key, which is not sent beside a header that is a key."""
    if not case.is_environments or not case.exported:
        return None
    return ENVIRON["OPENAI_ADMIN_KEY" if case.admin else "OPENAI_API_KEY"]


def _of_profile(case: Case) -> str | None:
    kinds = {"key": ("sk-profile", "sk-admin-profile"), "variable": ("sk-profile-variable",) * 2}
    return kinds[case.own][case.admin] if case.is_profiles and case.own in kinds else None


@pytest.mark.parametrize("admin", [False, True])
@pytest.mark.parametrize("option", [None, LOCAL])
def test_a_command_prints_the_key_only_for_its_own_server(
    sent: Callable[[Case], tuple[dict[str, str], list[str]]], option: str | None, admin: bool
) -> None:
    case = Case(THEIRS, "command", option, None, False, True, False, None, admin)
    headers, _ = sent(case)
    printed = "Bearer sk-admin-printed" if admin else "Bearer sk-printed"
    assert headers.get("Authorization") == (None if option else printed)


def test_a_server_that_is_no_api_of_ours_learns_nothing() -> None:
    headers = Target.anonymous("https://pictures.example").sent_headers(Request("GET", "/a.png"))
    assert set(headers) == {"User-Agent"}
