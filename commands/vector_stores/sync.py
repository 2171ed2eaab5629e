"""`vector-stores sync`: a folder, and what a vector store has of it."""

from pathlib import Path
from typing import Annotated

from ...cli.declare.endpoint import Command
from ...cli.declare.markers import POSITIONAL, Default, Limits
from ...cli.declare.waiting_options import PollInterval, WaitTimeout
from ...cli.session import Session
from .attachments import Attachments
from .local_files import PathFilter
from .store_fields import ChunkingStrategy, StoreId
from .sync_run import RESULT, SyncOptions, SyncRun
from .uploading import AT_ONCE


def run(
    session: Session,
    vector_store_id: Annotated[StoreId, POSITIONAL],
    dir: Annotated[str, "The folder; all below it is taken.", POSITIONAL],
    delete: Annotated[bool | None, "Remove what is no longer in the folder.", Default(True)] = None,
    include: Annotated[
        list[str] | None, "Take only what this means: *.md, a path, or a folder."
    ] = None,
    exclude: Annotated[list[str] | None, "Leave out what this means."] = None,
    hidden: Annotated[bool | None, "Take what begins with a dot, too.", Default(False)] = None,
    plan: Annotated[
        bool | None, "Show what is to be done, and change nothing.", Default(False)
    ] = None,
    concurrency: Annotated[
        int | None, "So many uploads at a time.", Limits(minimum=1), Default(4)
    ] = None,
    chunking_strategy: ChunkingStrategy = None,
    wait_timeout: WaitTimeout = None,
    poll_interval: PollInterval = None,
) -> None:
    """Make a vector store have what a folder has.

    What is new or changed, by its content, is uploaded and processed; only then goes the version
    before it. What is gone from the folder is removed, if you say yes. What somebody else put
    into the vector store stays: files of a sync are known by their attributes sync_path and
    sync_sha256. A file that cannot be processed does not stop the others (exit 7). Whatever stops
    it, the same command goes on from there; a second run has nothing to do. --plan asks what is
    there and changes nothing; --dry-run does not even ask.

    $ oai vector-stores sync vs_abc123 ./docs
    $ oai vector-stores sync vs_abc123 . --exclude drafts --exclude build --plan
    $ oai vector-stores sync vs_abc123 ./docs --yes --format jsonl
    """
    attachments = Attachments(
        session,
        vector_store_id,
        chunking_strategy=chunking_strategy,
        wait_timeout=wait_timeout,
        poll_interval=poll_interval,
    )
    options = SyncOptions(
        folder=Path(dir),
        path_filter=PathFilter(tuple(include or ()), tuple(exclude or ()), bool(hidden)),
        delete=delete is not False,
        plan_only=bool(plan),
        at_once=concurrency or AT_ONCE,
    )
    SyncRun(session, attachments, options).run()


sync = Command(("vector-stores", "sync"), run, RESULT)
