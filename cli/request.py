"""One request as plain data: what is sent, what a dry run shows, what curl would say."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

UNKNOWN_TYPE = "application/octet-stream"


@dataclass(frozen=True)
class FilePart:
    """A file in a multipart form: its own path, or bytes that are already here."""

    name: str
    filename: str
    content_type: str
    source: Path | bytes

    @property
    def shown(self) -> str:
        """How a dry run names it."""
        return f"@{self.source}" if isinstance(self.source, Path) else f"@- ({self.filename})"


@dataclass
class Request:
    """A call of the API, before keys and transport.

    `on_read` is told how many bytes of the files have been read, each time some are.
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

    def with_query(self, **values: object) -> "Request":
        """Return this request with some query parameters put in, or out when None."""
        kept = [(name, value) for name, value in self.query if name not in values]
        added = [(name, str(value)) for name, value in values.items() if value is not None]
        return Request(**{**vars(self), "query": kept + added})

    def url(self, base_url: str) -> str:
        """Return the whole URL."""
        query = urlencode(self.query, quote_via=quote, safe="[]")
        separator = "&" if "?" in self.path else "?"
        return base_url + self.path + (separator + query if query else "")


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
