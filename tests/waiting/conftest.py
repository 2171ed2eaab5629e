"""What the tests of waiting share."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import chain, repeat

import pytest

from tests.support.answers import Answer, Playable
from tests.support.fault_server import FaultServer
from tests.support.process import Result
from tests.support.runner import CommandLine
from tests.support.wire import Request

from .kinds import Kind

Handler = Callable[[Request], Playable]
Serve = Callable[..., None]
Run = Callable[..., Result]


@pytest.fixture
def run(oai: CommandLine, fault_server: FaultServer) -> Run:
    """Give the command line, with the scripted server as its server."""
    oai.env.update(fault_server.env)
    return oai.run


@pytest.fixture
def serve(fault_server: FaultServer) -> Serve:
    """Let the server create a thing, and then show it in one state after another."""

    def script(kind: Kind, *states: str | Playable, created: str = "in_progress") -> None:
        fault_server.handle(life_of(kind, *states, created=created))

    return script


def life_of(kind: Kind, *states: str | Playable, created: str = "in_progress") -> Handler:
    """Return what a server answers which creates a thing, and shows one state after another."""
    answers = [Answer(json=kind.state(s)) if isinstance(s, str) else s for s in states]
    shown: Iterator[Playable] = chain(answers, repeat(answers[-1]))

    def answer(request: Request) -> Playable:
        if request.method == "POST":
            return Answer(json=kind.state(created))
        assert request.path == kind.at, request.path
        return next(shown)

    return answer


def run_alone(
    oai: CommandLine, handler: Handler, words: Sequence[str]
) -> tuple[Result, list[Request]]:
    """Run with a server of its own, so that many can at once; return what that was asked, too."""
    with FaultServer() as server:
        server.handle(handler)
        return oai.run(*words, env=server.env), server.requests


def polls(server: FaultServer) -> list[Request]:
    """Return the questions that the server was asked."""
    return [request for request in server.requests if request.method == "GET"]
