"""An operation that is another's under a beta: the same declaration, called with a fixed query."""

import inspect
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from .endpoint import Endpoint, Resource, verb_of


def add_variant(
    group: Resource, original: Endpoint, query: str, *more: inspect.Parameter, **changes: Any
) -> None:
    """Declare an endpoint once more in a group of a beta.

    It has the parameters of the original and `more`, which are body fields, its help with the
    group's name in the examples, and `changes` of what the endpoint says of itself.
    """
    path = (*group.path, verb_of(original.function))
    function = _renamed(original, path, more)
    route = f"{original.route}?{query}"
    values = {"path": path, "function": function, "route": route, "beta": group.beta, **changes}
    group.commands[path[-1]] = replace(original, **values)


def _renamed(
    original: Endpoint, path: tuple[str, ...], more: tuple[inspect.Parameter, ...]
) -> Callable[..., None]:
    """Return the function with more parameters, which are in its call already, and its own help."""
    added = {parameter.name for parameter in more}

    def function(*call: Any, **values: Any) -> None:
        original.function(
            *call, **{name: value for name, value in values.items() if name not in added}
        )

    signature = inspect.signature(original.function)
    parameters = [*signature.parameters.values(), *more]
    function.__signature__ = signature.replace(  # type: ignore[attr-defined]
        parameters=parameters
    )
    documentation = inspect.getdoc(original.function) or ""
    function.__doc__ = documentation.replace(f"oai {original.name}", f"oai {' '.join(path)}")
    function.__name__ = original.function.__name__
    return function
