"""Parameters that vector stores and their files share, each declared once."""

from typing import Annotated, Any

from ...cli.declare.markers import Choices, Fields

StoreId = Annotated[str, "The vector store's id."]
ChunkingStrategy = Annotated[
    dict[str, Any] | None,
    "How files are cut: auto (800 tokens, 400 of them shared with the next chunk), or"
    " type=static static.max_chunk_size_tokens:=1200 static.chunk_overlap_tokens:=200.",
    Fields(type=("auto", "static"), static=dict),
]
StoreExpiresAfter = Annotated[
    dict[str, Any] | None,
    "When it is deleted by itself: 1 to 365 days after it was last used.",
    Fields(anchor=("last_active_at",), days=int),
]
Attributes = Annotated[
    dict[str, Any] | None,
    "What searches can be limited by: up to 16 pairs, KEY=TEXT, KEY:=NUMBER or KEY:=true.",
]
StatusFilter = Annotated[
    str | None,
    "Only files that are so far.",
    Choices("in_progress", "completed", "failed", "cancelled"),
]
FILE_COLUMNS = ("id", "status", "usage_bytes", "last_error.message", "created_at")
