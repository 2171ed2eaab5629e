"""Standard input: read to its end, once, by whoever asks first."""

import os
import stat
import sys
from typing import BinaryIO

from ...base.errors import InputError


class Stdin:
    """Standard input and the name of the parameter that took it."""

    def __init__(self) -> None:
        self.taken_by: str | None = None

    @property
    def is_piped(self) -> bool:
        """Whether something was piped or redirected here; a terminal or /dev/null is not."""
        try:
            mode = os.fstat(0).st_mode
        except OSError:
            return False
        return stat.S_ISFIFO(mode) or stat.S_ISREG(mode) or stat.S_ISSOCK(mode)

    def open(self, taker: str) -> BinaryIO:
        """Return the stream to read to its end; raises InputError if another parameter has it."""
        if self.taken_by is not None:
            raise InputError(
                f"Standard input was already read for {self.taken_by}; {taker} cannot have it too.",
                hint="Put one of the two in a file.",
            )
        self.taken_by = taker
        if sys.stdin is None:
            raise InputError(f"{taker} wants standard input, but it is closed.")
        if sys.stdin.isatty():
            sys.stderr.write(f"Reading {taker} from the terminal; end with Ctrl-D.\n")
        return sys.stdin.buffer

    def read_bytes(self, taker: str) -> bytes:
        """Read everything; raises InputError if another parameter already did."""
        return self.open(taker).read()

    def read_text(self, taker: str) -> str:
        """Read everything as UTF-8, with not a byte changed."""
        data = self.read_bytes(taker)
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError as error:
            raise InputError(
                f"Standard input for {taker} is not UTF-8 text: byte {data[error.start]:#04x}"
                f" at offset {error.start}.",
                hint="Convert it first, for example with: iconv -f LATIN1 -t UTF-8",
            ) from None
