"""Answers kept by idempotency key: what is sent again is answered again, and not done again."""

from __future__ import annotations

import json
from collections import OrderedDict
from hashlib import sha256
from typing import TYPE_CHECKING

from starlette.responses import JSONResponse

from ..requests.refusals import Refusal

if TYPE_CHECKING:
    from ..requests.call import ApiCall
    from ..state.store import Document

HEADER = "idempotency-key"
MOST_KEPT = 256
Key = tuple[str, ...]


class Replays:
    """The last answers that made something, each with what it was asked for by."""

    def __init__(self) -> None:
        self.kept: OrderedDict[Key, tuple[str, int, Document]] = OrderedDict()

    def find(self, call: ApiCall) -> JSONResponse | None:
        """Return the answer that this request has had already; another one cannot use its key."""
        if key_of(call) not in self.kept:
            return None
        body, status, answer = self.kept[key_of(call)]
        if body != body_of(call):
            text = "The idempotency key was used before, by a request with other parameters."
            raise Refusal(text, param=HEADER, code="idempotency_key_reused")
        return JSONResponse(answer, status)

    def keep(self, call: ApiCall, answer: Document, status: int) -> None:
        """Keep an answer that tells of an object, if its request can come again."""
        if call.operation.method == "POST" and HEADER in call.headers and "id" in answer:
            self.kept[key_of(call)] = (body_of(call), status, answer)
            if len(self.kept) > MOST_KEPT:
                self.kept.popitem(last=False)


def key_of(call: ApiCall) -> Key:
    """Return by what a request is known again."""
    place = (call.operation.method, call.operation.path, *call.path.values())
    return (call.principal.api_key_id, call.headers.get(HEADER, ""), *place)


def body_of(call: ApiCall) -> str:
    """Return a digest of what a request sent, its files by their names and sizes."""
    sent = json.dumps(call.body, default=lambda part: [part.filename, part.size], sort_keys=True)
    return sha256(sent.encode()).hexdigest()
