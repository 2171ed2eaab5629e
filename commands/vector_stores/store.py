"""One vector store, as the commands that do many things to it see it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any

from ...base.errors import ApiError, NotFoundError
from ...cli.declare.endpoint import Endpoint, Resource
from ...cli.http.client import id_of
from ...cli.http.paging import pages
from ...cli.http.paging_style import Paging
from ...cli.http.request import Request, fill_path
from ...cli.input.body import build
from ...cli.session import Session
from ...cli.waiting.polled_job import PolledJob
from ...cli.waiting.polling import wait_for, wait_for_jobs
from ...cli.waiting.status_requests import request_for
from ...cli.waiting.wait_limits import WaitLimits
from ..shared.job_kinds import FILE_BATCH, STORED_FILE
from .attachments import Attachments
from .file_batches import file_batches
from .files import files
from .uploading import GROUP, is_single

Document = dict[str, Any]


class VectorStore:
    """Lists, attaches and removes the files of a vector store.

    `again` is the command, behind `oai`, that goes on after a waiting that was broken off.
    """

    def __init__(
        self, session: Session, identifier: str, limits: WaitLimits, again: Sequence[str] = ()
    ) -> None:
        self.session = session
        self.id = identifier
        self._limits = limits
        self._again = tuple(again)

    def files(self) -> Iterator[Document]:
        """Give all files that are in it, however far they are."""
        return self._all(self.listing())

    def listing(self) -> Request:
        """Return the request for the first of them."""
        return self._request(files, "list")

    def attach(
        self,
        attachments: Attachments,
        files: Mapping[str, Mapping[str, Any]],
        *,
        wait: bool = True,
        begun: Callable[[Iterable[str]], None] = lambda _: None,
    ) -> dict[str, Document]:
        """Put uploaded files in, and return what became of each, by id.

        `begun` is called with those that are in, before they are waited for.
        """
        try:
            answer = self.session.client.send(attachments.request(files))
        except ApiError as error:
            if not is_single(error) or isinstance(error, NotFoundError):
                raise
            return self._attach_halves(error, attachments, files, wait=wait, begun=begun)
        begun(files)
        batch = id_of(answer.document)
        if wait:
            ids = (self.id, batch)
            wait_for(self.session, FILE_BATCH, ids, answer, self._limits, self._again)
        found = self._all(self._request(file_batches, "files", batch_id=batch))
        return {str(item["id"]): item for item in found}

    def _attach_halves(
        self,
        error: ApiError,
        attachments: Attachments,
        files: Mapping[str, Mapping[str, Any]],
        **how: Any,
    ) -> dict[str, Document]:
        """A group is refused as a whole for one file in it: find that, and put the others in."""
        ids = list(files)
        if len(ids) == 1:
            return {ids[0]: {"status": "failed", "last_error": {"message": error.message}}}
        halves = (ids[: len(ids) // 2], ids[len(ids) // 2 :])
        found: dict[str, Document] = {}
        for half in halves:
            found |= self.attach(attachments, {each: files[each] for each in half}, **how)
        if len(ids) == GROUP and not any("id" in each for each in found.values()):
            # It is not for the files that all of so many are refused.
            raise error
        return found

    def await_files(self, ids: Sequence[str]) -> dict[str, Document]:
        """Wait for files that are in it already; return what became of each."""
        jobs = []
        for identifier in ids:
            path = (self.id, identifier)
            request = request_for(self.session.root, STORED_FILE, path)
            jobs.append(PolledJob(path, STORED_FILE, request))
        answers = wait_for_jobs(self.session, jobs, self._limits, again=self._again)
        return {job.name: it.document for job, it in zip(jobs, answers, strict=True)}

    def remove(self, identifier: str) -> None:
        """Take a file out and delete it; what is gone already is as it should be."""
        with suppress(NotFoundError):
            self.session.client.send(self._request(files, "delete", file_id=identifier))
        delete_file(self.session, identifier)

    def _all(self, request: Request) -> Iterator[Document]:
        send = self.session.client.send
        for page in pages(send, request, Paging(), limit=None, everything=True):
            yield from page.items

    def _request(self, group: Resource, verb: str, **values: Any) -> Request:
        endpoint = group.commands[verb]
        if not isinstance(endpoint, Endpoint):
            raise LookupError(f"oai {endpoint.name} calls no endpoint")
        return build(endpoint, {"vector_store_id": self.id, **values}, {}, [])


def delete_file(session: Session, identifier: str) -> None:
    """Delete an uploaded file, wherever it is used; one that is gone already is no trouble."""
    path = fill_path("/files/{id}", {"id": identifier})
    with suppress(NotFoundError):
        session.client.send(Request("DELETE", path, headers={"Accept": "application/json"}))
