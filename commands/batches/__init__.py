"""Batches: many requests in one file, run within a day."""

from pathlib import Path
from typing import Annotated

from ...cli.declare.endpoint import Resource
from ...cli.declare.markers import POSITIONAL, Choices, Default, FileReference, Limits
from ...cli.declare.waiting_options import PollInterval, WaitTimeout
from ...cli.http.paging_style import Paging
from ...cli.output.view import View
from ...cli.session import Session
from ...cli.waiting.wait_command import add_wait_command
from ..shared.fields import After, ExpiresAfter, Limit, Metadata
from ..shared.job_kinds import BATCH

batches = Resource(
    "batches",
    view=View(
        columns=(
            "id",
            "status",
            "endpoint",
            "request_counts.completed",
            "request_counts.total",
            "created_at",
        ),
        spare=("endpoint",),
    ),
)

BatchId = Annotated[str, "The batch's id."]
MaxLines = Annotated[
    int | None, "Split at so many lines.", Limits(minimum=1, maximum=50_000), Default(50_000)
]
MaxBytes = Annotated[str | None, "Split at this size, such as 100MB.", Default("200MB")]


@batches.post("/batches", effect="paid", job_kind=BATCH)
def create(
    input_file_id: Annotated[
        str, "The id of the uploaded JSONL file, one request a line.", FileReference("batch")
    ],
    endpoint: Annotated[
        str,
        "The endpoint that every line is for.",
        Choices(
            "/v1/responses",
            "/v1/chat/completions",
            "/v1/embeddings",
            "/v1/completions",
            "/v1/moderations",
            "/v1/images/generations",
            "/v1/images/edits",
            "/v1/videos",
        ),
    ],
    completion_window: Annotated[str, "How long it may take.", Choices("24h")] = "24h",
    metadata: Metadata = None,
    output_expires_after: ExpiresAfter = None,
) -> None:
    """Create a batch from an uploaded file.

    $ oai batches create --input-file-id file-abc123 --endpoint /v1/responses
    $ oai batches create --input-file-id @in.jsonl --endpoint /v1/embeddings --wait
    """


@batches.get("/batches", paging=Paging())
def list_(limit: Limit = None, after: After = None) -> None:
    """List batches, the newest first.

    $ oai batches list
    $ oai batches list --all --fields id,status --format csv
    """


@batches.get("/batches/{batch_id}", job_kind=BATCH)
def get(batch_id: BatchId) -> None:
    """Show one batch: how far it is, and the ids of its output files.

    $ oai batches get batch_abc123
    $ oai batches get batch_abc123 | jq -r .output_file_id
    """


add_wait_command(batches, BATCH)


@batches.post("/batches/{batch_id}/cancel", effect="destroy")
def cancel(batch_id: BatchId) -> None:
    """Cancel a batch; what is already answered can still be downloaded.

    $ oai batches cancel batch_abc123 --yes
    """


@batches.command(view=View(columns=("path", "lines", "bytes", "endpoint", "batches")))
def validate(
    session: Session,
    file: Annotated[list[Path], "The JSONL file to check, or - for standard input.", POSITIONAL],
    max_lines: MaxLines = None,
    max_bytes: MaxBytes = None,
) -> None:
    """Check files for batches, line by line, without sending anything.

    Each line must be a JSON object with a custom_id of its own, the method POST, the url of an
    endpoint that batches can be for, the same in the whole file, and a body with what that
    endpoint needs. Blank lines and a byte order mark do no harm. What is wrong is listed with the
    numbers of the lines (exit 2).

    $ oai batches validate requests.jsonl
    $ oai batches validate requests-*.jsonl -q
    """
    from .runner.checking import validate_files

    validate_files(session, batches.commands["validate"].view, file, max_lines, max_bytes)


@batches.command()
def run(
    session: Session,
    input: Annotated[
        Path, "The JSONL file, a request a line; or - for standard input.", POSITIONAL
    ],
    now: Annotated[
        bool | None, "Ask the ordinary endpoint now, at its price, and make no batch."
    ] = None,
    concurrency: Annotated[
        int | None, "With --now: so many requests at a time.", Limits(minimum=1), Default(8)
    ] = None,
    retry_failed: Annotated[
        bool | None, "Send the lines again that failed in the run of before."
    ] = None,
    restart: Annotated[bool | None, "Forget the run of before, and start over."] = None,
    metadata: Metadata = None,
    completion_window: Annotated[
        str | None, "How long it may take.", Choices("24h"), Default("24h")
    ] = None,
    max_lines: MaxLines = None,
    max_bytes: MaxBytes = None,
    wait_timeout: WaitTimeout = None,
    poll_interval: PollInterval = None,
) -> None:
    """Run a file of requests, and write the results in the order of its lines.

    The file is checked, uploaded, run as one batch or several, waited for, and the results are
    written to --output: a line for each line, failures among them (exit 7). The summary is what
    is printed. Whatever stops it, the same command goes on where it was, and sends nothing twice.

    --now asks the ordinary endpoint instead, many lines at a time, as fast as its limits allow.

    $ oai batches run requests.jsonl -o results.jsonl
    $ oai batches run requests.jsonl -o results.jsonl --retry-failed
    $ oai batches run requests.jsonl -o results.jsonl --now --concurrency 32
    """
    from .runner.running import RunArguments, run_input

    asked = RunArguments(
        now=bool(now),
        concurrency=concurrency,
        retry_failed=bool(retry_failed),
        restart=bool(restart),
        max_lines=max_lines,
        max_bytes=max_bytes,
        typed={
            "metadata": metadata,
            "completion_window": completion_window,
            "wait_timeout": wait_timeout,
            "poll_interval": poll_interval,
        },
    )
    run_input(session, batches.commands["run"].parameters, input, asked)


@batches.command(view=View(columns=("custom_id", "response.status_code", "error.code")))
def results(
    session: Session,
    batch_id: Annotated[str, "The batch's id.", POSITIONAL],
) -> None:
    """Fetch the results of a batch that has ended, failures among them.

    They come in the order of the input, as long as that can be had. To --output they are written
    a line each. If lines failed, how many and why most of them did is said (exit 7).

    $ oai batches results batch_abc123 -o results.jsonl
    $ oai batches results batch_abc123 --format jsonl | jq .response.body.usage
    """
    from .runner.fetching import fetch_results

    fetch_results(session, batches.commands["results"].view, batch_id)
