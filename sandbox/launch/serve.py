"""Run the server in this process until it is told to stop."""

from __future__ import annotations

import logging
import os
import socket
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from ...base.errors import InputError
from ...base.locks import locked
from ...base.version import VERSION
from .background import (
    START_TIMEOUT,
    STOP_TIMEOUT,
    SandboxAddress,
    address,
    in_use,
    make_way,
    require_extra,
)
from .layout import Layout, Registration, private_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from ..requests.call import Sandbox
    from ..state.clock import Clock

KEY = "sk-sandbox"
ADMIN_KEY = "sk-admin-sandbox"
LOOPBACK = ("127.0.0.1", "localhost", "::1")


def serve(
    host: str = "127.0.0.1",
    port: int = 0,
    *,
    state_file: Path,
    key: str = KEY,
    admin_key: str = ADMIN_KEY,
    idle: float | None = None,
    on_ready: Callable[[SandboxAddress], None] | None = None,
    clock: Clock | None = None,
) -> None:
    """Serve the state file on loopback; with `idle`, stop after so many quiet seconds."""
    require_extra()
    layout = Layout(state_file)
    with listening(host, port) as listener, ownership(layout, background=idle is not None):
        where, number = listener.getsockname()[:2]
        background = idle is not None
        me = Registration(os.getpid(), number, where, VERSION, background, key, admin_key)
        run(layout, me, listener, idle, on_ready, clock)


@contextmanager
def listening(host: str, port: int) -> Iterator[socket.socket]:
    """Open the listening socket, on loopback and nowhere else."""
    if host not in LOOPBACK:
        raise InputError(f"The sandbox listens on loopback only, not on {host}.")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # asyncio turns Nagle's delay off only where the protocol is given.
    with socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP) as listener:
        if os.name == "posix":
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, port))
        except (OSError, OverflowError) as error:
            hint = "Choose another --port; 0 takes a free one."
            raise InputError(f"Cannot listen on {host}:{port}: {error}", hint=hint) from error
        yield listener


@contextmanager
def ownership(layout: Layout, *, background: bool) -> Iterator[None]:
    """Be the only server of the state file; one in the foreground takes over from one behind."""
    with ExitStack() as held:
        try:
            if background:
                # Whoever started us holds the start lock until we are ready.
                held.enter_context(locked(layout.server_lock, STOP_TIMEOUT))
            else:
                with locked(layout.start_lock, START_TIMEOUT):
                    make_way(layout)
                    held.enter_context(locked(layout.server_lock, STOP_TIMEOUT))
        except TimeoutError:
            raise in_use(layout) from None
        yield


def run(
    layout: Layout,
    me: Registration,
    listener: socket.socket,
    idle: float | None,
    on_ready: Callable[[SandboxAddress], None] | None,
    clock: Clock | None,
) -> None:
    """Run the application on the socket until a signal, a request or idleness ends it."""
    from ..app import create_app
    from ..server.server import LocalServer

    logging.getLogger("uvicorn").addHandler(logging.NullHandler())
    private_file(layout.state)
    sandbox = open_state(layout, me, clock)

    def ready() -> None:
        layout.register(me)
        if on_ready is not None:
            on_ready(address(me))

    def leave() -> None:
        layout.deregister(me.pid)

    try:
        LocalServer(create_app(sandbox), sandbox, ready=ready, leave=leave, idle=idle).run(
            sockets=[listener]
        )
    finally:
        leave()
        sandbox.close()


def open_state(layout: Layout, me: Registration, clock: Clock | None) -> Sandbox:
    """Open the state file, or say that it is none."""
    from sqlite3 import DatabaseError

    from ..org.safety import seed_safety
    from ..org.seeds import seed_organization
    from ..requests.call import Sandbox
    from ..text.models import seed_models

    try:
        sandbox = Sandbox(layout.state, key=me.key, admin_key=me.admin_key, clock=clock)
        seed_models(sandbox.store)
        seed_organization(sandbox.store)
        seed_safety(sandbox.store)
        sandbox.sweep()
    except DatabaseError as error:
        raise InputError(
            f"{layout.state} cannot be used as the sandbox's state: {error}",
            hint="`oai sandbox reset` begins a new one.",
        ) from error
    return sandbox
