"""About how many tokens an example has: no tokenizer is asked, and no price promised."""

from collections.abc import Mapping
from typing import Any

# English has about so many bytes a token; each message costs a few tokens of its own.
BYTES_A_TOKEN = 4
A_MESSAGE = 4


def tokens_of(example: Mapping[str, Any]) -> int:
    """Return a rough count for one example: its texts and names; pictures count nothing."""
    return sum(_tokens(value) for value in example.values())


def _tokens(value: Any) -> int:
    if isinstance(value, str):
        size = len(value.encode("utf-8", "surrogatepass"))
        return 0 if value.startswith("data:") else -(-size // BYTES_A_TOKEN)
    if isinstance(value, list):
        return sum(_tokens(item) for item in value)
    if isinstance(value, dict):
        own = A_MESSAGE if "role" in value else 0
        return own + sum(_tokens(item) for key, item in value.items() if key not in UNREAD)
    return 1


UNREAD = frozenset({"role", "type", "weight", "id", "tool_call_id", "url", "detail"})
