"""Reads `multipart/form-data` as it arrives: fields as text, files straight into the store."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header

from ..state.identifiers import new_id
from .refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from starlette.requests import Request

    from ..state.blobs import Blobs, BlobWriter

MOST_TEXT = 1 << 20


@dataclass(frozen=True)
class ReceivedFile:
    """A file that came with a form; its bytes wait in the store under `owner`."""

    owner: str
    path: str
    content_type: str
    size: int

    @property
    def filename(self) -> str:
        """The file's name, without any folder that a client may have sent."""
        return self.path.rsplit("/", 1)[-1]


class Part:
    """The part of a form that is being read."""

    def __init__(self) -> None:
        self.headers: dict[bytes, bytes] = {}
        self.header_name = b""
        self.header_value = b""
        self.text = bytearray()
        self.writer: BlobWriter | None = None

    def disposition(self) -> dict[bytes, bytes]:
        """Return the options of the part's Content-Disposition."""
        return parse_options_header(self.headers.get(b"content-disposition", b""))[1]

    def name(self) -> str:
        """Return the field's name."""
        return self.disposition().get(b"name", b"").decode()


class FormReader:
    """Takes the body's bytes as they come and gathers what they say."""

    def __init__(self, boundary: bytes, blobs: Blobs, file_fields: Iterable[str]) -> None:
        self.blobs = blobs
        self.file_fields = frozenset(file_fields)
        self.items: list[tuple[str, str | ReceivedFile]] = []
        self.part = Part()
        self.ended = False
        self.parser = MultipartParser(boundary, self.callbacks())

    def callbacks(self) -> Any:
        """Return what the parser calls, by its names for the events."""
        return {
            "on_part_begin": self.begin,
            "on_header_field": self.header_name,
            "on_header_value": self.header_value,
            "on_header_end": self.header_end,
            "on_headers_finished": self.headers_finished,
            "on_part_data": self.data,
            "on_part_end": self.part_end,
            "on_end": self.end,
        }

    def begin(self) -> None:
        """Start a part."""
        self.part = Part()

    def header_name(self, data: bytes, start: int, end: int) -> None:
        """Take a piece of a header's name."""
        self.part.header_name += data[start:end]

    def header_value(self, data: bytes, start: int, end: int) -> None:
        """Take a piece of a header's value."""
        self.part.header_value += data[start:end]

    def header_end(self) -> None:
        """Keep the header."""
        self.part.headers[self.part.header_name.lower()] = self.part.header_value
        self.part.header_name = self.part.header_value = b""

    def headers_finished(self) -> None:
        """Decide whether the part is a file."""
        if self.part.name().removesuffix("[]") in self.file_fields:
            self.part.writer = self.blobs.writer(new_id("incoming-"))

    def data(self, data: bytes, start: int, end: int) -> None:
        """Take a piece of the part's content."""
        if self.part.writer is not None:
            self.part.writer.write(data[start:end])
            return
        self.part.text += data[start:end]
        if len(self.part.text) > MOST_TEXT:
            raise Refusal(f"The form field '{self.part.name()}' is too long.")

    def part_end(self) -> None:
        """Keep the finished part."""
        self.items.append((self.part.name(), self.file() or self.part.text.decode()))

    def file(self) -> ReceivedFile | None:
        """Return the finished part as a file, if it is one."""
        writer = self.part.writer
        if writer is None:
            return None
        writer.flush()
        content_type = self.part.headers.get(b"content-type", b"application/octet-stream")
        return ReceivedFile(writer.owner, self.path(), content_type.decode(), writer.written)

    def path(self) -> str:
        """Return the file's name with the folders that a client may have sent."""
        options = self.part.disposition()
        # Browsers and httpx escape quotes and line ends in a name, and nothing else.
        name = options.get(b"filename", b"upload").decode(errors="replace")
        for escaped in ("%22", "%0D", "%0A"):
            name = name.replace(escaped, unquote(escaped))
        return name.replace("\\", "/")

    def end(self) -> None:
        """Note that the form is whole."""
        self.ended = True

    def discard(self) -> None:
        """Forget the bytes that no handler has taken."""
        for _, value in self.items:
            if isinstance(value, ReceivedFile):
                self.blobs.delete(value.owner)
        if self.part.writer is not None:
            self.blobs.delete(self.part.writer.owner)


async def read_form(request: Request, reader: FormReader) -> dict[str, Any]:
    """Read the whole form and return it as nested fields."""
    try:
        async for data in request.stream():
            reader.parser.write(data)
    except (FormParserError, UnicodeDecodeError) as error:
        raise Refusal(f"Could not parse the multipart form: {error}") from error
    if not reader.ended:
        raise Refusal("The multipart form ends before its last boundary.")
    return nest(reader.items)


def boundary_of(request: Request) -> bytes:
    """Return the boundary between the form's parts."""
    kind, options = parse_options_header(request.headers.get("content-type"))
    if kind != b"multipart/form-data" or not options.get(b"boundary"):
        raise Refusal("The Content-Type of this request must be 'multipart/form-data'.")
    return options[b"boundary"]


def nest(items: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """Return `a[]=1`, `a[]=2` as a list and `b[c][d]=3` as objects."""
    nested: dict[str, Any] = {}
    for name, value in items:
        put(nested, name.replace("]", "").split("["), value)
    return nested


def put(target: dict[str, Any], names: list[str], value: Any) -> None:
    """Put a value where its names lead to."""
    outer, *inner = names
    if not inner:
        target[outer] = value
    elif inner == [""]:
        target[outer] = [*as_list(target.get(outer)), value]
    else:
        target[outer] = as_dict(target.get(outer))
        put(target[outer], inner, value)


def as_list(value: Any) -> list[Any]:
    """Return what was gathered so far, if it is a list."""
    return value if isinstance(value, list) else []


def as_dict(value: Any) -> dict[str, Any]:
    """Return what was gathered so far, if it is an object."""
    return value if isinstance(value, dict) else {}
