"""Makes in the sandbox what a command is about: `/files` stands for the id of a new file."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx

from oai.api.operations import JSON, operations

from .invocations import least
from .moments import eventually

PARAMETER = re.compile(r"/\{(\w+)\}")
CREATIONS = {each.path: each for each in operations() if each.method == "POST"}
RUNNING = {"queued", "in_progress", "validating_files", "running", "finalizing"}


@dataclass(frozen=True)
class Form:
    """The body of a request that is a form: its fields and its files."""

    fields: Mapping[str, Any] = field(default_factory=dict)
    files: Mapping[str, tuple[str, bytes]] = field(default_factory=dict)


@dataclass(frozen=True)
class Stock:
    """What no row says of the sandbox's objects, each by the collection that it is in."""

    bodies: Mapping[str, Any]
    makers: Mapping[str, Callable[[Seeds], Any]]
    moved: Mapping[str, str]
    ids: Mapping[str, str]
    steady: Collection[str]


class Seeds:
    """The objects of one command line, each made when it is first asked for."""

    def __init__(self, client: httpx.Client, stock: Stock, *, finished: bool = True) -> None:
        self.client = client
        self.stock = stock
        self.finished = finished
        self.made: dict[str, Any] = {}

    def get(self, collection: str) -> Any:
        """Return the id of the object in this collection, which is new to this command line."""
        collection = self.stock.moved.get(collection, collection)
        if collection not in self.made:
            self.made[collection] = self.make(collection)
        return self.made[collection]

    def make(self, collection: str) -> Any:
        """Make an object, or find the one that another has brought along."""
        if collection in self.stock.makers:
            return self.stock.makers[collection](self)
        if collection in self.stock.bodies or collection in CREATIONS:
            return self.create(collection)
        return part(self.send("GET", collection).json(), "data.0.id")

    def create(self, collection: str) -> Any:
        """Make an object by the least that its collection takes, and return its id."""
        answer = self.send("POST", collection, self.body(collection))
        document = answer.json()
        identifier = part(document, self.stock.ids.get(collection, "id"))
        is_work = collection not in self.stock.steady and document.get("status") in RUNNING
        if self.finished and is_work:
            self.wait(f"{self.fill(collection)}/{identifier}")
        return identifier

    def body(self, collection: str) -> Any:
        """Return what makes an object: what is known of its collection, or else of its fields."""
        if collection in self.stock.bodies:
            return self.stock.bodies[collection]
        return least(CREATIONS[collection].bodies.get(JSON, {}))

    def send(self, method: str, template: str, body: Any = None) -> httpx.Response:
        """Send a request whose path and body name what is to be made."""
        request: dict[str, Any] = {}
        if isinstance(body, Form):
            fields = {name: (None, text) for name, text in body.fields.items()}
            request = {"files": {**fields, **body.files}}
        elif body is not None:
            request = {"json": self.resolve(body)}
        answer = self.client.request(method, self.fill(template).lstrip("/"), **request)
        assert answer.is_success, f"{method} {template}: {answer.text}"
        return answer

    def wait(self, path: str) -> Any:
        """Wait until the work on an object is over, and return the object."""
        eventually(lambda: self.send("GET", path).json()["status"] not in RUNNING)
        return self.send("GET", path).json()

    def fill(self, template: str) -> str:
        """Return a path with the ids of what its parameters name."""
        return PARAMETER.sub(lambda found: f"/{self.get(template[: found.start()])}", template)

    def resolve(self, value: Any) -> Any:
        """Return a value with the ids of what it names by `@` and its collection."""
        if isinstance(value, dict):
            return {name: self.resolve(inner) for name, inner in value.items()}
        if isinstance(value, list):
            return [self.resolve(inner) for inner in value]
        if isinstance(value, str) and value.startswith("@"):
            return self.get(value[1:])
        return value

    def path_values(self, template: str, chosen: Collection[str] = ()) -> dict[str, str]:
        """Return the ids for the parameters of a path, but for those that are chosen already."""
        return {
            found[1]: str(self.get(template[: found.start()]))
            for found in PARAMETER.finditer(template)
            if found[1] not in chosen
        }


def part(document: Any, place: str) -> Any:
    """Return what is at `a.0.b` in a document."""
    for name in place.split("."):
        document = document[int(name)] if isinstance(document, list) else document[name]
    return document
