"""What an agent is made of: parameters that several commands share, each declared once."""

from typing import Annotated, Any

from ...cli.call import Call
from ...cli.declare.markers import LOCAL, TEXT, Choices, Default, Fields
from ...cli.http.request import Request
from ..shared.suggestions import EFFORTS, SUMMARIES

AgentName = Annotated[str | None, "What to call it."]
Instructions = Annotated[
    str | None, "What it is told beforehand, behind what every agent is told.", TEXT
]
Tools = Annotated[
    list[dict[str, Any]] | None,
    'What it may use: function, mcp, web_search, computer_use, …, such as [{"type":'
    ' "web_search"}].',
]
Reasoning = Annotated[
    dict[str, Any] | None,
    "How it thinks, such as effort=high.",
    Fields(effort=EFFORTS, summary=SUMMARIES),
]
ServiceTier = Annotated[
    str | None,
    "How fast and at what price its model is served.",
    Choices("auto", "default", "flex", "priority", "fast", "ultrafast"),
    Default("auto"),
]
MultiAgent = Annotated[
    dict[str, Any] | None,
    "Whether it may share its work among subagents, and how many at once (6), such as"
    " enabled=true max_concurrent_subagents=3.",
    Fields(enabled=bool, max_concurrent_subagents=int),
]
Compaction = Annotated[
    dict[str, Any] | None,
    "Whether a long context is made shorter while the agent works on: async=true.",
    Fields(**{"async": bool}),
]
Experimental = Annotated[
    dict[str, Any] | None,
    "What is being tried out: time_awareness=true tells the model the time now and then.",
    Fields(time_awareness=bool),
]
VaultIds = Annotated[
    list[str] | None, "The id of a vault whose credentials may be used there; up to 10."
]
IdempotencyKey = Annotated[
    str | None,
    "Your own key for this request: what is sent twice with the same one is done once.",
    LOCAL,
]


def with_idempotency_key(call: Call, key: str | None) -> Request:
    """Return a call's request, with the user's own key in the header if there is one."""
    request = call.request()
    if key is not None:
        request.headers["Idempotency-Key"] = key
    return request
