"""What a run would send, for `--dry-run` and `--print curl`."""

from itertools import islice
from shlex import quote
from typing import TYPE_CHECKING, Any

from ....base import json_text
from ....base.errors import InputError
from ....cli.http.request import FilePart, Request
from ....cli.output.preview import as_curl, as_data
from ....cli.output.view import View
from .as_batch.submission import JSON_LINES, create_request, filename_of, upload_request
from .input.line_range import lines_in
from .input.requirements import PREFIX
from .input.scan import Cut, Scan
from .opening import RunOptions
from .run_state import Piece

if TYPE_CHECKING:
    from ....cli.session import Session

MOST_SHOWN = 100
FILE_ID = "FILE_ID"
BLANK = "'^[[:space:]]*$'"


def plan(session: "Session", scan: Scan, options: RunOptions) -> None:
    """Show the requests of a run; nothing is sent."""
    if session.options.print == "curl" and options.input.is_piped:
        raise InputError("--print curl: what is piped is not there for curl.", hint="Name a file.")
    requests = list(_at_once(scan) if options.mode == "now" else _batches(session, scan, options))
    target = session.shown_target
    printer = session.printer(View(), "batches-run").on_stdout()
    if session.options.print == "curl":
        lines = [_shell(scan, cut) + as_curl(request, target) for request, cut in requests]
        printer.raw([("\n".join(lines) + "\n").encode("utf-8", "surrogateescape")])
        return
    name = options.input.name if options.input.is_piped else str(scan.path)
    shown = [_shown(name, as_data(request, target), cut) for request, cut in requests]
    printer.preview(shown[0] if len(shown) == 1 else shown)
    if options.mode == "now" and scan.lines > MOST_SHOWN:
        session.notices.say(f"And {scan.lines - MOST_SHOWN} more.")


def _batches(
    session: "Session", scan: Scan, options: RunOptions
) -> "list[tuple[Request, Cut | None]]":
    found: list[tuple[Request, Cut | None]] = []
    for number, cut in enumerate(scan.cuts, start=1):
        name = filename_of(Piece(cut, f"RUN-0-{number}"))
        found.append((upload_request(FilePart("file", name, JSON_LINES, b"")), cut))
        found.append((create_request(session, scan.url, FILE_ID, **options.given), None))
    return found


def _at_once(scan: Scan) -> "list[tuple[Request, Cut | None]]":
    lines = (line for cut in scan.cuts for line in lines_in(scan.path, cut))
    return [(line_request(json_text.loads(line)), None) for line in islice(lines, MOST_SHOWN)]


def line_request(request: dict[str, Any]) -> Request:
    """Return the request that one line stands for."""
    headers = {"Accept": "application/json", "Content-Type": "application/json"}
    path = str(request["url"]).removeprefix(PREFIX)
    return Request("POST", path, body=request["body"], headers=headers)


def _shown(name: str, data: dict[str, Any], cut: Cut | None) -> dict[str, Any]:
    if cut is not None:
        place = {"file": name, "start": cut.start, "stop": cut.end, "lines": cut.lines}
        data["form"] = [{**f, **place} if "filename" in f else f for f in data["form"]]
    return data


def _shell(scan: Scan, cut: Cut | None) -> str:
    """Return what cuts the lines out for curl, which reads them from its standard input."""
    if cut is None:
        return ""
    words = f"tail -c +{cut.start + 1} {quote(str(scan.path))} | head -c {cut.end - cut.start} | "
    return words + (f"grep -v {BLANK} | " if cut.size != cut.end - cut.start else "")
