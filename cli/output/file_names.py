"""The names of new files: the user's, the server's made safe, and the first that is free."""

import os
import re
from collections.abc import Mapping
from pathlib import Path

from ...base.errors import InputError
from ...base.surrogates import replace_lone_surrogates
from ..http.request import UNKNOWN_TYPE

# The usual limit is 255 bytes; an unfinished file has a longer name for a while.
LONGEST_NAME = 200
RESERVED = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.I)


def suggested_name(headers: Mapping[str, str], fallback: str) -> str:
    """Return the server's name for a file, made safe: it can never leave the folder."""
    disposition = headers.get("content-disposition", "")
    encoded = re.search(r"filename\*=utf-8'[^']*'([^;]+)", disposition, re.I)
    plain = re.search(r'filename="((?:[^"\\]|\\.)*)"|filename=([^;\s]+)', disposition, re.I)
    name = fallback
    if encoded:
        from urllib.parse import unquote

        name = unquote(encoded.group(1))
    elif plain:
        name = re.sub(r"\\(.)", r"\1", plain.group(1) or plain.group(2) or "")
    if name == fallback and not Path(name).suffix:
        name += _extension(headers)
    return safe_name(name) or fallback


def _extension(headers: Mapping[str, str]) -> str:
    from mimetypes import guess_extension

    kind = headers.get("content-type", "").partition(";")[0].strip()
    return "" if kind == UNKNOWN_TYPE else guess_extension(kind, strict=False) or ""


def safe_name(name: str) -> str:
    """Return a file name without folders, control characters or a special meaning."""
    base = re.split(r"[/\\]", replace_lone_surrogates(name))[-1]
    base = "".join(c if c.isprintable() and c not in '<>:"|?*' else "_" for c in base)
    base = base.strip(" .").encode()[:LONGEST_NAME].decode("utf-8", "ignore")
    return f"_{base}" if RESERVED.match(base) else base


def is_folder(output: str) -> bool:
    """Tell whether `--output` names a folder, there or to be made."""
    return output.endswith("/") or os.path.isdir(output)


def destination(output: str | None, name: str) -> Path:
    """Return the path to write: what `--output` says, or a new one by that name."""
    path = place(output, name)
    return free_name(path) if output is None or is_folder(output) else path


def place(output: str | None, name: str) -> Path:
    """Return where a file by that name belongs, be it taken or not; makes the folder."""
    if output is None:
        return Path(name)
    if not is_folder(output):
        return Path(output)
    folder = Path(output)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"--output: cannot make {folder}: {error.strerror}.") from None
    return folder / name


def free_name(path: Path) -> Path:
    """Return the path, or the first numbered one beside it that is not taken."""
    candidate, number = path, 1
    while os.path.lexists(candidate):
        candidate = path.with_name(f"{path.stem}-{number}{path.suffix}")
        number += 1
    return candidate
