"""Pictures within an answer: written to files where people want files."""

import base64
import binascii
import itertools
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import urlsplit, urlunsplit

from ...base.errors import KEPT, InputError, JobError, NetworkError, OaiError
from ...base.surrogates import replace_in_document
from ..call import Call, is_stream
from ..http.request import Request
from ..output.file_names import destination, is_folder
from ..output.progress import waiting
from ..output.sinks import check_free, new_file
from ..output.terminal import is_terminal
from ..output.view import View
from ..perform import perform
from ..transfers.binary_answers import to_standard_output
from .opening import check_opening, open_saved
from .picture_view import show_pictures

if TYPE_CHECKING:
    from ..http.streaming import StreamReader

    class PictureReader(StreamReader, Protocol):
        """Gathers pictures, and counts the unfinished ones that come before."""

        partials: int


MakeReader = Callable[[int], "PictureReader"]
COLUMNS = ("path", "bytes", "url", "revised_prompt")


def save_pictures(call: Call, make_reader: MakeReader) -> None:
    """Send, and save the pictures; formats for programs get the answer with them in it."""
    request = call.request()
    expected = _number(request, "n", 1)
    check_opening(call)
    if call.shows_only or not _wants_files(call):
        perform(call, request, make_reader(expected))
        return
    _check_output(call, expected)
    if not is_stream(request):
        _save_all(call, request, call.send(request).document)
        return
    reader = make_reader(expected)
    try:
        document = _streamed(call, request, reader)
    except OaiError as error:
        if (error.hint or "").startswith(KEPT):
            error.hint = "Unfinished pictures are not saved. Ask for them again."
        if (document := reader.result()) is not None:
            _save_all(call, request, replace_in_document(document))
        raise
    _save_all(call, request, document)


def _number(request: Request, name: str, usual: int) -> int:
    number = str(_fields(request).get(name))
    return int(number) if number.isdecimal() else usual


def _fields(request: Request) -> dict[str, Any]:
    return request.body if isinstance(request.body, dict) else dict(request.form or [])


def _wants_files(call: Call) -> bool:
    printer = call.printer
    if printer.format == "auto" and (call.options.output is not None or call.values.get("open")):
        return True
    return printer.kind in ("table", "text", "quiet")


def _check_output(call: Call, expected: int) -> None:
    """Refuse, before anything is paid for, what could not be written afterwards."""
    if call.options.output != "-":
        for path in _paths(call, expected, "png"):
            check_free(path, force=call.options.force)
    elif expected > 1:
        raise InputError("--output -: there is room for one picture.", hint="Leave --n out.")
    elif is_terminal(sys.stdout):
        raise InputError("--output -: a terminal cannot show a picture.", hint="Name a file.")


def _streamed(call: Call, request: Request, reader: "PictureReader") -> Any:
    from ..http.streaming import events
    from ..output.stream_writer import followed

    client = call.session.client
    wanted = _number(request, "partial_images", 0) * _number(request, "n", 1)
    with (
        waiting(f"Waiting for {client.target.host}", call.printer.color) as say,
        client.open(request) as response,
    ):
        if "json" in response.headers.get("content-type", ""):
            return client.whole(response).document
        for _ in followed(events(response, reader), reader, client.target.host):
            if reader.partials:
                say(f"{reader.partials} of {max(wanted, reader.partials)} sketches are here")
    return replace_in_document(reader.result())


def _save_all(call: Call, request: Request, document: Any) -> None:
    """Save each picture and print the answer with the paths in their place."""
    pictures = _pictures(document)
    if call.options.output == "-":
        for picture in pictures:
            to_standard_output(_content(call, picture))
        return
    form = document.get("output_format") or _fields(request).get("output_format")
    paths = _paths(call, len(pictures), str(form) if str(form).isalnum() and form else "png")
    saved, failed = _saved(call, pictures, paths)
    columns = tuple(name for name in COLUMNS if any(picture.get(name) for picture in saved))
    printer = call.printer.on_stdout(View(columns=columns))
    printer.items([saved], lambda: {**document, "data": saved})
    _view(call)
    if failed:
        raise JobError(f"{failed} of {len(pictures)} pictures are not saved.")


def _saved(
    call: Call, pictures: Sequence[dict[str, Any]], paths: Sequence[Path]
) -> tuple[list[dict[str, Any]], int]:
    """Save what can be saved, for all of them are paid for; return how many cannot, too."""
    saved: list[dict[str, Any]] = []
    failed = 0
    for picture, path in zip(pictures, paths, strict=True):
        try:
            saved.append(_save(call, picture, path))
        except OaiError as error:
            if len(pictures) == 1:
                error.hint = f"It is at {picture['url']}" if picture.get("url") else error.hint
                raise
            failed += 1
            saved.append(_facts(picture))
            call.session.notices.say(f"{path} is not saved: {error.message}")
    return saved, failed


def _view(call: Call) -> None:
    """Let people see what was saved."""
    if call.printer.on_stdout().kind == "table" and is_terminal(sys.stdout):
        show_pictures(call.session, call.session.saved)
    if call.values.get("open"):
        open_saved(call.session)


def _pictures(document: Any) -> list[dict[str, Any]]:
    pictures = document.get("data") if isinstance(document, dict) else None
    found = pictures if isinstance(pictures, list) else []
    if not found or not all(isinstance(each, dict) for each in found):
        raise NetworkError("The answer has no pictures in it.", hint="See it by --format json.")
    return found


def _paths(call: Call, count: int, suffix: str) -> list[Path]:
    """Return where to write: new names, or those that `--output` means, several with numbers."""
    output = call.options.output
    name = f"image.{suffix}"
    path = destination(output, name)
    if count == 1:
        return [path]
    chosen = output is not None and not is_folder(output)
    base = path if chosen else path.with_name(name)
    numbered = (
        base.with_name(f"{base.stem}-{number}{base.suffix}") for number in itertools.count(1)
    )
    free = (path for path in numbered if chosen or not path.exists())
    return list(itertools.islice(free, count))


def _save(call: Call, picture: dict[str, Any], path: Path) -> dict[str, Any]:
    """Write one picture; a URL is fetched only for who names a place, for it can be looked at."""
    named = call.options.output is not None or call.values.get("open")
    if "b64_json" not in picture and not named:
        return picture
    with new_file(path, force=call.options.force) as file:
        for chunk in _content(call, picture):
            file.write(chunk)
    call.session.saved.append(path)
    return {"path": str(path), "bytes": file.written, **_facts(picture)}


def _facts(picture: dict[str, Any]) -> dict[str, Any]:
    """Return what is said of a picture, but for itself."""
    return {name: value for name, value in picture.items() if name != "b64_json"}


def _content(call: Call, picture: dict[str, Any]) -> Iterator[bytes]:
    if picture.get("b64_json"):
        yield _decoded(picture["b64_json"])
    else:
        yield from _fetched(call, str(picture.get("url")))


def _decoded(text: Any) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError, TypeError):
        raise NetworkError("The server sent a picture that is not base64.") from None


def _fetched(call: Call, url: str) -> Iterator[bytes]:
    """Give what lies at a URL, which is another server's: it does not get our key."""
    try:
        parts = urlsplit(url)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in ("http", "https"):
        raise NetworkError("The server sent neither a picture nor a URL of one.")
    path = urlunsplit(("", "", parts.path, parts.query, ""))
    request = Request("GET", path, headers={"Accept-Encoding": "identity"})
    client = call.session.anonymous(f"{parts.scheme}://{parts.netloc}")
    try:
        with client.open(request) as response:
            yield from response.iter_bytes()
    finally:
        client.close()
