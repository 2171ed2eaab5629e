"""How a list is followed: what is asked for, and what of it is kept."""

from __future__ import annotations

from typing import Any, cast

import pytest

from oai.base.errors import NetworkError
from oai.cli.http.client import Answer
from oai.cli.http.paging import Page, join_pages, pages
from oai.cli.http.paging_style import Paging
from oai.cli.http.request import Request

ALL = "abcdefg"
BY_PAGE = Paging("page", largest=3)
BY_CURSOR = Paging(largest=3)
DENSE = Paging(largest=2, largest_by=("width", {"wide": 4}))


class Api:
    """Lists the letters; it may ignore how many are wanted."""

    def __init__(self, size: int | None = None) -> None:
        self.size = size
        self.asked: list[dict[str, str]] = []

    def __call__(self, request: Request) -> Answer:
        query = dict(request.query)
        self.asked.append(query)
        mark = query.get("after") or query.get("page")
        start = ALL.index(mark) + 1 if mark else 0
        end = start + (self.size or int(query.get("limit", 2)))
        found = [{"id": letter} for letter in ALL[start:end]]
        document: dict[str, Any] = {"data": found, "has_more": end < len(ALL)}
        document |= {"first_id": ALL[start], "next_page": ALL[min(end, len(ALL)) - 1]}
        return cast("Answer", type("Said", (), {"document": document}))


@pytest.mark.parametrize(
    ("paging", "limit", "everything", "found", "sizes"),
    [
        *[(style, None, False, ["ab"], [None]) for style in (BY_CURSOR, BY_PAGE, Paging("none"))],
        *[(style, None, True, ["abc", "def", "g"], ["3"] * 3) for style in (BY_CURSOR, BY_PAGE)],
        *[(BY_CURSOR, 3, False, ["abc"], ["3"]), (BY_CURSOR, 2, False, ["ab"], ["2"])],
        *[(BY_CURSOR, 4, False, ["abc", "d"], ["3", "1"]), (DENSE, 3, False, ["ab", "c"], None)],
        *[
            (BY_CURSOR, 2, True, ["abc", "def", "g"], None),
            (Paging("none"), 9, False, ["ab"], None),
        ],
    ],
)
def test_pages(
    paging: Paging, limit: int | None, everything: bool, found: list[str], sizes: Any
) -> None:
    api = Api()
    got = list(pages(api, Request("GET", "/x"), paging, limit=limit, everything=everything))
    assert ["".join(item["id"] for item in page.items) for page in got] == found
    assert sizes is None or [query.get("limit") for query in api.asked] == sizes
    whole = join_pages(got)
    assert [item["id"] for item in whole["data"]] == list("".join(found))
    assert whole["first_id"] == "a"
    assert whole["has_more"] is got[-1].has_more


def test_a_page_may_hold_more_by_what_is_asked() -> None:
    api = Api()
    request = Request("GET", "/x", query=[("width", "wide")])
    list(pages(api, request, DENSE, limit=None, everything=True))
    assert [query["limit"] for query in api.asked] == ["4", "4"]


def test_more_than_was_wanted_is_left_out() -> None:
    request = Request("GET", "/x")
    (page,) = pages(Api(size=3), request, BY_CURSOR, limit=2, everything=False)
    assert [item["id"] for item in page.items] == ["a", "b"]
    assert page.has_more
    documents = [{"data": [1, 2, 3], "last_id": 3}, {"data": [{"id": "a"}, {"id": "b"}], "next": 1}]
    for document, last in zip(documents, (None, "a"), strict=True):
        said = cast("Answer", type("Said", (), {"document": document}))
        wanted = len(document["data"]) - 1  # type: ignore[arg-type]
        (page,) = pages(
            lambda _, said=said: said, request, BY_CURSOR, limit=wanted, everything=False
        )
        assert [page.document[name] for name in ("last_id", "next") if name in document] == [last]


@pytest.mark.parametrize(
    ("document", "cursor"),
    [
        ({"data": [{"id": "a"}], "has_more": True}, "a"),
        ({"data": [{"id": "a"}], "has_more": True, "last_id": "b"}, "b"),
        ({"data": [{"id": "a"}], "has_more": True, "last_id": "b", "next": "c"}, "c"),
        ({"data": [{"id": 5}], "has_more": True}, "5"),
        *[({"data": [{"id": "a"}]}, None), ({"data": [], "has_more": True, "next": "c"}, None)],
        *[({"data": [5], "has_more": True}, NetworkError), ({"data": 5}, NetworkError)],
        ([], NetworkError),
    ],
)
def test_where_the_next_page_starts(document: Any, cursor: Any) -> None:
    asked: list[str | None] = []

    def send(request: Request) -> Answer:
        asked.append(dict(request.query).get("after"))
        said = document if len(asked) == 1 else {"data": []}
        return cast("Answer", type("Said", (), {"document": said}))

    found = pages(send, Request("GET", "/x"), BY_CURSOR, limit=None, everything=True)
    if cursor is NetworkError:
        with pytest.raises(NetworkError):
            list(found)
        return
    list(found)
    assert asked == ([None] if cursor is None else [None, cursor])


def test_a_circle_is_an_error() -> None:
    said = cast("Answer", Page({"data": [{"id": "a"}], "has_more": True}, []))
    found = pages(lambda _: said, Request("GET", "/x"), BY_CURSOR, limit=None, everything=True)
    with pytest.raises(NetworkError, match="circle: a came twice"):
        list(found)
