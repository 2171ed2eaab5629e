"""What an answer that arrived well says of a job that did not go well."""

from typing import Any

from ...base.errors import JobError

FAILED = ("failed",)


def check_outcome(document: Any) -> None:
    """Raise JobError if an answer reports a job that failed."""
    if isinstance(document, dict) and document.get("status") in FAILED:
        reason = reason_of(document) or "no reason given"
        raise JobError(f"{document.get('id')} failed: {reason}")


def reason_of(document: dict[str, Any]) -> str | None:
    """Return why a job failed, wherever its kind of object says so."""
    error = document.get("error") or document.get("last_error") or _first_of(document)
    if isinstance(error, str):
        return error
    if not isinstance(error, dict) or not error.get("message"):
        return None
    line = error.get("line")
    return f"{error['message']}" if line is None else f"line {line}: {error['message']}"


def incomplete_reason(document: Any) -> str | None:
    """Return why an answer is not complete; None if it does not say that it is incomplete."""
    if not isinstance(document, dict) or document.get("status") != "incomplete":
        return None
    details = document.get("incomplete_details")
    reason = details.get("reason") if isinstance(details, dict) else None
    return str(reason or "no reason given")


def _first_of(document: dict[str, Any]) -> Any:
    """Return the first of a batch's errors."""
    errors = document.get("errors")
    found = errors.get("data") if isinstance(errors, dict) else None
    return found[0] if isinstance(found, list) and found else None
