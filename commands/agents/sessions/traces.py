"""Traces: how the turns of a session went, as OpenTelemetry has it."""

from ....cli.http.paging_style import Paging
from ....cli.output.view import View
from ...shared.fields import After, Limit, Order
from . import SessionId, sessions

traces = sessions.group(
    "traces",
    "See how a turn went, for tracing tools.",
    view=View(columns=("id", "session_id", "created_at")),
)


@traces.get("/agents/sessions/{session_id}/traces", paging=Paging())
def list_(
    session_id: SessionId, limit: Limit = None, order: Order = None, after: After = None
) -> None:
    """List the traces of a session, one a turn; `otlp` is what tracing tools take.

    $ oai agents sessions traces list sess_abc123
    $ oai agents sessions traces list sess_abc123 --format jsonl | jq .otlp
    """
