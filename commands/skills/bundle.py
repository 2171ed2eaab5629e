"""The files of a skill as the API wants them: below one folder, or in one zip."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from ...base.errors import InputError
from ...cli.http.request import FilePart
from ...cli.input.body import file_part


def bundle(sources: Sequence[Path | FilePart]) -> list[FilePart]:
    """Return the parts of the form: a zip alone, or files named by their way from the folder."""
    if len(sources) == 1 and _is_zip(sources[0]):
        return [file_part("files", sources[0], _zip_name(sources[0]))]
    paths = [_absolute(source) for source in sources]
    top = Path(os.path.commonpath([path if path.is_dir() else path.parent for path in paths]))
    found = [file for path in paths for file in _files(path)]
    if not found:
        raise InputError(f"FILES: there is nothing to send in {top}.")
    return [file_part("files[]", file, _name(file, top)) for file in found]


def _is_zip(source: Path | FilePart) -> bool:
    """What comes through standard input has no name, and can only be a zip."""
    return isinstance(source, FilePart) or source.suffix.lower() == ".zip"


def _zip_name(source: Path | FilePart) -> str | None:
    return "skill.zip" if isinstance(source, FilePart) else None


def _absolute(source: Path | FilePart) -> Path:
    if isinstance(source, FilePart):
        raise InputError("FILES: standard input has to be a zip, and the only one named.")
    return Path(os.path.abspath(source))


def _name(file: Path, top: Path) -> str:
    return (Path(top.name) / file.relative_to(top)).as_posix()


def _files(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    for file in sorted(path.rglob("*")):
        hidden = any(part.startswith(".") for part in file.relative_to(path).parts)
        if file.is_file() and not hidden:
            yield file
