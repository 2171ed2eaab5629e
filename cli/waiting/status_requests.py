"""The requests about a job: those that the commands which show and fetch it send."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ..declare.endpoint import Endpoint, Resource
from ..input.body import build

if TYPE_CHECKING:
    from ..declare.job_kind import JobKind
    from ..http.request import Request


def endpoint_of(root: Resource, job_kind: "JobKind") -> Endpoint:
    """Return the command that shows a job of this kind."""
    return root.endpoint_at(job_kind.shown_by)


def path_keys(endpoint: Endpoint) -> list[str]:
    """Return the keys of the parameters in an endpoint's path, in its order."""
    return [item.key for item in endpoint.parameters if item.place == "path"]


def request_for(root: Resource, job_kind: "JobKind", ids: Sequence[str]) -> "Request":
    """Return the request that asks for the job with these ids."""
    return _request(endpoint_of(root, job_kind), ids)


def request_to_save(root: Resource, job_kind: "JobKind", ids: Sequence[str]) -> "Request":
    """Return the request that fetches what the job with these ids has made."""
    return _request(root.endpoint_at(job_kind.saved_by), ids)


def _request(endpoint: Endpoint, ids: Sequence[str]) -> "Request":
    return build(endpoint, dict(zip(path_keys(endpoint), ids, strict=True)), {}, [])
