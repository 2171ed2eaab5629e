"""A request that is not sent: as JSON for `--dry-run`, as a command for `--print curl`."""

from pathlib import Path
from shlex import quote
from typing import Any

from ...base import json_text
from ..http.request import FilePart, Request
from ..http.target import Target


def as_data(request: Request, target: Target) -> dict[str, Any]:
    """Return what would be sent, with the key as the variable that holds it."""
    data: dict[str, Any] = {
        "method": request.method,
        "url": request.url(target.base_url),
        "headers": target.shown_headers(request),
    }
    if request.form is not None:
        data["form"] = _form(request)
    elif request.body is not None:
        data["body"] = request.body
    return data


def _form(request: Request) -> list[dict[str, str]]:
    fields = [{"name": name, "value": value} for name, value in request.form or []]
    files = [
        {
            "name": file.name,
            "file": str(file.source) if isinstance(file.source, Path) else "-",
            "filename": file.filename,
            "content_type": file.content_type,
        }
        for file in request.files
    ]
    return fields + files


def as_curl(request: Request, target: Target) -> str:
    """Return a command for a POSIX shell that sends the same, given the key's variable."""
    parts = ["curl --fail-with-body --silent --show-error --globoff"]
    if request.method != "GET":
        parts[0] += f" --request {request.method}"
    parts.append(quote(request.url(target.base_url)))
    for name, value in target.shown_headers(request).items():
        is_variable = name == "Authorization" or name in target.hidden
        parts.append(_header(name, value, is_variable=is_variable))
    for name, value in request.form or []:
        parts.append(f"--form-string {quote(f'{name}={value}')}")
    parts += [f"--form {quote(_file(file))}" for file in request.files]
    if isinstance(request.body, str):
        parts.append(f"--data-raw {quote(request.body)}")
    elif request.body is not None:
        parts.append(f"--data-binary {quote(_data(request.body))}")
    return " \\\n  ".join(parts)


def _header(name: str, value: str, *, is_variable: bool) -> str:
    """Let the shell put secrets in; everything else is quoted from it."""
    if is_variable:
        return f'--header "{name}: {value}"'
    return f"--header {quote(f'{name}: {value}')}"


def _data(body: Any) -> str:
    """A leading @ would name a file; JSON starts with none, and curl reads no more into it."""
    return json_text.dumps(body)


def _file(file: FilePart) -> str:
    source = str(file.source) if isinstance(file.source, Path) else "-"
    return (
        f'{file.name}=@"{_escape(source)}";filename="{_escape(file.filename)}"'
        f";type={file.content_type}"
    )


def _escape(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')
