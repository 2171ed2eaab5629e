"""Many requests at once, each until it has its result: threads over the one HTTP core."""

import json
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from threading import Event, Lock, Thread
from typing import TYPE_CHECKING, Any

from .....base import json_text
from .....base.errors import ApiError, NetworkError, OaiError
from .....base.signals import interrupts_for_main
from .....cli.http.client import Answer, Client, UnansweredError
from .....cli.http.request import Request
from .....cli.http.retries import backoff
from .....cli.http.target import IDEMPOTENCY_KEY
from ..counts import usage_of
from ..preview import line_request
from ..run_state import Run
from .pacing import Pacer, Turn
from .progress import LinesRow
from .result_log import ResultLog, response_json, result_line

if TYPE_CHECKING:
    from .....cli.session import Session

# How many begin; one more joins in after each answer, so that a limit is not overrun at once.
FIRST_WORKERS = 8
SYNC_EVERY = 0.25
# A server that refuses everything for so long has its reasons.
LONGEST_REFUSAL = 600.0
NO_ACCESS = frozenset({401, 403})
RATE_LIMITED = 429
NOT_JSON = object()


@dataclass(frozen=True)
class Line:
    """One line of the input, ready to be sent."""

    number: int
    custom_id: str
    request: Request

    @property
    def key(self) -> str:
        """What tells it from all others, and is the same after every interruption."""
        return self.request.headers[IDEMPOTENCY_KEY]


class LineSender:
    """Sends the lines that have no result yet, so many at a time."""

    def __init__(
        self, session: "Session", run: Run, log: ResultLog, row: LinesRow, concurrency: int
    ) -> None:
        self._session = session
        self._run = run
        self._log = log
        self._counts = row.results
        self._row = row
        self._missing_workers = concurrency
        self._retry_policy = session.retry_policy
        self._pacer = Pacer(session.retry_policy.max_wait)
        self._lock = Lock()
        self._working = 0
        self._is_over = Event()
        self._failure: BaseException | None = None
        self._answers = 0
        self._answered_at = time.monotonic()

    def run(self, lines: Iterator[tuple[int, bytes]]) -> None:
        """Send all lines; raises what makes it pointless to go on."""
        self._lines = lines
        try:
            with interrupts_for_main():
                for _ in range(FIRST_WORKERS):
                    self._add_worker()
            # The disk keeps pace with what comes, and nobody who sends has to wait for it.
            while not self._is_over.wait(SYNC_EVERY):
                self._log.sync()
        finally:
            with self._lock:
                self._is_over.set()
        if self._failure is not None:
            raise self._failure

    def _add_worker(self) -> None:
        with self._lock:
            if not self._missing_workers:
                return
            self._missing_workers -= 1
            self._working += 1
        Thread(target=self._worker, daemon=True).start()

    def _worker(self) -> None:
        # A client that is shared looks through all of its connections before and after each call.
        client = Client(self._session.target, self._retry_policy, self._session.notices)
        try:
            while (line := self._next_line()) is not None:
                self._settle(client, line)
                self._add_worker()
        except BaseException as error:  # noqa: BLE001 - it is raised where the run is waited for
            with self._lock:
                self._failure = self._failure or error
        finally:
            client.close()
            with self._lock:
                self._working -= 1
                if self._failure is not None or not self._working:
                    self._is_over.set()

    def _next_line(self) -> Line | None:
        with self._lock:
            found = None if self._is_over.is_set() else next(self._lines, None)
            # Nobody may join in any more, who would find nothing.
            if found is None:
                self._missing_workers = 0
                return None
        number, line = found
        request = json_text.loads(line)
        name = f"{self._run.id}/{self._run.times}/{number}"
        key = str(uuid.uuid5(uuid.NAMESPACE_OID, name))
        sent = line_request(request)
        sent.headers[IDEMPOTENCY_KEY] = key
        return Line(number, request["custom_id"], sent)

    def _settle(self, client: Client, line: Line) -> None:
        """Ask until there is a result, and keep it."""
        failures, begun = 0, self._answers
        while True:
            turn = self._pacer.turn()
            if self._is_over.is_set():
                return
            is_last = failures >= self._retry_policy.max_retries
            try:
                answer = client.attempt(line.request)
            except UnansweredError as lost:
                self._pacer.lost(turn)
                if is_last or not lost.may_repeat:
                    self._keep_unanswered(line, lost, is_alone=begun == self._answers)
                    return
                error: OaiError | None = lost
            else:
                error = client.error_of(line.request, answer)
                if self._is_result(turn, line, answer, error, is_last=is_last):
                    return
                # Being refused for the rate is no failure: the pace deals with that.
                if answer.status == RATE_LIMITED:
                    continue
            self._pause(error, failures)
            failures += 1

    def _pause(self, error: OaiError | None, failures: int) -> None:
        wanted = getattr(error, "retry_after", None) or backoff(failures)
        seconds = min(wanted, self._retry_policy.max_wait)
        if error is not None:
            self._row.pause(error, seconds)
        self._is_over.wait(seconds)

    def _is_result(
        self, turn: Turn, line: Line, answer: Answer, error: OaiError | None, *, is_last: bool
    ) -> bool:
        """Keep a result; return whether it is one, or the line is to be sent again."""
        may_pass = isinstance(error, ApiError) and error.may_pass
        self._check(answer, error)
        if error is not None and answer.status == RATE_LIMITED and may_pass:
            self._row.pause(error, self._pacer.refused(turn, answer.headers))
            if time.monotonic() - self._answered_at > LONGEST_REFUSAL:
                raise error
            return False
        document = _document(answer.content)
        response = {"status_code": answer.status, "body": document}
        tokens = usage_of({"response": response})["total_tokens"]
        self._pacer.answered(turn, answer.headers, tokens)
        if may_pass and not is_last:
            return False
        request_id = answer.headers.get("x-request-id")
        is_json = document is not NOT_JSON
        text = response_json(answer.status, request_id, answer.content, is_json=is_json)
        self._keep(line, {"response": response}, text)
        return True

    def _keep(self, line: Line, facts: dict[str, Any], response: bytes, error: Any = None) -> None:
        result = result_line(f"now_req_{line.key}", line.custom_id, response, error)
        with self._lock:
            # After a failure or Ctrl-C nobody waits for the log any more.
            if self._is_over.is_set():
                return
            self._log.add(line.number, result)
            self._counts.add(facts)
            self._row.advance(1)
            self._answers += 1
            self._answered_at = time.monotonic()

    def _keep_unanswered(self, line: Line, error: NetworkError, *, is_alone: bool) -> None:
        """A line that alone finds no answer has failed; if no other does either, all end."""
        if is_alone:
            raise error
        told = {"code": "network_error", "message": error.message}
        self._keep(line, {"error": told}, b"null", told)

    def _check(self, answer: Answer, error: OaiError | None) -> None:
        """Raise what every other line would meet too."""
        if isinstance(error, ApiError):
            if answer.status in NO_ACCESS or error.is_out_of_quota:
                raise error
        elif error is not None:
            raise error


def _document(content: bytes) -> Any:
    try:
        # As text: JSON in another encoding would not be any within a file of UTF-8.
        return json.loads(content.decode("utf-8"))
    except (ValueError, RecursionError):
        return NOT_JSON
