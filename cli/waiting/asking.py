"""The requests about a thing: those that the commands which show and fetch it send."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ..body import build
from ..endpoint import Endpoint

if TYPE_CHECKING:
    from ..request import Request
    from .life import Life


def endpoint_of(life: "Life") -> Endpoint:
    """Return the command that shows a thing of this kind."""
    return _endpoint(life.shown_by)


def _endpoint(path: Sequence[str]) -> Endpoint:
    from ...commands import root

    return root.endpoint_at(path)


def path_keys(endpoint: Endpoint) -> list[str]:
    """Return the keys of the parameters in an endpoint's path, in its order."""
    return [item.key for item in endpoint.parameters if item.place == "path"]


def request_for(life: "Life", ids: Sequence[str]) -> "Request":
    """Return the request that asks for the thing with these ids."""
    return _request(endpoint_of(life), ids)


def request_to_save(life: "Life", ids: Sequence[str]) -> "Request":
    """Return the request that fetches what the thing with these ids has made."""
    return _request(_endpoint(life.saved_by), ids)


def _request(endpoint: Endpoint, ids: Sequence[str]) -> "Request":
    return build(endpoint, dict(zip(path_keys(endpoint), ids, strict=True)), {}, [])
