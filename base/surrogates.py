r"""Characters that came in two halves: joined where both are here, U+FFFD where one is alone.

A server whose texts are UTF-16 may cut one in two: JSON can have half of it as an escape such as
`\ud83d`, and the other half in the next event (RFC 8259, section 8.2). No other encoding has such
halves, so that a text with one in it can neither be printed nor be sent.
"""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING, Any

from .errors import OaiError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_HALF = re.compile("[\ud800-\udfff]")
_UTF_16 = "utf-16-le"


class SurrogateText(str):
    """A text from JSON with half a character in it: it reads with U+FFFD, `exact` is as it came."""

    __slots__ = ("exact",)

    exact: str

    def __new__(cls, exact: str) -> SurrogateText:
        """Keep the text as it came beside the one that is read."""
        text = super().__new__(cls, replace_lone_surrogates(exact))
        text.exact = exact
        return text

    def __getnewargs__(self) -> Any:
        return (self.exact,)


def replace_lone_surrogates(text: str) -> str:
    """Return a text with its halves joined; one that is alone is U+FFFD."""
    return _recoded(text, "replace") if _has_half(text) else text


def join_surrogates(text: str) -> str:
    """Return a text with its halves joined; one that is alone stays."""
    return _recoded(text, "surrogatepass") if _has_half(text) else text


def encode_utf8(text: str) -> bytes:
    """Return any text as UTF-8."""
    return replace_lone_surrogates(text).encode("utf-8")


def join_chunks(texts: Iterable[str]) -> Iterator[str]:
    """Give the pieces of a text with their characters whole, wherever it was cut.

    Half a character is kept back until the other half comes, or the text ends, well or not.
    """
    decoder = codecs.getincrementaldecoder(_UTF_16)("replace")
    try:
        for text in texts:
            if shown := decoder.decode(text.encode(_UTF_16, "surrogatepass")):
                yield shown
    except OaiError:
        if shown := decoder.decode(b"", final=True):
            yield shown
        raise
    if shown := decoder.decode(b"", final=True):
        yield shown


def replace_in_document(document: Any) -> Any:
    """Make every text in a document, but for names, one that can be read; return the document."""
    root = [document]
    pending: list[dict[Any, Any] | list[Any]] = [root]
    while pending:
        part = pending.pop()
        for place, value in list(part.items() if isinstance(part, dict) else enumerate(part)):
            if isinstance(value, dict | list):
                pending.append(value)
            elif isinstance(value, str) and _has_half(value):
                part[place] = SurrogateText(value)
    return root[0]


def _has_half(text: str) -> bool:
    return not text.isascii() and _HALF.search(text) is not None


def _recoded(text: str, alone: str) -> str:
    return text.encode(_UTF_16, "surrogatepass").decode(_UTF_16, alone)
