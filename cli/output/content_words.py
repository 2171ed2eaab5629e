"""The words in a message's content: a text, or a list of parts, whichever the server sends."""

from typing import Any

from ...base.surrogates import SurrogateText

# What is thought, seen or heard is none of the words.
WORDY = (None, "text", "input_text", "output_text", "refusal")
PLACES = ("text", "value", "refusal")


def content_words(content: Any) -> str:
    """Return the words of a text, of a part, or of a list of them; anything else has none."""
    if isinstance(content, SurrogateText):
        # The other half of its character may be in the next part.
        return content.exact
    if isinstance(content, str):
        return content
    if isinstance(content, list):
        return "".join(map(content_words, content))
    if not isinstance(content, dict) or content.get("type") not in WORDY:
        return ""
    return next(filter(None, (content_words(content.get(place)) for place in PLACES)), "")
