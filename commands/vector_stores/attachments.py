"""How many files are attached at once: by the options, read as the API's own command reads them."""

from collections.abc import Mapping, Sequence
from typing import Any

from ...cli.call import Call
from ...cli.declare.endpoint import Endpoint
from ...cli.http.request import Request
from ...cli.session import Session
from ...cli.waiting.wait_limits import WaitLimits
from .file_batches import file_batches

# What a batch says once for ids, each file has to say for itself.
OF_EACH = ("attributes", "chunking_strategy")


class Attachments:
    """Builds the requests that put uploaded files into one vector store."""

    def __init__(self, session: Session, vector_store_id: str, **options: Any) -> None:
        endpoint = file_batches.commands["create"]
        if not isinstance(endpoint, Endpoint):
            raise LookupError(f"oai {endpoint.name} calls no endpoint")
        self.call = Call(endpoint, {"vector_store_id": vector_store_id, **options}, session)
        self.store_id: str = self.call.values["vector_store_id"]
        self.limits = WaitLimits.given(self.call.values)
        found = {name: self.call.values.pop(name, None) for name in OF_EACH}
        self._of_each = {name: value for name, value in found.items() if value}

    @property
    def chunking(self) -> Any:
        """How the files are cut; None for as usual."""
        return self._of_each.get("chunking_strategy")

    def request(self, files: Mapping[str, Mapping[str, Any]]) -> Request:
        """Return the request for these ids, each with attributes of its own or none."""
        self.call.values["files"] = [
            {"file_id": identifier, **self._of_each, **self._attributes(own)}
            for identifier, own in files.items()
        ]
        return self.call.request()

    def show(self, uploads: Sequence[Request], names: Sequence[str]) -> None:
        """Show the uploads, and how what comes of them would be attached."""
        self.call.show(*uploads, self.request({each: {} for each in names}))

    def _attributes(self, own: Mapping[str, Any]) -> dict[str, Any]:
        return {"attributes": {**self._of_each.get("attributes", {}), **own}} if own else {}
