"""Parameters that several resources share, each declared once."""

from typing import Annotated, Any, Literal

from ...cli.declare.markers import LOCAL, Default, Fields, Limits, Panel

Limit = Annotated[int | None, "How many to list in all.", Limits(minimum=1)]
Order = Annotated[
    Literal["asc", "desc"] | None, "Oldest or newest first, by creation time.", Default("desc")
]
After = Annotated[str | None, "Start behind the object with this id."]
Before = Annotated[str | None, "End before the object with this id."]
Metadata = Annotated[
    dict[str, str] | None,
    "Your own notes on the object: up to 16 pairs, keys to 64 characters, values to 512.",
]
ExpiresAfter = Annotated[
    dict[str, Any] | None,
    "When it is deleted by itself, such as anchor=created_at seconds=3600 (1 hour to 30 days).",
    Fields(anchor=("created_at",), seconds=int),
]
Open = Annotated[
    bool | None, "Open what was saved, with the program that this machine has for it.", LOCAL
]
SipTarget = Annotated[str, "Where to: tel:+14155550123, or sip:agent@example.com."]
OTHER = Panel("Other options")
