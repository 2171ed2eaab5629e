"""HTTP to the servers of the tests, on loopback."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import httpx

from .moments import PATIENCE


def plain_client(
    base_url: str, key: str, *, headers: Mapping[str, str] | None = None
) -> httpx.Client:
    """Return a client of a server that speaks no TLS, with a key.

    It reads no certificates: that would take longer than most of what it is there for.
    """
    return httpx.Client(
        base_url=base_url,
        headers={**(headers or {}), "authorization": f"Bearer {key}"},
        trust_env=False,
        verify=False,
        timeout=PATIENCE,
    )


def plain_request(method: str, url: str, key: str, *, json: Any = None) -> httpx.Response:
    """Send a request that must go well to a server that speaks no TLS."""
    with plain_client("", key) as client:
        answer = client.request(method, url, json=json)
    assert answer.is_success, answer.text
    return answer
