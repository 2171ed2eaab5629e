"""The request that a method of the library sends, read from the method's text."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from .fields import Parameter, entries, merged, parameters_of, shape_of
from .modules import Module, name_of

METHODS = {
    "_get": "GET",
    "_get_api_list": "GET",
    "_post": "POST",
    "_put": "PUT",
    "_patch": "PATCH",
    "_delete": "DELETE",
}
# How the library's pages go on, in the words of the rows, and what is around their items.
PAGES = {
    "SyncPage": ("none", ["object", "data"]),
    "SyncCursorPage": ("cursor", ["object", "data", "first_id", "last_id", "has_more"]),
    "SyncConversationCursorPage": ("cursor", ["object", "data", "first_id", "last_id", "has_more"]),
    "SyncNextCursorPage": ("cursor", ["object", "data", "has_more", "next"]),
    "SyncTokenPage": ("page/next", ["object", "data", "has_more", "next"]),
}
JSON, FORM, EVENTS = "application/json", "multipart/form-data", "text/event-stream"


def sent_by(module: Module, function: ast.FunctionDef) -> Request | None:
    """Return the request that a method sends itself, if it sends one."""
    if any(name_of(each) == "overload" for each in function.decorator_list):
        return None
    for node in ast.walk(function):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
            own = isinstance(node.func.value, ast.Name) and node.func.value.id == "self"
            if own and node.func.attr in METHODS:
                return Request(module, function, node)
    return None


class Request:
    """A method of a resource, and the call in it that sends the request."""

    def __init__(self, module: Module, function: ast.FunctionDef, call: ast.Call) -> None:
        self.module = module
        self.function = function
        self.call = call
        self.keywords = _keywords(call)
        self.options = _keywords(self.keywords.get("options"))

    @property
    def method(self) -> str:
        """The request's method; lists may be asked for by another than GET."""
        given = self.keywords.get("method")
        if isinstance(given, ast.Constant):
            return str(given.value).upper()
        return METHODS[name_of(self.call.func)]

    @property
    def path(self) -> str:
        """The path below the base URL, its parameters in braces."""
        node = self.call.args[0]
        if isinstance(node, ast.Call):  # path_template("/files/{file_id}", file_id=file_id)
            node = node.args[0]
        return str(node.value) if isinstance(node, ast.Constant) else ast.unparse(node)

    @cached_property
    def query(self) -> dict[str, Parameter]:
        """The parameters of the query."""
        return self._sent(self.options.get("query")) or {}

    @cached_property
    def body(self) -> dict[str, Parameter] | None:
        """The fields of the body, if it has one."""
        return self._sent(self.keywords.get("body"))

    @property
    def content_type(self) -> str:
        """What the body is sent as."""
        return FORM if ("Content-Type", FORM) in self._fixed_headers() else JSON

    def facts(self) -> dict[str, Any]:
        """Return what a row says of the request besides its parameters."""
        facts = {
            "pagination": self._pagination(),
            "streams": EVENTS if self._streams() else None,
            "admin_key": "admin_api_key_auth" in _strings(self.options.get("security")) or None,
            "beta_header": dict(self._fixed_headers()).get("OpenAI-Beta") or self._optional_beta(),
            "headers": self._headers_that_are_parameters() or None,
            "deprecated": "deprecated" in map(_decorator, self.function.decorator_list) or None,
        }
        return {key: value for key, value in facts.items() if value is not None}

    def responses(self) -> dict[str, Any]:
        """Return what it answers with, as far as the library's models show."""
        page, model = self._page, self.keywords.get("model") or self.keywords.get("cast_to")
        fields = self._model_fields(model)
        if page:
            _, envelope = PAGES.get(page, ("", ["object", "data"]))
            return {"200": {JSON: {"fields": envelope, "item_fields": fields}}}
        if name_of(model) == "NoneType":
            return {"200": {}}
        if name_of(model).endswith("BinaryResponseContent"):
            return {"200": {"application/octet-stream": {"type": "file"}}}
        answer: dict[str, Any] = {JSON: {"fields": fields} if fields else {}}
        return {"200": answer | ({EVENTS: {"type": "object"}} if self._streams() else {})}

    def _model_fields(self, model: ast.expr | None) -> list[str]:
        objects = shape_of(self.module, model).objects if model else ()
        return list(merged([parameters_of(found) for found in objects]))

    @property
    def _page(self) -> str:
        page = self.keywords.get("page")
        return name_of(page.value if isinstance(page, ast.Subscript) else page)

    def _pagination(self) -> str | None:
        """How the list goes on: the classes of pages know nothing of `before` and `next_page`."""
        if self.method != "GET":
            return None
        if not self._page:
            lists = "data" in self._model_fields(self.keywords.get("cast_to"))
            return "page/next_page" if "page" in self.query else "none" if lists else None
        style, _ = PAGES.get(self._page, (self._page, []))
        return "cursor+before" if style == "cursor" and "before" in self.query else style

    def _streams(self) -> bool:
        """Whether it may answer event by event; speech does, which the library leaves as bytes."""
        return "stream_cls" in self.keywords or "stream_format" in (self.body or {})

    @cached_property
    def _headers(self) -> list[tuple[str, ast.expr]]:
        """What the method puts into the headers itself."""
        return [
            entry
            for value in self._assigned.get("extra_headers", ())
            for node in ast.walk(value)
            for entry in entries(node)
        ]

    def _fixed_headers(self) -> list[tuple[str, str]]:
        return [(k, str(v.value)) for k, v in self._headers if isinstance(v, ast.Constant)]

    def _optional_beta(self) -> str | None:
        """Return the beta that the caller may name: the header's only value."""
        beta = self._arguments.get("betas")
        values = shape_of(self.module, beta).enum if beta else ()
        return values[0] if values else None

    def _headers_that_are_parameters(self) -> list[dict[str, str]]:
        return [
            {"name": name, "type": "string"}
            for name, value in self._headers
            if name_of(value) in self._arguments and not name.lower().startswith("openai-")
        ]

    @cached_property
    def _arguments(self) -> dict[str, ast.expr]:
        """The annotations of the method's parameters."""
        every = self.function.args.args + self.function.args.kwonlyargs
        return {each.arg: each.annotation for each in every if each.annotation}

    @cached_property
    def _assigned(self) -> dict[str, list[ast.expr]]:
        """What is assigned to each local name, wherever in the method."""
        found: dict[str, list[ast.expr]] = {}
        for node in ast.walk(self.function):
            if isinstance(node, ast.Assign):
                found.setdefault(name_of(node.targets[0]), []).append(node.value)
        return found

    def _sent(self, node: ast.expr | None) -> dict[str, Parameter] | None:
        """Return the parameters of a query or a body: those of its type that are put into it."""
        if node is None:
            return None
        known = self._known(node)
        keys = {name for part in self._reached(node) for name, _ in entries(part)}
        return {name: each for name, each in known.items() if each.key in keys or not keys}

    def _known(self, node: ast.expr) -> dict[str, Parameter]:
        """Return the fields of the type that a value is made into: `maybe_transform(value, Type)`.

        Where it depends (`Streaming if stream else NotStreaming`), those of both.
        """
        calls = [part for part in self._reached(node) if isinstance(part, ast.Call)]
        types = [call.args[1] for call in calls if name_of(call.func) == "maybe_transform"]
        chosen = [side for each in types for side in _sides(each)]
        shapes = [shape_of(self.module, each) for each in chosen]
        return merged([parameters_of(found) for shape in shapes for found in shape.objects])

    def _reached(self, node: ast.expr, seen: frozenset[str] = frozenset()) -> Iterator[ast.AST]:
        """Give every part of an expression, and of what is assigned to the names in it."""
        for part in ast.walk(node):
            yield part
            if isinstance(part, ast.Name) and part.id not in seen:
                seen |= {part.id}
                for value in self._assigned.get(part.id, ()):
                    yield from self._reached(value, seen)


def _sides(node: ast.expr) -> list[ast.expr]:
    return [node.body, node.orelse] if isinstance(node, ast.IfExp) else [node]


def _decorator(node: ast.expr) -> str:
    return name_of(node.func if isinstance(node, ast.Call) else node)


def _keywords(node: ast.expr | None) -> dict[str, ast.expr]:
    pairs = node.keywords if isinstance(node, ast.Call) else []
    return {each.arg: each.value for each in pairs if each.arg}


def _strings(node: ast.expr | None) -> set[object]:
    parts = ast.walk(node) if node else ()
    return {part.value for part in parts if isinstance(part, ast.Constant)}
