"""An HTTP answer that is not a success, turned into the error a person reads."""

import html
import re
from collections.abc import Mapping
from http import HTTPStatus
from json import loads
from typing import Any

from ...base.errors import (
    OUT_OF_QUOTA,
    AccessError,
    ApiError,
    NetworkError,
    NotFoundError,
    RateLimitError,
    ServerError,
)
from ...base.formatting import duration, escape_line
from ...base.surrogates import replace_lone_surrogates
from .retries import server_delay

HINTS: dict[int, str] = {
    401: "Check which key is used and where it comes from: oai config list --origin",
    403: "This key, organization or project may not do that: oai config list --origin",
    404: "Check the id, and that it belongs to this project.",
    413: "Send less at once.",
    429: "Wait a little, or allow more tries with --max-retries.",
}
LONGEST_MESSAGE = 1000
NOTHING_SAID = "no reason given"
# Where servers put their words; FastAPI's `detail` is a list of places with a `msg` each.
SAYING = ("message", "detail", "msg", "error_description", "error", "errors", "title", "reason")
RATE_CODES = frozenset({"rate_limit_exceeded", "insufficient_quota"})
SERVER_CODES = frozenset({"server_error", "internal_error", "vector_store_timeout"})
MODEL_HINT = "Name one with --model, or for good: oai config set model NAME (see: oai models list)"
QUOTA_HINT = "The quota is used up: waiting does not help, raising the limit or paying does."
SERVER_HINT = "The fault is on the server's side: try again later, or with more --max-retries."


def api_error(
    status: int, headers: Mapping[str, str], body: bytes, access_hint: str | None = None
) -> ApiError:
    """Return the error for a status of 400 or more; reads JSON, HTML and plain text alike.

    `access_hint` is what to do where the key that was sent, or that none was, explains it.
    """
    error = _error_object(body)
    code = _text(error.get("code"))
    refused = _class_of(status)(
        _message(status, error, body),
        status=status,
        code=code,
        type=_text(error.get("type")),
        param=_text(error.get("param")),
        request_id=headers.get("x-request-id"),
        hint=_hint(status, code, _text(error.get("param"))),
    )
    if access_hint and isinstance(refused, AccessError) and refused.hint == HINTS[status]:
        refused.hint = access_hint
    refused.retry_after = server_delay(headers)
    if (refused.retry_after or 0) >= 1 and refused.hint == HINTS[429]:
        asked = f"The server asks to wait {duration(refused.retry_after or 0)}"
        refused.hint = f"{asked}: --max-retries and --max-wait allow for it."
    return refused


def error_in_place(document: Any) -> ApiError | None:
    """Return the error that some servers send, as a success, in place of an answer."""
    if not isinstance(document, dict) or document.get("id"):
        return None
    is_error = document.get("error") or document.get("object") == "error"
    return error_from_object(_facts_of(document)) if is_error else None


def refuse_html_page(headers: Mapping[str, str]) -> None:
    """Raise NetworkError for the page of a portal or a proxy: no API answers with one."""
    if headers.get("content-type", "").startswith("text/html"):
        raise NetworkError(
            "The server answered with a web page.",
            hint="Check --base-url, and whether a proxy or a login is in between.",
        )


def error_from_object(error: Any) -> ApiError:
    """Return the error that an error object stands for where no HTTP status tells its kind."""
    facts = error if isinstance(error, dict) else {"message": str(error)}
    code, param = _text(facts.get("code")), _text(facts.get("param"))
    is_status = code is not None and code.isdecimal()
    kind = _class_of(int(code or 0)) if is_status else _class_by_name(code, facts)
    status = {RateLimitError: 429, ServerError: 500}.get(kind, 0)
    return kind(
        _said(facts) or code or NOTHING_SAID,
        code=code,
        type=_text(facts.get("type")),
        param=param,
        hint=_hint(status, code, param),
    )


def _class_by_name(code: str | None, facts: dict[str, Any]) -> type[ApiError]:
    if code in RATE_CODES:
        return RateLimitError
    if code in SERVER_CODES or facts.get("type") == "server_error":
        return ServerError
    return ApiError


def _class_of(status: int) -> type[ApiError]:
    if status >= 500:
        return ServerError
    special: dict[int, type[ApiError]] = {
        401: AccessError,
        403: AccessError,
        404: NotFoundError,
        429: RateLimitError,
    }
    return special.get(status, ApiError)


def _hint(status: int, code: str | None, param: str | None) -> str | None:
    if param == "model":
        return MODEL_HINT
    if code in OUT_OF_QUOTA:
        return QUOTA_HINT
    return SERVER_HINT if status >= 500 else HINTS.get(status)


def _error_object(body: bytes) -> dict[str, Any]:
    """Find the error in what a server sent: OpenAI's form, or what compatible servers do."""
    try:
        document = loads(body)
    except (ValueError, RecursionError):
        return {}
    return _facts_of(document) if isinstance(document, dict) else {}


def _facts_of(document: dict[str, Any]) -> dict[str, Any]:
    """Return the error object within a document, or the document if it is one itself."""
    error = document.get("error")
    return error if error and isinstance(error, dict) else document


def _message(status: int, error: dict[str, Any], body: bytes) -> str:
    if said := _said(error):
        return said
    text = _plain(body)
    phrase = _phrase(status)
    is_told = not text or text == phrase or error.get("code") or error.get("type")
    return phrase if is_told else f"{phrase}: {text}"


def _said(error: dict[str, Any]) -> str:
    try:
        return shortened(escape_line(replace_lone_surrogates(_words(error))))
    except RecursionError:
        return ""


def _words(said: Any) -> str:
    """Return a text as it is, and of lists and objects the texts where servers put their words."""
    if isinstance(said, list):
        return "; ".join(filter(None, map(_words, said)))
    if not isinstance(said, dict):
        return said if isinstance(said, str) else ""
    words = next((found for key in SAYING if (found := _words(said.get(key)))), "")
    place = said.get("loc")
    return f"{'.'.join(map(str, place))}: {words}" if place and isinstance(place, list) else words


def shortened(text: str) -> str:
    """Return a message cut to what a person reads."""
    return text if len(text) <= LONGEST_MESSAGE else text[:LONGEST_MESSAGE] + "..."


def _plain(body: bytes) -> str:
    """Return a page's title, or the first words of a text."""
    text = body[:20_000].decode("utf-8", "replace")
    if "<" in text:
        title = re.search(r"<title[^>]*>(.*?)</title>", text, re.S | re.I)
        text = title.group(1) if title else re.sub(r"<[^>]+>", " ", text)
    words = " ".join(html.unescape(text).split())
    return escape_line(words[:200])


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "The server refused"


def _text(value: Any) -> str | None:
    return None if value is None else escape_line(replace_lone_surrogates(str(value)))
