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
            upload = self._noted()
            if upload is None:
                return self._finished(self._opened())
            try:
                return self._finished(upload)
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
        """Return the noted upload if the file is still the same; else say why it is of no use."""
        upload = OpenUpload.noted(self.journal.read()) if self.journal else None
        if upload is None:
            return None
        obstacle = upload.obstacle(self.content) or self._changed_part(upload)
        if obstacle is None:
            self._say(f"going on where it stopped: {self._standing(upload)}.")
            return upload
        if not upload.is_over:
            uploads_api.cancel(self.session, upload)
        self._start_over(obstacle)
        return None

    def _changed_part(self, upload: OpenUpload) -> str | None:
        if not upload.parts:
            return None
        self.row.say("checking")
        digests = Digests(upload.slices(self.content)[: max(upload.parts) + 1])
        same = all(digests.upto(n) == digest for n, (_, digest) in sorted(upload.parts.items()))
        return None if same else "what was sent of the file has changed since"

    def _opened(self) -> OpenUpload:
        request = uploads_api.creation(self.file, self.content.size, self.fields)
        try:
            document = self.session.client.send(request).document
        except ApiError as error:
            if uploads_api.takes_no_parts(error):
                raise NoPartsError(error) from None
            raise
        upload = OpenUpload.opened(document, self.content, self.plan.part_size)
        self._note(upload)
        return upload

    def _finished(self, upload: OpenUpload) -> dict[str, Any]:
        """Bring an upload to its end, or say what becomes of it."""
        try:
            file = self._completed(upload, self._sent(upload))
        except KeyboardInterrupt:
            raise InterruptedByUser("Interrupted.", hint=self._way_on(upload)) from None
        except OaiError as error:
            self._explain(error, upload)
            raise
        self._forget()
        return file

    def _explain(self, error: OaiError, upload: OpenUpload) -> None:
        if type(error) not in FINAL:
            error.hint = self._way_on(upload) or error.hint
            return
        if upload.is_over:
            error.hint = "It took longer than the server waits: try more --concurrency."
        uploads_api.cancel(self.session, upload)
        self._forget()

    def _sent(self, upload: OpenUpload) -> str:
        slices = upload.slices(self.content)
        self.row.skip(sum(slices[number].size for number in upload.parts))
        sender = PartSender(self.session, self.file.filename, slices, self.row)
        return sender.send(upload, self.plan.concurrency, self._note)

    def _completed(self, upload: OpenUpload, digest: str) -> dict[str, Any]:
        self.row.say("finishing")
        try:
            return uploads_api.complete(self.session, upload, digest)
        except ApiError as error:
            if "completed" not in error.message:
                raise
            # It was done, and the answer to that was lost.
            purpose = self.fields.get("purpose")
            file = uploads_api.completed_before(self.session, upload, self.file.filename, purpose)
            if file is None:
                raise
            return file

    def _start_over(self, reason: str) -> None:
        self._say(f"starting over: {reason}.")
        self._forget()
        self.row.skip(-self.row.done)

    def _note(self, upload: OpenUpload) -> None:
        if self.journal is not None:
            self.journal.write(upload.document())

    def _forget(self) -> None:
        if self.journal is not None:
            self.journal.forget()

    def _say(self, text: str) -> None:
        self.session.notices.say(f"{self.file.filename}: {text}")

    def _standing(self, upload: OpenUpload) -> str:
        return f"{len(upload.parts)} of {len(upload.slices(self.content))} parts are there"

    def _way_on(self, upload: OpenUpload) -> str | None:
        if self.journal is None or not self.journal.is_kept:
            return None
        until = moment(upload.expires_at)
        return f"The same command goes on from here until {until}: {self._standing(upload)}."
