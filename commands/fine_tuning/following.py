"""The events of a fine-tuning job, written as they come until the job has ended."""

from collections.abc import Callable
from dataclasses import replace
from itertools import takewhile
from typing import TYPE_CHECKING, Any

from ...base.errors import InputError
from ...base.surrogates import encode_utf8
from ...cli.call import Call
from ...cli.http.paging_style import Paging
from ...cli.output.cells import cell
from ...cli.output.printer import Printer
from ...cli.output.sinks import Sink
from ..shared.job_kinds import FINE_TUNING_JOB

if TYPE_CHECKING:
    from ...cli.http.client import Answer
    from ...cli.http.request import Request
    from ...cli.waiting.status_display import StatusDisplay

# Whoever has followed the events knows them.
JOB = replace(FINE_TUNING_JOB, look_at=())
AT_ONCE = ("jsonl", "text", "quiet")


def follow_events(call: Call, job_id: str) -> None:
    """Write every event there is and every one that comes; raises JobError as waiting does."""
    from ...cli.waiting.ending import EndedJob, check_ends
    from ...cli.waiting.polled_job import PolledJob
    from ...cli.waiting.polling import wait_for_jobs
    from ...cli.waiting.status_requests import request_for
    from ...cli.waiting.wait_limits import WaitLimits

    printer = _printer(call)
    limits = WaitLimits.given(call.values)
    job = PolledJob((job_id,), JOB, request_for(call.session.root, JOB, [job_id]))
    again = (*call.endpoint.path, job_id, "--follow")
    with printer.sink(keep=True) as sink:
        news = _NewEvents(call, printer, sink)
        try:
            (answer,) = wait_for_jobs(call.session, [job], limits, again=again, news=news)
        finally:
            news.close()
    if wanted := JOB.wants(answer.document):
        call.session.notices.say(wanted.said(call.options))
    check_ends(call.session, JOB, [EndedJob(job.ids, answer)])


def _printer(call: Call) -> Printer:
    """Return how events are written; the point of one is its message."""
    if call.printer.kind == "raw":
        raise InputError(
            "--format raw is one answer as it came, and --follow joins many.",
            hint="Use --format json or jsonl.",
        )
    if call.given("after") is not None:
        raise InputError("--after asks for older events, and --follow for newer ones.")
    view = replace(call.printer.view, text=lambda event: str(event.get("message")))
    return replace(call.printer, view=view)


class _NewEvents:
    """What came since the last time, and what was written already."""

    def __init__(self, call: Call, printer: Printer, sink: Sink) -> None:
        self._call = call
        self._request = call.request()
        self._printer = printer
        self._sink = sink
        self._known: set[str] = set()
        self._kept: list[Any] = []
        self._is_answered = False

    def __call__(
        self, answer: "Answer", send: "Callable[[Request], Answer]", shown: "StatusDisplay"
    ) -> None:
        """Fetch the events that are not known yet, and write them, the oldest first."""
        new = self._fetch(send)
        self._is_answered = True
        if not new:
            return
        with shown.aside():
            self._write(new)
        self._known.update(event["id"] for event in new)

    def close(self) -> None:
        """Write what can only be written as a whole."""
        if self._at_once or not self._is_answered:
            return
        envelope = {"object": "list", "data": self._kept, "has_more": False}
        for text in self._printer.list_texts([self._kept], lambda: envelope):
            self._sink.write(encode_utf8(text))

    @property
    def _at_once(self) -> bool:
        is_watched = self._printer.kind == "table" and self._printer.to_terminal
        return self._printer.kind in AT_ONCE or is_watched

    def _fetch(self, send: "Callable[[Request], Answer]") -> list[Any]:
        from ...cli.http.paging import pages

        wanted = None if self._known else self._call.given("limit")
        paging = self._call.endpoint.paging or Paging()
        fetched = pages(send, self._request, paging, limit=wanted, everything=wanted is None)
        newest_first = (event for page in fetched for event in page.items)
        return list(takewhile(lambda event: event["id"] not in self._known, newest_first))[::-1]

    def _write(self, new: list[Any]) -> None:
        if not self._at_once:
            self._kept += new
            return
        for event in new:
            self._sink.write(encode_utf8(self._text(event)))

    def _text(self, event: Any) -> str:
        if self._printer.kind != "table":
            return self._printer.object_text(event)
        shown = (cell(name, event.get(name), exact=True) for name in self._printer.view.columns)
        return self._printer.safe("  ".join(shown) + "\n")
