"""What lasts of a transfer that is under way, so that another run can go on with it."""

import hashlib
import json
from pathlib import Path
from typing import Any

from ...config.folders import state_dir, write_private


class Journal:
    """One transfer's file in our state folder: private, and never half written."""

    def __init__(self, kind: str, *identity: object) -> None:
        """Choose the file by all that makes a transfer the same one."""
        digest = hashlib.sha256(json.dumps(identity, default=str).encode()).hexdigest()
        self.path = state_dir() / kind / f"{digest[:32]}.json"

    @property
    def lock(self) -> Path:
        """The file that is locked as long as a run works on the transfer."""
        return self.path.with_suffix(".lock")

    def read(self) -> dict[str, Any]:
        """Return what was noted; nothing if there is nothing, or nothing of ours."""
        try:
            document = json.loads(self.path.read_bytes())
        except (OSError, ValueError):
            return {}
        return document if isinstance(document, dict) else {}

    def write(self, document: dict[str, Any]) -> None:
        """Note where the transfer stands."""
        write_private(self.path, json.dumps(document).encode(), lasting=False)

    def forget(self) -> None:
        """Remove what was noted: the transfer is over."""
        self.path.unlink(missing_ok=True)
