"""Decisions: closed questions about a text, each answered with how likely it is."""

from typing import Annotated, Any

from ..cli.declare.endpoint import Resource
from ..cli.declare.markers import PIPED, POSITIONAL, Fields
from ..cli.output.view import View
from .shared.fields import OTHER

decisions = Resource("decisions", view=View(columns=("model", "answers")))


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

    $ oai decisions create "Where is my parcel?" --model m --questions @questions.json
    """
