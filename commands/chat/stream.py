"""The chunks of the chat completions API, and the words in its answers."""

from typing import Any

from ...cli.output.advice import Advice
from ...cli.output.content_words import content_words
from ..shared.choice_stream import ChoiceReader, choices_of, finish_reasons
from ..shared.remarks import remarks


def chat_words(completion: Any) -> list[str]:
    """Return what each choice says."""
    return [said(_message(choice)) for choice in choices_of(completion)]


def chat_remarks(completion: Any) -> list[Advice]:
    """Return what is to be known beside the words of a completion."""
    calls = sum(_calls(_message(choice)) for choice in choices_of(completion))
    words = "".join(chat_words(completion))
    return remarks(words, calls, finish_reasons(completion), "--max-completion-tokens")


def said(message: dict[str, Any]) -> str:
    """Return the words of a message: its text, or why there is none, or what is to be heard."""
    heard = (message.get("audio") or {}).get("transcript")
    places = (message.get("content"), message.get("refusal"), heard)
    return next(filter(None, map(content_words, places)), "")


def _message(choice: dict[str, Any]) -> dict[str, Any]:
    message = choice.get("message")
    return message if isinstance(message, dict) else {}


def _calls(message: dict[str, Any]) -> int:
    return len(message.get("tool_calls") or []) + bool(message.get("function_call"))


class ChatReader(ChoiceReader):
    """Adds the chunks of a chat completion up."""

    kind = "chat.completion"

    def choice_of(self, piece: dict[str, Any]) -> dict[str, Any]:
        """Return a piece with its delta as the message that it is a piece of."""
        return {"message" if key == "delta" else key: value for key, value in piece.items()}

    def words(self, choice: dict[str, Any]) -> str:
        """Return what a choice says."""
        return said(_message(choice))

    def result(self) -> Any:
        """Return the completion; its tool calls are numbered in chunks only."""
        completion = super().result()
        if completion is None:
            return None
        return {**completion, "choices": [_unnumbered(choice) for choice in completion["choices"]]}


def _unnumbered(choice: dict[str, Any]) -> dict[str, Any]:
    message = _message(choice)
    calls = message.get("tool_calls")
    if not calls:
        return choice
    bare = [{key: value for key, value in call.items() if key != "index"} for call in calls]
    return {**choice, "message": {**message, "tool_calls": bare}}
