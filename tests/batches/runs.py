"""Runs of one input, what they keep between two commands, and what they left at the server."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import httpx

from tests.support.plain_http import plain_request
from tests.support.process import Process, Result
from tests.support.runner import CommandLine
from tests.support.sandbox_server import ServedSandbox
from tests.support.terminal import Terminal

POLL = ("--poll-interval", "0.1")


class Runs:
    """`oai batches run` of one input on the sandbox."""

    def __init__(self, oai: CommandLine, sandbox: ServedSandbox, path: Path) -> None:
        self.oai = oai
        self.sandbox = sandbox
        self.path = path

    def __call__(self, *more: str | Path) -> Result:
        return self.oai("batches", "run", self.path, *POLL, *more)

    def start(self, *more: str | Path) -> Process:
        return self.oai.start("batches", "run", self.path, *POLL, *more)

    def terminal(self, *more: str | Path) -> Terminal:
        return self.oai.terminal("batches", "run", self.path, *POLL, *more)

    def state(self) -> dict[str, Any]:
        """Return what is kept; nothing as long as there is nothing."""
        found = list((self.oai.home / "state" / "batches").glob("*/state.json"))
        return json.loads(found[0].read_bytes()) if found else {}

    def pieces(self) -> list[dict[str, Any]]:
        """Return the pieces of the last round."""
        rounds = self.state().get("rounds", [])
        return rounds[-1]["pieces"] if rounds else []

    def batches(self) -> list[dict[str, Any]]:
        """Return the batches that the server has of this run, the newest first."""
        listed = self.call("GET", "/batches?limit=100").json()["data"]
        mine = self.state()["id"]
        return [batch for batch in listed if (batch["metadata"] or {}).get("oai_run") == mine]

    def files(self) -> list[dict[str, Any]]:
        """Return the files that the server has of this run."""
        listed = self.call("GET", "/files?limit=10000&purpose=batch").json()["data"]
        return [file for file in listed if file["filename"].startswith(f"oai-{self.state()['id']}")]

    def call(self, method: str, path: str) -> httpx.Response:
        """Call the sandbox, beside the command line."""
        return plain_request(method, self.sandbox.base_url + path, self.sandbox.key)
