"""uvicorn as a quiet local server: no logs, its own ending, and an end when nobody needs it."""

from __future__ import annotations

import signal
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

import uvicorn

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable, Generator

    from starlette.types import ASGIApp

    from ..requests.call import Sandbox

KEEP_ALIVE = 120
LAST_ANSWERS = 1


class LocalServer(uvicorn.Server):
    """A server that says when it is ready and leaves as soon as it decides to end."""

    def __init__(
        self,
        app: ASGIApp,
        sandbox: Sandbox,
        *,
        ready: Callable[[], None],
        leave: Callable[[], None],
        idle: float | None,
    ) -> None:
        super().__init__(configuration(app))
        self.sandbox = sandbox
        self.ready = ready
        self.leave = leave
        self.idle = idle

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Listen, then tell."""
        await super().startup(sockets=sockets)
        self.ready()

    async def on_tick(self, counter: int) -> bool:
        """Decide ten times a second whether it is over."""
        # Only ever set: a signal may set it too, between any two steps of this.
        if self.sandbox.stopping or self.is_idle():
            self.should_exit = True
        if self.should_exit:
            # From here on no client is to find us, though the last answers still go out.
            self.sandbox.stopping = True
            self.leave()
        return await super().on_tick(counter)

    def is_idle(self) -> bool:
        """Say whether nobody has asked for anything, and nothing runs, for the idle time."""
        if self.idle is None or self.sandbox.is_busy():
            return False
        return self.sandbox.clock.now() - self.sandbox.last_request > self.idle

    @contextmanager
    def capture_signals(self) -> Generator[None, None, None]:
        """End on a signal by returning, so that whoever called can clean up."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        signals = (signal.SIGINT, signal.SIGTERM)
        before = {number: signal.signal(number, self.handle_exit) for number in signals}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)


def configuration(app: ASGIApp) -> uvicorn.Config:
    """Return uvicorn's settings: plain HTTP/1.1, no logs, no banner."""
    return uvicorn.Config(
        app,
        http="h11",
        ws="none",
        loop="asyncio",
        lifespan="on",
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        timeout_keep_alive=KEEP_ALIVE,
        timeout_graceful_shutdown=LAST_ANSWERS,
    )
