"""The request that asks how a thing is: the one that the command which shows it sends."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ..body import build
from ..endpoint import Endpoint

if TYPE_CHECKING:
    from ..request import Request
    from .life import Life


def endpoint_of(life: "Life") -> Endpoint:
    """Return the command that shows a thing of this kind."""
    from ...commands import root

    return root.endpoint_at(life.shown_by)


def path_keys(endpoint: Endpoint) -> list[str]:
    """Return the keys of the parameters in an endpoint's path, in its order."""
    return [item.key for item in endpoint.parameters if item.place == "path"]


def request_for(life: "Life", ids: Sequence[str]) -> "Request":
    """Return the request that asks for the thing with these ids."""
    endpoint = endpoint_of(life)
    return build(endpoint, dict(zip(path_keys(endpoint), ids, strict=True)), {}, [])
