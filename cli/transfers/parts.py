"""One file on its way through the Uploads API: begun, gone on with, or begun again."""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any

from ...base.errors import (
    ApiError,
    InputError,
    InterruptedByUser,
    JobError,
    NetworkError,
    NotFoundError,
    OaiError,
)
from ...base.formatting import moment
from ..http.request import FilePart
from ..http.source import ChangedError, Slice
from ..session import Session
from . import uploads_api
from .board import Row
from .digest import Digests
from .journal import Journal
from .open_upload import OpenUpload
from .part_sender import PartSender
from .plan import UploadPlan

# What ends an upload for good; whatever else fails may go well another time.
FINAL = (ApiError, NotFoundError, JobError, ChangedError)


class NoPartsError(Exception):
    """The server takes this file in one piece only."""

    def __init__(self, reason: OaiError) -> None:
        super().__init__(reason.message)
        self.reason = reason


@dataclass(frozen=True)
class PartsUpload:
    """One file to send in parts; without a journal no other run can go on with it."""

    session: Session
    file: FilePart
    content: Slice
    fields: Mapping[str, Any]
    plan: UploadPlan
    row: Row
    journal: Journal | None

    def run(self) -> dict[str, Any]:
        """Send what is missing and return the file object."""
        with self._alone():
            open_upload = self._noted()
            if open_upload is None:
                return self._finished(self._opened())
            try:
                return self._finished(open_upload)
            except ApiError as error:
                if type(error) not in FINAL:
                    raise
                self._start_over(error.message.rstrip("."))
            return self._finished(self._opened())

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Two runs that go on with the same upload would send every part twice."""
        if self.journal is None:
            yield
            return
        with ExitStack() as stack:
            if not self.journal.hold(stack):
                raise InputError(
                    f"Another run is uploading {self.file.filename} right now.",
                    hint="Wait for it: a second one would only send the same bytes again.",
                )
            yield

    def _noted(self) -> OpenUpload | None:
        """Return the noted attempt if the file is still the same; else say why it is of no use."""
        open_upload = OpenUpload.noted(self.journal.read()) if self.journal else None
        if open_upload is None:
            return None
        obstacle = open_upload.obstacle(self.content) or self._changed_part(open_upload)
        if obstacle is None:
            self._say(f"going on where it stopped: {self._standing(open_upload)}.")
            return open_upload
        if not open_upload.is_over:
            uploads_api.cancel(self.session, open_upload)
        self._start_over(obstacle)
        return None

    def _changed_part(self, open_upload: OpenUpload) -> str | None:
        if not open_upload.parts:
            return None
        self.row.say("checking")
        digests = Digests(open_upload.slices(self.content)[: max(open_upload.parts) + 1])
        same = all(
            digests.upto(n) == digest for n, (_, digest) in sorted(open_upload.parts.items())
        )
        return None if same else "what was sent of the file has changed since"

    def _opened(self) -> OpenUpload:
        request = uploads_api.creation(self.file, self.content.size, self.fields)
        try:
            document = self.session.client.send(request).document
        except ApiError as error:
            if uploads_api.takes_no_parts(error):
                raise NoPartsError(error) from None
            raise
        open_upload = OpenUpload.opened(document, self.content, self.plan.part_size)
        self._note(open_upload)
        return open_upload

    def _finished(self, open_upload: OpenUpload) -> dict[str, Any]:
        """Bring an attempt to its end, or say what becomes of it."""
        try:
            file = self._completed(open_upload, self._sent(open_upload))
        except KeyboardInterrupt:
            raise InterruptedByUser("Interrupted.", hint=self._way_on(open_upload)) from None
        except OaiError as error:
            self._explain(error, open_upload)
            raise
        self._forget()
        return file

    def _explain(self, error: OaiError, open_upload: OpenUpload) -> None:
        if type(error) not in FINAL:
            error.hint = self._way_on(open_upload) or error.hint
            return
        if open_upload.is_over:
            error.hint = "It took longer than the server waits: try more --concurrency."
        uploads_api.cancel(self.session, open_upload)
        self._forget()

    def _sent(self, open_upload: OpenUpload) -> str:
        slices = open_upload.slices(self.content)
        self.row.skip(sum(slices[number].size for number in open_upload.parts))
        sender = PartSender(self.session, self.file.filename, slices, self.row)
        return sender.send(open_upload, self.plan.concurrency, self._note)

    def _completed(self, open_upload: OpenUpload, digest: str) -> dict[str, Any]:
        self.row.say("finishing")
        try:
            return uploads_api.complete(self.session, open_upload, digest)
        except (ApiError, NetworkError) as error:
            if isinstance(error, ApiError) and "completed" not in error.message:
                raise
            # It may have been done, and the answer to that was lost.
            purpose = self.fields.get("purpose")
            file = uploads_api.completed_before(
                self.session, open_upload, self.file.filename, purpose
            )
            if file is None:
                raise
            return file

    def _start_over(self, reason: str) -> None:
        self._say(f"starting over: {reason}.")
        self._forget()
        self.row.skip(-self.row.done)

    def _note(self, open_upload: OpenUpload) -> None:
        if self.journal is not None:
            self.journal.write(open_upload.document())

    def _forget(self) -> None:
        if self.journal is not None:
            self.journal.forget()

    def _say(self, text: str) -> None:
        self.session.notices.say(f"{self.file.filename}: {text}")

    def _standing(self, open_upload: OpenUpload) -> str:
        return (
            f"{len(open_upload.parts)} of {len(open_upload.slices(self.content))} parts are there"
        )

    def _way_on(self, open_upload: OpenUpload) -> str | None:
        if self.journal is None or not self.journal.is_kept:
            return None
        until = moment(open_upload.expires_at)
        return f"The same command goes on from here until {until}: {self._standing(open_upload)}."
