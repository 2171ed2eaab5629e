"""Reads a request and checks it, so that its handler can rely on it."""

from __future__ import annotations

import json
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from .call import ApiCall
from .coercion import coerce_fields
from .forms import FormReader, boundary_of, nest, read_form
from .refusals import Refusal
from .validation import check_fields

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.requests import Request

    from .call import Sandbox
    from .operations import ServedOperation

FILE_TYPES = {"file", "array<file>"}


@asynccontextmanager
async def read_call(
    sandbox: Sandbox, operation: ServedOperation, request: Request
) -> AsyncIterator[ApiCall]:
    """Read and check a request; bytes that its handler does not take are forgotten."""
    check_beta(operation, request)
    query = coerce_fields(nest(query_items(request, operation)), operation.query)
    check_fields(query, operation.query)
    async with read_body(sandbox, operation, request) as body:
        yield ApiCall(
            sandbox,
            operation,
            request.path_params,
            query,
            body,
            request.headers,
            request.scope.get("token_delay", 0.0),
            request.scope["principal"],
        )


def check_beta(operation: ServedOperation, request: Request) -> None:
    """Refuse a request that does not say that it knows the beta it uses."""
    known = [beta.strip() for beta in request.headers.get("openai-beta", "").split(",")]
    if operation.beta is not None and operation.beta not in known:
        text = f"You must provide the 'OpenAI-Beta' header: 'OpenAI-Beta: {operation.beta}'."
        raise Refusal(text, code="invalid_beta")


def query_items(request: Request, operation: ServedOperation) -> list[tuple[str, str]]:
    """Return the query's pairs; a list may also be sent by repeating its plain name."""
    pairs = request.query_params.multi_items()
    lists = {
        name
        for name, declared in operation.query.items()
        if any(kind.startswith("array<") for kind in declared.types)
    }
    return [(f"{name}[]" if name in lists else name, value) for name, value in pairs]


@asynccontextmanager
async def read_body(
    sandbox: Sandbox, operation: ServedOperation, request: Request
) -> AsyncIterator[dict[str, Any]]:
    """Read the body as the operation takes it."""
    plain = operation.plain.get(request.headers.get("content-type", "").partition(";")[0])
    if plain is not None:
        yield {plain: parse_text(await request.body())}
    elif operation.form is not None and not (operation.body is not None and is_json(request)):
        files = [
            name for name, declared in operation.form.items() if FILE_TYPES & {*declared.types}
        ]
        reader = FormReader(boundary_of(request), sandbox.blobs, files)
        try:
            form = coerce_fields(await read_form(request, reader), operation.form)
            check_fields(form, operation.form)
            yield form
        finally:
            reader.discard()
    elif operation.body is not None:
        data = await request.body()
        body = parse_json(data) if data else {}
        check_fields(body, operation.body)
        yield body
    else:
        yield {}


def parse_text(data: bytes) -> str:
    """Return the text that a body is."""
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        raise Refusal(f"The body of your request is not UTF-8: {error}") from error


def is_json(request: Request) -> bool:
    """Say whether a body is JSON where it might be a form."""
    return request.headers.get("content-type", "").startswith("application/json")


def parse_json(data: bytes) -> dict[str, Any]:
    """Return the JSON object that a body holds."""
    try:
        value = json.loads(data, parse_constant=refuse_constant)
        # A lone surrogate is JSON, but no text: nothing could be answered about it.
        json.dumps(value, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as error:
        message = f"We could not parse the JSON body of your request: {error}"
        raise Refusal(message, code="invalid_json") from error
    if not isinstance(value, dict):
        raise Refusal("The body of your request must be a JSON object.", code="invalid_json")
    return value


def refuse_constant(name: str) -> None:
    """Refuse NaN and the infinities, which Python reads and JSON does not have."""
    raise ValueError(f"{name} is not JSON")
