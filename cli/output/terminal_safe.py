"""Bytes that a terminal shows as they are: their letters whole, and nothing that steers it."""

import codecs
import io
from collections.abc import Iterable, Iterator

from ...base.formatting import escape_control_chars


def terminal_safe(chunks: Iterable[bytes], errors: str = "replace") -> Iterator[bytes]:
    """Give text for a terminal, wherever it was cut; `errors` is as for `bytes.decode`."""
    letters = codecs.getincrementaldecoder("utf-8")(errors)
    # It keeps a carriage return back until it is known whether a line ends there.
    lines = io.IncrementalNewlineDecoder(letters, translate=False)
    for chunk in chunks:
        yield escape_control_chars(lines.decode(chunk)).encode()
    yield escape_control_chars(lines.decode(b"", final=True)).encode()
