"""Lists, followed from page to page on one connection."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ...base.errors import NetworkError
from .paging_style import Paging
from .request import Request

if TYPE_CHECKING:
    from .client import Answer

# Where an envelope says what comes next: lists of roles, of groups and of files say `next`.
CURSORS = ("next", "last_id")


@dataclass(frozen=True)
class Page:
    """One page: the API's own envelope and the items that were asked for."""

    document: dict[str, Any]
    items: list[Any]

    @property
    def has_more(self) -> bool:
        """Whether the API holds more items than these."""
        return bool(self.document.get("has_more"))


def pages(
    send: "Callable[[Request], Answer]",
    request: Request,
    paging: Paging,
    *,
    limit: int | None,
    everything: bool,
) -> Iterator[Page]:
    """Fetch pages until there are `limit` items, or all, or else just the first page."""
    wanted = None if everything else limit
    many = everything or limit is not None
    seen: set[str] = set()
    while True:
        request = with_page_size(request, paging, limit=wanted, everything=everything)
        page = _page(send(request).document, wanted)
        wanted = None if wanted is None else wanted - len(page.items)
        cursor = _cursor(page, paging) if many and wanted != 0 else None
        if cursor in seen:
            raise NetworkError(f"The server's list goes in a circle: {cursor} came twice.")
        yield page
        if cursor is None:
            return
        seen.add(cursor)
        request = request.with_query(**{_parameter(paging): cursor})


def with_page_size(
    request: Request, paging: Paging, *, limit: int | None, everything: bool
) -> Request:
    """Ask for as much as one page may hold, where more than the server's own choice is wanted."""
    if paging.style == "none" or not (everything or limit is not None):
        return request
    largest = paging.largest_for(request.query)
    return request.with_query(limit=largest if limit is None else min(limit, largest))


def _page(document: Any, wanted: int | None) -> Page:
    if not isinstance(document, dict) or not isinstance(document.get("data"), list):
        raise NetworkError(
            "The server's answer is not a list: it has no `data`.",
            hint="Look at it with --format raw.",
        )
    items = document["data"]
    if wanted is None or len(items) <= wanted:
        return Page(document, items)
    # A server that ignores `limit` has more than was wanted: say so, as if it had not.
    kept = items[:wanted]
    last = kept[-1].get("id") if kept and isinstance(kept[-1], dict) else None
    moved = {name: last for name in CURSORS if name in document}
    return Page({**document, "data": kept, "has_more": True, **moved}, kept)


def _parameter(paging: Paging) -> str:
    return "page" if paging.style == "page" else "after"


def _cursor(page: Page, paging: Paging) -> str | None:
    """Return where the next page starts; None after the last one."""
    if paging.style == "none" or not page.has_more:
        return None
    if paging.style == "page":
        return page.document.get("next_page") or page.document.get("next")
    if not page.items:
        return None
    last = next((page.document[name] for name in CURSORS if page.document.get(name)), None)
    if last is None and isinstance(page.items[-1], dict):
        last = page.items[-1].get("id")
    if last is None:
        raise NetworkError("The server says that the list goes on, but not from where.")
    return str(last)


def join_pages(fetched: list[Page]) -> dict[str, Any]:
    """Return one envelope: the last page's, with the items of all and the first page's start."""
    document = dict(fetched[-1].document)
    document["data"] = [item for page in fetched for item in page.items]
    if "first_id" in document:
        document["first_id"] = fetched[0].document.get("first_id")
    return document
