"""What a search found, as rows for people and as passages."""

from typing import Any

from ...cli.output.content_words import content_words

PARAGRAPH = "\n\n"


def result_rows(answer: Any) -> list[dict[str, Any]]:
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


def result_text(answer: Any) -> str:
    """Return the passages, the best first, with an empty line between them."""
    return PARAGRAPH.join(filter(None, (_passage(item) for item in answer["data"])))


def _passage(item: Any) -> str:
    content = item.get("content") or []
    return "\n".join(map(content_words, content if isinstance(content, list) else [content]))
