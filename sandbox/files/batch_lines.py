"""The lines of a batch's input: read one by one, and checked before any is run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..requests.reading import parse_json
from ..requests.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ..state.store import Document

MOST_LINES = 50_000
MOST_ERRORS = 100


def requests_in(lines: Iterable[bytes]) -> Iterator[tuple[int, bytes]]:
    """Yield the lines that are not blank, with their numbers."""
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield number, line


class Inspection:
    """Looks at every line and gathers what is wrong."""

    def __init__(self, endpoint: str) -> None:
        self.endpoint = endpoint
        self.total = 0
        self.errors: list[Document] = []
        self.custom_ids: set[str] = set()
        self.models: set[str] = set()

    def line(self, number: int, line: bytes) -> None:
        """Look at one line."""
        self.total += 1
        try:
            request = parse_json(line)
        except Refusal:
            text = "This line is not a JSON object."
            self.error(number, "invalid_json_line", text, None)
            return
        self.custom_id(number, request.get("custom_id"))
        self.target(number, request)
        self.models.add(str(request["body"].get("model")) if self.has_body(number, request) else "")

    def custom_id(self, number: int, custom_id: Any) -> None:
        """Check that the line has an id of its own."""
        if not isinstance(custom_id, str) or not custom_id:
            text = "Missing required parameter: 'custom_id'."
            self.error(number, "missing_required_parameter", text, "custom_id")
        elif custom_id in self.custom_ids:
            text = f"The custom_id '{custom_id}' was used by another line."
            self.error(number, "duplicate_custom_id", text, "custom_id")
        else:
            self.custom_ids.add(custom_id)

    def target(self, number: int, request: Document) -> None:
        """Check that the line asks for what the batch is for."""
        if request.get("method") != "POST":
            self.error(number, "invalid_method", "The method must be 'POST'.", "method")
        if request.get("url") != self.endpoint:
            text = f"The url must be the batch's endpoint, '{self.endpoint}'."
            self.error(number, "mismatched_endpoint", text, "url")

    def has_body(self, number: int, request: Document) -> bool:
        """Check that the line has a body."""
        if isinstance(request.get("body"), dict):
            return True
        text = "Missing required parameter: 'body'."
        self.error(number, "missing_required_parameter", text, "body")
        return False

    def finish(self) -> None:
        """Check the file as a whole."""
        if self.total == 0:
            self.error(None, "empty_file", "The input file has no lines.", "input_file_id")
        if self.total > MOST_LINES:
            text = f"A batch has at most {MOST_LINES} lines; this one has {self.total}."
            self.error(None, "too_many_lines", text, "input_file_id")

    def error(self, number: int | None, code: str, text: str, param: str | None) -> None:
        """Note what is wrong."""
        if len(self.errors) < MOST_ERRORS:
            self.errors.append({"code": code, "message": text, "param": param, "line": number})

    def model(self) -> str | None:
        """Return the model, if all lines name the same."""
        return next(iter(self.models)) if len(self.models) == 1 else None
