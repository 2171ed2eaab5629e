"""A list that is called for: how much of it is wanted, and written as its pages come."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .errors import InputError
from .paging import Page, joined, pages, sized
from .paging_style import Paging
from .request import Request

if TYPE_CHECKING:
    from .call import Call

# What is written as it comes, so that no page but the last needs to be kept.
UNKEPT = ("jsonl", "text", "quiet")


@dataclass(frozen=True)
class Extent:
    """How much of a list is wanted: so many items, every one, or what the server gives at once."""

    paging: Paging
    limit: int | None
    everything: bool

    @classmethod
    def of(cls, call: "Call", request: Request) -> "Extent":
        """Read it from a call; a bounded list is wanted whole, unless a part of it is named."""
        paging = call.endpoint.paging or Paging()
        in_part = any(name in ("limit", "page") for name, _ in request.query)
        everything = call.everything or (paging.bounded and not in_part)
        return cls(paging, None if everything else call.values.get("limit"), everything)


def first_request(call: "Call", request: Request) -> Request:
    """Return the request for the first page, as it is sent."""
    if call.printer.kind == "raw":
        return request
    extent = Extent.of(call, request)
    return sized(request, extent.paging, limit=extent.limit, everything=extent.everything)


def write_list(call: "Call", request: Request) -> None:
    """Fetch as much as is wanted, and write it."""
    if call.printer.kind == "raw":
        _write_raw(call, request)
        return
    extent = Extent.of(call, request)
    fetched: list[Page] = []
    call.printer.items(_items(call, request, extent, fetched), lambda: joined(fetched))
    if fetched and fetched[-1].has_more and extent.limit is None and not extent.everything:
        call.session.notices.say("There are more: --all fetches every one, --limit N so many.")


def _items(
    call: "Call", request: Request, extent: Extent, fetched: list[Page]
) -> Iterator[list[Any]]:
    keep = call.printer.kind not in UNKEPT
    limit, everything = extent.limit, extent.everything
    for page in pages(call.send, request, extent.paging, limit=limit, everything=everything):
        if keep:
            fetched.append(page)
        else:
            fetched[:] = [Page({**page.document, "data": []}, [])]
        yield page.items
        call.leave_ids(page.document)


def _write_raw(call: "Call", request: Request) -> None:
    if call.everything:
        raise InputError(
            "--format raw is one answer as it came, and --all joins many.",
            hint="Use --format json or jsonl.",
        )
    call.write(call.send(request))
