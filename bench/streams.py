"""How late a token is on standard output, beside curl, and what long events cost (`make bench`).

Both are ratios of two figures in one run: they say the same on a machine that is busy.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import time
from statistics import median

from oai.cli.http.sse import EventDecoder
from tests.support.answers import Pieces, Stream, sse
from tests.support.fault_server import FaultServer
from tests.support.runner import oai_command
from tests.support.samples import answer_events

TOKENS, APART = 40, 0.05
SMALL, LARGE = 4, 32
BODY = {"model": "m", "input": "x", "stream": True}


def main() -> None:
    """Measure, and print a line for each."""
    ours = lag([*oai_command(), "responses", "create", "x", "--model", "m", "--stream", "-t"])
    print(f"{'a token, behind the server':<34}{ours * 1000:>8.1f} ms")
    if shutil.which("curl"):
        bare = lag(["curl", "-sN", "-d", json.dumps(BODY), "$URL/responses"])
        print(f"{'the same, times that of curl':<34}{ours / bare:>8.1f}")
    growth = decoding(LARGE) / decoding(SMALL)
    print(f"{f'an event {LARGE // SMALL} times as long costs':<34}{growth:>8.1f} times")


def lag(command: list[str]) -> float:
    """Return the median seconds from when a token leaves the server until it is written."""
    left: list[float] = []

    def pieces() -> Pieces:
        for _, data in sse(*answer_events(*[f"<{number}>" for number in range(TOKENS)])):
            yield APART, b""
            if b"output_text.delta" in data:
                left.append(time.monotonic())
            yield 0, data

    with FaultServer() as server:
        server.script(Stream(pieces()))
        words = [word.replace("$URL", server.base_url) for word in command]
        env = {**os.environ, **server.env}
        with subprocess.Popen(words, stdout=subprocess.PIPE, bufsize=0, env=env) as process:
            came = arrivals(process)
    return median(at - start for at, start in zip(came, left, strict=True))


def arrivals(process: subprocess.Popen[bytes]) -> list[float]:
    """Return when each token was there."""
    assert process.stdout is not None
    seen, came = b"", []
    while data := process.stdout.read(65536):
        seen += data
        while len(came) < TOKENS and f"<{len(came)}>".encode() in seen:
            came.append(time.monotonic())
    return came


def decoding(megabytes: int) -> float:
    """Return the seconds that an event of so many megabytes takes, at best."""
    return min(decoded(megabytes) for _ in range(3))


def decoded(megabytes: int) -> float:
    """Decode one event that comes in pieces of 16 KiB."""
    decoder, piece = EventDecoder(), b"A" * 16_384
    begun = time.perf_counter()
    decoder.feed(b"data: ")
    for _ in range(megabytes * 64):
        decoder.feed(piece)
    [_event] = decoder.feed(b"\n\n")
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
