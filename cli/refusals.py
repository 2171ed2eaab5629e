"""An HTTP answer that is not a success, turned into the error a person reads."""

import html
import re
from collections.abc import Mapping
from http import HTTPStatus
from json import loads
from typing import Any

from .errors import AccessError, ApiError, NotFoundError, RateLimitError, ServerError
from .output.humane import visible

HINTS: dict[int, str] = {
    401: "Check which key is used and where it comes from: oai config list --origin",
    403: "This key, organization or project may not do that: oai config list --origin",
    404: "Check the id, and that it belongs to this project.",
    413: "Send less at once.",
    429: "Wait a little, or allow more tries with --max-retries.",
}
LONGEST_MESSAGE = 1000
MODEL_HINT = "Name one with --model, or for good: oai config set model NAME (see: oai models list)"
QUOTA_HINT = "The quota is used up: waiting does not help, raising the limit or paying does."
SERVER_HINT = "The fault is on the server's side: try again later, or with more --max-retries."


def refusal(status: int, headers: Mapping[str, str], body: bytes) -> ApiError:
    """Return the error for a status of 400 or more; reads JSON, HTML and plain text alike."""
    error = _error_object(body)
    code = _text(error.get("code"))
    return _class_of(status)(
        _message(status, error, body),
        status=status,
        code=code,
        type=_text(error.get("type")),
        param=_text(error.get("param")),
        request_id=headers.get("x-request-id"),
        hint=_hint(status, code, _text(error.get("param"))),
    )


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
    if code in ("insufficient_quota", "billing_hard_limit_reached"):
        return QUOTA_HINT
    return SERVER_HINT if status >= 500 else HINTS.get(status)


def _error_object(body: bytes) -> dict[str, Any]:
    """Find the error in what a server sent: OpenAI's form, or what compatible servers do."""
    try:
        document = loads(body)
    except (ValueError, RecursionError):
        return {}
    if not isinstance(document, dict):
        return {}
    error = document.get("error", document)
    return error if isinstance(error, dict) else {"message": error}


def _message(status: int, error: dict[str, Any], body: bytes) -> str:
    for key in ("message", "detail", "title"):
        if error.get(key):
            return shortened(visible(str(error[key]), keep_newlines=False))
    text = _plain(body)
    phrase = _phrase(status)
    return f"{phrase}: {text}" if text and text != phrase and not error else phrase


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
    return visible(words[:200], keep_newlines=False)


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "The server refused"


def _text(value: Any) -> str | None:
    return None if value is None else visible(str(value), keep_newlines=False)
