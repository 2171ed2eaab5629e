"""What every test can ask for by name."""

from __future__ import annotations

import gc
import signal
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest

from oai.sandbox.launch.background import path as sandbox_path
from oai.sandbox.launch.background import stop_background
from oai.sandbox.launch.layout import Layout

from .support.clocked_sandbox import Clocked
from .support.fault_server import FaultServer
from .support.runner import CommandLine
from .support.sandbox_server import SandboxServer


def pytest_configure(config: pytest.Config) -> None:
    """Declare our mark, and let Ctrl-C reach what the tests start."""
    config.addinivalue_line("markers", "real_process: start the command line, and fork nothing")
    # A test run in the background ignores it, and its children would inherit that.
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Look for no garbage while cases are collected, nor among them while they run."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


@pytest.fixture
def oai(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[CommandLine]:
    """Give the command line, in an empty home of its own."""
    home = tmp_path / "home"
    home.mkdir()
    command_line = CommandLine(home)
    command_line.is_forked = request.node.get_closest_marker("real_process") is None
    yield command_line
    command_line.close()
    stop_background(Layout(sandbox_path(home / "state")))


@pytest.fixture
def fault_server() -> Iterator[FaultServer]:
    """Give a server that answers as the test says."""
    with FaultServer() as server:
        yield server


@pytest.fixture
def clocked(tmp_path: Path) -> Iterator[Clocked]:
    """Give a sandbox whose clock stands still until the test moves it."""
    with Clocked(tmp_path / "clocked" / "sandbox.sqlite3") as server:
        yield server


@pytest.fixture(scope="session")
def sandbox_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SandboxServer]:
    """Give one sandbox for all tests."""
    folder = tmp_path_factory.mktemp("sandbox")
    server = SandboxServer(folder, CommandLine(folder).env)
    yield server
    server.stop()


@pytest.fixture
def sandbox(sandbox_server: SandboxServer) -> SandboxServer:
    """Give the sandbox without faults or logged requests; whoever needs it empty resets it."""
    sandbox_server.clear()
    return sandbox_server
