"""One request over the wire and its answer's head; redirects are followed, nothing is repeated."""

import time
from functools import lru_cache
from threading import Lock

from ...base.errors import NetworkError
from ..notices import Notices
from .connection import open_client, timeouts
from .lean_httpx import httpx
from .multipart import encode
from .request import Request
from .retries import RetryPolicy
from .target import Target

MAX_REDIRECTS = 5
REDIRECTS = frozenset({301, 302, 303, 307, 308})
PUBLIC_HEADERS = ("User-Agent", "Accept", "Accept-Encoding", "Range", "If-Range")


class Exchange:
    """The connections to one target, and to where it redirects."""

    def __init__(self, target: Target, retry_policy: RetryPolicy, notices: Notices) -> None:
        self._target = target
        self._retry_policy = retry_policy
        self._notices = notices
        self._pools: dict[str, httpx.Client] = {}
        # Of two that threads make at once one would be forgotten, and its connections left open.
        self._making = Lock()

    def close(self) -> None:
        """Close the connections, if any were made."""
        for pool in self._pools.values():
            pool.close()

    def send(self, request: Request) -> httpx.Response:
        """Send, and after a redirect again: never with our headers to another host."""
        url = _parsed(request.url(self._target.base_url))
        headers = self._target.sent_headers(request)
        for _ in range(MAX_REDIRECTS + 1):
            response = self._send_once(request, url, headers)
            location = response.headers.get("location")
            if response.status_code not in REDIRECTS or not location:
                return response
            response.close()
            here, url = url, url.join(location)
            self._check_redirect(request, response.status_code, here, url)
            if _origin(url) != _origin(here):
                headers = {name: headers[name] for name in PUBLIC_HEADERS if name in headers}
        raise NetworkError(f"{self._target.host} redirects without end.", hint="Check --base-url.")

    def _check_redirect(
        self, request: Request, status: int, here: httpx.URL, there: httpx.URL
    ) -> None:
        """Only what reads may go anywhere; what changes something stays on its host, whole."""
        is_web = there.scheme in ("http", "https")
        is_safer = not (here.scheme == "https" and there.scheme == "http")
        if request.method == "GET" and is_web and is_safer:
            return
        if status in (307, 308) and _origin(here) == _origin(there):
            return
        raise NetworkError(
            f"{self._target.host} redirects this {request.method} to"
            f" {there.scheme}://{there.netloc.decode('ascii')}; it was not sent there.",
            hint="If that is where it belongs, name it with --base-url.",
        )

    def _send_once(
        self, request: Request, url: httpx.URL, headers: dict[str, str]
    ) -> httpx.Response:
        timeout = timeouts(self._retry_policy.read_timeout(request))
        pool = self._pool(url.scheme)
        with encode(request) as (more, content):
            sent: httpx.Headers | dict[str, str] = headers
            if more:
                sent = httpx.Headers(headers)
                sent.update(more)
            built = pool.build_request(
                request.method, url, headers=sent, timeout=timeout, content=content
            )
            for name in self._target.left_out:
                built.headers.pop(name, None)
            if self._notices.debugs:
                self._tell(">", f"{built.method} {built.url}", built.headers)
            started = time.monotonic()
            response = pool.send(built, stream=True)
        if self._notices.debugs:
            milliseconds = (time.monotonic() - started) * 1000
            first = f"{response.status_code} after {milliseconds:.0f} ms"
            self._tell("<", first, response.headers)
        return response

    def _pool(self, scheme: str) -> httpx.Client:
        with self._making:
            if scheme not in self._pools:
                self._pools[scheme] = open_client(scheme, direct=self._target.is_sandbox)
            return self._pools[scheme]

    def _tell(self, sign: str, first: str, headers: httpx.Headers) -> None:
        self._notices.debug(f"{sign} {first}")
        for name, value in headers.items():
            self._notices.debug(f"{sign} {name}: {self._target.displayable(name, value)}")


# Reading a URL takes as long as sending to it where many go to the same one.
_parsed = lru_cache(16)(httpx.URL)


def _origin(url: httpx.URL) -> tuple[str, str, int | None]:
    return url.scheme, url.host, url.port
