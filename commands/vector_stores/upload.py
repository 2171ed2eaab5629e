"""`vector-stores upload`: files of this machine into a vector store, in one go."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

from ...base.errors import JobError, OaiError
from ...cli.declare.endpoint import Command
from ...cli.declare.markers import POSITIONAL, Default, Limits
from ...cli.declare.waiting_options import PollInterval, WaitTimeout
from ...cli.http.request import FilePart, Request
from ...cli.input.body import file_part, gather
from ...cli.output.view import View
from ...cli.session import Session
from ...cli.waiting.status_requests import request_for
from ..shared.job_kinds import VECTOR_STORE
from .attachments import Attachments
from .store_fields import Attributes, ChunkingStrategy, StoreId

VIEW = View(columns=("id", "filename", "status", "usage_bytes", "last_error.message"))


def run(
    session: Session,
    vector_store_id: Annotated[StoreId, POSITIONAL],
    path: Annotated[list[Path], "A file, or a pattern for files.", POSITIONAL],
    attributes: Attributes = None,
    chunking_strategy: ChunkingStrategy = None,
    concurrency: Annotated[
        int | None, "So many uploads at a time.", Limits(minimum=1), Default(4)
    ] = None,
    wait: Annotated[bool | None, "Wait until they can be searched.", Default(True)] = None,
    wait_timeout: WaitTimeout = None,
    poll_interval: PollInterval = None,
) -> None:
    """Upload files and put them into a vector store.

    A file that fails does not stop the others (exit 7). To keep a vector store like a folder, see
    oai vector-stores sync.

    $ oai vector-stores upload vs_abc123 manual.pdf faq.md
    $ oai vector-stores upload vs_abc123 *.md --attributes lang=en --no-wait
    """
    session.printer(VIEW, "vector-stores-upload").check()
    parameters = [item for item in upload.parameters if item.key == "path"]
    paths = gather(tuple(parameters), {"path": path}, session.stdin, in_body=set())["path"]
    parts = [file_part("file", each) for each in paths]
    attachments = Attachments(
        session,
        vector_store_id,
        attributes=attributes,
        chunking_strategy=chunking_strategy,
        wait_timeout=wait_timeout,
        poll_interval=poll_interval,
    )
    if attachments.call.shows_only:
        attachments.show([_upload_request(part) for part in parts], [part.shown for part in parts])
        return
    # Before gigabytes are sent for a store that there is not.
    session.client.send(request_for(session.root, VECTOR_STORE, [vector_store_id]))
    rows = _put(session, attachments, parts, concurrency, wait is not False)
    if rows:
        printer = session.printer(VIEW, "vector-stores-upload")
        printer.items([rows], lambda: {"object": "list", "data": rows})
    _check(rows, len(parts))


upload = Command(("vector-stores", "upload"), run, VIEW)


def _upload_request(part: FilePart) -> Request:
    from .uploading import PURPOSE

    headers = {"Accept": "application/json"}
    return Request("POST", "/files", form=[("purpose", PURPOSE)], files=[part], headers=headers)


def _put(
    session: Session,
    attachments: Attachments,
    parts: Sequence[FilePart],
    at_once: int | None,
    wait: bool,
) -> list[dict[str, Any]]:
    from .store import VectorStore
    from .uploading import AT_ONCE, groups

    store = VectorStore(session, attachments.store_id, attachments.limits)
    rows: list[dict[str, Any]] = []
    for group in groups(parts):
        names = _uploaded(session, group, at_once or AT_ONCE)
        files: dict[str, dict[str, Any]] = {each: {} for each in names}
        found = store.attach(attachments, files, wait=wait) if names else {}
        rows += [{"id": each, "filename": names[each], **found.get(each, {})} for each in names]
    return rows


def _uploaded(session: Session, parts: Sequence[FilePart], at_once: int) -> dict[str, str]:
    """Upload files; return their names by the new ids, in the order that they were given in."""
    from .uploading import uploads

    ids: dict[int, str] = {}
    for outcome in uploads(session, parts, at_once):
        if isinstance(outcome.error, OaiError):
            session.notices.say(f"{parts[outcome.item].filename}: {outcome.error.message}")
        else:
            ids[outcome.item] = outcome.value()
    return {ids[number]: parts[number].filename for number in sorted(ids)}


def _check(rows: Sequence[dict[str, Any]], wanted: int) -> None:
    """Raise JobError for what is not in the vector store, or cannot be searched."""
    from .uploading import failure_of

    failed = [f"{row['filename']} ({why})" for row in rows if (why := failure_of(row))]
    missing = wanted - len(rows)
    told = [f"{missing} not uploaded"] if missing else []
    if failed or missing:
        raise JobError(f"{len(failed) + missing} of {wanted} failed: {', '.join(failed + told)}.")
