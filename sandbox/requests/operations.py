"""What may be asked: the operations of `api/`, and what the real server does that no row says."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from ...api.operations import FORM, JSON, Bounds, Operation, operations
from .validation import INTEGERS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ...api.operations import ApiField, Fields

# How long a page may be at most, where it is not a hundred items.
PAGE_LIMIT = 100
PAGE_LIMITS = {
    "/files": 10_000,
    "/organization/costs": 180,
    "/organization/usage/": 1440,
}
# Sets of values that the API extends without notice: others are taken as well.
EXTENDED = {
    ("GET /organization/audit_logs", "event_types"),
    ("GET /organization/usage/images", "sizes"),
    ("GET /organization/usage/images", "sources"),
    ("GET /organization/usage/web_search_calls", "context_levels"),
    ("POST /audio/speech", "voice"),
    ("POST /audio/transcriptions", "chunking_strategy"),
    ("POST /chat/completions", "audio.voice"),
    ("POST /files", "purpose"),
    ("POST /images/edits", "size"),
    ("POST /organization/projects", "residency"),
    ("POST /realtime/calls/{call_id}/accept", "audio.output.voice"),
    ("POST /realtime/sessions", "model"),
    ("POST /realtime/sessions", "voice"),
    ("POST /responses", "model"),
    ("POST /uploads", "purpose"),
}
# What may be null as well; of an operation alone, everything that need not be sent.
NULLABLE = {
    ("GET /fine_tuning/jobs", "metadata"),
    ("POST /realtime/calls/{call_id}/reject", "status_code"),
    ("POST /vector_stores", "description"),
    ("POST /vector_stores", "name"),
    "POST /images/generations",
}
# Bounds and types that a row leaves open, or has for another form of the same request.
AMENDED: dict[tuple[str, str], dict[str, Any]] = {
    ("POST /containers", "expires_after.minutes"): {"value": Bounds(1, INTEGERS.most)},
    ("POST /images/edits", "images"): {"types": ("array<object>",)},
    ("POST /images/edits", "mask"): {"types": ("file", "object")},
    ("POST /images/edits", "n"): {"value": Bounds(1, 10)},
    ("POST /images/edits", "output_compression"): {"value": Bounds(0, 100)},
    ("POST /images/generations", "output_compression"): {"value": Bounds(0, 100)},
    ("POST /realtime/sessions", "client_secret.expires_at"): {"required": False},
    ("POST /realtime/sessions", "client_secret.value"): {"required": False},
    ("POST /realtime/sessions", "modalities"): {"types": ("array<string>",)},
}
# A form that is taken as JSON too, and the field that a body of a plain content type is.
FORM_OR_JSON = {"POST /realtime/calls"}
PLAIN = {"application/sdp": "sdp"}
# It has left the beta whose header its rows still ask for.
OUT_OF_BETA = "/vector_stores"


class ServedOperation(Operation):
    """An operation with its parameters as they are checked here."""

    @cached_property
    def query(self) -> Fields:
        """The parameters of the query."""
        return self._checked(super().query)

    @cached_property
    def body(self) -> Fields | None:
        """The fields of a JSON body, if it takes one."""
        return self._body(FORM if self.name in FORM_OR_JSON else JSON)

    @cached_property
    def form(self) -> Fields | None:
        """The fields of a form, if it takes one."""
        return self._body(FORM)

    @property
    def plain(self) -> dict[str, str]:
        """The field that a body is by its content type, if it is one alone."""
        return {kind: name for kind, name in PLAIN.items() if kind in self.bodies}

    @property
    def beta(self) -> str | None:
        """The beta that a request must say it knows, unless its query says it."""
        is_said = self.path.startswith(OUT_OF_BETA) or self.fixed_query
        return None if is_said else self.beta_header

    @property
    def fixed_query(self) -> set[tuple[str, str]]:
        """The pairs of a query by which it is told from another of the same path."""
        return set(parse_qsl(self.path.partition("?")[2]))

    @property
    def page_limit(self) -> int:
        """How many items a page may have at most."""
        starts = (most for path, most in PAGE_LIMITS.items() if self.path.startswith(path))
        return next(starts, PAGE_LIMIT)

    def _body(self, kind: str) -> Fields | None:
        return self._checked(self.bodies[kind]) if kind in self.bodies else None

    def _checked(self, fields: Fields, parent: str = "") -> Fields:
        return {name: self._amended(each, parent + name) for name, each in fields.items()}

    def _amended(self, field: ApiField, place: str) -> ApiField:
        changes: dict[str, Any] = {"fields": self._checked(field.fields, f"{place}.")}
        if place == "limit" and self.method == "GET":
            changes["value"] = Bounds(1, field.value.most or self.page_limit)
        elif "integer" in field.types:
            changes["value"] = storable(field.value)
        if field.name == "metadata":
            changes["types"] = tuple(kind.replace("object", "metadata") for kind in field.types)
        if (self.name, place) in EXTENDED:
            changes["open_enum"] = True
        changed = replace(field, **{**changes, **AMENDED.get((self.name, place), {})})
        return or_null(changed) if self._may_be_null(changed, place) else changed

    def _may_be_null(self, field: ApiField, place: str) -> bool:
        return (self.name, place) in NULLABLE or (self.name in NULLABLE and not field.required)


def storable(bounds: Bounds) -> Bounds:
    """Return the bounds of an integer, within those of what can be kept."""
    ends = (bounds.least, INTEGERS.least), (bounds.most, INTEGERS.most)
    least, most = ([end for end in each if end is not None] for each in ends)
    return Bounds(max(least), min(most))


def or_null(field: ApiField) -> ApiField:
    """Return a field that may be null."""
    return replace(field, types=tuple(dict.fromkeys((*field.types, "null"))))


def load_operations(rows: Iterable[Operation] | None = None) -> dict[str, ServedOperation]:
    """Return these operations or all by their names, in the order in which they are looked for.

    A fixed path comes before one with a parameter, one with a fixed query before one without.
    """
    found = sorted(
        rows or operations(), key=lambda each: ("{" in each.name, "?" not in each.name, each.name)
    )
    return {
        each.name: ServedOperation(each.command, each.method, each.path, each.line)
        for each in found
    }
