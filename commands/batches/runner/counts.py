"""Counting results: how many went well, and what they cost."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from .reasons import as_object, commonest, failure_of, incompletion_of, note

TOKENS = {
    "input_tokens": ("input_tokens", "prompt_tokens"),
    "output_tokens": ("output_tokens", "completion_tokens"),
    "total_tokens": ("total_tokens",),
}


def went_well(result: Any) -> bool:
    """Tell whether a line of an output says that its request was answered, by the API itself."""
    return failure_of(result) is None


def usage_of(result: Any) -> dict[str, int]:
    """Return the tokens that a result says were used."""
    usage = as_object(as_object(as_object(result.get("response")).get("body")).get("usage"))
    return {name: _first(usage, sources) for name, sources in TOKENS.items()}


def _first(usage: dict[str, Any], names: tuple[str, ...]) -> int:
    found = next((usage[name] for name in names if isinstance(usage.get(name), int)), 0)
    return int(found)


@dataclass
class Counts:
    """What a number of results add up to."""

    completed: int = 0
    failed: int = 0
    incomplete: int = 0
    tokens: dict[str, int] = field(default_factory=lambda: dict.fromkeys(TOKENS, 0))
    failures: Counter[str] = field(default_factory=Counter)
    incompletions: Counter[str] = field(default_factory=Counter)

    def add(self, result: Any) -> None:
        """Count one result."""
        if failure := failure_of(result):
            self.failed += 1
            note(self.failures, failure)
        else:
            self.completed += 1
            self._note_incompletion(result)
        for name, number in usage_of(result).items():
            self.tokens[name] += number

    def summary(self, path: str, **more: Any) -> dict[str, Any]:
        """Return the facts for people and programs."""
        return {
            "object": "batch_run",
            "path": path,
            "lines": self.completed + self.failed,
            "completed": self.completed,
            "failed": self.failed,
            "failures": commonest(self.failures),
            "incomplete": self.incomplete,
            "incomplete_reasons": commonest(self.incompletions),
            **self.tokens,
            **more,
        }

    def _note_incompletion(self, result: Any) -> None:
        if reason := incompletion_of(result):
            self.incomplete += 1
            note(self.incompletions, reason)
