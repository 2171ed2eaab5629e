"""Counting results: how many went well, and what they cost."""

from dataclasses import dataclass, field
from typing import Any

TOKENS = {
    "input_tokens": ("input_tokens", "prompt_tokens"),
    "output_tokens": ("output_tokens", "completion_tokens"),
    "total_tokens": ("total_tokens",),
}


def went_well(result: Any) -> bool:
    """Tell whether a line of an output says that its request was answered, by the API itself."""
    response = _object(result.get("response"))
    status = response.get("status_code")
    is_good = isinstance(status, int) and 200 <= status < 300
    return is_good and isinstance(response.get("body"), dict) and not result.get("error")


def usage_of(result: Any) -> dict[str, int]:
    """Return the tokens that a result says were used."""
    usage = _object(_object(_object(result.get("response")).get("body")).get("usage"))
    return {name: _first(usage, sources) for name, sources in TOKENS.items()}


def _object(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _first(usage: dict[str, Any], names: tuple[str, ...]) -> int:
    found = next((usage[name] for name in names if isinstance(usage.get(name), int)), 0)
    return int(found)


@dataclass
class Tally:
    """What a number of results add up to."""

    completed: int = 0
    failed: int = 0
    tokens: dict[str, int] = field(default_factory=lambda: dict.fromkeys(TOKENS, 0))

    def add(self, result: Any) -> None:
        """Count one result."""
        if went_well(result):
            self.completed += 1
        else:
            self.failed += 1
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
            **self.tokens,
            **more,
        }
