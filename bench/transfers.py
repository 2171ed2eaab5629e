"""`oai` against curl for 300 MB up and down, and four connections against one.

Each round runs every command once, so that a slow moment of the machine hits all of them; what is
compared are medians. The sandbox keeps what it gets, so both sides wait for a real store; the
server that keeps nothing shows what our own work costs, and has no limit.
"""

from __future__ import annotations

import os
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from startup import environment, oai_command

from oai.sandbox.launch.background import ensure_running, path, stop_background
from oai.sandbox.launch.layout import Layout

SIZE = 300_000_000
ROUNDS = 5
UP_LIMIT, DOWN_LIMIT, FOUR_LIMIT = 2.0, 1.5, 0.35
RATE = 20_000_000
MOST_MEMORY = 120 << 20


class Measurement(NamedTuple):
    """One run: seconds, and the peak of its memory in bytes."""

    seconds: float
    memory: int


class Bench:
    """A file of the size, and what is run on it."""

    def __init__(self, folder: Path, env: dict[str, str]) -> None:
        self.folder = folder
        self.env = env
        self.file = folder / "up.bin"
        self.file.write_bytes(os.urandom(SIZE))

    def curl_up(self) -> list[str]:
        """Return the command by which curl uploads the file."""
        url = f"{self.env['OPENAI_BASE_URL']}/files"
        return [*self.curl(), "-F", "purpose=batch", "-F", f"file=@{self.file}", url]

    def curl_down(self, identifier: str) -> list[str]:
        """Return the command by which curl downloads a file."""
        url = f"{self.env['OPENAI_BASE_URL']}/files/{identifier}/content"
        return [*self.curl(), "-o", str(self.folder / "curl.bin"), url]

    def curl(self) -> list[str]:
        """Return curl as everybody calls it here."""
        return ["curl", "-sSf", "-H", f"Authorization: Bearer {self.env['OPENAI_API_KEY']}"]

    def up(self, *more: str) -> list[str]:
        """Return the command by which we upload the file."""
        return [
            *oai_command(),
            "files",
            "upload",
            str(self.file),
            "--purpose",
            "batch",
            "-q",
            *more,
        ]

    def down(self, identifier: str) -> list[str]:
        """Return the command by which we download a file."""
        target = str(self.folder / "oai.bin")
        return [*oai_command(), "files", "download", identifier, "-q", "-o", target]

    def rounds(self, *commands: Sequence[str]) -> list[Measurement]:
        """Run the commands in turns; return the medians."""
        runs = [[self.run(command) for command in commands] for _ in range(ROUNDS)]
        return [
            Measurement(
                statistics.median(run.seconds for run in column),
                max(run.memory for run in column),
            )
            for column in zip(*runs, strict=True)
        ]

    def run(self, command: Sequence[str]) -> Measurement:
        """Run a command to its end and watch its memory."""
        for name in ("curl.bin", "oai.bin"):
            (self.folder / name).unlink(missing_ok=True)
        begun = time.perf_counter()
        process = subprocess.Popen(command, env=self.env, stdout=subprocess.DEVNULL)
        memory = 0
        while process.poll() is None:
            memory = max(memory, peak_memory(process.pid))
            time.sleep(0.005)
        if process.returncode:
            sys.exit(f"{' '.join(command)} exits with {process.returncode}")
        return Measurement(time.perf_counter() - begun, memory)


def peak_memory(pid: int) -> int:
    """Read the most memory that a process has had (Linux)."""
    with suppress(OSError):
        found = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())
        return int(found[1]) * 1024 if found else 0
    return 0


def against_the_sandbox(folder: Path) -> None:
    """Compare with curl where the bytes are kept."""
    state = folder / "sandbox"
    address = ensure_running(state)
    try:
        keys = {"OPENAI_BASE_URL": address.base_url, "OPENAI_API_KEY": address.key}
        bench = Bench(folder, environment(folder, "") | keys)
        identifier = subprocess.check_output(bench.up(), env=bench.env, text=True).strip()
        runs = bench.rounds(bench.curl_up(), bench.up(), bench.up("--part-threshold", "1GB"))
        compare("up, in parts", runs[0], runs[1], UP_LIMIT)
        compare("up, in one request", runs[0], runs[2], UP_LIMIT)
        compare(
            "down", *bench.rounds(bench.curl_down(identifier), bench.down(identifier)), DOWN_LIMIT
        )
    finally:
        stop_background(Layout(path(state)))


def against_nothing(folder: Path) -> None:
    """Compare with curl where the bytes are thrown away."""
    with transfer_server() as base_url:
        bench = Bench(folder, environment(folder, base_url))
        runs = bench.rounds(bench.curl_up(), bench.up(), bench.up("--part-threshold", "1GB"))
        compare("up, in parts, kept nowhere", runs[0], runs[1])
        compare("up, in one request, kept nowhere", runs[0], runs[2])
        identifier = str(SIZE)
        compare(
            "down, from nowhere", *bench.rounds(bench.curl_down(identifier), bench.down(identifier))
        )


def four_connections(folder: Path) -> None:
    """Compare four connections with one, at a server that holds each to its rate."""
    with transfer_server(str(RATE)) as base_url:
        bench = Bench(folder, environment(folder, base_url))
        one, four = (bench.run(bench.up("--concurrency", number)) for number in ("1", "4"))
    print(
        f"\nfour connections at {RATE // 10**6} MB/s each: {four.seconds:.1f} s, one: "
        f"{one.seconds:.1f} s, ratio {judged(four.seconds / one.seconds, FOUR_LIMIT)}"
    )


@contextmanager
def transfer_server(*rate: str) -> Iterator[str]:
    """Run the server that keeps nothing and give its base URL."""
    command = [sys.executable, str(Path(__file__).with_name("transfer_server.py")), *rate]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as server:
        assert server.stdout is not None
        yield server.stdout.readline().strip()


def compare(what: str, curl: Measurement, ours: Measurement, limit: float | None = None) -> None:
    """Print one line of the table."""
    ratio = judged(ours.seconds / curl.seconds, limit)
    memory = f"{ours.memory / (1 << 20):.0f} MiB" + ("" if ours.memory < MOST_MEMORY else " over")
    print(f"{what:<34} {curl.seconds:>7.2f} {ours.seconds:>7.2f}  {ratio:<20} {memory}", flush=True)


def judged(ratio: float, limit: float | None) -> str:
    """Write a ratio, and whether it keeps to its limit."""
    if limit is None:
        return f"{ratio:.2f}"
    return f"{ratio:.2f} (limit {limit:.2f}) {'ok' if ratio <= limit else 'over'}"


def main() -> None:
    """Measure and print the table."""
    print(f"{SIZE // 10**6} MB{'':<28} {'curl s':>7} {'oai s':>7}  {'ratio':<20} memory")
    with TemporaryDirectory() as folder:
        against_the_sandbox(Path(folder))
        against_nothing(Path(folder))
        four_connections(Path(folder))


if __name__ == "__main__":
    main()
