"""Files that the command line names: read as text, or kept to be sent as they are."""

import os
import re
from pathlib import Path
from typing import Any, BinaryIO

from ...base.errors import InputError
from ..declare.markers import Mark
from ..declare.parameters import Parameter
from ..http.request import UNKNOWN_TYPE, FilePart
from .stdin import Stdin

STDIN_NAME = "stdin"
PATTERN = re.compile(r"[*?\[]")


def read_file(path: str, where: str) -> bytes:
    """Return a file's bytes; raises InputError that says which parameter named it and why not."""
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise unreadable(path, where, error) from None


def unreadable(path: str | Path, where: str, error: OSError) -> InputError:
    """Return the error for a file that cannot be read."""
    return InputError(f"{where}: cannot read {path}: {error.strerror or error}.")


def path_behind_at(text: str) -> str:
    """Return the path of `@path`; no shell expands a ~ that follows an @."""
    return os.path.expanduser(text[1:])


def file_value(parameter: Parameter, raw: Any, stdin: Stdin) -> Any:
    """Return the files that were named: their paths, or what was named in their place."""
    if isinstance(raw, (list, tuple)):
        texts = [text for item in raw for text in _expanded(parameter, item)]
        name = parameter.name if len(texts) == 1 else f"{parameter.name}[]"
        return [_source(parameter, name, text, stdin) for text in texts]
    return _source(parameter, parameter.name, raw, stdin)


def _expanded(parameter: Parameter, text: str) -> list[str]:
    """Return the files that a pattern means which the shell has left alone."""
    is_elsewhere = parameter.reference is not None and ":" in text
    if is_elsewhere or os.path.lexists(text) or not PATTERN.search(text):
        return [text]
    import glob

    found = sorted(path for path in glob.glob(text, recursive=True) if not os.path.isdir(path))
    if not found:
        raise InputError(f"{parameter.label}: no file matches {text!r}.")
    return found


def _source(parameter: Parameter, name: str, text: str, stdin: Stdin) -> Any:
    """Return a path, or what was named in its place: standard input, or a reference."""
    path = Path(text)
    reference = parameter.reference
    if reference and reference.url and text.startswith(("http://", "https://", "data:")):
        return {reference.url: text}
    if reference and text.startswith(reference.prefixes) and not os.path.exists(path):
        return {reference.id: text}
    is_folder = os.path.isdir(path)
    if is_folder and Mark.FOLDER not in parameter.marks:
        raise InputError(
            f"{parameter.label}: {path} is a folder.", hint=f"Name its files: {path}/*"
        )
    return path if is_folder else content(parameter, name, text, stdin)


def content(parameter: Parameter, name: str, text: str, stdin: Stdin) -> Path | FilePart:
    """Return the path of a file; what can be read only once is read now."""
    if text == "-":
        return standard_input(name, parameter.label, stdin)
    path = Path(text)
    if os.path.isfile(path) or os.path.isdir(path) or not os.path.exists(path):
        return readable(path, parameter.label)
    with path.open("rb") as stream:
        return _once_only(name, path.name, stream)


def standard_input(name: str, where: str, stdin: Stdin) -> FilePart:
    """Return a part with all of standard input."""
    return _once_only(name, STDIN_NAME, stdin.open(where))


def _once_only(name: str, filename: str, stream: BinaryIO) -> FilePart:
    """Return a part with what a pipe gives: it cannot be read again, as another try has to."""
    from ..http.spool import spooled
    from ..output.progress import waiting

    with waiting(f"Reading {filename}", None):
        return FilePart(name, filename, UNKNOWN_TYPE, spooled(stream, filename))


def readable(path: Path, where: str) -> Path:
    """Return the path of a file that can be opened for reading."""
    try:
        with path.open("rb"):
            return path
    except OSError as error:
        raise unreadable(path, where, error) from None
