"""Runs a batch: looks through its lines, answers each as a request, and writes the files.

Every answer is kept before the next line is run, so a crash repeats at most the one line
whose answer had not been kept, and no line is ever twice in the output.
"""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

from starlette.responses import Response

from ..org.metering import answered
from ..requests.call import ApiCall
from ..requests.principal import Principal
from ..requests.refusals import Refusal
from ..requests.validation import check_fields
from ..state import batch_answers
from ..state.identifiers import new_id, now
from ..text.response_objects import usage
from .batch_lines import Inspection, requests_in
from .files import add_file

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..requests.call import Sandbox
    from ..state.store import Document, Record

RUNNING = ("validating", "in_progress", "finalizing", "cancelling")
BREATH = 100


def launch(sandbox: Sandbox, identifier: str) -> None:
    """Start, or take up, the work on a batch."""
    sandbox.jobs.start(identifier, BatchWork(sandbox, identifier).run())


class BatchWork:
    """The work on one batch."""

    def __init__(self, sandbox: Sandbox, identifier: str) -> None:
        self.sandbox = sandbox
        self.store = sandbox.store
        self.identifier = identifier

    @property
    def batch(self) -> Document:
        """The batch as it is now."""
        return self.record().document

    @property
    def hidden(self) -> Document:
        """What is kept beside the batch."""
        return self.record().hidden

    def record(self) -> Record:
        """Return the batch with what is kept beside it."""
        record = self.store.get("batch", self.identifier)
        if record is None:
            raise LookupError(f"there is no batch {self.identifier}")
        return record

    def change(self, **changes: Any) -> None:
        """Keep a change of the batch."""
        self.store.replace("batch", {**self.batch, **changes})

    async def run(self) -> None:
        """Do what is left to do, from wherever it stands."""
        if self.batch["status"] == "validating" and not await self.validate():
            return
        if self.batch["status"] == "in_progress":
            await self.run_lines()
        if self.batch["status"] == "in_progress":
            self.change(status="finalizing", finalizing_at=now())
            await asyncio.sleep(0)
        self.finalize()

    async def validate(self) -> bool:
        """Look through the whole input; say whether the batch goes on."""
        batch = self.batch
        inspection = Inspection(batch["endpoint"])
        for number, line in self.input_lines():
            inspection.line(number, line)
            if number % BREATH == 0:
                await asyncio.sleep(0)
        inspection.finish()
        if inspection.errors:
            errors = {"object": "list", "data": inspection.errors}
            self.change(status="failed", failed_at=now(), errors=errors)
            self.sandbox.blobs.delete(self.identifier)
            return False
        counts = {"total": inspection.total, "completed": 0, "failed": 0}
        begun: Document = {"request_counts": counts, "model": inspection.model()}
        if self.batch["status"] == "validating":
            begun = {**begun, "status": "in_progress", "in_progress_at": now()}
        self.change(**begun)
        return True

    def input_lines(self) -> Iterator[tuple[int, bytes]]:
        """Return the numbered lines of the input file."""
        return requests_in(self.sandbox.blobs.lines(self.identifier))

    async def run_lines(self) -> None:
        """Answer the lines that have no answer yet, until the end or a cancellation."""
        answered = batch_answers.positions(self.store, self.identifier)
        delay = self.hidden["line_delay"]
        for number, line in self.input_lines():
            if number in answered:
                continue
            await self.sandbox.clock.sleep(delay)
            if self.stopped():
                return
            await self.run_line(number, json.loads(line))

    def stopped(self) -> bool:
        """Say whether the batch was cancelled, or its time is over."""
        batch = self.batch
        if batch["status"] == "in_progress" and batch["expires_at"] <= now():
            self.change(status="finalizing", finalizing_at=now(), expired_at=now())
        return bool(self.batch["status"] != "in_progress")

    async def run_line(self, number: int, request: Document) -> None:
        """Answer one line and keep the answer, both or neither."""
        status, body = await self.answer(request["url"], request["body"])
        succeeded = status < 400
        line = {
            "id": new_id("batch_req_"),
            "custom_id": request["custom_id"],
            "response": {"status_code": status, "request_id": new_id("req_"), "body": body},
            "error": None,
        }
        with self.store.transaction():
            batch_answers.add(self.store, self.identifier, number, line, succeeded=succeeded)
            self.count(succeeded, body.get("usage") or {})

    async def answer(self, url: str, body: Document) -> tuple[int, Document]:
        """Answer a line by the same handler, after the same checks, as a request from outside."""
        operation, handler = self.sandbox.handlers[f"POST {url.removeprefix('/v1')}"]
        principal = Principal(**self.hidden["asker"])
        try:
            check_fields(body, operation.body or {})
            if body.get("stream") or body.get("background"):
                raise Refusal("A batch's line can neither stream nor run in the background.")
            headers = {"host": self.hidden.get("host", "")}
            call = ApiCall(
                self.sandbox,
                operation,
                body=body,
                headers=headers,
                principal=principal,
                in_batch=True,
            )
            document = await answered(call, handler)
        except Refusal as refusal:
            return refusal.status, refusal.body()
        if isinstance(document, Response):
            raise TypeError(f"{url} answered a batch with a stream")
        return 200, document

    def count(self, succeeded: bool, used: Document) -> None:
        """Count a line's answer and its tokens."""
        batch = self.batch
        counts = batch["request_counts"]
        counts["completed" if succeeded else "failed"] += 1
        before = batch["usage"] or usage(0, 0)
        batch["usage"] = usage(
            before["input_tokens"] + used.get("input_tokens", used.get("prompt_tokens", 0)),
            before["output_tokens"] + used.get("output_tokens", used.get("completion_tokens", 0)),
        )
        self.store.replace("batch", batch)

    def finalize(self) -> None:
        """Write the output and the errors, and end the batch, all or nothing."""
        batch = self.batch
        ending = "cancelled" if batch["status"] == "cancelling" else "completed"
        ending = "expired" if batch["expired_at"] else ending
        with self.store.transaction():
            self.change(
                output_file_id=self.write_file("output", succeeded=True),
                error_file_id=self.write_file("error", succeeded=False),
                status=ending,
                **{f"{ending}_at": now()},
            )
            batch_answers.delete(self.store, self.identifier)
            self.sandbox.blobs.delete(self.identifier)

    def write_file(self, name: str, *, succeeded: bool) -> str | None:
        """Write the lines that went well, or those that did not, in the order of the input."""
        lines = batch_answers.lines(self.store, self.identifier, succeeded=succeeded)
        if not lines:
            return None
        owner = new_id("incoming-")
        with self.sandbox.blobs.writer(owner) as writer:
            for line in lines:
                writer.write(line.encode() + b"\n")
        file = add_file(
            self.sandbox,
            filename=f"{self.identifier}_{name}.jsonl",
            purpose="batch_output",
            expires_after=self.hidden["output_expires_after"],
            sources=(owner,),
        )
        return str(file["id"])
