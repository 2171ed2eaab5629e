"""From the files that a batch leaves behind to its results in the order of its input."""

import json
import os
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any, BinaryIO

from ....base import json_text
from ....base.errors import NetworkError
from ....cli.declare.job_kind import ServerAccess
from ....cli.http.request import Request
from ....cli.transfers.board import board
from ....cli.transfers.download import dropped
from ....cli.transfers.fetch import Fetch
from ....cli.transfers.version import Head, Version
from ....config.folders import write_private
from .run_state import private_file

Document = dict[str, Any]


def fetch(server: ServerAccess, file_id: str, path: Path) -> Path:
    """Download a file, unless an earlier run has it already; it gets its name when it is whole."""
    if path.exists():
        return path
    unfinished, note = path.with_suffix(".part"), path.with_suffix(".version")
    headers = {"Accept": "*/*", "Accept-Encoding": "identity"}
    request = Request("GET", f"/files/{file_id}/content", headers=headers)
    with (
        board(server.notices, server.settings.get("color").value, quiet=True) as shown,
        private_file(unfinished, "ab") as file,
    ):
        row = shown.row(file_id, None)
        content = Fetch(server.client, request, server.notices)
        _take_up(content, file, note, file_id)

        def begin(head: Head) -> None:
            file.truncate(head.start)
            row.skip(head.start - row.done)
            write_private(note, json.dumps(asdict(head.version)).encode(), lasting=False)

        for data in content.pieces(begin):
            file.write(data)
            row.advance(len(data))
    unfinished.replace(path)
    note.unlink(missing_ok=True)
    return path


def _take_up(content: Fetch, file: BinaryIO, note: Path, file_id: str) -> None:
    """Go on behind what an earlier run has, if it left what proves that the rest belongs to it."""
    kept = file.seek(0, os.SEEK_END)
    if not kept:
        return
    version = _noted(note)
    if version.validator is None:
        content.notices.say(dropped(file_id, kept))
    else:
        content.position, content.version = kept, version


def _noted(note: Path) -> Version:
    try:
        facts = json.loads(note.read_bytes())
    except (OSError, ValueError, RecursionError):
        facts = None
    return Version.noted(facts if isinstance(facts, dict) else {})


class Results:
    """The results of one piece, by the ids of their lines: at most as many as a batch has."""

    def __init__(self, paths: list[Path]) -> None:
        self._files: list[BinaryIO] = [path.open("rb") for path in paths]
        self._places: dict[str, tuple[BinaryIO, int, int]] = {}
        try:
            for file in self._files:
                self._index(file)
        except BaseException as error:
            self.close()
            # What is not the API's own is not kept for the next run to stumble over.
            for path in paths if isinstance(error, NetworkError) else ():
                path.unlink()
            raise

    def take(self, custom_id: str) -> bytes | None:
        """Return the line of a result, once."""
        place = self._places.pop(custom_id, None)
        if place is None:
            return None
        file, start, length = place
        file.seek(start)
        return file.read(length)

    def rest(self) -> Iterator[bytes]:
        """Give the lines of the results that nobody took."""
        for custom_id in list(self._places):
            yield self.take(custom_id) or b""

    def close(self) -> None:
        """Close the files."""
        for file in self._files:
            file.close()

    def _index(self, file: BinaryIO) -> None:
        start = 0
        for line in file:
            if line.strip():
                custom_id = result_of(line).get("custom_id")
                self._places[str(custom_id)] = (file, start, len(line))
            start += len(line)


def result_of(line: bytes) -> Document:
    """Return a line of a result file; raises NetworkError for what is none."""
    try:
        document = json.loads(line)
    except (ValueError, RecursionError):
        document = None
    if not isinstance(document, dict):
        raise NetworkError("The batch's results have a line that is not a JSON object.")
    return document


def missing(custom_id: str, batch: Document, number: int) -> bytes:
    """Return the line for a request that the batch has no result for, with the reason."""
    status = batch.get("status")
    told = [e for e in (batch.get("errors") or {}).get("data") or [] if isinstance(e, dict)]
    own = next((e for e in told if e.get("line") in (number, None)), None)
    error = own or {
        "code": f"batch_{status}" if status != "completed" else "missing_result",
        "message": f"The batch {batch.get('id')} is {status}, and has no result for this line.",
    }
    document = {
        "id": None,
        "custom_id": custom_id,
        "response": None,
        "error": {"code": error.get("code"), "message": error.get("message")},
    }
    return json_text.dumps(document).encode() + b"\n"


def ended(line: bytes) -> bytes:
    """Return a line with its end."""
    return line if line.endswith(b"\n") else line + b"\n"
