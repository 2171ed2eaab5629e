"""The results of a run at once, kept as they come: `NUMBER RESULT`, a line each.

What was written outlives our process; in groups it is made to outlive the machine's too. A line
that has several results has the last one.
"""

import json
import os
from array import array
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ..counts import Counts
from ..run_state import private_file

NOWHERE = -1


class ResultLog:
    """One run's log of results; opened again, it goes on behind the last whole line."""

    def __init__(self, path: Path, lines: int) -> None:
        self._path = path
        self._places = array("q", [NOWHERE]) * (lines + 1)
        self._file = private_file(path, "r+b")
        self._end = self._read()
        self._is_synced = True
        self._file.truncate(self._end)
        self._file.seek(self._end)

    def has(self, number: int) -> bool:
        """Tell whether an input line has its result."""
        return self._places[number] != NOWHERE

    def add(self, number: int, result: bytes) -> None:
        """Keep a result; it ends with a line end and has no other."""
        record = b"%d %b" % (number, result)
        self._write(record)
        self._places[number] = self._end
        self._end += len(record)
        self._is_synced = False

    def sync(self) -> None:
        """Have what was written so far on the disk."""
        if not self._is_synced:
            self._is_synced = True
            os.fsync(self._file.fileno())

    def close(self) -> None:
        """Close the file."""
        self.sync()
        self._file.close()

    def results(self) -> Iterator[bytes]:
        """Give the results in the order of the input."""
        with self._path.open("rb") as file:
            for place in self._places[1:]:
                if place != NOWHERE:
                    file.seek(place)
                    yield file.readline().partition(b" ")[2]

    def tally(self) -> Counts:
        """Count what is there."""
        tally = Counts()
        for result in self.results():
            tally.add(json.loads(result))
        return tally

    def _write(self, record: bytes) -> None:
        """Write a record whole, or none of it: a disk that is full takes the beginning first."""
        written = 0
        try:
            while written < len(record):
                written += self._file.write(record[written:]) or 0
        except OSError:
            self._file.truncate(self._end)
            self._file.seek(self._end)
            raise

    def _read(self) -> int:
        """Find each line's last result; return where the whole lines end."""
        start = 0
        with self._path.open("rb") as file:
            for record in file:
                if not record.endswith(b"\n"):
                    break
                self._places[int(record.partition(b" ")[0])] = start
                start += len(record)
        return start


def result_line(identifier: str, custom_id: str, response: bytes, error: Any = None) -> bytes:
    """Return a result as the API writes those of a batch; `response` is JSON."""
    head = f'{{"id": {json.dumps(identifier)}, "custom_id": {json.dumps(custom_id)}, "response": '
    return b'%b%b, "error": %b}\n' % (head.encode(), response, json.dumps(error).encode())


def response_json(status: int, request_id: str | None, body: bytes, *, is_json: bool) -> bytes:
    """Return the `response` of a result; a body that is no JSON is a text in it."""
    if is_json:
        # Line ends can only be between the tokens of JSON.
        content = body.strip().replace(b"\n", b" ").replace(b"\r", b" ")
    else:
        content = json.dumps(body.decode("utf-8", "replace")).encode()
    head = f'{{"status_code": {status}, "request_id": {json.dumps(request_id)}, "body": '
    return b"%b%b}" % (head.encode(), content)
