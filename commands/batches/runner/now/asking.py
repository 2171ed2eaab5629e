"""Many requests at once, each until it has its result."""

import asyncio
import json
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .....base import json_text
from .....base.errors import ApiError, NetworkError, OaiError
from .....cli.http.api_errors import api_error
from .....cli.http.connection import network_error, open_async_clients, timeouts
from .....cli.http.lean_httpx import httpx
from .....cli.http.retries import backoff, server_delay, should_retry
from ..counts import Counts, usage_of
from ..preview import line_request
from ..run_state import Run
from .pacing import Pacer, Turn
from .result_log import ResultLog, response_json, result_line

if TYPE_CHECKING:
    from .....cli.session import Session

# How many begin; one more joins in after each answer, so that a limit is not overrun at once.
FIRST_WORKERS = 8
# A server that refuses everything for so long has its reasons.
PATIENCE = 600.0
NO_ACCESS = frozenset({401, 403})
RATE_LIMITED = 429
NOT_JSON = object()


@dataclass(frozen=True)
class Line:
    """One line of the input, ready to be sent."""

    number: int
    custom_id: str
    key: str
    body: bytes


class Asking:
    """Sends the lines that have no result yet, so many at a time."""

    def __init__(
        self, session: "Session", run: Run, log: ResultLog, tally: Counts, concurrency: int
    ) -> None:
        self.tally = tally
        self._run = run
        self._log = log
        self._retry_policy = session.retry_policy
        self._host = session.target.host
        request = line_request({"url": run.url, "body": {}})
        self._read_timeout = session.retry_policy.read_timeout(request)
        self._url = httpx.URL(request.url(session.target.base_url))
        self._access_hint = session.target.access_hint(request)
        self._headers = session.target.sent_headers(request)
        self._pacer = Pacer(session.retry_policy.max_wait)
        self._clients = open_async_clients(
            self._url.scheme, concurrency, direct=session.target.is_sandbox
        )
        self._answers = 0
        self._heard_at = 0.0

    async def run(self, lines: Iterator[tuple[int, bytes]]) -> None:
        """Ask for all lines; raises what makes it pointless to go on."""
        self._heard_at = asyncio.get_running_loop().time()
        idle = list(self._clients)
        try:
            async with asyncio.TaskGroup() as group:
                for _ in range(min(FIRST_WORKERS, len(idle))):
                    group.create_task(self._work(idle.pop(), lines, idle, group))
        except* (OaiError, OSError) as failures:
            raise _first(failures) from None
        finally:
            for client in self._clients:
                await client.aclose()

    async def _work(
        self,
        client: httpx.AsyncClient,
        lines: Iterator[tuple[int, bytes]],
        idle: list[httpx.AsyncClient],
        group: asyncio.TaskGroup,
    ) -> None:
        for number, line in lines:
            await self._settle(client, self._line(number, line))
            if idle:
                group.create_task(self._work(idle.pop(), lines, idle, group))

    def _line(self, number: int, line: bytes) -> Line:
        request = json_text.loads(line)
        name = f"{self._run.id}/{self._run.times}/{number}"
        # The same after every interruption: who answers it twice can know that.
        key = str(uuid.uuid5(uuid.NAMESPACE_OID, name))
        body = json_text.dumps(request["body"]).encode("utf-8")
        return Line(number, request["custom_id"], key, body)

    async def _settle(self, client: httpx.AsyncClient, line: Line) -> None:
        """Ask until there is a result, and keep it."""
        failures, begun = 0, self._answers
        while True:
            turn = await self._pacer.turn()
            is_last = failures >= self._retry_policy.max_retries
            try:
                response = await self._sent(client, line)
            except httpx.RequestError as error:
                self._pacer.lost(turn)
                if is_last or isinstance(error, (httpx.ReadTimeout, httpx.WriteTimeout)):
                    self._not_answered(line, error, is_alone=begun == self._answers)
                    return
                is_for_rate, asked = False, None
            else:
                if self._heard(turn, line, response, is_last=is_last):
                    return
                is_for_rate = response.status_code == RATE_LIMITED
                asked = server_delay(response.headers)
            # Being refused for the rate is no failure: the pace deals with that.
            if not is_for_rate:
                await asyncio.sleep(min(asked or backoff(failures), self._retry_policy.max_wait))
                failures += 1

    async def _sent(self, client: httpx.AsyncClient, line: Line) -> httpx.Response:
        headers = {**self._headers, "Idempotency-Key": line.key}
        return await client.post(
            self._url, content=line.body, headers=headers, timeout=timeouts(self._read_timeout)
        )

    def _heard(self, turn: Turn, line: Line, response: httpx.Response, *, is_last: bool) -> bool:
        """Keep a result; return whether it is one, or the line is to be sent again."""
        status, headers = response.status_code, response.headers
        error = None
        if status >= 400:
            error = api_error(status, headers, response.content, self._access_hint)
        self._check(status, error)
        if error is not None and status == RATE_LIMITED and should_retry(status, headers):
            self._pacer.refused(turn, headers)
            self._check_patience(error)
            return False
        document = _document(response.content)
        answer = {"status_code": status, "body": document}
        self._pacer.answered(turn, headers, usage_of({"response": answer})["total_tokens"])
        if error is not None and not is_last and should_retry(status, headers):
            return False
        request_id = headers.get("x-request-id")
        is_json = document is not NOT_JSON
        text = response_json(status, request_id, response.content, is_json=is_json)
        self._keep(line, {"response": answer}, text)
        return True

    def _keep(self, line: Line, facts: dict[str, Any], response: bytes, error: Any = None) -> None:
        result = result_line(f"now_req_{line.key}", line.custom_id, response, error)
        self._log.add(line.number, result)
        self.tally.add(facts)
        self._answers += 1
        self._heard_at = asyncio.get_running_loop().time()

    def _not_answered(self, line: Line, error: httpx.RequestError, *, is_alone: bool) -> None:
        """A line that alone finds no answer has failed; if no other does either, all end."""
        reason = network_error(error, self._read_timeout)
        if is_alone:
            raise reason
        told = {"code": "network_error", "message": reason.message}
        self._keep(line, {"error": told}, b"null", told)

    def _check(self, status: int, error: ApiError | None) -> None:
        """Raise what every other line would meet too."""
        if 300 <= status < 400:
            raise NetworkError(f"{self._host} redirects elsewhere.", hint="Check --base-url.")
        if error is not None and (status in NO_ACCESS or error.is_out_of_quota):
            raise error

    def _check_patience(self, error: ApiError) -> None:
        if asyncio.get_running_loop().time() - self._heard_at > PATIENCE:
            raise error


def _document(content: bytes) -> Any:
    try:
        # As text: JSON in another encoding would not be any within a file of UTF-8.
        return json.loads(content.decode("utf-8"))
    except (ValueError, RecursionError):
        return NOT_JSON


def _first(failures: BaseExceptionGroup[Any]) -> BaseException:
    found: BaseException = failures
    while isinstance(found, BaseExceptionGroup):
        found = found.exceptions[0]
    return found
