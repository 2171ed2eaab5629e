"""The `{{item.name}}` and `{{sample.output_text}}` in the texts of graders and of prompts."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

VARIABLE = re.compile(r"\{\{\s*([^{}]+?)\s*\}\}")
ROOTS = ("item", "sample")


class VariableError(Exception):
    """A template names what there is not."""


def fill(template: str, values: Mapping[str, Any]) -> str:
    """Return the template with the values in place of their names."""
    return VARIABLE.sub(lambda found: as_text(look_up(found[1], values)), template)


def names_in(template: str) -> list[str]:
    """Return the names that a template asks for."""
    return VARIABLE.findall(template)


def look_up(path: str, values: Mapping[str, Any]) -> Any:
    """Return the value that a path such as `item.answer.text` leads to."""
    value: Any = values
    for name in path.split("."):
        if isinstance(value, list) and name.isdigit() and int(name) < len(value):
            value = value[int(name)]
        elif isinstance(value, dict) and name in value:
            value = value[name]
        else:
            raise VariableError(f"there is no '{path}'")
    return value


def as_text(value: Any) -> str:
    """Return text as it is, and anything else as JSON."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def fill_messages(messages: list[Any], values: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return a prompt's messages with the values in place of their names."""
    return [
        {"role": message["role"], "content": fill(content_text(message["content"]), values)}
        for message in messages
    ]


def content_text(content: Any) -> str:
    """Return the text of a message's content, which may be a part or several."""
    if isinstance(content, str):
        return content
    parts = content if isinstance(content, list) else [content]
    return "\n".join(part if isinstance(part, str) else str(part.get("text", "")) for part in parts)
