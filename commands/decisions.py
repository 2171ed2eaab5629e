"""Decisions: closed questions about a text, each answered with how likely it is."""

from typing import Annotated, Any

from ..cli.declare.endpoint import Resource
from ..cli.declare.markers import PIPED, POSITIONAL, Fields
from ..cli.output.cells import plain
from ..cli.output.view import View
from .shared.fields import OTHER

# What the point of each kind of answer is.
POINTS = {"predicate": "probability", "choice": "choice", "score": "score"}


def _rows(decision: Any) -> list[dict[str, Any]]:
    """Return the answers, in the order of their questions."""
    return [
        {
            "question": answer.get("name") or f"{number}",
            "answer": answer.get(POINTS.get(answer["type"], ""), answer["type"]),
            "confidence": answer.get("confidence"),
        }
        for number, answer in enumerate(decision["answers"], 1)
    ]


def _text(decision: Any) -> str:
    """Return the answers alone, a line each."""
    return "\n".join(plain(row["answer"]) for row in _rows(decision))


decisions = Resource(
    "decisions", view=View(columns=("question", "answer", "confidence"), rows=_rows, text=_text)
)


@decisions.post("/decisions", effect="paid")
def create(
    input: Annotated[
        str | list[dict[str, Any]],
        "The text that the questions are about, or messages as JSON; - is standard input.",
        POSITIONAL,
        PIPED,
    ],
    model: Annotated[str, "The model that decides."],
    questions: Annotated[
        list[dict[str, Any]], "What to decide: 1 to 400 questions, as JSON or @questions.json."
    ],
    safety_identifier: Annotated[
        str | None, "A stable name of your user, hashed, so that misuse can be told apart.", OTHER
    ] = None,
    prompt_cache_key: Annotated[
        str | None, "What requests with the same beginning share, for the cache."
    ] = None,
    prompt_cache_options: Annotated[
        dict[str, Any] | None,
        "How the beginning is cached: mode=implicit or explicit, ttl=30m.",
        Fields(mode=("implicit", "explicit"), ttl=("30m",)),
    ] = None,
) -> None:
    """Have a model answer closed questions about a text.

    $ oai decisions create "Where is it?" --model gpt-6-luna --questions @questions.json
    """
