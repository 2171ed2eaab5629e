"""The files below a folder that belong into a vector store, each with the hash of its content."""

import hashlib
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath
from typing import NoReturn

from ...base.errors import InputError

# An attribute has at most so many characters, and the path is one.
LONGEST_NAME = 512
ANYWHERE = "**/"


@dataclass(frozen=True)
class LocalFile:
    """A file on this machine; `name` is its path below the folder, with slashes."""

    path: Path
    name: str
    size: int
    sha256: str


@dataclass(frozen=True)
class PathFilter:
    """Which files are taken: patterns for a name, for a path, or for a folder with all in it."""

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    hidden: bool = False

    def takes(self, name: str) -> bool:
        """Tell whether a file is taken."""
        wanted = not self.include or any(matches(name, pattern) for pattern in self.include)
        return wanted and self.enters(name)

    def enters(self, name: str) -> bool:
        """Tell whether there may be files to take in a folder."""
        if not self.hidden and PurePosixPath(name).name.startswith("."):
            return False
        return not any(matches(name, pattern) for pattern in self.exclude)


def matches(name: str, pattern: str) -> bool:
    """Tell whether a pattern means a path, its last part, or a folder that it is in."""
    wanted = pattern.removeprefix(ANYWHERE).rstrip("/")
    path = PurePosixPath(name)
    above = [parent for parent in path.parents if parent.name]
    return any(
        fnmatchcase(str(part), wanted) or fnmatchcase(part.name, wanted) for part in (path, *above)
    )


def files_below(
    folder: Path, path_filter: PathFilter, *, others: Callable[[str], None] = lambda _: None
) -> Iterator[LocalFile]:
    """Give the files in the order of their names; raises InputError for what cannot be read.

    `others` is told what is neither a file nor entered: a link to a folder or to nothing, a pipe.
    """
    if not folder.is_dir():
        raise InputError(f"DIR: there is no folder {folder}.")
    for path, name in sorted(_walk(folder, path_filter), key=lambda found: found[1]):
        if path.is_file():
            yield LocalFile(path, _checked(name), *_facts(path))
        else:
            others(name)


def _walk(folder: Path, path_filter: PathFilter) -> Iterator[tuple[Path, str]]:
    for root, folders, files in os.walk(folder, onerror=_unreadable):
        below = Path(root).relative_to(folder)
        folders[:] = [each for each in folders if path_filter.enters((below / each).as_posix())]
        for entry in [*files, *(each for each in folders if os.path.islink(Path(root, each)))]:
            name = (below / entry).as_posix()
            if path_filter.takes(name):
                yield Path(root, entry), name


def _unreadable(error: OSError) -> NoReturn:
    raise InputError(f"Cannot read {error.filename}: {error.strerror}.") from None


def _checked(name: str) -> str:
    """Refuse a name that cannot be kept beside the file."""
    if not name.isprintable() or len(name) > LONGEST_NAME:
        raise InputError(
            f"{name!r}: a path of up to {LONGEST_NAME} printable characters is needed, to know"
            " the file by.",
            hint="Rename it, or leave it out with --exclude.",
        )
    return name


def _facts(path: Path) -> tuple[int, str]:
    try:
        with path.open("rb") as file:
            return os.fstat(file.fileno()).st_size, hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise InputError(f"Cannot read {path}: {error.strerror or error}.") from None
