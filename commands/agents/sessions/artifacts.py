"""Artifacts: the files that a turn of a session left behind."""

from typing import Annotated

from ....cli.call import Call
from ....cli.http.paging_style import Paging
from ....cli.output.view import View
from ...shared.fields import After, Limit, Order
from ...shared.transfer_fields import Concurrency
from . import SessionId, sessions

artifacts = sessions.group(
    "artifacts",
    "Fetch the files that an agent made.",
    view=View(columns=("path", "id", "size_bytes", "turn_id", "created_at"), spare=("turn_id",)),
)

ArtifactId = Annotated[str, "The artifact's id."]


@artifacts.get("/agents/sessions/{session_id}/artifacts", paging=Paging())
def list_(
    session_id: SessionId,
    environment_id: Annotated[
        str | None, "Only what was made in the environment with this id."
    ] = None,
    limit: Limit = None,
    order: Order = None,
    after: After = None,
) -> None:
    """List the files that a session's agent made.

    $ oai agents sessions artifacts list sess_abc123
    """


@artifacts.get("/agents/sessions/{session_id}/artifacts/{artifact_id}")
def get(session_id: SessionId, artifact_id: ArtifactId) -> None:
    """Show one artifact's facts.

    $ oai agents sessions artifacts get sess_abc123 art_abc123
    """


@artifacts.get("/agents/sessions/{session_id}/artifacts/{artifact_id}/content", answer="binary")
def download(
    call: Call,
    session_id: SessionId,
    artifact_id: Annotated[list[str], "The artifact's id; several are fetched at once."],
    concurrency: Concurrency = None,
) -> None:
    """Download what a session's agent made.

    It goes to new files, or to --output.

    $ oai agents sessions artifacts download sess_abc123 art_abc123 -o report.pdf
    $ oai agents sessions artifacts download sess_abc123 art_abc123 art_def456 -o made/
    """
    from ....cli.transfers.download_each import download_each

    download_each(call, "artifact_id", artifact_id, concurrency)


@artifacts.delete("/agents/sessions/{session_id}/artifacts/{artifact_id}")
def delete(session_id: SessionId, artifact_id: ArtifactId) -> None:
    """Delete an artifact.

    $ oai agents sessions artifacts delete sess_abc123 art_abc123 --yes
    """
