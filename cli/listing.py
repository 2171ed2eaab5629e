"""A list: as much of it as is wanted, page by page, written as it comes where that can be."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..base.errors import InputError, OaiError
from .http.paging import Page, join_pages, pages, with_page_size
from .http.paging_style import Paging
from .http.request import Request

if TYPE_CHECKING:
    from .call import Call


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
    return with_page_size(request, extent.paging, limit=extent.limit, everything=extent.everything)


def write_list(call: "Call", request: Request) -> None:
    """Fetch as many pages as are wanted and write their items."""
    if call.printer.kind == "raw":
        _write_raw(call, request)
        return
    extent = Extent.of(call, request)
    fetched: list[Page] = []
    call.printer.items(_items(call, request, extent, fetched), lambda: join_pages(fetched))
    if fetched and fetched[-1].has_more and extent.limit is None and not extent.everything:
        call.session.notices.say("There are more: --all fetches every one, --limit N so many.")


def _items(
    call: "Call", request: Request, extent: Extent, fetched: list[Page]
) -> Iterator[list[Any]]:
    """Give the items of each page; of what is written already no more than the last is kept."""
    limit, everything = extent.limit, extent.everything
    count, last = 0, None
    try:
        for page in pages(call.send, request, extent.paging, limit=limit, everything=everything):
            if call.printer.writes_at_once:
                fetched[:] = [Page({**page.document, "data": []}, [])]
            else:
                fetched.append(page)
            yield page.items
            call.remember_ids(page.document)
            count, last = count + len(page.items), page.items[-1] if page.items else last
    except OaiError as error:
        if count and call.printer.writes_at_once:
            error.hint = f"{_incomplete(call, count, last)} {error.hint or ''}".rstrip()
        raise


def _incomplete(call: "Call", count: int, last: Any) -> str:
    """Say how much came before a list broke, and how to go on from there."""
    said = f"The list is not complete: {count} items came."
    is_after = any(parameter.name == "after" for parameter in call.endpoint.parameters)
    if call.everything and is_after and isinstance(last, dict) and "id" in last:
        return f"{said} Go on with --after {last['id']}."
    return said


def _write_raw(call: "Call", request: Request) -> None:
    if call.everything:
        raise InputError(
            "--format raw is one answer as it came, and --all joins many.",
            hint="Use --format json or jsonl.",
        )
    call.write(call.send(request))
