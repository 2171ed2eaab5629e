"""Whether a settings file holds what the schema says.

Imported only for a file that changed since it was last found valid: pydantic takes longer to
import than all the rest of a run.
"""

from __future__ import annotations

from types import GenericAlias
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, ValidationError, create_model

from ..base.errors import SettingsError
from .schema import Field, fields, nearest

if TYPE_CHECKING:
    from pathlib import Path

    from pydantic_core import ErrorDetails

STRICT = ConfigDict(extra="forbid", strict=True)
TOP_LEVEL = "At the top there are `profile` and the tables [profiles.NAME]."


def validate(data: dict[str, Any], path: Path) -> None:
    """Raise SettingsError for the first thing that is wrong in a settings file."""
    try:
        _model().model_validate(data)
    except ValidationError as error:
        details = error.errors(include_url=False, include_input=False)[0]
    else:
        return
    # Raised here, the error has no context: pydantic's own holds the values, secrets too.
    raise _explain(details, data, path)


def _model() -> type[BaseModel]:
    settings: dict[str, Any] = {field.name: _declared(field) for field in fields().values()}
    profile = create_model("Profile", __config__=STRICT, **settings)
    tables: Any = GenericAlias(dict, (str, profile))
    return create_model("File", __config__=STRICT, profile=(str, ""), profiles=(tables, {}))


def _declared(field: Field) -> tuple[Any, None]:
    return Annotated[field.type, AfterValidator(field.check)], None


def _explain(details: ErrorDetails, data: dict[str, Any], path: Path) -> SettingsError:
    place = details["loc"]
    if details["type"] == "extra_forbidden":
        return _unknown([str(part) for part in place], path)
    place = place[:3]
    message = f"{dotted(place)} in {path} {_problem(details, place, data)}."
    return SettingsError(message, hint=TOP_LEVEL if len(place) < 3 else None)


def _problem(details: ErrorDetails, place: tuple[int | str, ...], data: dict[str, Any]) -> str:
    if len(place) < 3:
        return "must be text" if place == ("profile",) else "must be a table"
    field = fields()[str(place[2])]
    if details["type"] == "value_error":
        problem = str(details["ctx"]["error"])
    else:
        problem = f"must be {field.expected}"
    value = data["profiles"][place[1]][field.name]
    return problem + field.instead(value)


def _unknown(place: list[str], path: Path) -> SettingsError:
    message = f"{dotted(tuple(place))} in {path} is not a setting."
    if len(place) > 1:
        return SettingsError(message, hint=nearest(place[-1], fields()))
    if place[0] in fields():
        return SettingsError(message, hint="Put it under [profiles.default].")
    return SettingsError(message, hint=TOP_LEVEL)


def dotted(place: tuple[int | str, ...]) -> str:
    """Return a key as it is written in TOML, with what is not a plain name in quotes."""
    return ".".join(_part(str(part)) for part in place)


def _part(name: str) -> str:
    plain = name.isascii() and name.replace("-", "").replace("_", "").isalnum()
    return name if plain else repr(name)
