"""4 GiB up and down over loopback, each killed in the middle and taken up again.

`python soak/transfers.py [BYTES]`; prints what it finds, and fails where a promise is broken.
It needs room for three times the size.
"""

from __future__ import annotations

import hashlib
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import httpx

from oai.sandbox.launch.background import ensure_running, path, stop_background
from oai.sandbox.launch.layout import Layout

SIZE = 4 << 30
PART = 16_000_000
PIECE = 16 << 20
MOST_MEMORY = 120 << 20


class TransferSoak:
    """A large file, and the command line with the sandbox, in a home of their own."""

    def __init__(self, folder: Path, size: int) -> None:
        self.folder = folder
        self.size = size
        self.file = folder / "up.bin"
        self.target = folder / "down.bin"
        self.memory = 0
        self.here = ensure_running(folder / "STATE")
        homes = {f"OAI_{name}_DIR": str(folder / name) for name in ("CONFIG", "STATE", "CACHE")}
        keys = {"OPENAI_BASE_URL": self.here.base_url, "OPENAI_API_KEY": self.here.key}
        self.env = {**os.environ, **homes, **keys}

    def run(self, *words: str, until: Callable[[], bool] = lambda: False) -> tuple[str, float]:
        """Run a command to its end, or kill it as soon as `until` says so."""
        begun = time.monotonic()
        command = [sys.executable, "-m", "oai.cli.entry", *words]
        process = subprocess.Popen(command, env=self.env, stdout=subprocess.PIPE, text=True)
        while process.poll() is None:
            self.memory = max(self.memory, peak_memory(process.pid))
            if until():
                process.send_signal(signal.SIGKILL)
                process.wait()
                return "", time.monotonic() - begun
            time.sleep(0.2)
        answer = process.stdout.read() if process.stdout else ""
        require(process.returncode == 0, f"oai {' '.join(words)} exits {process.returncode}")
        return answer.strip(), time.monotonic() - begun

    def parts(self) -> int:
        """Count the parts that the server has taken since this was asked last to forget them."""
        return sum(request["path"].endswith("/parts") for request in self._log("GET"))

    def forget(self) -> None:
        """Let the server forget what it was asked."""
        self._log("DELETE")

    def _log(self, method: str) -> list[dict[str, Any]]:
        url = f"{self.here.base_url.removesuffix('/v1')}/sandbox/requests"
        headers = {"authorization": f"Bearer {self.here.key}"}
        answer = httpx.request(method, url, headers=headers, trust_env=False, timeout=60)
        found: list[dict[str, Any]] = answer.json()["data"] if method == "GET" else []
        return found


def write(file: Path, size: int) -> str:
    """Write random bytes; return their hash."""
    digest = hashlib.sha256()
    with file.open("wb") as out:
        while size > 0:
            data = os.urandom(min(PIECE, size))
            digest.update(data)
            out.write(data)
            size -= len(data)
    return digest.hexdigest()


def hash_of(file: Path) -> str:
    """Return the hash of a file."""
    with file.open("rb") as data:
        return hashlib.file_digest(data, "sha256").hexdigest()


def peak_memory(pid: int) -> int:
    """Read the most memory that a process has had (Linux)."""
    with suppress(OSError):
        found = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())
        return int(found[1]) * 1024 if found else 0
    return 0


def require(kept: bool, promise: str) -> None:
    """End with the promise that was broken, if it was."""
    if not kept:
        raise SystemExit(f"broken: {promise}")


def up(soak: TransferSoak) -> str:
    """Upload, killed in the middle; return the file's id."""
    line = ("files", "upload", str(soak.file), "--purpose", "batch", "-q")
    parts = -(-soak.size // PART)
    soak.run(*line, until=lambda: soak.parts() >= parts // 2)
    before = soak.parts()
    soak.forget()
    identifier, seconds = soak.run(*line)
    sent = soak.parts()
    # Of each connection's last part the note may be missing, never more.
    require(parts - before <= sent <= parts - before + 4, f"{sent} of {parts} after {before}")
    print(f"up: killed after {before} of {parts} parts, then {sent} more in {seconds:.0f} s")
    return identifier


def down(soak: TransferSoak, identifier: str, digest: str) -> None:
    """Download, killed in the middle, and compare."""
    line = ("files", "download", identifier, "-q", "-o", str(soak.target))
    soak.run(*line, until=lambda: partial_size(soak.folder) > soak.size // 2)
    kept = partial_size(soak.folder)
    require(not soak.target.exists(), "half a file has the final name")
    _, seconds = soak.run(*line)
    require(soak.target.stat().st_size == soak.size, "the size is another one")
    require(hash_of(soak.target) == digest, "the bytes are others")
    print(f"down: killed after {kept:,} bytes, then the rest in {seconds:.0f} s; the hash is equal")


def partial_size(folder: Path) -> int:
    """Return how much of a download is there."""
    return max((file.stat().st_size for file in folder.glob(".*.part")), default=0)


def main() -> None:
    """Go all the way."""
    size = int(sys.argv[1]) if len(sys.argv) > 1 else SIZE
    with TemporaryDirectory() as name:
        folder = Path(name)
        soak = TransferSoak(folder, size)
        try:
            digest = write(soak.file, size)
            down(soak, up(soak), digest)
        finally:
            stop_background(Layout(path(folder / "STATE")))
    print(f"peak memory {soak.memory / (1 << 20):.0f} MiB")
    require(soak.memory < MOST_MEMORY, "the memory is too much")


if __name__ == "__main__":
    main()
