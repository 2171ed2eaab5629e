"""What the server answers when it will not do what was asked, in the API's error format."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import JSONResponse

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

INVALID = "invalid_request_error"
TYPES = {401: INVALID, 429: "rate_limit_error", 500: "server_error"}
QUOTA = "insufficient_quota"
CODES = {
    401: "invalid_api_key",
    429: "rate_limit_exceeded",
    500: "server_error",
    503: "service_unavailable",
}


class Refusal(Exception):  # noqa: N818 - what the caller gets is an answer, not a crash
    """An error that the API would answer with."""

    def __init__(
        self,
        message: str,
        *,
        status: int = 400,
        param: str | None = None,
        code: str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.status = status
        self.param = param
        self.code = code
        self.headers = headers

    def body(self) -> dict[str, dict[str, str | None]]:
        """Return the error as the API writes it."""
        return error_body(self.status, self.message, param=self.param, code=self.code)

    def response(self) -> JSONResponse:
        """Return the answer."""
        return JSONResponse(self.body(), self.status, self.headers)


def error_body(
    status: int, message: str, *, param: str | None = None, code: str | None = None
) -> dict[str, dict[str, str | None]]:
    """Return the API's error object for a status."""
    kind = TYPES.get(status, "server_error" if status >= 500 else INVALID)
    if code == QUOTA:
        kind = QUOTA
    return {"error": {"message": message, "type": kind, "param": param, "code": code}}


def missing(noun: str, identifier: str) -> Refusal:
    """Return the refusal for an id that names nothing."""
    return Refusal(f"No such {noun}: {identifier}", status=404, param="id")


def absent(where: str) -> Refusal:
    """Return the refusal for something that must be there."""
    text = f"Missing required parameter: '{where}'."
    return Refusal(text, param=where, code="missing_required_parameter")


def require(given: Mapping[str, object], names: Iterable[str], within: str = "") -> None:
    """Raise the refusal of the first of these fields that is absent or empty."""
    for name in names:
        if not given.get(name):
            raise absent(f"{within}{name}")


def unsupported(value: object, supported: Iterable[str], where: str) -> Refusal:
    """Return the refusal for a value that is not in a closed set, or is not there at all."""
    if value is None:
        return absent(where)
    names = ", ".join(f"'{name}'" for name in supported)
    text = f"Invalid value: '{value}'. Supported values are: {names}."
    return Refusal(text, param=where, code="invalid_value")
