"""The chunks of the completions API, and the words in its answers."""

from typing import Any

from ...cli.output.advice import Advice
from ...cli.output.content_words import content_words
from ..shared.choice_stream import ChoiceReader, choices_of, finish_reasons
from ..shared.remarks import remarks


def completion_words(completion: Any) -> list[str]:
    """Return what each choice says."""
    return [_text(choice) for choice in choices_of(completion)]


def completion_remarks(completion: Any) -> list[Advice]:
    """Return what is to be known beside the words of a completion."""
    words = "".join(completion_words(completion))
    return remarks(words, 0, finish_reasons(completion), "--max-tokens")


def _text(choice: dict[str, Any]) -> str:
    return content_words(choice.get("text"))


class CompletionReader(ChoiceReader):
    """Adds the chunks of a completion up."""

    kind = "text_completion"

    def words(self, choice: dict[str, Any]) -> str:
        """Return what a choice says."""
        return _text(choice)
