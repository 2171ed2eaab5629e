"""Change the settings file: one value at a time, checked before it is written, under a lock."""

from __future__ import annotations

import os
from contextlib import ExitStack, contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..base.errors import SettingsError
from ..base.locks import locked
from .folders import write_private
from .profiles import load, parse, read, refuse_exposed
from .schema import find, nearest
from .toml_lines import Table, with_value, without_value

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager

LOCK_SECONDS = 10.0
HEADER = "headers."


def set_value(path: Path, profile: str, name: str, text: str, *, dry_run: bool = False) -> Any:
    """Set a setting of a profile, or one header by `headers.NAME`; return it as it is stored."""
    value = _value(name, text)
    if not profile.strip() or not profile.isprintable():
        raise SettingsError("The name of a profile must be one line of text, and not empty.")
    with _guarded(path, dry_run):
        _change(path, _place(profile, name), value, dry_run)
    return value


def unset_value(path: Path, profile: str, name: str, *, dry_run: bool = False) -> bool:
    """Remove a setting of a profile, or one header; return whether there was one."""
    with _guarded(path, dry_run):
        changed = _change(path, _place(profile, name), None, dry_run)
    if not changed and not name.startswith(HEADER):
        find(name)
    return changed


def set_default(path: Path, profile: str, *, dry_run: bool = False) -> None:
    """Make a profile of the file the one that is used when none is named."""
    with _guarded(path, dry_run):
        known = load(path).profiles
        if profile not in known:
            message = f"There is no profile {profile!r} in {path}."
            raise SettingsError(message, hint=nearest(profile, known) if known else None)
        _change(path, ("profile",), profile, dry_run)


def unset_default(path: Path, *, dry_run: bool = False) -> bool:
    """Let no profile be the default one; return whether there was one."""
    with _guarded(path, dry_run):
        return _change(path, ("profile",), None, dry_run)


def _value(name: str, text: str) -> Any:
    header = name.removeprefix(HEADER) if name.startswith(HEADER) else None
    field = find("headers" if header is not None else name)
    try:
        return field.check({header: text})[header] if header is not None else field.parse(text)
    except ValueError as error:
        raise SettingsError(f"{name} {error}{field.instead(text)}.") from None


def _place(profile: str, name: str) -> Table:
    if name.startswith(HEADER):
        return ("profiles", profile, "headers", name.removeprefix(HEADER))
    return ("profiles", profile, name)


def _change(path: Path, place: Table, value: Any, dry_run: bool) -> bool:
    """Set what is at a place, or remove it for None; return whether that changes the file."""
    from .validation import validate

    content = read(path) or b""
    before, after = parse(content, path), parse(content, path)
    if content:
        refuse_exposed(path, before)
    _put(after, place, value)
    if after == before:
        return False
    validate(after, path)
    if not dry_run:
        _write(path, _edited(content.decode("utf-8-sig"), place, value, after).encode())
    return True


def _put(tables: dict[str, Any], place: Table, value: Any) -> None:
    *parents, key = place
    for name in parents:
        inner = tables.get(name) if value is None else tables.setdefault(name, {})
        if not isinstance(inner, dict):
            return
        tables = inner
    if value is None:
        tables.pop(key, None)
    else:
        tables[key] = value


def _edited(text: str, place: Table, value: Any, expected: dict[str, Any]) -> str:
    """Return the text with one change; its comments are lost only if nothing else works."""
    import tomllib

    import tomli_w

    *table, key = place
    lines = text.replace("\r\n", "\n")
    if value is None:
        edited = without_value(lines, tuple(table), key)
    else:
        edited = with_value(lines, tuple(table), key, value)
    try:
        kept = tomllib.loads(edited) == expected
    except tomllib.TOMLDecodeError:
        kept = False
    result = edited if kept else tomli_w.dumps(expected)
    return result.replace("\n", "\r\n") if "\r\n" in text else result


def _write(path: Path, content: bytes) -> None:
    try:
        write_private(path, content)
    except OSError as error:
        raise SettingsError(f"Could not write {path}: {error.strerror}.") from error


def _guarded(path: Path, dry_run: bool) -> AbstractContextManager[None]:
    """Lock a settings file that will be written; the lock is a file, so a dry run has none."""
    return nullcontext() if dry_run else _locked(path)


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Hold the lock of a settings file, so that two writers at once lose nothing."""
    target = Path(os.path.realpath(path))
    with ExitStack() as stack:
        try:
            # The file itself is replaced at each write, so its own lock would be of an old file.
            stack.enter_context(locked(target.with_name(target.name + ".lock"), LOCK_SECONDS))
        except TimeoutError:
            message = f"Another process has been writing {path} for {LOCK_SECONDS:.0f} seconds."
            raise SettingsError(message, hint="Try again when it has ended.") from None
        except OSError as error:
            raise SettingsError(f"Could not write {path}: {error.strerror}.") from error
        yield
