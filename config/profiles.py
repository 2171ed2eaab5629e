"""The settings file: `[profiles.NAME]` tables, and which of them is the default."""

from __future__ import annotations

import os
import re
import stat
import sys
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from ..base.errors import SettingsError
from ..base.version import VERSION
from .folders import cache_dir, write_private
from .schema import fields

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from .schema import Profile


class Document(NamedTuple):
    """What a valid settings file says; nothing of it where there is no file."""

    path: Path
    default: str | None = None
    profiles: Mapping[str, Profile] = MappingProxyType({})

    def __repr__(self) -> str:
        """Show the names of the profiles alone: what they hold is secret."""
        return f"Document({self.path}, {self.default!r}, {list(self.profiles)})"


def load(path: Path, environ: Mapping[str, str] = os.environ) -> Document:
    """Return the settings file, validated unless this very content was found valid before."""
    content = read(path)
    if content is None:
        return Document(path)
    data = parse(content, path)
    if not _is_known_valid(content, environ):
        from .validation import validate

        validate(data, path)
        _remember_valid(content, environ)
    refuse_exposed(path, data)
    profiles = cast("dict[str, Profile]", data.get("profiles", {}))
    return Document(path, data.get("profile") or None, profiles)


def read(path: Path) -> bytes | None:
    """Return the bytes of the settings file, or None where there is none."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise SettingsError(f"Could not read {path}: {error.strerror}.") from error


def parse(content: bytes, path: Path) -> dict[str, Any]:
    """Return the tables of a settings file as they are written, not yet validated."""
    import tomllib

    try:
        # Editors on Windows begin a file with a byte order mark, which TOML does not allow.
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        message = f"{path} is not UTF-8 text: line {line} has other bytes."
        raise SettingsError(message, hint="Save it as UTF-8.") from None
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        problem = _syntax_problem(str(error), text)
    except (ValueError, RecursionError):
        problem = "it holds a number or a nesting that is too large"
    raise SettingsError(f"{path} is not valid TOML: {problem}.", hint="See https://toml.io.")


def refuse_exposed(path: Path, data: Mapping[str, Any]) -> None:
    """Raise SettingsError if a file that holds secrets can be opened by others."""
    if os.name != "posix" or not _holds_secrets(data):
        return
    if stat.S_IMODE(path.stat().st_mode) & 0o077:
        message = f"{path} holds secrets, and other users of this machine have rights to it."
        raise SettingsError(message, hint=f"chmod 600 {_quoted(path)}")


def _holds_secrets(data: Mapping[str, Any]) -> bool:
    secret = {name for name, setting in fields().items() if setting.meaning.secret}
    profiles = data.get("profiles")
    tables = profiles.values() if isinstance(profiles, dict) else ()
    return any(secret.intersection(table) for table in tables if isinstance(table, dict))


def _syntax_problem(message: str, text: str) -> str:
    """Return Python's message without what it quotes of the file, and always with the place."""
    place = re.search(r"line \d+, column \d+", message)
    problem = message.rpartition(" (at ")[0]
    problem = re.sub(r"\(.+\)|(?<=table key ).+", "this name", problem)
    if place:
        return f"{place[0]}: {problem}"
    lines = text.split("\n")
    return f"line {len(lines)}, column {len(lines[-1]) + 1}: {problem}"


def _quoted(path: Path) -> str:
    import shlex

    return shlex.quote(str(path))


def _stamp(content: bytes) -> bytes:
    from hashlib import sha256

    described = f"{VERSION} {sys.version} ".encode() + content
    return sha256(described).hexdigest().encode()


def _stamp_file(environ: Mapping[str, str]) -> Path:
    return cache_dir(environ) / "settings.valid"


def _is_known_valid(content: bytes, environ: Mapping[str, str]) -> bool:
    try:
        return _stamp_file(environ).read_bytes() == _stamp(content)
    except OSError:
        return False


def _remember_valid(content: bytes, environ: Mapping[str, str]) -> None:
    # Without a cache the file is validated again the next time: slower, and just as right.
    from contextlib import suppress

    with suppress(OSError):
        write_private(_stamp_file(environ), _stamp(content))
