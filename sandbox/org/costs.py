"""What the usage costs: its amounts times a small price list, in US dollars."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from ..state.usage_records import UsageRecord
from .aggregation import aggregated_page
from .buckets import read_period
from .usage import records_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ..requests.call import ApiCall, Handler
    from ..state.store import Document, Store
    from .buckets import Period

MILLION, GIBIBYTE = 1_000_000, 1 << 30
BATCH_SHARE = 0.5
MOST_BUCKETS = {"1d": 180}
MODEL_PRICES = {
    "gpt-5.4-mini": (0.75, 4.50),
    "gpt-5.4": (2.50, 15.00),
    "gpt-5-mini": (0.25, 2.00),
    "gpt-5": (1.25, 10.00),
    "gpt-4.1-mini": (0.40, 1.60),
    "gpt-4.1": (2.00, 8.00),
    "gpt-4o-mini": (0.15, 0.60),
    "o4-mini": (1.10, 4.40),
    "text-embedding-3-small": (0.02, 0.0),
    "text-embedding-3-large": (0.13, 0.0),
    "": (1.50, 2.00),
}


class Price(NamedTuple):
    """What one unit of an amount costs, and the line of the bill that it is on."""

    amount: str
    line: str
    dollars: float


PRICES = {
    "audio_speeches": Price("characters", "speech", 15 / MILLION),
    "audio_transcriptions": Price("seconds", "transcription", 0.006 / 60),
    "code_interpreter_sessions": Price("num_sessions", "code interpreter", 0.03),
    "file_search_calls": Price("num_requests", "file search", 2.50 / 1000),
    "images": Price("images", "image generation", 0.04),
    "vector_stores": Price("usage_bytes", "vector store storage", 0.10 / GIBIBYTE),
    "web_search_calls": Price("num_requests", "web search", 10 / 1000),
}
READ_AND_WRITTEN = ("completions", "decisions", "embeddings")
DIMENSIONS = ("line_item", "project_id", "user_id", "api_key_id", "api_source")


async def answer(call: ApiCall) -> Document:
    """Answer a page of days."""
    period = read_period(call.query, MOST_BUCKETS)
    return aggregated_page(items(call.sandbox.store, period), period, call.query, result)


def result(group: Mapping[str, Any], sums: Mapping[str, float]) -> Document:
    """Return the costs of one group; a quantity makes sense of one line alone."""
    return {
        "object": "organization.costs.result",
        "amount": {"value": round(sums["dollars"], 10), "currency": "usd"},
        **{name: group.get(name) for name in DIMENSIONS},
        "quantity": sums["quantity"] if "line_item" in group else None,
    }


def items(store: Store, period: Period) -> Iterator[UsageRecord]:
    """Yield everything in a period that costs something, as lines of a bill."""
    for kind, price in PRICES.items():
        for record in records_of(store, kind, period):
            yield line(record, price.line, record.amounts[price.amount], price.dollars)
    for kind in READ_AND_WRITTEN:
        for record in records_of(store, kind, period):
            yield from token_lines(record)


def token_lines(record: UsageRecord) -> Iterator[UsageRecord]:
    """Yield what was read and what was written; in a batch, for half the price."""
    model = str(record.dimensions["model"])
    share = BATCH_SHARE if record.dimensions["batch"] else 1.0
    prices = next(prices for name, prices in MODEL_PRICES.items() if model.startswith(name))
    for side, price in zip(("input", "output"), prices, strict=True):
        tokens = record.amounts.get(f"{side}_tokens", 0)
        if tokens and price:
            yield line(record, f"{model}, {side}", tokens, price * share / MILLION)


def line(record: UsageRecord, name: str, quantity: float, dollars: float) -> UsageRecord:
    """Return one line of a bill."""
    amounts = {"quantity": quantity, "dollars": quantity * dollars}
    return UsageRecord(record.happened_at, {**record.dimensions, "line_item": name}, amounts)


def spent(store: Store, start: int, end: int, project_id: str | None) -> float:
    """Return the dollars that the organization, or one project of it, spent from when to when."""
    period = read_period({"start_time": start, "end_time": end, "limit": 31})
    return sum(
        record.amounts["dollars"]
        for record in items(store, period)
        if project_id in (None, record.dimensions["project_id"])
    )


HANDLERS: dict[str, Handler] = {"GET /organization/costs": answer}
