"""`batches run --now` against a bare httpx loop: 2,000 lines, 50 ms an answer, 64 at a time.

Both in one run, three times in turns, medians. The bare loop has a client for each connection,
which is the fastest that httpx does here; the command's time is all that it takes, its start too.
"""

from __future__ import annotations

import asyncio
import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx

LINES, SECONDS, AT_ONCE, TURNS = 2000, 0.05, 64, 3
LEAST = 0.8


def main() -> None:
    """Measure and print the table."""
    server = [sys.executable, str(Path(__file__).with_name("delayed_server.py")), str(SECONDS)]
    with (
        TemporaryDirectory() as folder,
        subprocess.Popen(server, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as popen,
    ):
        base_url = f"http://127.0.0.1:{popen.stdout.readline().strip()}/v1"  # type: ignore[union-attr]
        path = write_input(Path(folder))
        bare, ours = [], []
        for turn in range(TURNS):
            bare.append(asyncio.run(bare_loop(base_url)))
            ours.append(command(base_url, path, Path(folder) / f"{turn}"))
        popen.communicate("")
    report(statistics.median(bare), statistics.median(ours))


def write_input(folder: Path) -> Path:
    """Write the lines."""
    path = folder / "in.jsonl"
    body = {"model": "m", "input": "The quick brown fox"}
    with path.open("w") as file:
        for number in range(LINES):
            line = {"custom_id": f"{number}", "method": "POST", "url": "/v1/embeddings"}
            file.write(json.dumps({**line, "body": body}) + "\n")
    return path


async def bare_loop(base_url: str) -> float:
    """Send the same with nothing but httpx; return the seconds."""
    numbers = iter(range(LINES))

    async def work() -> None:
        async with httpx.AsyncClient(verify=False, trust_env=False) as client:
            for number in numbers:
                body = {"model": "m", "input": f"The quick brown fox {number}"}
                (await client.post(f"{base_url}/embeddings", json=body)).json()

    started = time.monotonic()
    await asyncio.gather(*(work() for _ in range(AT_ONCE)))
    return time.monotonic() - started


def command(base_url: str, path: Path, home: Path) -> float:
    """Run the command; return the seconds, all of it: start, check, results in their order."""
    folders = {f"OAI_{name}_DIR": str(home / name) for name in ("CONFIG", "STATE", "CACHE")}
    words = [sys.executable, "-m", "oai.cli.entry", "batches", "run", str(path), "--now"]
    words += ["--concurrency", str(AT_ONCE), "--base-url", base_url, "-o", f"{home}.jsonl"]
    started = time.monotonic()
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL, env={**os.environ, **folders})
    return time.monotonic() - started


def report(bare: float, ours: float) -> None:
    """Print what was found."""
    ideal = LINES * SECONDS / AT_ONCE
    print(f"{LINES} lines, {SECONDS * 1000:g} ms an answer, {AT_ONCE} at a time")
    print(f"  possible        {ideal:6.2f} s  {LINES / ideal:6.0f} a second")
    print(f"  bare httpx      {bare:6.2f} s  {LINES / bare:6.0f} a second")
    print(f"  oai, all of it  {ours:6.2f} s  {LINES / ours:6.0f} a second")
    print(f"  of what bare httpx reaches: {bare / ours:.2f} (wanted: {LEAST})")


if __name__ == "__main__":
    main()
