"""`batches results`: what an ended batch left behind, as one list in the order of its input."""

import json
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ....base import json_text
from ....base.errors import AccessError, InputError, JobError, NotFoundError
from ....cli.http.request import Request
from ....cli.input.body import build
from ....cli.output.progress import waiting
from ....cli.output.sinks import new_file
from ....cli.output.view import View
from ....cli.waiting.ending import failure_reason
from ...shared.job_kinds import BATCH
from .batch_results import Results, ended, fetch, missing, result_of
from .counts import Counts
from .input.requirements import declared
from .summary import check_lines

if TYPE_CHECKING:
    from ....cli.output.printer import Printer
    from ....cli.session import Session

Document = dict[str, Any]
FILES = ("output_file_id", "error_file_id")
AT_ONCE = 100


def fetch_results(session: "Session", view: View, batch_id: str) -> None:
    """Fetch and write the results of a batch; raises InputError as long as it goes on."""
    printer = session.printer(view, f"{batch_id}-results")
    request = build(declared("batches", "get"), {"batch_id": batch_id}, {}, [])
    if session.options.shows_only:
        _show(session, printer, request)
        return
    printer.check()
    with waiting(f"Waiting for {session.target.host}", printer.color):
        batch = session.client.send(request).document
    if not BATCH.has_ended(batch):
        raise InputError(
            f"{batch_id} has not ended: {BATCH.status_text(batch)}.",
            hint=f"Wait for it with: {session.options.command('batches', 'wait', batch_id)}",
        )
    with tempfile.TemporaryDirectory() as folder:
        counts = Counts()
        lines = _counted(_lines(session, batch, Path(folder)), counts)
        if not printer.to_stdout and printer.format in ("auto", "jsonl", "raw"):
            _save(replace(printer, format="jsonl"), lines, counts)
        else:
            _write(printer, lines)
    _conclude(session, batch, counts)


def _counted(lines: Iterator[bytes], counts: Counts) -> Iterator[bytes]:
    for line in lines:
        counts.add(result_of(line))
        yield line


def _conclude(session: "Session", batch: Document, counts: Counts) -> None:
    """Raise JobError if lines failed, or if the batch did of which there are none."""
    check_lines(session, counts.summary(""))
    if reason := failure_reason(BATCH, batch):
        raise JobError(f"{batch.get('id')} {reason}.")


def _show(session: "Session", printer: "Printer", request: Request) -> None:
    from ....cli.output.preview import as_curl, as_data

    shown, target = printer.on_stdout(), session.shown_target
    if session.options.print == "curl":
        shown.raw([(as_curl(request, target) + "\n").encode()])
    else:
        shown.preview(as_data(request, target))


def _lines(session: "Session", batch: Document, folder: Path) -> Iterator[bytes]:
    names = [name for name in FILES if batch.get(name)]
    files = [fetch(session, batch[name], folder / f"{name}.jsonl") for name in names]
    found = Results(files)
    try:
        for number, custom_id in enumerate(_ids(session, batch, folder), start=1):
            yield ended(found.take(custom_id) or missing(custom_id, batch, number))
        for line in found.rest():
            yield ended(line)
    finally:
        found.close()


def _ids(session: "Session", batch: Document, folder: Path) -> Iterator[str]:
    """Give the ids of the input, if the server still has it."""
    path = _input(session, batch.get("input_file_id"), folder / "input.jsonl")
    if path is None:
        session.notices.say("The input is gone: the results are in the order of the server.")
        return
    with path.open("rb") as file:
        for line in file:
            custom_id = _custom_id(line)
            if custom_id is not None:
                yield custom_id


def _input(session: "Session", file_id: Any, path: Path) -> Path | None:
    if not isinstance(file_id, str):
        return None
    try:
        return fetch(session, file_id, path)
    except (NotFoundError, AccessError):
        return None


def _custom_id(line: bytes) -> str | None:
    """A batch that failed its own check can have an input with any kind of line."""
    try:
        document = json.loads(line)
    except ValueError:
        return None
    found = document.get("custom_id") if isinstance(document, dict) else None
    return found if isinstance(found, str) else None


def _save(printer: "Printer", lines: Iterator[bytes], counts: Counts) -> None:
    path = printer.path() or Path()
    with new_file(path, force=printer.options.force) as file:
        for line in lines:
            file.write(line)
    summary = counts.summary(str(path))
    sentence = f"Saved {path} ({counts.completed} answered, {counts.failed} failed)."
    printer.on_stdout().receipt(summary, sentence)


def _write(printer: "Printer", lines: Iterator[bytes]) -> None:
    fetched: list[Any] = []
    keep = printer.kind not in ("jsonl", "text", "quiet")

    def pages() -> Iterator[list[Any]]:
        page: list[Any] = []
        for line in lines:
            page.append(json_text.loads_readable(line))
            if len(page) == AT_ONCE:
                yield page
                page = []
        yield page

    def kept() -> Iterator[list[Any]]:
        for page in pages():
            if keep:
                fetched.extend(page)
            yield page

    printer.items(kept(), lambda: {"object": "list", "data": fetched})
