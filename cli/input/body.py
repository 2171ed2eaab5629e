"""From what was typed to a request: options, `--body` and `--set`, put together in that order."""

import mimetypes
from pathlib import Path
from typing import Any

from ...base.errors import InputError
from ..declare.endpoint import Endpoint, piped
from ..declare.markers import Mark
from ..declare.parameters import Parameter
from ..http.request import UNKNOWN_TYPE, FilePart, Request, fill_path, pairs
from ..options import CommonOptions
from .items import Item, apply, parse_item
from .stdin import Stdin
from .values import check_text, parse_json_argument, value_of

JOINT = "\n\n"
ACCEPTED = {"binary": "*/*", "text": "*/*", "events": "text/event-stream"}


def gather(
    parameters: tuple[Parameter, ...], raw: dict[str, Any], stdin: Stdin, *, in_body: set[str]
) -> dict[str, Any]:
    """Return the values that were given, by key; a prompt that was piped joins them."""
    values: dict[str, Any] = {}
    for parameter in parameters:
        typed = _typed(parameter, raw)
        if typed is not None:
            values[parameter.key] = value_of(parameter, typed, stdin)
        elif parameter.default is not None and parameter.name not in in_body:
            values[parameter.key] = parameter.default
    prompt = piped(parameters)
    if prompt is not None and stdin.taken_by is None and stdin.is_piped:
        typed_names = {item.name for item in parameters if item.key in values}
        _join(prompt, values, stdin, in_body | typed_names)
    return values


def _typed(parameter: Parameter, raw: dict[str, Any]) -> Any:
    """Return what was typed for a parameter, by position or by option; None for nothing."""
    by_option = _given(raw.get(option_key(parameter)))
    by_position = _given(raw.get(parameter.key)) if parameter.positional else None
    if by_position is not None and by_option is not None:
        raise InputError(
            f"{parameter.option} and the argument {parameter.metavar} are the same thing.",
            hint="Give one of them.",
        )
    return by_position if by_option is None else by_option


def option_key(parameter: Parameter) -> str:
    """Return the name under which the option of a positional parameter is parsed."""
    return f"{parameter.key}__option" if parameter.positional else parameter.key


def _given(value: Any) -> Any:
    return None if value is None or value in ([], ()) else value


def _join(prompt: Parameter, values: dict[str, Any], stdin: Stdin, named: set[str]) -> None:
    """Put piped text behind the prompt that was typed; in its place if its field is not given."""
    given = values.get(prompt.key)
    if given is None and prompt.field in named:
        return
    text = stdin.read_text(prompt.label)
    if given is None:
        values[prompt.key] = text
    elif not text:
        return
    elif prompt.repeatable:
        values[prompt.key] = [*(given if isinstance(given, list) else [given]), text]
    else:
        values[prompt.key] = given + JOINT + text


def parse_body_option(options: CommonOptions, stdin: Stdin) -> dict[str, Any]:
    """Read `--body`."""
    if options.body is None:
        return {}
    value = parse_json_argument(options.body, "--body", stdin)
    if not isinstance(value, dict):
        raise InputError("--body: expected a JSON object.")
    return value


def parse_set_options(options: CommonOptions, stdin: Stdin) -> list[Item]:
    """Read every `--set`."""
    given = [check_text(text, "--set") for text in options.set or []]
    return [parse_item(text, lambda: stdin.read_text("--set")) for text in given]


def build(
    endpoint: Endpoint, values: dict[str, Any], base: dict[str, Any], items: list[Item]
) -> Request:
    """Return the request; raises InputError for what is missing."""
    fields = fields_of(endpoint, values, base, items)
    query = _query(endpoint, values, items)
    if endpoint.content_type is None:
        query += [pair for name, value in fields.items() for pair in pairs(name, value)]
        fields = {}
    path = {
        item.name: str(values[item.key]) for item in endpoint.parameters if item.place == "path"
    }
    _check_path(path)
    request = Request(
        method=endpoint.method,
        path=fill_path(endpoint.path_template, path),
        query=query,
        headers=_headers(endpoint, fields),
        admin=endpoint.admin_key,
    )
    _check_required(endpoint, {**dict(query), **fields})
    return _with_fields(request, endpoint, fields)


def fields_of(
    endpoint: Endpoint, values: dict[str, Any], base: dict[str, Any], items: list[Item]
) -> dict[str, Any]:
    """Return the fields of the body or the form, files among them."""
    sent = {
        parameter.name: values[parameter.key]
        for parameter in endpoint.parameters
        if parameter.place in ("body", "form") and parameter.key in values
    }
    fields: dict[str, Any] = apply(items, {**base, **sent})
    return fields


def _with_fields(request: Request, endpoint: Endpoint, fields: dict[str, Any]) -> Request:
    if _is_form(endpoint, fields):
        request.form = []
        for name, value in fields.items():
            _add_to_form(request, name, value)
    elif fields:
        request.body = fields
    return request


def _is_form(endpoint: Endpoint, fields: dict[str, Any]) -> bool:
    if endpoint.content_type != "multipart/form-data":
        return False
    return not endpoint.json_without_files or any(_has_file(value) for value in fields.values())


def _has_file(value: Any) -> bool:
    first = value[0] if isinstance(value, list) and value else value
    return isinstance(first, (Path, FilePart))


def _add_to_form(request: Request, name: str, value: Any) -> None:
    if not _has_file(value):
        request.form = [*(request.form or []), *pairs(name, value)]
        return
    sources = value if isinstance(value, list) else [value]
    shown = name if len(sources) == 1 else f"{name}[]"
    request.files.extend(
        item if isinstance(item, FilePart) else file_part(shown, item) for item in sources
    )


def file_part(name: str, source: Path | FilePart, filename: str | None = None) -> FilePart:
    """Return a file as a part of a form, with its name and guessed MIME type."""
    content = source.source if isinstance(source, FilePart) else source
    shown = filename or (source.filename if isinstance(source, FilePart) else source.name)
    return FilePart(
        name, shown, mimetypes.guess_type(shown, strict=False)[0] or UNKNOWN_TYPE, content
    )


def _query(endpoint: Endpoint, values: dict[str, Any], items: list[Item]) -> list[tuple[str, str]]:
    query = [
        pair
        for parameter in endpoint.parameters
        if parameter.place == "query" and parameter.key in values
        for pair in pairs(parameter.name, values[parameter.key])
    ]
    query = endpoint.fixed_query + query
    return query + [(str(item.path[0]), str(item.value)) for item in items if item.is_query]


def _headers(endpoint: Endpoint, fields: dict[str, Any]) -> dict[str, str]:
    headers = {"Accept": ACCEPTED.get(endpoint.answer, "application/json")}
    if endpoint.beta:
        headers["OpenAI-Beta"] = endpoint.beta
    if fields and not _is_form(endpoint, fields):
        headers["Content-Type"] = "application/json"
    return headers


def _check_path(path: dict[str, str]) -> None:
    for name, value in path.items():
        if value in ("", ".", ".."):
            raise InputError(f"{name.upper()}: {value!r} is not an id.")


def _check_required(endpoint: Endpoint, present: dict[str, Any]) -> None:
    missing = [item for item in endpoint.required if item.name not in present]
    if not missing:
        return
    names = " and ".join(_how_to_give(endpoint, item) for item in missing)
    hint = next((f"For example: {line}" for line in endpoint.examples), None)
    if any(Mark.SETTING in item.marks for item in missing):
        hint = "Set a default once: oai config set model NAME (see: oai models list)"
    raise InputError(f"Missing {names}.", hint=hint)


def _how_to_give(endpoint: Endpoint, parameter: Parameter) -> str:
    for item in endpoint.parameters:
        if item.positional and item.field == parameter.name:
            return f"{item.metavar} (or {parameter.option})"
    return parameter.label
