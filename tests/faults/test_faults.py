"""Each fault of the sandbox on each kind of transfer and wait: nothing half, lost, or repeated."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from queue import SimpleQueue

import pytest

from tests.support.clocked_sandbox import Clocked
from tests.support.moments import eventually
from tests.support.parallel import in_parallel
from tests.support.terminal import Terminal

from .bench import Bench, Ran
from .table import KINDS, Kind

BENCHES = 2
PARTLY = 7
ALWAYS = ("--max-retries", "1", "--header")
ENDS = {
    "X-Sandbox-Fault: status=500": 6,
    "X-Sandbox-Fault: cut=0": 6,
}
MOVES = 2
# What is shown to people who watch, and is late.
WATCHED = (
    "small file",
    "part",
    "download",
    "several downloads",
    "results",
    "speech",
    "batch",
    "begun stream",
)


@pytest.fixture(scope="module")
def benches(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SimpleQueue[Bench]]:
    """Give sandboxes that are free."""
    folder = tmp_path_factory.mktemp("faults")
    made = in_parallel(lambda number: Bench(folder / str(number)), range(BENCHES))
    free: SimpleQueue[Bench] = SimpleQueue()
    for bench in made:
        free.put(bench)
    yield free
    for bench in made:
        bench.stop()


@contextmanager
def free(benches: SimpleQueue[Bench]) -> Iterator[Bench]:
    bench = benches.get()
    try:
        yield bench
    finally:
        benches.put(bench)


def check(kind: Kind, name: str, ran: Ran) -> None:
    """Check what holds whatever went wrong."""
    said = ran.result.err
    assert ran.result.code == kind.code(name, kind.faults[name]), said
    assert "Traceback" not in said
    assert "fault in oai" not in said
    if ran.result.code:
        assert said.splitlines()[-1].startswith("oai: "), said
    if kind.once:
        assert ran.done(kind.once) <= kind.times


def check_whole(kind: Kind, ran: Ran, bench: Bench) -> None:
    """Check that a fault was got over, without a trace but on stderr."""
    said = ran.result.err
    is_whole = "in one request" in said or "this is the whole answer" in said
    assert "again in" in said or is_whole
    if kind.once and not is_whole:
        assert ran.done(kind.once) == kind.times
    if kind.fetches or kind.streams:
        whole = bench.whole(kind)
        assert ran.left == whole.left
        assert len(ran.result.stdout) == len(whole.result.stdout)


@pytest.mark.parametrize("name", KINDS)
def test_once(name: str, benches: SimpleQueue[Bench]) -> None:
    kind = KINDS[name]

    def try_out(fault: str) -> None:
        with free(benches) as bench:
            ran = bench.run(kind, kind.faults[fault])
            check(kind, fault, ran)
            if ran.result.code == 0:
                check_whole(kind, ran, bench)
            elif ran.result.code != PARTLY and ran.left:
                # Of several files, those that came before the fault are there, each whole.
                assert name == "several downloads"
                assert set(ran.left.values()) <= set(bench.whole(kind).left.values())

    in_parallel(try_out, kind.faults, at_once=BENCHES)


@pytest.mark.parametrize("name", ["small file", "part", "download", "batch"])
def test_for_good(name: str, benches: SimpleQueue[Bench]) -> None:
    """A fault that stays ends it, after the usual tries."""

    def try_out(fault: str) -> None:
        with free(benches) as bench:
            ran = bench.run(replace(KINDS[name], strikes="GET /nowhere"), None, *ALWAYS, fault)
            assert ran.result.code == ENDS[fault]
            assert ran.result.err.splitlines()[-1].startswith("oai: ")
            assert (ran.left, ran.result.stdout) == ({}, b"")

    in_parallel(try_out, ENDS, at_once=BENCHES)


def test_no_silence_on_a_terminal(tmp_path: Path) -> None:
    """Nothing is answered before the terminal has shown, once more, that it goes on."""

    def watch(name: str) -> None:
        with Clocked(tmp_path / name / "sandbox.sqlite3") as server:
            bench = Bench(tmp_path / name / "bench", server)
            with server.clock.going():
                bench.words(KINDS[name])
            assert held(bench.watched(KINDS[name], "delay=1"), server) > 0
            bench.stop()

    in_parallel(watch, WATCHED, at_once=2)


def held(terminal: Terminal, server: Clocked) -> int:
    """Hold every request until the terminal moves; return how many there were."""
    count = 0
    while not terminal.has_ended:
        eventually(lambda: server.clock.sleepers or terminal.has_ended)
        before = len(terminal.output.chunks)
        eventually(
            lambda before=before: (
                len(terminal.output.chunks) > before + MOVES or terminal.has_ended
            ),
            terminal.screen,
        )
        server.clock.move(1)
        count += 1
    assert terminal.wait() == 0
    return count
