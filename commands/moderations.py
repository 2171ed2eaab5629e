"""Moderations: whether texts and pictures are harmful, and in which way."""

from collections.abc import Sequence
from typing import Annotated, Any

from ..base.errors import InputError
from ..cli.call import Call
from ..cli.declare.endpoint import Resource
from ..cli.declare.markers import PIPED, POSITIONAL, Choices, Default
from ..cli.output.view import View
from ..cli.perform import perform
from .shared.data_urls import Images, image_part

HIGHEST = 3


def _verdicts(answer: Any) -> str:
    return "\n".join(_verdict(result) for result in answer["results"])


def _verdict(result: Any) -> str:
    if not result["flagged"]:
        return "ok"
    flagged = [name for name, is_so in result["categories"].items() if is_so]
    return f"flagged: {', '.join(flagged)}"


def _rows(answer: Any) -> list[dict[str, Any]]:
    return [
        {"input": place, "flagged": result["flagged"], "highest_scores": _highest(result)}
        for place, result in enumerate(answer["results"])
    ]


def _highest(result: Any) -> str:
    scores = sorted(result["category_scores"].items(), key=lambda pair: -pair[1])
    return ", ".join(f"{name} {score:.2f}" for name, score in scores[:HIGHEST])


moderations = Resource(
    "moderations",
    view=View(columns=("input", "flagged", "highest_scores"), rows=_rows, text=_verdicts),
)

MODELS = Choices(
    "omni-moderation-latest",
    "omni-moderation-2024-09-26",
    "text-moderation-latest",
    "text-moderation-stable",
)


@moderations.post("/moderations", effect="read")
def create(
    call: Call,
    input: Annotated[
        str | list[str],
        "The text to check; - is standard input, and what is piped is one more.",
        POSITIONAL,
        PIPED,
    ],
    model: Annotated[
        str | None, "The model that checks.", MODELS, Default("omni-moderation-latest")
    ] = None,
    image: Images = None,
) -> None:
    """Check texts and pictures for harmful content.

    Each text is judged for itself; with pictures, all is judged as one.

    $ oai moderations create "I will find you" -t
    $ oai moderations create "What a view" --image photo.jpg
    """
    if image:
        call.values["input"] = _parts(call.given("input"), image)
    perform(call)


def _parts(given: Any, images: Sequence[str]) -> list[dict[str, Any]]:
    texts = [given] if isinstance(given, str) else given or []
    if not all(isinstance(text, str) for text in texts):
        raise InputError(
            "--image goes with an input that is text.",
            hint="Put the picture into the input itself: a part of type image_url.",
        )
    return [*({"type": "text", "text": text} for text in texts), *map(image_part, images)]
