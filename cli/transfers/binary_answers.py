"""Binary answers: into files, never onto a terminal, never half under the final name."""

import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from ...base.errors import InputError
from ...base.formatting import size
from ..http.request import Request
from ..output.file_names import destination, is_folder, suggested_name
from ..output.printer import Printer
from ..output.progress import answering
from ..output.sinks import StandardOutput, check_free, new_file
from ..output.terminal import is_terminal
from ..output.terminal_safe import terminal_safe
from ..session import Session
from .board import board

if TYPE_CHECKING:
    import httpx


def body_bytes(response: "httpx.Response") -> Iterator[bytes]:
    """Give the body's bytes, unpacked if the server packed them all the same."""
    return response.iter_bytes()


def download(
    session: Session,
    request: Request,
    printer: Printer,
    fallback: str,
    read: Callable[["httpx.Response"], Iterator[bytes]] = body_bytes,
) -> None:
    """Fetch a binary answer to where `--output` says, or to a new file; print its path."""
    output = session.options.output
    if output is not None and output != "-" and not is_folder(output):
        check_free(Path(output), force=session.options.force)
    request.headers["Accept-Encoding"] = "identity"
    with answering(session.client, request, printer.color) as response:
        deliver(session, response, printer, fallback, read)


def deliver(
    session: Session,
    response: "httpx.Response",
    printer: Printer,
    fallback: str,
    read: Callable[["httpx.Response"], Iterator[bytes]] = body_bytes,
) -> None:
    """Put a binary answer that has begun to where it belongs; print its path."""
    output = session.options.output
    if output == "-":
        to_standard_output(read(response))
        return
    path = destination(output, suggested_name(response.headers, fallback))
    count = _save(session, response, path, read)
    session.saved.append(path)
    receipt = {"path": str(path), "bytes": count}
    printer.receipt(receipt, f"Saved {path} ({size(count)}).")


def _save(
    session: Session,
    response: "httpx.Response",
    path: Path,
    read: Callable[["httpx.Response"], Iterator[bytes]],
) -> int:
    """Write a body to a file that appears when it is whole; return its size."""
    total = int(response.headers.get("content-length") or 0) or None
    color = session.settings.get("color").value
    with (
        new_file(path, force=session.options.force) as file,
        board(session.notices, color, quiet=session.options.quiet) as shown,
    ):
        row = shown.row(path.name, total)
        for chunk in read(response):
            file.write(chunk)
            row.advance(len(chunk))
    return file.written


def to_standard_output(chunks: Iterable[bytes]) -> None:
    """Write to standard output; raises InputError where that is a terminal and they are no text."""
    sink = StandardOutput()
    for chunk in _text(chunks) if is_terminal(sys.stdout) else chunks:
        sink.write(chunk)


def _text(chunks: Iterable[bytes]) -> Iterator[bytes]:
    try:
        yield from terminal_safe(map(_without_zero, chunks), errors="strict")
    except UnicodeDecodeError:
        raise _binary() from None


def _without_zero(chunk: bytes) -> bytes:
    if b"\0" in chunk:
        raise _binary()
    return chunk


def _binary() -> InputError:
    return InputError(
        "This is binary data, which a terminal cannot show.",
        hint="Save it with --output FILE, or pipe it on.",
    )
