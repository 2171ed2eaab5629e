"""What is said when something is used that the API has deprecated: a line each on stderr."""

from collections.abc import Iterator
from typing import Any

from .declare.endpoint import Endpoint
from .declare.markers import Mark
from .declare.model_shutdowns import shutdown_of
from .http.request import Request

DATES = "https://platform.openai.com/docs/deprecations"


def deprecations(endpoint: Endpoint, request: Request) -> Iterator[str]:
    """Give what is to be known of a request: of its operation, its fields, and its model."""
    if endpoint.deprecated:
        yield f"{endpoint.method} {endpoint.path_template} is {endpoint.deprecated}."
    sent = _sent(request)
    for item in endpoint.parameters:
        if Mark.DEPRECATED in item.marks and item.name in sent:
            yield f"{item.label} is deprecated by the API."
    date = shutdown_of(sent.get("model"))
    if date is not None:
        yield f"{sent['model']} has the shutdown date {date}. See: {DATES}"


def _sent(request: Request) -> dict[str, Any]:
    """Return the fields of a request, wherever they are in it."""
    body = request.body if isinstance(request.body, dict) else {}
    return {**dict(request.query), **dict(request.form or []), **body}
