"""The general way to serve what the administrator has: every change leaves an audit event."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ..requests.refusals import Refusal
from ..requests.resources import StoredResource
from . import audit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..requests.call import ApiCall
    from ..state.store import Document


def usual(event: str) -> dict[str, str]:
    """Return the events of a kind whose changes are named as most are."""
    return {verb: f"{event}.{verb}" for verb in ("created", "updated", "deleted")}


@dataclass(frozen=True)
class AdminResource(StoredResource):
    """Objects of one kind, and which of their fields have other names elsewhere.

    `events` names the audit event of each change, `told` the fields that the event tells of;
    a change without an event of its own is one of the project or the organization.
    """

    events: Mapping[str, str] = field(default_factory=dict)
    told: Mapping[str, str] = field(default_factory=dict)
    renamed: Mapping[str, str] = field(default_factory=dict)
    unshown: tuple[str, ...] = ()
    made_at: str = "created_at"
    lists_next: bool = False

    def new(self, given: Mapping[str, Any], **computed: Any) -> Document:
        """Return a new object, its fields under the names that they are shown by."""
        document = super().new(self.rename(given), **computed)
        created = document.pop("created_at")
        return {**document, self.made_at: created} if self.made_at else document

    def rename(self, given: Mapping[str, Any]) -> Document:
        """Return fields under the names that they are shown by, without those that say nothing."""
        return {
            self.renamed.get(name, name): value
            for name, value in given.items()
            if value is not None
        }

    def shown(self, _call: ApiCall, document: Document) -> Document:
        """Return an object as it is shown."""
        return {name: value for name, value in document.items() if name not in self.unshown}

    def listed(self, call: ApiCall, document: Document) -> Document:
        """Return an object as lists show it."""
        return self.shown(call, document)

    async def create(self, call: ApiCall) -> Document:
        """Make a new object."""
        document = call.keeping_unknown(self.new(call.body))
        return self.shown(call, self.keep(call, document))

    def keep(self, call: ApiCall, document: Document, hidden: Document | None = None) -> Document:
        """Keep a new object, unless there is one like it."""
        place = self.place(call)
        if call.sandbox.store.get(place, document["id"]) is not None:
            message = f"The {self.noun} {document['id']} is there already."
            raise Refusal(message, status=409, code="already_exists")
        call.sandbox.store.add(place, document, hidden)
        self.tell(call, "created", document, {"data": self.told_of(document)})
        return document

    async def list(self, call: ApiCall) -> Document:
        """Answer a page of the objects."""
        page = await super().list(call)
        page["data"] = [self.listed(call, document) for document in page["data"]]
        if not self.lists_next:
            return page
        following = page["last_id"] if page["has_more"] else None
        kept = {name: page[name] for name in ("object", "data", "has_more")}
        return {**kept, "next": following}

    async def get(self, call: ApiCall) -> Document:
        """Answer one object."""
        return self.shown(call, self.find(call).document)

    async def update(self, call: ApiCall) -> Document:
        """Change the fields that were sent."""
        changes = self.changes(call)
        document = {**self.find(call).document, **changes}
        call.sandbox.store.replace(self.place(call), document)
        self.tell(call, "updated", document, {"changes_requested": self.told_of(changes)})
        return self.shown(call, document)

    def changes(self, call: ApiCall) -> Document:
        """Return the fields that a request changes."""
        return self.rename(call.body)

    async def delete(self, call: ApiCall) -> Document:
        """Delete one object and what belongs to it."""
        document = self.find(call).document
        answer = await super().delete(call)
        self.tell(call, "deleted", document, {})
        return {**answer, "object": self.deleted_object or f"{self.kind}.deleted"}

    def told_of(self, document: Mapping[str, Any]) -> Document:
        """Return what an event says of an object, under the names that events have for it."""
        return {told: document[name] for name, told in self.told.items() if name in document}

    def tell(self, call: ApiCall, verb: str, document: Document, details: Document) -> None:
        """Write down what was done."""
        event = self.events.get(verb)
        if event is None:
            audit.record_setting(call, {self.noun: {"id": document["id"], "action": verb}})
        else:
            audit.record(call, event, {"id": document["id"], **details})


@dataclass(frozen=True)
class Membership(AdminResource):
    """Which objects of one kind belong to another: the members keep their own ids.

    `member` is where they are looked up, `named_by` the field of the body that names one,
    and `borrowed` what is shown of the member itself.
    """

    member: StoredResource | None = None
    named_by: str = ""
    borrowed: tuple[str, ...] = ()

    async def create(self, call: ApiCall) -> Document:
        """Add a member that there is."""
        person = self.joining(call)
        document = call.keeping_unknown(self.new(call.body, id=person["id"]))
        self.keep(call, document)
        return self.joined(call, document, person)

    def joining(self, call: ApiCall) -> Document:
        """Return the object that is to become a member."""
        return self.member_of(call, call.body[self.named_by])

    def member_of(self, call: ApiCall, identifier: str) -> Document:
        """Return the object that a member is."""
        if self.member is None:
            raise TypeError(f"{self.kind} does not say what its members are")
        return self.member.find(call, identifier).document

    def joined(self, call: ApiCall, document: Document, _person: Document) -> Document:
        """Return the answer to an addition."""
        return self.shown(call, document)

    def shown(self, call: ApiCall, document: Document) -> Document:
        """Return a membership with some of its member."""
        member = self.member_of(call, document["id"])
        borrowed = {name: member[name] for name in self.borrowed}
        return {**super().shown(call, document), **borrowed}


def leave_everywhere(call: ApiCall, kind: str, identifier: str) -> None:
    """End every membership of a kind that an object has."""
    for place, _document in call.sandbox.store.everywhere(kind, identifier):
        call.sandbox.store.delete(place, identifier)
