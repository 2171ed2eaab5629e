"""The messages of a chat: what was given as a whole, and what was typed beside it."""

from collections.abc import Sequence
from typing import Any

from ...base.errors import InputError
from ..shared.data_urls import image_part


def with_typed(
    messages: Any, system: str | None, prompt: str | None, images: Sequence[str] | None
) -> Any:
    """Return the messages with the system text before them, and the prompt and pictures behind."""
    if system is None and prompt is None and not images:
        return messages
    if not isinstance(messages, list | None):
        raise InputError("messages: expected a JSON array.")
    first = [] if system is None else [{"role": "system", "content": system}]
    return [*first, *(messages or []), *_asked(prompt, images or [])]


def _asked(prompt: str | None, images: Sequence[str]) -> list[dict[str, Any]]:
    if not images:
        return [] if prompt is None else [{"role": "user", "content": prompt}]
    text = [] if prompt is None else [{"type": "text", "text": prompt}]
    return [{"role": "user", "content": [*text, *map(image_part, images)]}]
