"""What lasts of a transfer that is under way, so that another run can go on with it."""

import hashlib
import json
from contextlib import ExitStack, suppress
from typing import Any

from ...base.locks import locked_if_free
from ...config.folders import state_dir, write_private
from ..notices import Notices


class Journal:
    """One transfer's file in our state folder: private, and never half written.

    A transfer does not fail because nothing can be noted of it: that is said, and `is_kept` false.
    """

    def __init__(self, notices: Notices, kind: str, *identity: object) -> None:
        """Choose the file by all that makes a transfer the same one."""
        digest = hashlib.sha256(json.dumps(identity, default=str).encode()).hexdigest()
        self.path = state_dir() / kind / f"{digest[:32]}.json"
        self.is_kept = True
        self._notices = notices

    def hold(self, stack: ExitStack) -> bool:
        """Keep other runs off the transfer until the stack ends; tell whether none is at work."""
        try:
            return stack.enter_context(locked_if_free(self.path.with_suffix(".lock")))
        except OSError as error:
            self._give_up(error)
            return True

    def read(self) -> dict[str, Any]:
        """Return what was noted; nothing if there is nothing, or nothing of ours."""
        try:
            document = json.loads(self.path.read_bytes())
        except (OSError, ValueError):
            return {}
        return document if isinstance(document, dict) else {}

    def write(self, document: dict[str, Any]) -> None:
        """Note where the transfer stands."""
        if not self.is_kept:
            return
        try:
            write_private(self.path, json.dumps(document).encode(), lasting=False)
        except OSError as error:
            self._give_up(error)

    def forget(self) -> None:
        """Remove what was noted: the transfer is over."""
        with suppress(OSError):
            self.path.unlink()

    def _give_up(self, error: OSError) -> None:
        self.is_kept = False
        reason = error.strerror or error
        self._notices.say(
            f"Cannot write {self.path.parent} ({reason}):"
            " if this breaks off, it cannot be gone on with."
        )
