"""What an answer's head proves, what of an upload is there, and a form's bytes."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import httpx
import pytest

from oai.cli.http.multipart import encode
from oai.cli.http.request import FilePart, Request
from oai.cli.http.source import PIECE, ChangedError, Slice, Source
from oai.cli.transfers.open_upload import LIFETIME, OpenUpload
from oai.cli.transfers.version import Version, head_of, validator_of

NOON, MINUTE_AGO = "Wed, 21 Oct 2026 12:00:00 GMT", "Wed, 21 Oct 2026 11:59:00 GMT"
SECONDS_AGO = "Wed, 21 Oct 2026 11:59:01 GMT"


@pytest.mark.parametrize(
    ("headers", "validator"),
    [
        *[({}, None), ({"etag": '"a"'}, '"a"'), ({"etag": 'W/"a"'}, None), ({"etag": "a"}, None)],
        ({"last-modified": MINUTE_AGO, "date": NOON}, MINUTE_AGO),
        ({"last-modified": SECONDS_AGO, "date": NOON}, None),
        *[({"last-modified": MINUTE_AGO}, None), ({"last-modified": "x", "date": NOON}, None)],
        ({"last-modified": MINUTE_AGO.replace("GMT", "-0000"), "date": NOON}, None),
        ({"etag": 'W/"a"', "last-modified": MINUTE_AGO, "date": NOON}, None),
    ],
)
def test_what_proves_a_version(headers: dict[str, str], validator: str | None) -> None:
    assert validator_of(headers) == validator


@pytest.mark.parametrize(
    ("status", "headers", "start", "version"),
    [
        (200, {"content-length": "5", "etag": '"a"'}, 0, Version('"a"', 5)),
        (200, {"content-length": "5", "etag": '"a"', "content-encoding": "x"}, 0, Version()),
        *[(200, {"content-length": "x"}, 0, Version()), (200, {}, 0, Version())],
        (200, {"content-length": "1" * 19}, 0, Version()),
        (200, {"content-length": "1" * 18}, 0, Version(None, int("1" * 18))),
        (206, {"content-range": "bytes 2-4/5", "etag": '"a"'}, 2, Version('"a"', 5)),
        (206, {"content-range": "bytes 4-4/5"}, 4, Version(None, 5)),
        *[
            (206, {"content-range": f"bytes {it}"}, None, None)
            for it in ("4-5/5", "3-2/5", "0-4/*")
        ],
        (206, {}, None, None),
        (206, {"content-range": "bytes 2-4/5", "content-encoding": "x"}, None, None),
    ],
)
def test_where_an_answer_begins(
    status: int, headers: dict[str, str], start: int | None, version: Version | None
) -> None:
    head = head_of(httpx.Response(status, headers=headers))
    assert (head and (head.start, head.version)) == (None if start is None else (start, version))


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        *[(("a", 5), ("a", 5), True), (("a", 5), ("a", 6), False), (("a", 5), ("b", 5), False)],
        *[(("a", None), ("a", 6), True), (("a", 6), ("a", None), True)],
        *[((None, 5), (None, 5), False), ((None, 5), ("a", 5), False)],
    ],
)
def test_whether_two_are_the_same(one: Any, other: Any, is_same: bool) -> None:
    assert Version(*one).is_same(Version(*other)) is is_same


@pytest.mark.parametrize(
    ("note", "version"),
    [
        *[({}, Version()), ({"validator": "a", "total": 1}, Version("a", 1))],
        *[({"validator": 5, "total": wrong}, Version()) for wrong in (0, -1, True, "5", None)],
    ],
)
def test_a_version_that_was_noted(note: dict[str, Any], version: Version) -> None:
    assert Version.noted(note) == version


def test_an_open_upload(tmp_path: Path) -> None:
    path = tmp_path / "data"
    path.write_bytes(b"0123456789")
    with Source.open(path) as source:
        content = Slice(source, 1, 10)
        upload = OpenUpload.opened({"id": "upload_1", "created_at": 5}, content, 4)
        assert (upload.created_at, upload.expires_at) == (5, 5 + LIFETIME)
        assert (upload.size, upload.modified, upload.part_size) == (9, source.modified, 4)
        slices = upload.slices(content)
        assert [(each.start, each.stop) for each in slices] == [(1, 5), (5, 9), (9, 10)]
        upload.parts = {2: ("c", "x"), 0: ("a", "y")}
        assert (upload.missing(slices), upload.part_ids()) == ([1], ["a", "c"])
        assert OpenUpload.noted(upload.document()) == upload
        assert OpenUpload.noted({**upload.document(), "more": 1}) is None
        assert upload.is_over
        assert "expired" in str(upload.obstacle(content))
        upload.expires_at = time.time() + LIFETIME
        assert not upload.is_over
        assert upload.obstacle(content) is None
        assert upload.obstacle(Slice(source, 0, 10)) == "the file has changed since"
        upload.modified += 1
        assert upload.obstacle(content) == "the file has changed since"


@pytest.mark.parametrize("size", [0, 1, PIECE, PIECE + 1])
def test_a_form(tmp_path: Path, size: int) -> None:
    path = tmp_path / "data"
    path.write_bytes(b"x" * size)
    read: list[int] = []
    with Source.open(path) as source:
        request = Request("POST", "/x", form=[('a"b', "ü")], on_read=read.append)
        request.files = [
            FilePart("f", "n\n\\", "text/plain", path),
            FilePart("g", "m", "text/plain", b"yy"),
            FilePart("h", "m", "text/plain", Slice(source, 0, size)),
        ]
        with encode(request) as (headers, content):
            sent = b"".join(content)
    assert headers["Content-Length"] == str(len(sent))
    boundary = headers["Content-Type"].partition("boundary=")[2].encode()
    begun, *parts, end = sent.split(b"--" + boundary)
    assert (begun, end) == (b"", b"--\r\n")
    head = b"\r\nContent-Disposition: form-data; "
    of_file = b'; filename="%b"\r\nContent-Type: text/plain\r\n\r\n'
    assert parts == [
        head + b'name="a%22b"\r\n\r\n' + "ü".encode() + b"\r\n",
        head + b'name="f"' + of_file % b"n%0A\\\\" + b"x" * size + b"\r\n",
        head + b'name="g"' + of_file % b"m" + b"yy\r\n",
        head + b'name="h"' + of_file % b"m" + b"x" * size + b"\r\n",
    ]
    assert read[-1] == 2 * size + 2
    assert read == sorted(read)


@pytest.mark.parametrize(
    ("body", "sent"), [(None, None), ("ü", b"\xc3\xbc"), ({"a": 1}, b'{"a": 1}')]
)
def test_a_body(body: Any, sent: bytes | None) -> None:
    with encode(Request("POST", "/x", body=body)) as (headers, content):
        assert (headers, content) == ({}, sent)


def test_a_file_that_changes_while_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "data"
    path.write_bytes(b"01234")
    with Source.open(path) as source:
        assert b"".join(source.pieces(1, 4)) == b"123"
        assert list(source.pieces(4, 4)) == []
        with path.open("ab") as file:
            file.write(b"5")
        for stop in (3, 9):
            with pytest.raises(ChangedError):
                list(source.pieces(0, stop))
