"""Answers that are not an object themselves, but tell of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import JSONResponse, PlainTextResponse

if TYPE_CHECKING:
    from ..state.store import Document


class TextAnswer(PlainTextResponse):
    """Plain text, and the object that it was made of."""

    def __init__(self, text: str, document: Document) -> None:
        super().__init__(text)
        self.document = document


class CreatedAnswer(JSONResponse):
    """An object that was made, where the API says so by the status."""

    def __init__(self, document: Document) -> None:
        super().__init__(document, 201)
        self.document = document
