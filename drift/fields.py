"""What an annotation says of a parameter, in the words of `api/operations.jsonl`."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property

from .modules import Definition, Module, name_of

PLAIN = {
    "str": "string",
    "int": "integer",
    "float": "number",
    "bool": "boolean",
    "bytes": "string",
    "datetime": "string",
    "date": "string",
    "None": "null",
    "object": "any",
    "Any": "any",
    "FileTypes": "file",
    "Dict": "object",
    "Mapping": "object",
    "dict": "object",
}
ARRAYS = {"List", "Iterable", "Sequence", "SequenceNotStr", "list"}
WRAPPERS = {"Required", "NotRequired", "Annotated"}


@dataclass(frozen=True)
class Shape:
    """What a value may be: its types, the strings it is known to take, the objects it may be."""

    types: tuple[str, ...] = ()
    enum: tuple[str, ...] = ()
    open_enum: bool = False
    objects: tuple[Definition, ...] = field(default=(), repr=False)

    @property
    def fields(self) -> dict[str, Parameter]:
        """The fields of the object that it is: of several, required is what all of them want."""
        return merged([parameters_of(found) for found in self.objects])


ANY = Shape(("any",))


@dataclass(frozen=True)
class Parameter:
    """A parameter: its name on the wire, its key in Python; its shape is read when asked for."""

    name: str
    key: str
    required: bool
    module: Module = field(repr=False)
    annotations: tuple[ast.expr, ...] = field(repr=False)

    @cached_property
    def shape(self) -> Shape:
        """What it may be."""
        return united(shape_of(self.module, each, ()) for each in self.annotations)

    def row(self, depth: int = 2) -> dict[str, object]:
        """Return it as a field of a row, with so many levels of fields within it."""
        shape = self.shape
        row: dict[str, object] = {"name": self.name, "type": " | ".join(shape.types)}
        if self.required:
            row["required"] = True
        if shape.enum:
            row["enum"] = list(shape.enum)
        if shape.open_enum:
            row["open_enum"] = True
        if depth and shape.objects and "object" in shape.types:
            row["fields"] = [each.row(depth - 1) for each in shape.fields.values()]
        return row


def merged(variants: list[dict[str, Parameter]]) -> dict[str, Parameter]:
    """Return the parameters of all variants; one is required if every variant requires it."""
    found: dict[str, Parameter] = {}
    for name, parameter in (item for variant in variants for item in variant.items()):
        first = found.setdefault(name, parameter)
        annotations = tuple(
            {ast.dump(e): e for e in first.annotations + parameter.annotations}.values()
        )
        always = all(name in variant and variant[name].required for variant in variants)
        found[name] = replace(first, required=always, annotations=annotations)
    return found


def parameters_of(found: Definition) -> dict[str, Parameter]:
    """Return the fields of a typed dictionary, those that it inherits first."""
    fields: dict[str, Parameter] = {}
    if isinstance(found.node, ast.Call):  # TypedDict("Name", {"async": bool}, total=False)
        return dict(_called(found.module, found.node))
    if not isinstance(found.node, ast.ClassDef):
        return fields
    for base in map(found.module.resolve, found.node.bases):
        fields |= parameters_of(base) if base else {}
    for line in found.node.body:
        if isinstance(line, ast.AnnAssign) and isinstance(line.target, ast.Name):
            key, hint = line.target.id, line.annotation
            name = alias_of(hint) or key
            fields[name] = Parameter(name, key, _requires(hint), found.module, (hint,))
    return fields


def _called(module: Module, node: ast.Call) -> Iterator[tuple[str, Parameter]]:
    for key, value in entries(node.args[1]) if len(node.args) > 1 else ():
        yield key, Parameter(key, key, _requires(value), module, (value,))


def entries(node: ast.AST) -> Iterator[tuple[str, ast.expr]]:
    """Give what a dictionary that is written out has under plain names."""
    if isinstance(node, ast.Dict):
        for key, value in zip(node.keys, node.values, strict=True):
            if isinstance(key, ast.Constant) and isinstance(key.value, str):
                yield key.value, value


def alias_of(node: ast.expr) -> str | None:
    """Return the name on the wire that `PropertyInfo(alias=...)` gives a field."""
    for call in ast.walk(node):
        if isinstance(call, ast.Call):
            for keyword in call.keywords:
                if keyword.arg == "alias" and isinstance(keyword.value, ast.Constant):
                    return str(keyword.value.value)
    return None


def _requires(node: ast.expr) -> bool:
    """Whether `Required` is around it, alone or within `Annotated`."""
    while isinstance(node, ast.Subscript) and name_of(node.value) in WRAPPERS:
        if name_of(node.value) == "Required":
            return True
        node = _inside(node)[0]
    return False


def shape_of(module: Module, node: ast.expr, seen: tuple[object, ...] = ()) -> Shape:
    """Return what an annotation of a module allows; `seen` are the aliases on the way to it."""
    if isinstance(node, ast.Constant):
        return _quoted(module, node, seen)
    if isinstance(node, ast.BinOp):
        return united(shape_of(module, side, seen) for side in (node.left, node.right))
    if isinstance(node, ast.Subscript):
        return _subscript(module, node, seen)
    if plain := PLAIN.get(name_of(node)):
        return Shape((plain,))
    found = module.resolve(node)
    return _defined(found, seen) if found and found.key not in seen else ANY


def _defined(found: Definition, seen: tuple[object, ...]) -> Shape:
    if isinstance(found.node, ast.ClassDef) or _is_typed_dict(found.node):
        return Shape(("object",), objects=(found,))
    if isinstance(found.node, ast.expr):
        return shape_of(found.module, found.node, (*seen, found.key))
    return ANY


def _is_typed_dict(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and name_of(node.func) == "TypedDict"


def _quoted(module: Module, node: ast.Constant, seen: tuple[object, ...]) -> Shape:
    if isinstance(node.value, str):
        return shape_of(module, ast.parse(node.value, mode="eval").body, seen)
    return Shape(("null",))


def _subscript(module: Module, node: ast.Subscript, seen: tuple[object, ...]) -> Shape:
    name, inside = name_of(node.value), _inside(node)
    if name == "Literal":
        return united(map(_literal, inside))
    if name == "Union":
        return united(shape_of(module, each, seen) for each in inside)
    if name == "Optional":
        return united([shape_of(module, inside[0], seen), Shape(("null",))])
    if name in ARRAYS:
        return _array(shape_of(module, inside[0], seen))
    if name in WRAPPERS:
        return shape_of(module, inside[0], seen)
    return Shape((PLAIN.get(name, "any"),))


def _inside(node: ast.Subscript) -> list[ast.expr]:
    return node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]


def _literal(node: ast.expr) -> Shape:
    value = node.value if isinstance(node, ast.Constant) else None
    if isinstance(value, bool):
        return Shape(("boolean",))
    if isinstance(value, int):
        return Shape(("integer",))
    return Shape(("string",), (value,)) if isinstance(value, str) else Shape(("null",))


def _array(items: Shape) -> Shape:
    return Shape(
        tuple(f"array<{each}>" for each in items.types), items.enum, items.open_enum, items.objects
    )


def united(shapes: Iterable[Shape]) -> Shape:
    """Return what any of the shapes allows; known strings beside any string are an open list."""
    found = list(shapes)
    free = any("string" in shape.types and not shape.enum for shape in found)
    enum = tuple(dict.fromkeys(value for shape in found for value in shape.enum))
    return Shape(
        tuple(dict.fromkeys(each for shape in found for each in shape.types)),
        enum,
        bool(enum) and (free or any(shape.open_enum for shape in found)),
        tuple({each.key: each for shape in found for each in shape.objects}.values()),
    )
