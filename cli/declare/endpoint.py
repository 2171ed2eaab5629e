"""How a function's signature becomes a command that calls one endpoint."""

import inspect
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING, Any, Literal, TypeVar
from urllib.parse import parse_qsl

from ...base.errors import InputError
from ..http.paging_style import Paging
from ..output.view import View
from .deprecation import Deprecation
from .markers import Mark
from .parameters import Parameter, Place, parameters_of

if TYPE_CHECKING:
    from ..http.streaming import StreamReader
    from .job_kind import JobKind

Function = TypeVar("Function", bound=Callable[..., None])
Effect = Literal["read", "write", "destroy", "paid"]
AnswerKind = Literal["json", "nothing", "binary", "text", "pictures", "events"]
ContentType = Literal["application/json", "multipart/form-data"]

EFFECTS: dict[str, Effect] = {"GET": "read", "DELETE": "destroy"}


@dataclass(frozen=True, eq=False, repr=False)
class Command:
    """A verb: its function, its parameters, its help."""

    path: tuple[str, ...]
    function: Callable[..., None]
    view: View = field(default_factory=View)

    @cached_property
    def parameters(self) -> tuple[Parameter, ...]:
        """The declared parameters, in order."""
        return parameters_of(self.function, "", "local")

    @property
    def name(self) -> str:
        """What is typed after `oai`."""
        return " ".join(self.path)

    @property
    def takes_call(self) -> bool:
        """Whether the function does the work itself, and takes the gathered call for it."""
        return next(iter(inspect.signature(self.function).parameters), "") == "call"

    @cached_property
    def _documentation(self) -> list[str]:
        return (inspect.getdoc(self.function) or "").split("\n")

    @property
    def summary(self) -> str:
        """The first line of the help."""
        return self._documentation[0]

    @property
    def description(self) -> str:
        """The help below the first line, without the examples."""
        lines = [line for line in self._documentation[1:] if not line.startswith("$ ")]
        return "\n".join(lines).strip()

    @property
    def examples(self) -> tuple[str, ...]:
        """The example command lines: those that start with `$ `."""
        return tuple(line[2:] for line in self._documentation if line.startswith("$ "))

    @property
    def effect(self) -> Effect:
        """What it does to the world outside this machine."""
        return "read"


@dataclass(frozen=True, eq=False, repr=False)
class Endpoint(Command):
    """A verb that calls one operation of the API.

    `answer` is what a success carries: JSON, nothing, bytes for a file, either JSON or text, JSON
    with pictures for files, or events always; `json_without_files` sends a form as JSON when it has
    no file in it; `confirm_by_id` marks what ends more than one object, and asks for its id to be
    typed; `job_kind` says how what it creates goes on and ends.
    """

    method: str = "GET"
    route: str = ""
    content_type: ContentType | None = None
    paging: Paging | None = None
    reader: "Callable[[], StreamReader] | None" = None
    answer: AnswerKind = "json"
    json_without_files: bool = False
    confirm_by_id: bool = False
    beta: str | None = None
    admin_key: bool = False
    deprecated: Deprecation | None = None
    declared_effect: Effect | None = None
    job_kind: "JobKind | None" = None

    @cached_property
    def parameters(self) -> tuple[Parameter, ...]:
        """All parameters: the declared ones, and those of waiting for what it creates."""
        if not self.creates_job:
            return self.declared
        from .waiting_options import parameters_to_begin

        return self.declared + parameters_to_begin()

    @property
    def path_template(self) -> str:
        """The path below the base URL, with its parameters in braces."""
        return self.route.partition("?")[0]

    @property
    def fixed_query(self) -> list[tuple[str, str]]:
        """What its route wants in every query: `?beta=true`."""
        return parse_qsl(self.route.partition("?")[2])

    @property
    def creates_job(self) -> bool:
        """Whether what it creates goes on by itself, and can be waited for."""
        return self.job_kind is not None and self.method == "POST"

    @cached_property
    def declared(self) -> tuple[Parameter, ...]:
        """The declared parameters, each with its place in the request."""
        rest: Place = "query"
        if self.content_type is not None:
            rest = "form" if self.content_type == "multipart/form-data" else "body"
        return parameters_of(self.function, self.route, rest)

    @property
    def effect(self) -> Effect:
        """Whether it reads, writes, destroys, or costs money."""
        return self.declared_effect or EFFECTS.get(self.method, "write")

    def stream_reader(self) -> "StreamReader":
        """Return a new reader of its events; raises InputError if it sends none."""
        if self.reader is None:
            raise InputError(f"oai {self.name} cannot stream.")
        return self.reader()

    @property
    def required(self) -> tuple[Parameter, ...]:
        """What must be in the body or the query in the end, from wherever it came."""
        return tuple(
            item
            for item in self.parameters
            if item.required and item.place not in ("path", "local")
        )


@dataclass
class Resource:
    """A group of commands: one resource of the API, or the root of them all."""

    name: str
    help: str = ""
    description: str = ""
    view: View = field(default_factory=View)
    admin_key: bool = False
    beta: str | None = None
    deprecated: Deprecation | None = None
    path: tuple[str, ...] = ()
    package: str | None = None
    modules: dict[str, str] = field(default_factory=dict)
    commands: dict[str, Command] = field(default_factory=dict)
    groups: dict[str, "Resource"] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.path = self.path or ((self.name,) if self.name else ())

    def group(self, name: str, help: str, **more: Any) -> "Resource":
        """Declare a group within this one; it inherits what all of its commands have."""
        made = Resource(name, help, path=(*self.path, name), **self._inherited | more)
        self.groups[name] = made
        return made

    def names(self) -> dict[str, str]:
        """Return what can be typed next, each with its one line of help; imports nothing."""
        groups = {name: group.help for name, group in self.groups.items()}
        commands = {name: command.summary for name, command in self.commands.items()}
        # A module is listed as before it was imported, wherever it has been since.
        return self.modules | groups | commands | self.modules

    def find(self, name: str) -> "Command | Resource | None":
        """Return a command or group by name, importing its module if it is the first time."""
        if name in self.modules and name not in {**self.groups, **self.commands}:
            module = name.replace("-", "_")
            found = getattr(import_module(f"{self.package}.{module}"), module)
            if isinstance(found, Command):
                self.commands[name] = found
            elif isinstance(found, Resource):
                found.help = self.modules[name]
                self.groups[name] = found
        return self.commands.get(name) or self.groups.get(name)

    def endpoint_at(self, path: Iterable[str]) -> Endpoint:
        """Return the command at a path below this group; raises LookupError if it calls nothing."""
        *groups, verb = path
        group = self.group_at(groups)
        found = group.find(verb) if group else None
        if not isinstance(found, Endpoint):
            raise LookupError(f"oai {' '.join((*groups, verb))} calls no endpoint")
        return found

    def group_at(self, path: Iterable[str]) -> "Resource | None":
        """Return the group at a path below this one, importing the modules that it passes."""
        found: Command | Resource | None = self
        for word in path:
            found = found.find(word) if isinstance(found, Resource) else None
        return found if isinstance(found, Resource) else None

    def get(self, route: str, **options: Any) -> Callable[[Function], Function]:
        """Declare a command that reads."""
        return self._endpoint("GET", route, options)

    def delete(self, route: str, **options: Any) -> Callable[[Function], Function]:
        """Declare a command that deletes."""
        return self._endpoint("DELETE", route, options)

    def post(self, route: str, **options: Any) -> Callable[[Function], Function]:
        """Declare a command that sends a body; JSON unless `content_type` says otherwise."""
        options.setdefault("content_type", "application/json")
        return self._endpoint("POST", route, options)

    def command(self, *, view: View | None = None) -> Callable[[Function], Function]:
        """Declare a command that is ours: it calls no single endpoint."""

        def declare(function: Function) -> Function:
            verb = verb_of(function)
            self.commands[verb] = Command((*self.path, verb), function, view or self.view)
            return function

        return declare

    @property
    def _inherited(self) -> dict[str, Any]:
        names = ("view", "admin_key", "beta", "deprecated")
        return {name: getattr(self, name) for name in names}

    def _endpoint(
        self, method: str, route: str, options: dict[str, Any]
    ) -> Callable[[Function], Function]:
        def declare(function: Function) -> Function:
            verb = verb_of(function)
            values = self._inherited | options
            values["declared_effect"] = values.pop("effect", None)
            made = Endpoint((*self.path, verb), function, method=method, route=route, **values)
            self.commands[verb] = made
            return function

        return declare


def verb_of(function: Callable[..., None]) -> str:
    """Return the verb that a function's name stands for: `list_` is list."""
    return function.__name__.rstrip("_").replace("_", "-")


def piped(parameters: tuple[Parameter, ...]) -> Parameter | None:
    """Return the parameter that takes standard input by itself."""
    return next((item for item in parameters if Mark.PIPED in item.marks), None)
