"""A scripted HTTP/1.1 server on loopback, for what an honest server never does."""

from __future__ import annotations

import atexit
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache, partial
from itertools import chain, repeat
from socketserver import StreamRequestHandler, ThreadingTCPServer
from types import TracebackType
from typing import Any

from .answers import Answer, Playable, error_body
from .channel import Channel, Sent
from .moments import eventually
from .wire import Request, read_request

Handler = Callable[[Request], Playable]


class FaultServer(ThreadingTCPServer):
    """Answers as the test says, and remembers what it was asked and what it sent."""

    request_queue_size = 128
    key = "sk-test-4f1d9c7be2a84d0f"
    admin_key = "sk-admin-test-9b27c3e5d1f64a80"

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Connection)
        self.requests: list[Request] = []
        self.sent: list[Sent] = []
        self.connections = 0
        self.failures: list[BaseException] = []
        self.stopping = threading.Event()
        self._handler: Handler = _unscripted
        self._lock = threading.Lock()
        self._open: dict[socket.socket, int] = {}
        self._newest: Any = None
        self._thread = threading.Thread(target=partial(self.serve_forever, 0.02))

    @property
    def origin(self) -> str:
        """The scheme, host and port."""
        return f"http://127.0.0.1:{self.server_address[1]}"

    @property
    def base_url(self) -> str:
        """What `OPENAI_BASE_URL` is set to."""
        return f"{self.origin}/v1"

    @property
    def env(self) -> dict[str, str]:
        """The environment that makes the command line use this server."""
        return {
            "OPENAI_BASE_URL": self.base_url,
            "OPENAI_API_KEY": self.key,
            "OPENAI_ADMIN_KEY": self.admin_key,
        }

    def script(self, *answers: Playable) -> None:
        """Answer the next requests with these, in order; the last one repeats."""
        coming = chain(answers, repeat(answers[-1]))
        self.handle(lambda _request: next(coming))

    def handle(self, handler: Handler) -> None:
        """Answer each request with what `handler` makes of it, one at a time."""
        self._handler = handler

    def answer(self, request: Request) -> Playable:
        """Note a request and choose its answer."""
        with self._lock:
            self.requests.append(request)
            return self._handler(request)

    def get_request(self) -> tuple[socket.socket, Any]:
        """Take the next connection, in the order in which they were made, and count it."""
        connection, address = super().get_request()
        with self._lock:
            self.connections += 1
            self._open[connection] = self.connections
            self._newest = address
        return connection, address

    def number(self, connection: socket.socket) -> int:
        """Return the number of a connection, from 1."""
        with self._lock:
            return self._open[connection]

    def leave(self, connection: socket.socket) -> None:
        """Forget a connection that is done."""
        with self._lock:
            self._open.pop(connection)

    def forget(self) -> None:
        """Wait until all that came from programs that have ended is read, and forget it."""
        with socket.create_connection(self.server_address) as last:
            # It is taken after all that were made before.
            eventually(lambda: self._newest == last.getsockname())
        eventually(lambda: not self._open)
        self.requests.clear()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Keep an error for the end of the test, unless it is only that the client left."""
        error = sys.exception()
        if error is not None and not isinstance(error, ConnectionError):
            self.failures.append(error)

    def __enter__(self) -> FaultServer:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.stop()
        if error is None and self.failures:
            raise AssertionError("the scripted server failed") from self.failures[0]

    def stop(self) -> None:
        """End every answer and connection, and the server."""
        self.stopping.set()
        self.shutdown()
        with self._lock:
            for connection in self._open:
                with suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)
        self.server_close()
        self._thread.join()


class _Connection(StreamRequestHandler):
    """One connection, kept alive for as many requests as come."""

    disable_nagle_algorithm = True
    server: FaultServer
    connection: socket.socket

    def handle(self) -> None:
        number = self.server.number(self.connection)
        try:
            while self._answer_one(number):
                pass
        finally:
            self.server.leave(self.connection)

    def _answer_one(self, number: int) -> bool:
        request = read_request(self.rfile, number, self._send_continue)
        if request is None:
            return False
        channel = Channel(self.connection, request, self.server.sent, self.server.stopping)
        self.server.answer(request).play(channel)
        return channel.open

    def _send_continue(self) -> None:
        self.connection.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")


def _unscripted(request: Request) -> Playable:
    return Answer(400, json=error_body(f"No answer is scripted for {request.target}."))


@cache
def refused_url() -> str:
    """Return a base URL at which nobody listens; the port stays reserved for this run."""
    holder = socket.socket()
    holder.bind(("127.0.0.1", 0))
    atexit.register(holder.close)
    return f"http://127.0.0.1:{holder.getsockname()[1]}/v1"


@contextmanager
def unaccepting_url() -> Iterator[str]:
    """Give a base URL where a connection is never made: the queue of the port is full (Linux)."""
    with (
        socket.create_server(("127.0.0.1", 0), backlog=0) as listener,
        socket.create_connection(listener.getsockname()),
    ):
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/v1"
