"""How a run ends: its summary is written, and failures among its lines are an error."""

from typing import TYPE_CHECKING, Any

from ....base.errors import JobError
from ....base.formatting import count
from ....cli.output.sinks import StandardOutput
from ....cli.output.view import View
from .opening import ActiveRun
from .reasons import failures_text, incomplete_text
from .run_state import RESULTS

if TYPE_CHECKING:
    from ....cli.session import Session

PIECE = 1 << 18


def sentence(summary: dict[str, Any]) -> str:
    """Return a summary in words."""
    words = f"{count(summary['completed'])} of {count(summary['lines'])} lines were answered"
    if summary["failed"]:
        words += f", {count(summary['failed'])} failed"
    if summary["total_tokens"]:
        words += f", {count(summary['total_tokens'])} tokens"
    return f"{words}: {summary['path']}"


VIEW = View(text=sentence)


def write_summary(session: "Session", active: ActiveRun) -> None:
    """Write the summary; raises JobError if lines failed."""
    summary = active.run.summary or {}
    if session.options.output == "-":
        _copy_to_stdout(active)
        session.notices.say(sentence({**summary, "path": "above"}))
    else:
        session.printer(VIEW, "batches-run").on_stdout().object(summary)
    check_lines(session, summary, "Send them again: the same command with --retry-failed")


def check_lines(session: "Session", summary: dict[str, Any], hint: str | None = None) -> None:
    """Say how many answers are not complete; raises JobError, with the reason, if lines failed."""
    if incomplete := incomplete_text(summary):
        session.notices.say(incomplete)
    if summary["failed"]:
        raise JobError(f"{failures_text(summary)}.", hint=hint)


def retry_message(failed: int) -> str:
    """Return what --retry-failed is going to do."""
    if not failed:
        return "No line failed; there is nothing to send again."
    return f"Sending {count(failed, 'line')} again that failed."


def already_done(session: "Session", active: ActiveRun) -> bool:
    """Sum a run up again if its output is still where it is wanted; tell whether it is."""
    if active.run.output != str(active.target) or not active.target.exists():
        session.notices.say("This was run before; its results are written once more.")
        return False
    session.notices.say("This was run before; nothing is sent. --restart runs it anew.")
    write_summary(session, active)
    return True


def _copy_to_stdout(active: ActiveRun) -> None:
    out = StandardOutput()
    with (active.run.folder / RESULTS).open("rb") as file:
        while piece := file.read(PIECE):
            out.write(piece)
