"""One request as plain data: what is sent, what a dry run shows, what curl would say."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

if TYPE_CHECKING:
    from .source import Slice

UNKNOWN_TYPE = "application/octet-stream"


@dataclass(frozen=True)
class FilePart:
    """A file in a multipart form: its own path, bytes that are already here, or some of a file."""

    name: str
    filename: str
    content_type: str
    source: "Path | bytes | Slice"

    @property
    def shown(self) -> str:
        """How a dry run names it."""
        return f"@{self.source}" if isinstance(self.source, Path) else f"@- ({self.filename})"


class PendingUpload(str):
    """`@path` where the id of a file belongs: the file has to be uploaded first."""

    source: "Path | FilePart"
    purpose: str

    def __new__(cls, text: str, source: "Path | FilePart", purpose: str) -> "PendingUpload":
        """Return the text as it was typed, with what it stands for."""
        made = super().__new__(cls, text)
        made.source, made.purpose = source, purpose
        return made


@dataclass
class Request:
    """A call of the API, before keys and transport.

    A body that is a text is sent as it is, under the content type in the headers.
    `on_read` is told how many bytes of the files have been read, from the start at each try;
    `idempotent` says that what it does is not done twice by sending it again.
    """

    method: str
    path: str
    query: list[tuple[str, str]] = field(default_factory=list)
    body: Any = None
    form: list[tuple[str, str]] | None = None
    files: list[FilePart] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)
    admin: bool = False
    on_read: Callable[[int], None] | None = None
    idempotent: bool = False

    @property
    def is_safe(self) -> bool:
        """Whether it may be sent again though it was perhaps done already."""
        return self.idempotent or self.method == "GET"

    @property
    def pending_uploads(self) -> list[PendingUpload]:
        """The files that have to be uploaded before their ids can be sent."""
        fields = self.body.values() if isinstance(self.body, dict) else ()
        listed = (field if isinstance(field, list) else [field] for field in fields)
        return [value for values in listed for value in values if isinstance(value, PendingUpload)]

    def with_query(self, **values: object) -> "Request":
        """Return this request with some query parameters put in, or out when None."""
        given = {name: str(value) for name, value in values.items() if value is not None}
        kept = [
            (name, given.pop(name, value))
            for name, value in self.query
            if name not in values or name in given
        ]
        return replace(self, query=[*kept, *given.items()])

    def url(self, base_url: str) -> str:
        """Return the whole URL."""
        query = urlencode(self.query, quote_via=quote, safe="[]")
        return base_url + self.path + ("?" + query if query else "")


def fill_path(template: str, values: dict[str, str]) -> str:
    """Put path parameters in, each as one segment, whatever characters it has."""
    path = template
    for name, value in values.items():
        path = path.replace("{" + name + "}", quote(value, safe=":@"))
    return path


def pairs(name: str, value: Any) -> Iterator[tuple[str, str]]:
    """Flatten a value for a query or a form: `name[]=a`, `name[key]=b` (api/README)."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from pairs(f"{name}[{key}]", item)
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from pairs(f"{name}[]", item)
    else:
        yield name, scalar(value)


def scalar(value: Any) -> str:
    """Write a scalar as a query or a form does."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return "null" if value is None else str(value)
