"""What people are told beside a model's answer, whichever API it is from."""

from collections.abc import Set
from typing import Any

from ...cli.output.advice import Advice

TOKENS = frozenset({"length", "max_output_tokens"})


def remarks(words: str, calls: int, reasons: Set[Any], limit: str) -> list[Advice]:
    """Return a line for each thing that the words alone do not tell.

    `calls` are the tool calls that are to be told of, `reasons` why the model stopped, `limit`
    the option that lets it go on for longer.
    """
    said = []
    if calls:
        told = f"{calls} tool call{'' if calls == 1 else 's'}"
        has = f"{told} beside its text" if words else f"no text but {told}"
        said.append(f"The answer has {has}: see --format json.")
    if reasons & TOKENS:
        said.append(f"The answer is not complete: it reached the token limit ({limit}).")
    if "content_filter" in reasons:
        said.append("The answer is not complete: the content filter stopped it.")
    return [Advice(text) for text in said]
