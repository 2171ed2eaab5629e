"""`oai provenance`: whether a model made a file."""

from __future__ import annotations

from pathlib import Path

from tests.support.answers import Answer
from tests.support.fault_server import FaultServer
from tests.support.wire import Part

from .conftest import PIXEL, Ask


def test_check_sends_the_file(run: Ask, fault_server: FaultServer, picture: Path) -> None:
    answer = {"object": "content_provenance_check", "results": []}
    fault_server.script(Answer(json=answer))
    assert run("provenance", "check", picture).json() == answer
    assert run("provenance", "check", "-", stdin=PIXEL).json() == answer
    assert [request.parts() for request in fault_server.requests] == [
        [Part("file", PIXEL, "pixel.png", "image/png")],
        [Part("file", PIXEL, "stdin", "application/octet-stream")],
    ]
