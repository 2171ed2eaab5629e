"""50,000 lines and 200 MB: checked, run on the sandbox, killed at five points and taken up.

`python soak/batches.py [LINES]`; prints what it finds, and fails where a promise is broken.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

SIZE = 200_000_000
MOST_LINES = 50_000
TIMES_JSON = 3.0
MOST_MEMORY = 120 << 20


class BatchSoak:
    """One input, and the command line in a home of its own."""

    def __init__(self, folder: Path, lines: int) -> None:
        self.folder = folder
        self.lines = lines
        self.path = folder / "in.jsonl"
        self.out = folder / "out.jsonl"
        homes = {f"OAI_{name}_DIR": str(folder / name) for name in ("CONFIG", "STATE", "CACHE")}
        self.env = {**os.environ, **homes}

    def write(self) -> None:
        """Write the lines: together as large as a batch may be."""
        room = SIZE // MOST_LINES
        with self.path.open("w") as file:
            for number in range(self.lines):
                body = {"model": "text-embedding-3-small", "input": f"text {number} "}
                line = {"custom_id": f"r-{number}", "method": "POST", "url": "/v1/embeddings"}
                short = json.dumps({**line, "body": body})
                body["input"] += "x" * (room - len(short) - 2)
                file.write(json.dumps({**line, "body": body}) + "\n")

    def start(self, *words: str) -> subprocess.Popen[bytes]:
        """Start a command on the sandbox."""
        command = [sys.executable, "-m", "oai.cli.entry", "--sandbox", *words]
        return subprocess.Popen(command, env=self.env, stdout=subprocess.PIPE)

    def run(self, *words: str) -> tuple[Any, float, int]:
        """Run a command; return its answer, its seconds and its peak memory in bytes."""
        started = time.monotonic()
        process = self.start(*words)
        answer = process.stdout.read() if process.stdout else b""
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise SystemExit(f"oai {' '.join(words)}: exit {process.returncode}")
        return json.loads(answer), time.monotonic() - started, usage.ru_maxrss * 1024

    def begin(self) -> subprocess.Popen[bytes]:
        """Start the run."""
        return self.start("batches", "run", str(self.path), "-o", str(self.out))

    def state(self) -> dict[str, Any]:
        """Return what the run keeps."""
        found = list((self.folder / "STATE" / "batches").glob("*/state.json"))
        return json.loads(found[0].read_bytes()) if found else {}

    def piece(self) -> dict[str, Any]:
        """Return its first piece."""
        rounds = self.state().get("rounds")
        return rounds[0]["pieces"][0] if rounds else {}

    def kept(self, pattern: str) -> bool:
        """Tell whether the run keeps a file by this name."""
        return any((self.folder / "STATE" / "batches").glob(f"*/{pattern}"))

    def kill_at(self, name: str, is_there: Callable[[], Any]) -> None:
        """Kill a run where it is at that point."""
        process = self.begin()
        while not is_there():
            if process.poll() is not None:
                raise SystemExit(f"the run ended before it was {name}")
            time.sleep(0.002)
        process.send_signal(signal.SIGKILL)
        process.wait()
        print(f"  killed {name}")


def main() -> None:
    """Do it all."""
    lines = int(sys.argv[1]) if len(sys.argv) > 1 else MOST_LINES
    with TemporaryDirectory() as folder:
        soak = BatchSoak(Path(folder), lines)
        soak.write()
        print(f"{lines} lines, {soak.path.stat().st_size / 1e6:.0f} MB")
        check_validation(soak)
        try:
            check_run(soak)
        finally:
            soak.start("sandbox", "reset", "--yes").wait()


def check_validation(soak: BatchSoak) -> None:
    """Compare `batches validate` with the standard library alone."""
    started = time.monotonic()
    with soak.path.open("rb") as file:
        for line in file:
            json.loads(line)
    alone = time.monotonic() - started
    _, seconds, memory = soak.run("batches", "validate", str(soak.path))
    print(
        f"  json.loads alone {alone:.2f} s; validate {seconds:.2f} s ({seconds / alone:.2f} times)"
    )
    print(f"  peak memory of validate {memory >> 20} MiB")
    if soak.lines >= MOST_LINES and seconds > TIMES_JSON * alone:
        raise SystemExit(f"validate takes more than {TIMES_JSON} times as long")


def check_run(soak: BatchSoak) -> None:
    """Run it, with a kill at each point, and count."""
    soak.kill_at("in the upload", lambda: soak.piece().get("upload_begun"))
    soak.kill_at("in the creation", lambda: soak.piece().get("create_begun"))
    soak.kill_at("while waiting", lambda: soak.piece().get("batch_id"))
    soak.kill_at("in the download", lambda: soak.kept("*.part"))
    soak.kill_at("writing the results", lambda: any(soak.folder.glob(".out.jsonl.*")))
    summary, seconds, memory = soak.run("batches", "run", str(soak.path), "-o", str(soak.out))
    print(f"  taken up in {seconds:.1f} s, peak memory {memory >> 20} MiB")
    ids = [json.loads(line)["custom_id"] for line in soak.out.open("rb")]
    if ids != [f"r-{number}" for number in range(soak.lines)] or summary["failed"]:
        raise SystemExit("the results are not those of the lines, each once")
    batches = soak.run("batches", "list", "--all")[0]["data"]
    total = sum(batch["request_counts"]["total"] for batch in batches)
    files = soak.run("files", "list", "--all", "--purpose", "batch")[0]["data"]
    print(f"  {len(files)} files, {len(batches)} batches, {total} lines submitted")
    if total != soak.lines:
        raise SystemExit("lines were submitted twice")
    if memory > MOST_MEMORY:
        raise SystemExit("it took more memory than it may")


if __name__ == "__main__":
    main()
