"""What a search found, as rows for people and as passages."""

from typing import Any

PARAGRAPH = "\n\n"


def found_rows(answer: Any) -> list[dict[str, Any]]:
    """Return a row for each result, the best first."""
    return [
        {
            "score": round(float(item["score"]), 3),
            "filename": item.get("filename"),
            "file_id": item.get("file_id"),
            "passage": _passage(item),
        }
        for item in answer["data"]
    ]


def found_text(answer: Any) -> str:
    """Return the passages, the best first, with an empty line between them."""
    return PARAGRAPH.join(filter(None, (_passage(item) for item in answer["data"])))


def _passage(item: Any) -> str:
    return "\n".join(part.get("text") or "" for part in item.get("content") or [])
