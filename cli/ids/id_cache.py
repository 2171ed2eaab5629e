"""The ids that lists and creations leave behind, for completion: read by the shells themselves.

One small file a kind, with a line an id: `id<TAB>name<TAB>epoch`, the newest first. The sandbox
has a folder and so has each profile; a server that an option or a variable names has one of its
own, `PROFILE+URL`, with `_` for what a folder's name may not hold. Losing it loses nothing.
"""

import os
import re
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...base.errors import SettingsError
from ...config.folders import cache_dir, private_dir
from ..declare.endpoint import Endpoint
from .known_ids import KnownId, deleted_parameter, ids_in, kind_of, own_parameter, siblings_of

if TYPE_CHECKING:
    from ...config.settings import Settings
    from ..session import Session

Given = Callable[[str], Any]

FOLDER = "ids"
# No profile is cached under this name: see PLAIN.
SANDBOX = "+sandbox"
PLAIN = re.compile(r"\w[\w.-]*")
NOT_PLAIN = re.compile(r"[^A-Za-z0-9.-]")
NAMED = ("--base-url", "OPENAI_BASE_URL")
MOST = 200


def remember(session: "Session", endpoint: Endpoint, given: Given, document: Any) -> None:
    """Note the ids of an answer, or forget the one that it deleted.

    A cache that cannot be written is no reason to trouble anyone.
    """
    with suppress(OSError, SettingsError):
        gone = deleted_parameter(endpoint)
        if gone is not None:
            _forget(session, endpoint, str(given(gone)))
            return
        parameter = own_parameter(endpoint, siblings_of(session.root, endpoint))
        if parameter is not None and not _is_passing(endpoint, given):
            _note(session, kind_of(endpoint), list(ids_in(document, parameter, int(time.time()))))


def remember_file(session: "Session", document: Any) -> None:
    """Note the id of a file that was uploaded on the way to something else."""
    with suppress(OSError, SettingsError):
        _note(session, "files", list(ids_in(document, "file_id", int(time.time()))))


def forget_sandbox() -> None:
    """Forget every id of the sandbox, which was emptied."""
    import shutil

    shutil.rmtree(cache_dir() / FOLDER / SANDBOX, ignore_errors=True)


def _is_passing(endpoint: Endpoint, given: Given) -> bool:
    """Tell whether the server keeps nothing that the id would lead to."""
    stores = [item for item in endpoint.parameters if item.name == "store"]
    kept = given("store")
    return bool(stores) and not (stores[0].api_default if kept is None else kept)


def _note(session: "Session", kind: str, found: list[KnownId]) -> None:
    folder = _folder(session) if found else None
    if folder is None:
        return
    secrets = session.settings.secrets()
    kept = {item.id: item for item in _read(folder / kind)}
    kept |= {item.id: item for item in found if not any(word in repr(item) for word in secrets)}
    newest = sorted(kept.values(), key=lambda item: -item.made)[:MOST]
    private_dir(folder.parent)
    _write(private_dir(folder) / kind, newest)


def _forget(session: "Session", endpoint: Endpoint, value: str) -> None:
    folder = _folder(session)
    if folder is None:
        return
    path = folder / kind_of(endpoint)
    known = _read(path)
    kept = [item for item in known if item.id != value]
    if len(kept) < len(known):
        _write(path, kept)


def _folder(session: "Session") -> Path | None:
    """Return where the ids of this target are kept; None if they are not."""
    if not session.settings.get("id_cache").value:
        return None
    place = SANDBOX if session.options.sandbox else _place(session.settings)
    return cache_dir() / FOLDER / place if place else None


def _place(settings: "Settings") -> str | None:
    if not PLAIN.fullmatch(settings.profile):
        return None
    server = settings.get("base_url")
    named = "+" + NOT_PLAIN.sub("_", server.value) if server.origin in NAMED else ""
    return settings.profile + named


def _read(path: Path) -> list[KnownId]:
    try:
        lines = path.read_text("utf-8", "replace").splitlines()
    except FileNotFoundError:
        return []
    rows = (line.split("\t") for line in lines)
    return [
        KnownId(row[0], row[1], int(row[2])) for row in rows if len(row) == 3 and row[2].isdecimal()
    ]


def _write(path: Path, items: list[KnownId]) -> None:
    """Replace the file in one step; its durability is not worth the wait for a disk."""
    text = "".join(f"{item.id}\t{item.name}\t{item.made}\n" for item in items)
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(text.encode())
        os.replace(temporary, path)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise
