"""One request over the wire and its answer's head; redirects are followed, nothing is repeated."""

import time
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
        url = httpx.URL(request.url(self._target.base_url))
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
            sent = httpx.Headers(headers)
            sent.update(more)
            built = pool.build_request(
                request.method, url, headers=sent, timeout=timeout, content=content
            )
            for name in self._target.left_out:
                built.headers.pop(name, None)
            self._tell(built)
            started = time.monotonic()
            response = pool.send(built, stream=True)
        self._tell_answer(response, time.monotonic() - started)
        return response

    def _pool(self, scheme: str) -> httpx.Client:
        with self._making:
            if scheme not in self._pools:
                self._pools[scheme] = open_client(scheme, direct=self._target.is_sandbox)
            return self._pools[scheme]

    def _tell(self, request: httpx.Request) -> None:
        self._notices.debug(f"> {request.method} {request.url}")
        for name, value in request.headers.items():
            self._notices.debug(f"> {name}: {self._target.displayable(name, value)}")

    def _tell_answer(self, response: httpx.Response, seconds: float) -> None:
        self._notices.debug(f"< {response.status_code} after {seconds * 1000:.0f} ms")
        for name, value in response.headers.items():
            self._notices.debug(f"< {name}: {self._target.displayable(name, value)}")


def _origin(url: httpx.URL) -> tuple[str, str, int | None]:
    return url.scheme, url.host, url.port
