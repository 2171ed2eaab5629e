"""One real server for all these tests, and clients of it."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest
from openai import OpenAI

from tests.support.clocked_sandbox import Clocked
from tests.support.plain_http import plain_client

from .agent_calls import BETAS, agent_client
from .official import official_client
from .running import Running


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with Running(tmp_path_factory.mktemp("served") / "sandbox.sqlite3") as running:
        yield running


@pytest.fixture
def still(clocked: Clocked) -> Iterator[httpx.Client]:
    """Give a client of the server whose clock the test moves; it knows the betas."""
    with clocked.client() as client:
        client.headers.update(BETAS)
        yield client


@pytest.fixture(scope="session")
def api(server: Running) -> Iterator[httpx.Client]:
    with server.client() as client:
        yield client


@pytest.fixture(scope="session")
def admin(server: Running) -> Iterator[httpx.Client]:
    with plain_client(f"{server.origin}/v1/organization/", server.here.admin_key) as client:
        yield client


@pytest.fixture(scope="session")
def control(server: Running) -> Iterator[httpx.Client]:
    with plain_client(f"{server.origin}/sandbox/", server.here.key) as client:
        yield client


@pytest.fixture
def faults(control: httpx.Client) -> Iterator[httpx.Client]:
    yield control
    control.delete("faults")


@pytest.fixture(scope="session")
def quick_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Give a server whose jobs take next to no time."""
    with Running(tmp_path_factory.mktemp("quick") / "sandbox.sqlite3", pace=0.01) as running:
        yield running


@pytest.fixture(scope="session")
def quick(quick_server: Running) -> Iterator[httpx.Client]:
    with agent_client(quick_server) as client:
        yield client


@pytest.fixture(scope="session")
def agents(server: Running) -> Iterator[httpx.Client]:
    """Give a client that knows the betas, of the server whose jobs take their time."""
    with agent_client(server) as client:
        yield client


@pytest.fixture(scope="session")
def quick_admin(quick_server: Running) -> Iterator[httpx.Client]:
    with plain_client(f"{quick_server.origin}/v1/", quick_server.here.admin_key) as client:
        yield client


@pytest.fixture(scope="session")
def client(quick_server: Running) -> Iterator[OpenAI]:
    """Give OpenAI's own client of the quick server."""
    with official_client(quick_server) as client:
        yield client
