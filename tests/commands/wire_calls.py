"""A command line, and the request that it has to make."""

from __future__ import annotations

import json
import shlex
from dataclasses import dataclass, field
from typing import Any

from tests.support.answers import Answer
from tests.support.fault_server import FaultServer
from tests.support.runner import CommandLine

EMPTY = {"object": "list", "data": [], "has_more": False}


@dataclass(frozen=True)
class Call:
    """What is typed behind `oai`, and what has to arrive."""

    line: str
    method: str
    path: str
    body: Any = None
    query: dict[str, list[str]] = field(default_factory=dict)
    beta: str | None = None
    admin: bool = False


def verb(call: Call) -> str:
    """Return the command of a call without its ids and options, to name its test by."""
    words = shlex.split(call.line.split(" -")[0])
    return " ".join(word for word in words if word.replace("-", "").isalpha())


def check(call: Call, oai: CommandLine, server: FaultServer, answer: Any = None) -> None:
    """Run a command line and compare its one request."""
    server.script(Answer(json=answer or EMPTY))
    result = oai(*shlex.split(call.line), env=server.env)
    assert result.code == 0
    assert result.err_but_deprecations == ""
    (request,) = server.requests
    sent = json.loads(request.body) if request.body else None
    assert (request.method, request.path, request.query) == (call.method, call.path, call.query)
    assert sent == call.body
    assert request.headers.get("openai-beta") == call.beta
    key = server.admin_key if call.admin else server.key
    assert request.headers["authorization"] == f"Bearer {key}"
