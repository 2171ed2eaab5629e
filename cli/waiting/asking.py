"""The requests about a thing: those that the commands which show and fetch it send."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ..declare.endpoint import Endpoint, Resource
from ..input.body import build

if TYPE_CHECKING:
    from ..declare.life import Life
    from ..http.request import Request


def endpoint_of(root: Resource, life: "Life") -> Endpoint:
    """Return the command that shows a thing of this kind."""
    return root.endpoint_at(life.shown_by)


def path_keys(endpoint: Endpoint) -> list[str]:
    """Return the keys of the parameters in an endpoint's path, in its order."""
    return [item.key for item in endpoint.parameters if item.place == "path"]


def request_for(root: Resource, life: "Life", ids: Sequence[str]) -> "Request":
    """Return the request that asks for the thing with these ids."""
    return _request(endpoint_of(root, life), ids)


def request_to_save(root: Resource, life: "Life", ids: Sequence[str]) -> "Request":
    """Return the request that fetches what the thing with these ids has made."""
    return _request(root.endpoint_at(life.saved_by), ids)


def _request(endpoint: Endpoint, ids: Sequence[str]) -> "Request":
    return build(endpoint, dict(zip(path_keys(endpoint), ids, strict=True)), {}, [])
