"""The text of a file: of a PDF what its pages say, of any other what its bytes are."""

from __future__ import annotations

from io import BytesIO

MARKS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig"))
PDF = b"%PDF-"


class UnreadableError(Exception):
    """The bytes are no text."""


def text_of(data: bytes) -> str:
    """Return the text that is in the bytes."""
    text = pdf_text(data) if data.startswith(PDF) else plain_text(data)
    if not text.strip():
        raise UnreadableError("The file could not be read: there is no text in it.")
    return text


def plain_text(data: bytes) -> str:
    """Return the text that the bytes are."""
    encoding = next((name for mark, name in MARKS if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableError("The sandbox reads text and PDF alone: this is neither.") from error
    if "\0" in text:
        raise UnreadableError("The sandbox reads text and PDF alone: this is neither.")
    return text


def pdf_text(data: bytes) -> str:
    """Return what the pages of a PDF say; one that is only pictures says nothing."""
    from pypdf import PdfReader

    try:
        return "\n\n".join(page.extract_text() for page in PdfReader(BytesIO(data)).pages)
    except Exception as error:  # a broken PDF fails in any part of the library
        raise UnreadableError(f"The PDF could not be read: {error}") from error
