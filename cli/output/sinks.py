"""Where data goes: standard output, or a file that gets its name when it is whole."""

import os
import stat
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from ...base.errors import KEPT, InputError, InterruptedByUser, OaiError
from ..notices import discard
from ..options import CommonOptions
from .file_names import free_name


class OutputClosed(Exception):  # noqa: N818 - not an error: the reader has what it wanted
    """Whoever read our standard output has gone away, as `head -1` does."""


class Sink(Protocol):
    """Takes bytes in order."""

    def write(self, data: bytes) -> None:
        """Write, and let it be seen at once."""


class StandardOutput:
    """Standard output, flushed after every write."""

    def write(self, data: bytes) -> None:
        """Write; raises OutputClosed if nobody reads any more."""
        if sys.stdout is None:
            raise InputError("Standard output is closed.", hint="Write to a file with --output.")
        try:
            sys.stdout.buffer.write(data)
            sys.stdout.buffer.flush()
        except BrokenPipeError:
            discard(1)
            raise OutputClosed from None
        except OSError as error:
            discard(1)
            raise unwritable("standard output", error) from None


def on_device(options: CommonOptions) -> CommonOptions:
    """Let standard output be the pipe or device that `--output` names: it cannot be replaced."""
    if options.shows_only or options.output is None or not _is_device(options.output):
        return options
    try:
        descriptor = os.open(options.output, os.O_WRONLY)
    except OSError as error:
        raise unwritable(options.output, error) from None
    os.dup2(descriptor, 1)
    os.close(descriptor)
    return replace(options, output="-")


def _is_device(path: str) -> bool:
    try:
        mode = os.stat(path).st_mode
    except (OSError, ValueError):
        return False
    return not stat.S_ISREG(mode) and not stat.S_ISDIR(mode)


class NewFile:
    """A private temporary file beside the final one."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            handle, self.temporary = self._open()
        except OSError as error:
            raise unwritable(path, error) from None
        self._file = os.fdopen(handle, "wb")
        self.written = 0

    def _open(self) -> tuple[int, Path]:
        handle, name = tempfile.mkstemp(
            dir=self.path.parent, prefix=f".{self.path.name}.", suffix=".part"
        )
        return handle, Path(name)

    def write(self, data: bytes) -> None:
        """Write; raises InputError when the disk is full or gone."""
        try:
            self.written += self._file.write(data)
        except OSError as error:
            raise unwritable(self.path, error) from None

    def finish(self, *, force: bool) -> None:
        """Give the file its name; without `force` never over another one."""
        try:
            self._file.close()
            self.temporary.chmod(self._mode(force=force))
            if force:
                self.temporary.replace(self.path)
            else:
                _rename_to_new(self.temporary, self.path)
        except FileExistsError:
            raise exists(self.path) from None
        except OSError as error:
            raise unwritable(self.path, error) from None

    def _mode(self, *, force: bool) -> int:
        """Leave a file that is replaced as private as it was."""
        if force and self.path.exists():
            return stat.S_IMODE(self.path.stat().st_mode)
        return 0o666 & ~_umask()

    def close(self) -> None:
        """End the writing; what a full disk did not take is lost, as was said when it refused."""
        with suppress(OSError):
            self._file.close()

    def discard(self) -> None:
        """Remove what was written."""
        self.close()
        self.temporary.unlink(missing_ok=True)

    def keep(self) -> Path:
        """Keep an unfinished file under a name that says so."""
        self.close()
        path = free_name(self.path.with_name(self.path.name + ".partial"))
        self.temporary.replace(path)
        return path


@contextmanager
def new_file(path: Path, *, force: bool, keep: bool = False) -> Iterator[NewFile]:
    """Give a file to write; it appears under its name only if all went well.

    With `keep`, what came before a failure is left as `NAME.partial`, and the error says so.
    """
    check_free(path, force=force)
    # A link stays a link: what it leads to is replaced, as a shell would.
    file = NewFile(Path(os.path.realpath(path)) if force else path)
    try:
        yield file
        file.finish(force=force)
    except (OaiError, KeyboardInterrupt) as error:
        if not (keep and file.written):
            file.discard()
            raise
        failure = error if isinstance(error, OaiError) else InterruptedByUser("Interrupted.")
        rest = (failure.hint or "").removeprefix(KEPT)
        failure.hint = f"What came is in {file.keep()}. {rest.strip()}".rstrip()
        raise failure from None
    except BaseException:
        file.discard()
        raise


def check_free(path: Path, *, force: bool) -> None:
    """Refuse, before anything is sent, what could not be written afterwards."""
    if os.path.lexists(path) and not force:
        raise exists(path)
    if not os.path.isdir(path.parent):
        raise InputError(f"--output: there is no folder {path.parent}.")


def exists(path: Path) -> InputError:
    """Return the error for a file that is in the way."""
    return InputError(f"--output: {path} exists.", hint="Replace it with --force.")


def _rename_to_new(source: Path, target: Path) -> None:
    """Rename without ever replacing: a hard link fails where a rename would overwrite."""
    try:
        os.link(source, target)
    except FileExistsError:
        raise
    except OSError:
        if target.exists():
            raise FileExistsError from None
        source.rename(target)
        return
    source.unlink()


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def unwritable(path: Path | str, error: OSError) -> InputError:
    """Return the error for a place that takes no data."""
    return InputError(f"Cannot write {path}: {error.strerror or error}.")
