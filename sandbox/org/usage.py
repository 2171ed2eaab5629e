"""The usage of the organization, added up from what was really answered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..state import usage_records
from .aggregation import aggregated_page
from .buckets import read_period
from .metering import settle

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from ..requests.call import ApiCall, Handler
    from ..state.store import Document, Store
    from ..state.usage_records import UsageRecord
    from .buckets import Period

WHO = ("project_id", "user_id", "api_key_id")
STORED = "vector_stores"


@dataclass(frozen=True)
class Usage:
    """One kind of usage: what is counted, and what it can be told apart by."""

    name: str
    amounts: tuple[str, ...]
    dimensions: tuple[str, ...] = (*WHO, "model")
    singular: str = ""

    async def answer(self, call: ApiCall) -> Document:
        """Answer a page of buckets."""
        period = read_period(call.query)
        records = records_of(call.sandbox.store, self.name, period)
        return aggregated_page(records, period, call.query, self.result)

    def result(self, group: Mapping[str, Any], sums: Mapping[str, float]) -> Document:
        """Return the sums of one group; by what was not grouped, nothing is said."""
        return {
            "object": f"organization.usage.{self.singular or self.name}.result",
            **{name: sums[name] for name in self.amounts},
            **{name: group.get(name) for name in self.dimensions},
        }


def records_of(store: Store, kind: str, period: Period) -> Iterable[UsageRecord]:
    """Return what was used of one kind in a period."""
    if kind == STORED:
        return stored(store, period)
    settle(store)
    return usage_records.settled(store, kind, *period.bounds())


def stored(store: Store, period: Period) -> Iterator[UsageRecord]:
    """Yield for each bucket what the vector stores hold that were there by then."""
    records = usage_records.stored(store, STORED)
    for start in period.starts:
        for record in records:
            if record.happened_at < min(start + period.width, period.end):
                yield record._replace(happened_at=start)


TOKENS = (
    "input_tokens",
    "input_cached_tokens",
    "input_uncached_tokens",
    "input_text_tokens",
    "input_audio_tokens",
    "output_tokens",
    "output_text_tokens",
    "output_audio_tokens",
)
REQUESTS = "num_model_requests"
BY_SOURCE = (*WHO, "model", "batch", "service_tier", "api_source")
KINDS = (
    Usage("audio_speeches", ("characters", REQUESTS)),
    Usage("audio_transcriptions", ("seconds", REQUESTS)),
    Usage("code_interpreter_sessions", ("num_sessions",), ("project_id",)),
    Usage("completions", (*TOKENS, REQUESTS), BY_SOURCE),
    Usage("decisions", (*TOKENS, REQUESTS), BY_SOURCE),
    Usage("embeddings", ("input_tokens", REQUESTS)),
    Usage("file_search_calls", ("num_requests",), (*WHO, "vector_store_id"), "file_searches"),
    Usage("images", ("images", REQUESTS), (*WHO, "model", "size", "source")),
    Usage("moderations", ("input_tokens", REQUESTS)),
    Usage(STORED, ("usage_bytes",), ("project_id",)),
    Usage(
        "web_search_calls",
        ("num_requests", REQUESTS),
        (*WHO, "model", "context_level", "api_source"),
        "web_searches",
    ),
)
HANDLERS: dict[str, Handler] = {
    f"GET /organization/usage/{usage.name}": usage.answer for usage in KINDS
}
