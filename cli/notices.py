"""What is said beside the data: one line each on stderr, with every known secret blotted out."""

import os
import sys
from collections.abc import Callable, Iterable

from ..base.formatting import escape_line

HIDDEN = "[hidden]"


def tell(text: str) -> None:
    """Write to stderr at once; a stderr that is closed or full has nobody to tell that to."""
    if sys.stderr is None:
        return
    try:
        sys.stderr.write(text)
        sys.stderr.flush()
    except OSError:
        discard(2)


def discard(descriptor: int) -> None:
    """Send what Python still holds for a standard stream nowhere, so that it exits quietly."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), descriptor)


class Notices:
    """Writes to stderr; asks for the secrets to hide each time, since keys are found late."""

    def __init__(self, secrets: Callable[[], Iterable[str]], *, debug: bool = False) -> None:
        self._secrets = secrets
        self._debug = debug
        self._told: set[str] = set()

    def redact(self, text: str) -> str:
        """Return the text without any known secret."""
        for secret in sorted(self._secrets(), key=len, reverse=True):
            if len(secret) >= 4:
                text = text.replace(secret, HIDDEN)
        return text

    def say(self, text: str) -> None:
        """Write one line."""
        tell(escape_line(self.redact(text)) + "\n")

    def once(self, text: str) -> None:
        """Write one line, unless this run has written it already."""
        if text not in self._told:
            self._told.add(text)
            self.say(text)

    def debug(self, text: str) -> None:
        """Write one line if `--debug` was given."""
        if self._debug:
            self.say(text)
