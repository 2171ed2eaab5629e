"""The command line, pointed at the sandbox or at a scripted server."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.batches.runs import Runs
from tests.support.clocked_sandbox import Clocked
from tests.support.fault_server import FaultServer
from tests.support.runner import CommandLine
from tests.support.sandbox_server import SandboxServer


@pytest.fixture
def boxed(oai: CommandLine, sandbox: SandboxServer) -> CommandLine:
    """Give the command line, with the sandbox as its server."""
    oai.env.update(sandbox.env)
    return oai


@pytest.fixture
def scripted(oai: CommandLine, fault_server: FaultServer) -> CommandLine:
    """Give the command line, with the scripted server as its server."""
    oai.env.update(fault_server.env)
    return oai


@pytest.fixture
def clocked_run(oai: CommandLine, clocked: Clocked, path: Path) -> Runs:
    """Give runs on a sandbox whose clock stands still until the test moves it."""
    oai.env.update(clocked.env)
    return Runs(oai, clocked, path)


@pytest.fixture
def run(boxed: CommandLine, sandbox: SandboxServer, path: Path) -> Runs:
    """Give runs of the input `path`, which each module writes for itself."""
    return Runs(boxed, sandbox, path)
