"""Files that a sync has uploaded but not attached yet, noted so that no crash leaves them lost."""

from collections.abc import Collection, Iterable, Mapping

from ...base.errors import NotFoundError
from ...cli.http.request import Request, fill_path
from ...cli.session import Session
from ...cli.transfers.journal import Journal
from .local_files import LocalFile
from .store import delete_file


class UnattachedFiles:
    """The notes of one vector store: the hash and the id of each file, by its name."""

    def __init__(self, session: Session, store_id: str) -> None:
        self.journal = Journal(session.notices, "sync", session.target.identity, store_id)
        self._session = session
        self._noted: dict[str, tuple[str, str]] = {}

    def take_up(self, wanted: Iterable[LocalFile], attached: Collection[str]) -> Mapping[str, str]:
        """Return the ids of wanted files that are uploaded already; others are deleted."""
        hashes = {file.name: file.sha256 for file in wanted}
        found: dict[str, str] = {}
        for name, (digest, identifier) in self._read().items():
            if identifier in attached:
                continue
            if hashes.get(name) != digest:
                delete_file(self._session, identifier)
            elif self._is_there(identifier):
                found[name] = identifier
                self._noted[name] = (digest, identifier)
        self._write()
        return found

    def note(self, file: LocalFile, identifier: str) -> None:
        """Keep in mind that a file is uploaded."""
        self._noted[file.name] = (file.sha256, identifier)
        self._write()

    def attached(self, names: Iterable[str]) -> None:
        """Forget files that are in the vector store now."""
        for name in names:
            self._noted.pop(name, None)
        self._write()

    def _read(self) -> dict[str, tuple[str, str]]:
        noted = self.journal.read().get("files")
        pairs = noted.items() if isinstance(noted, dict) else ()
        return {name: (str(each[0]), str(each[1])) for name, each in pairs if len(each) == 2}

    def _write(self) -> None:
        if self._noted:
            self.journal.write({"files": self._noted})
        else:
            self.journal.forget()

    def _is_there(self, identifier: str) -> bool:
        path = fill_path("/files/{id}", {"id": identifier})
        try:
            self._session.client.send(Request("GET", path, headers={"Accept": "application/json"}))
        except NotFoundError:
            return False
        return True
