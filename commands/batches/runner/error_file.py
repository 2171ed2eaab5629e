"""Why lines of a batch failed, by the file of errors that it has left."""

import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

from ....base.errors import OaiError
from ....cli.declare.job_kind import ServerAccess
from .batch_results import fetch, result_of
from .reasons import commonest, failure_of, most, note


def commonest_failure(server: ServerAccess, batch: Any) -> str | None:
    """Return the commonest reason, as `3 x 400: Unsupported parameter`; None if it is unknown.

    The end of the batch is known already, and is told with or without it.
    """
    file_id = batch.get("error_file_id")
    if not isinstance(file_id, str):
        return None
    with tempfile.TemporaryDirectory() as folder:
        try:
            reasons = _reasons(fetch(server, file_id, Path(folder) / "errors.jsonl"))
        except OaiError:
            return None
    return most(commonest(reasons), reasons.total()) or None


def _reasons(path: Path) -> Counter[str]:
    reasons: Counter[str] = Counter()
    with path.open("rb") as file:
        for line in file:
            if failure := line.strip() and failure_of(result_of(line)):
                note(reasons, str(failure))
    return reasons
