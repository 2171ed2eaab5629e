"""Pictures within an answer: written to files where people want files."""

import base64
import binascii
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .call import Call, is_stream
from .downloads import destination, is_folder, save, to_standard_output, whole
from .errors import InputError, NetworkError, OaiError
from .output.printer import Printer
from .output.sinks import check_free, new_file
from .output.view import View
from .progress import waiting
from .request import Request

if TYPE_CHECKING:
    from .streaming import StreamReader

MakeReader = Callable[[int], "StreamReader"]
COLUMNS = ("path", "bytes", "url", "revised_prompt")


def save_pictures(call: Call, make_reader: MakeReader) -> None:
    """Send, and save the pictures; formats for programs get the answer with them in it."""
    request = call.request()
    expected = _expected(request)
    if call.shows_only or not _wants_files(call.printer):
        call.run(make_reader(expected))
        return
    _check_output(call, expected)
    if not is_stream(request):
        _save_all(call, request, call.send(request).document)
        return
    reader = make_reader(expected)
    try:
        document = _streamed(call, request, reader)
    except OaiError:
        if reader.result() is not None:
            _save_all(call, request, reader.result())
        raise
    _save_all(call, request, document)


def _expected(request: Request) -> int:
    """Return how many pictures are asked for."""
    fields = request.body if isinstance(request.body, dict) else dict(request.form or [])
    number = str(fields.get("n"))
    return int(number) if number.isdecimal() else 1


def _wants_files(printer: Printer) -> bool:
    if printer.format == "auto" and printer.options.output is not None:
        return True
    return printer.kind in ("table", "text", "quiet")


def _check_output(call: Call, expected: int) -> None:
    """Refuse, before anything is paid for, what could not be written afterwards."""
    output = call.options.output
    if output == "-" and expected > 1:
        raise InputError("--output -: there is room for one picture.", hint="Leave --n out.")
    if output in (None, "-") or is_folder(str(output)):
        return
    for path in _paths(call, expected, ""):
        check_free(path, force=call.options.force)


def _streamed(call: Call, request: Request, reader: "StreamReader") -> Any:
    from .output.streamed import followed
    from .streaming import events

    client = call.session.client
    with (
        waiting(f"Waiting for {client.target.host}", call.printer.color),
        client.open(request) as response,
    ):
        if "json" in response.headers.get("content-type", ""):
            return client.whole(response).document
        for _ in followed(events(response), reader, client.target.host):
            pass
    return reader.result()


def _save_all(call: Call, request: Request, document: Any) -> None:
    """Save each picture and print the answer with the paths in their place."""
    pictures = document["data"]
    if call.options.output == "-":
        for picture in pictures:
            to_standard_output(_content(call, picture))
        return
    suffix = document.get("output_format") or (request.body or {}).get("output_format") or "png"
    paths = _paths(call, len(pictures), f".{suffix}")
    saved = [
        _save(call, picture, path) for picture, path in zip(pictures, paths, strict=True)
    ]
    columns = tuple(name for name in COLUMNS if any(picture.get(name) for picture in saved))
    printer = replace(
        call.printer, options=replace(call.options, output=None), view=View(columns=columns)
    )
    printer.items([saved], lambda: {**document, "data": saved})


def _save(call: Call, picture: dict[str, Any], path: Path) -> dict[str, Any]:
    """Write one picture; a URL is fetched only for who names a place, for it can be looked at."""
    if "b64_json" not in picture and call.options.output is None:
        return picture
    with new_file(path, force=call.options.force) as file:
        for chunk in _content(call, picture):
            file.write(chunk)
    rest = {name: value for name, value in picture.items() if name != "b64_json"}
    return {"path": str(path), "bytes": file.written, **rest}


def _content(call: Call, picture: dict[str, Any]) -> Iterator[bytes]:
    if picture.get("b64_json"):
        yield _decoded(picture["b64_json"])
    else:
        yield from _fetched(call, picture["url"])


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise NetworkError("The server sent a picture that is not base64.") from None
