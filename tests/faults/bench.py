"""A sandbox and a command line of its own, for one run after another."""

from __future__ import annotations

import random
import re
import shlex
import shutil
import tempfile
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from tests.support.plain_http import plain_client
from tests.support.process import Result
from tests.support.runner import CommandLine
from tests.support.sandbox_server import SandboxServer, ServedSandbox
from tests.support.seed_stock import STOCK
from tests.support.seeds import Form, Seeds
from tests.support.terminal import Terminal

from .table import HERE, Fault, Kind

PLACE = re.compile(r"<([^>]+)>")
BETAS = {"OpenAI-Beta": "assistants=v2"}
CONTENT = random.Random(7).randbytes(50_000).hex().encode()
STORED = {
    "/files": Form({"purpose": "user_data"}, {"file": ("noise.bin", CONTENT)}),
    "/containers/{container_id}/files": Form({}, {"file": ("noise.bin", CONTENT)}),
}
FILES = {"small.txt": b"x" * 2_000, "other.txt": b"y" * 2_000, "large.bin": bytes(2_000_000)}


@dataclass(frozen=True)
class Ran:
    """One run: what it gave, what it left where, and what the sandbox was asked."""

    result: Result
    left: dict[str, bytes]
    requests: list[dict[str, Any]]

    def done(self, path: str) -> int:
        """Count the requests that changed something at a path, and were answered well."""
        return sum(
            request["method"] == "POST"
            and request["status"] < 300
            and fnmatchcase(request["path"], path)
            for request in self.requests
        )


class Bench:
    """Runs kinds, with or without a fault."""

    def __init__(self, folder: Path, server: ServedSandbox | None = None) -> None:
        self.home = folder
        folder.mkdir()
        self._furnish(folder)
        self.oai = CommandLine(folder)
        quick = {**self.oai.env, "OAI_SANDBOX_PACE": "0.01"}
        self.server = server or SandboxServer(folder, quick)
        self.oai.env |= self.server.env
        client = plain_client(self.server.base_url, self.server.key, headers=BETAS)
        self.seeds = Seeds(client, replace(STOCK, bodies={**STOCK.bodies, **STORED}))
        self._whole: dict[Kind, Ran] = {}

    def run(self, kind: Kind, fault: Fault | None = None, *more: str) -> Ran:
        """Run a kind in an empty folder, the first time with a fault."""
        words = self.words(kind)
        folder = self.home / "here"
        for old in (folder, self.home / "state"):
            shutil.rmtree(old, ignore_errors=True)
        folder.mkdir()
        self._furnish(folder)
        self.server.clear()
        if fault is not None:
            method, path = kind.strikes.split()
            self.server.fault(method=method, path=path, **fault.effects)
        result = self.oai.run(*words, "--max-wait", "0.01", *more, cwd=folder)
        return Ran(result, _left(folder), self.server.requests())

    def whole(self, kind: Kind) -> Ran:
        """Run a kind without a fault, or return how that went before."""
        if kind not in self._whole:
            self._whole[kind] = self.run(kind)
        return self._whole[kind]

    def watched(self, kind: Kind, fault: str) -> Terminal:
        """Run a kind on a terminal, each of its requests with a fault."""
        words = [*self.words(kind), "--header", f"X-Sandbox-Fault: {fault}"]
        folder = Path(tempfile.mkdtemp(dir=self.home))
        self._furnish(folder)
        return self.oai.terminal(*words, pipes=["stdout"], cwd=folder)

    def _furnish(self, folder: Path) -> None:
        for name, content in FILES.items():
            (folder / name).write_bytes(content)

    def words(self, kind: Kind) -> list[str]:
        """Return the command line, with ids of what there is."""
        line = PLACE.sub(lambda found: str(self.seeds.get(found[1])), kind.line)
        return shlex.split(line)

    def stop(self) -> None:
        """End it all."""
        self.oai.close()
        self.seeds.client.close()
        if isinstance(self.server, SandboxServer):
            self.server.stop()


def _left(folder: Path) -> dict[str, bytes]:
    """Return what stands under names that people see: the output alone is not as it was."""
    found = [path for path in folder.rglob("*") if path.is_file() and path.name not in FILES]
    return {
        path.name if path.name == HERE else path.parent.name + "/": path.read_bytes()
        for path in found
        if not path.name.startswith(".oai-")
    }
