"""What the tests of the frame share."""

from __future__ import annotations

import pytest

from tests.support.fault_server import FaultServer
from tests.support.runner import CommandLine


@pytest.fixture
def server(fault_server: FaultServer, oai: CommandLine) -> FaultServer:
    """Give the scripted server that this test's command lines call."""
    oai.env.update(fault_server.env)
    return fault_server
