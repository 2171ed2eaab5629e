"""What tests of single commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.fault_server import FaultServer
from tests.support.process import Result
from tests.support.runner import CommandLine
from tests.support.sandbox_server import SandboxServer
from tests.support.terminal import Terminal

Ask = Callable[..., Result]
Watch = Callable[..., Terminal]

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c63f8cfc0f01f0005000201fe1d0b0e720000000049454e44ae426082"
)


@pytest.fixture
def ask(oai: CommandLine, sandbox: SandboxServer) -> Ask:
    """Give the command line, with the sandbox as its server."""
    oai.env.update(sandbox.env)
    return oai.run


@pytest.fixture
def run(oai: CommandLine, fault_server: FaultServer) -> Ask:
    """Give the command line, with the scripted server as its server."""
    oai.env.update(fault_server.env)
    return oai.run


@pytest.fixture
def watch(oai: CommandLine, sandbox: SandboxServer) -> Watch:
    """Give the command line on a terminal, with the sandbox as its server."""
    oai.env.update(sandbox.env)
    return oai.terminal


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    """Give a real picture in a file."""
    path = tmp_path / "pixel.png"
    path.write_bytes(PIXEL)
    return path
