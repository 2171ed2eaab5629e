"""Binary answers: into files, never onto a terminal, never half under the final name."""

import codecs
import mimetypes
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from .errors import InputError
from .output.humane import size, visible
from .output.printer import Printer
from .output.sinks import StandardOutput, check_free, free_name, new_file
from .output.terminal import is_terminal
from .progress import answering
from .request import UNKNOWN_TYPE, Request
from .session import Session
from .transfers.board import board

if TYPE_CHECKING:
    import httpx

# The usual limit is 255 bytes; an unfinished file has a longer name for a while.
LONGEST_NAME = 200
RESERVED = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.I)


def whole(response: "httpx.Response") -> Iterator[bytes]:
    """Give the body's bytes, unpacked if the server packed them all the same."""
    return response.iter_bytes()


def download(
    session: Session,
    request: Request,
    printer: Printer,
    fallback: str,
    read: Callable[["httpx.Response"], Iterator[bytes]] = whole,
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
    read: Callable[["httpx.Response"], Iterator[bytes]] = whole,
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


def suggested_name(headers: Mapping[str, str], fallback: str) -> str:
    """Return the server's name for a file, made safe: it can never leave the folder."""
    disposition = headers.get("content-disposition", "")
    encoded = re.search(r"filename\*=utf-8'[^']*'([^;]+)", disposition, re.I)
    plain = re.search(r'filename="((?:[^"\\]|\\.)*)"|filename=([^;\s]+)', disposition, re.I)
    name = fallback
    if encoded:
        from urllib.parse import unquote

        name = unquote(encoded.group(1))
    elif plain:
        name = re.sub(r"\\(.)", r"\1", plain.group(1) or plain.group(2) or "")
    if name == fallback and not Path(name).suffix:
        name += _extension(headers)
    return safe_name(name) or fallback


def _extension(headers: Mapping[str, str]) -> str:
    kind = headers.get("content-type", "").partition(";")[0].strip()
    return "" if kind == UNKNOWN_TYPE else mimetypes.guess_extension(kind, strict=False) or ""


def safe_name(name: str) -> str:
    """Return a file name without folders, control characters or a special meaning."""
    base = re.split(r"[/\\]", name)[-1]
    base = "".join(c if c.isprintable() and c not in '<>:"|?*' else "_" for c in base)
    base = base.strip(" .").encode()[:LONGEST_NAME].decode("utf-8", "ignore")
    return f"_{base}" if RESERVED.match(base) else base


def is_folder(output: str) -> bool:
    """Tell whether `--output` names a folder, there or to be made."""
    return output.endswith("/") or os.path.isdir(output)


def destination(output: str | None, name: str) -> Path:
    """Return the path to write: what `--output` says, or a new one by that name."""
    if output is None:
        return free_name(Path(name))
    if not is_folder(output):
        return Path(output)
    folder = Path(output)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"--output: cannot make {folder}: {error.strerror}.") from None
    return free_name(folder / name)


def _save(
    session: Session,
    response: "httpx.Response",
    path: Path,
    read: Callable[["httpx.Response"], Iterator[bytes]] = whole,
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
    for chunk in _for_terminal(chunks) if is_terminal(sys.stdout) else chunks:
        sink.write(chunk)


def _for_terminal(chunks: Iterable[bytes]) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for chunk in chunks:
            text = decoder.decode(chunk)
            if "\0" in text:
                raise _binary()
            yield visible(text).encode("utf-8")
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        raise _binary() from None


def _binary() -> InputError:
    return InputError(
        "This is binary data, which a terminal cannot show.",
        hint="Save it with --output FILE, or pipe it on.",
    )
