"""Faults on request, by the same names in the `X-Sandbox-Fault` header and in the queue."""

from __future__ import annotations

import json
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any

from ..requests.refusals import Refusal
from ..requests.validation import check_fields, parse_fields

if TYPE_CHECKING:
    from collections.abc import Mapping

EFFECTS = parse_fields(
    {
        "status": "integer 400..599",
        "code": "string",
        "retry-after": "number 0..",
        "retry-after-ms": "number 0..",
        "should-retry": "boolean",
        "delay": "number 0..",
        "token-delay": "number 0..",
        "cut": "integer 0..",
        "early-end": "integer 0..",
        "error-event": "integer 0..",
        "html": "boolean",
        "garbage": "boolean",
    }
)
OF_REFUSALS = ("code", "retry-after", "retry-after-ms", "should-retry")
TARGET = parse_fields(
    {
        "method": "string",
        "path": "string",
        "times": "integer 1..",
        "skip": "integer 0..",
    }
)


@dataclass
class QueuedFault:
    """A fault that waits for requests, and for how many."""

    target: dict[str, Any]
    effects: dict[str, Any]
    times: int
    skip: int

    def meets(self, method: str, path: str) -> bool:
        """Say whether the fault is for this request, and count the ones let through first."""
        if self.target.get("method", method).upper() != method:
            return False
        # The API's own names of paths have no version in front.
        paths = (path, path.removeprefix("/v1"))
        if not any(fnmatchcase(one, self.target.get("path", "*")) for one in paths):
            return False
        self.skip -= 1
        return self.skip < 0

    def document(self) -> dict[str, Any]:
        """Return the fault as it stands now."""
        return {**self.target, "times": self.times, "skip": max(self.skip, 0), **self.effects}


class FaultQueue:
    """The faults that wait, first come first served."""

    def __init__(self) -> None:
        self.waiting: list[QueuedFault] = []

    def add(self, body: Mapping[str, Any]) -> dict[str, Any]:
        """Queue a fault."""
        effects = {name: value for name, value in body.items() if name not in TARGET}
        check_fields(body, TARGET)
        check_effects(effects)
        target = {name: body[name] for name in ("method", "path") if name in body}
        fault = QueuedFault(target, effects, body.get("times", 1), body.get("skip", 0))
        self.waiting.append(fault)
        return fault.document()

    def take(self, method: str, path: str) -> dict[str, Any]:
        """Return the effects that this request is to have."""
        for fault in self.waiting:
            if fault.meets(method, path):
                fault.times -= 1
                if fault.times == 0:
                    self.waiting.remove(fault)
                return fault.effects
        return {}


def parse_header(text: str) -> dict[str, Any]:
    """Read `status=429; retry-after=2; html`."""
    effects: dict[str, Any] = {}
    for item in filter(None, (part.strip() for part in text.split(";"))):
        name, given, value = item.partition("=")
        effects[name.strip()] = header_value(value.strip()) if given else True
    check_effects(effects)
    return effects


def header_value(text: str) -> Any:
    """Return a number or truth value where one is written, else the text."""
    try:
        return json.loads(text)
    except ValueError:
        return text


def check_effects(effects: Mapping[str, Any]) -> None:
    """Refuse a fault that is not known or not possible."""
    unknown = sorted(set(effects) - set(EFFECTS))
    if unknown or not effects:
        known = ", ".join(EFFECTS)
        raise Refusal(f"Unknown fault: {', '.join(unknown) or 'none given'}. Known are: {known}.")
    check_fields(effects, EFFECTS)
    beside = [name for name in effects if name in OF_REFUSALS]
    if beside and not {"status", "html"} & set(effects):
        raise Refusal(f"'{beside[0]}' alone does nothing: it goes with 'status' or 'html'.")
