"""Why lines of a batch failed, or were answered only in part; in words that can be counted."""

from collections import Counter
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from ....base.formatting import count
from ....cli.http.api_errors import NOTHING_SAID, error_from_object
from ....cli.output.outcome import incomplete_reason

# Messages that name their own line are all different: what is counted must not grow without end.
MOST_REASONS = 1000
LONGEST_REASON = 200
TOLD = 5
TIMES = "\N{MULTIPLICATION SIGN}"
UNFINISHED = ("failed", "cancelled")
CUT_SHORT = ("length", "content_filter")


def failure_of(result: Any) -> str | None:
    """Return why a line failed: `400: Unsupported parameter`; None if it was answered well.

    An error is one wherever it stands: beside the response, by its status, or in the body of a 200.
    """
    facts = as_object(result)
    if facts.get("error"):
        return _told(as_object(facts["error"]).get("code"), facts["error"])
    response = as_object(facts.get("response"))
    status, body = response.get("status_code"), response.get("body")
    if not isinstance(status, int) or isinstance(status, bool):
        return "there is no answer"
    error = _error_in(body)
    if 200 <= status < 300 and isinstance(body, dict):
        return None if error is None else _told(status, error)
    return _told(status, body if error is None else error)


def incompletion_of(result: Any) -> str | None:
    """Return why an answer is not complete, of a line that was answered."""
    body = as_object(as_object(as_object(result).get("response")).get("body"))
    if reason := incomplete_reason(body):
        return _shortened(reason)
    choices = body.get("choices")
    listed = choices if isinstance(choices, list) else []
    reasons = [as_object(choice).get("finish_reason") for choice in listed]
    return next((reason for reason in CUT_SHORT if reason in reasons), None)


def as_object(value: Any) -> dict[str, Any]:
    """Return a JSON object; what is none has no fields."""
    return value if isinstance(value, dict) else {}


def note(reasons: Counter[str], reason: str) -> None:
    """Count a reason, if it is known or there is room for it."""
    if reason in reasons or len(reasons) < MOST_REASONS:
        reasons[reason] += 1


def commonest(reasons: Counter[str]) -> list[dict[str, Any]]:
    """Return the most frequent reasons, the first one first, for a summary."""
    return [{"reason": reason, "lines": lines} for reason, lines in reasons.most_common(TOLD)]


def failures_text(summary: Mapping[str, Any]) -> str:
    """Say how many failed and why most of them did, without a full stop."""
    failed = summary["failed"]
    told = f"{count(failed)} of {count(summary['lines'], 'line')} failed"
    return ": ".join(filter(None, (told, most(summary.get("failures") or (), failed))))


def incomplete_text(summary: Mapping[str, Any]) -> str | None:
    """Say how many answers are not complete and why; None if all are."""
    incomplete = summary.get("incomplete") or 0
    if not incomplete:
        return None
    are = "answer is" if incomplete == 1 else "answers are"
    told = f"{count(incomplete)} {are} not complete"
    reasons = most(summary.get("incomplete_reasons") or (), incomplete)
    return ": ".join(filter(None, (told, reasons))) + "."


def most(reasons: Sequence[Mapping[str, Any]], total: int) -> str:
    """Return how often the first reason was the one, and for how many it was another."""
    if not reasons:
        return ""
    first = reasons[0]
    others = total - first["lines"]
    more = f", and {count(others)} for other reasons" if others else ""
    return f"{count(first['lines'])} {TIMES} {first['reason']}{more}"


def _error_in(body: Any) -> Any:
    """Return the error that a body carries, whatever status it came with."""
    document = as_object(body)
    if document.get("error"):
        return document["error"]
    if document.get("object") == "error":
        return document
    status = document.get("status")
    return {"message": f"its answer is {status}"} if status in UNFINISHED else None


def _told(number: Any, error: Any) -> str:
    """Return a status or code with what was said; a status alone with its usual phrase."""
    words = _words(error).rstrip(".") or _phrase(number)
    parts = dict.fromkeys((str(number or ""), words))
    return _shortened(": ".join(filter(None, parts))) or NOTHING_SAID


def _words(error: Any) -> str:
    if not isinstance(error, dict):
        return str(error or "")
    said = error_from_object({**error, "code": None}).message
    return said if said != NOTHING_SAID else str(error.get("code") or "")


def _phrase(status: Any) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return ""


def _shortened(reason: str) -> str:
    line = " ".join(reason.split())
    return line if len(line) <= LONGEST_REASON else line[: LONGEST_REASON - 1] + "…"
