"""One client for several threads: none of their connections is left open."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from oai.cli.http.client import Client
from oai.cli.http.request import Request
from oai.cli.http.retries import RetryPolicy
from oai.cli.http.target import Target
from oai.cli.notices import Notices
from tests.support.answers import Answer
from tests.support.fault_server import FaultServer

THREADS = 4


@pytest.fixture
def changing_often() -> Iterator[None]:
    """Let another thread have its turn after every few steps, so that each race is run."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(usual)


@pytest.mark.usefixtures("changing_often")
def test_threads_that_begin_at_once_leave_no_connection_open(fault_server: FaultServer) -> None:
    """What is left open is told of when it is collected, and a warning is an error."""
    fault_server.script(Answer(json={"id": "file-1"}))
    for _ in range(5):
        client = Client(
            Target(fault_server.base_url), RetryPolicy(max_retries=0), Notices(lambda: ())
        )
        start = Barrier(THREADS)

        def ask(client: Client = client, start: Barrier = start) -> int:
            start.wait()
            return client.send(Request("GET", "/files/file-1")).status

        with ThreadPoolExecutor(THREADS) as threads:
            asked = [threads.submit(ask) for _ in range(THREADS)]
        assert [one.result() for one in asked] == [200] * THREADS
        client.close()
        del client, ask, asked
        gc.collect()
