"""Embeddings: texts as vectors, near to each other when their meanings are."""

from typing import Annotated

from ..cli.declare.endpoint import Resource
from ..cli.declare.markers import PIPED, POSITIONAL, Choices, Default, Limits
from ..cli.output.view import View
from .shared import generation
from .shared.vectors import vector_lines, vector_rows

embeddings = Resource(
    "embeddings",
    view=View(columns=("index", "dimensions", "first_values"), rows=vector_rows, text=vector_lines),
)

MODELS = Choices("text-embedding-3-small", "text-embedding-3-large", "text-embedding-ada-002")


@embeddings.post("/embeddings", effect="paid")
def create(
    input: Annotated[
        str | list[str],
        "The text to embed; - is standard input, and what is piped is one more.",
        POSITIONAL,
        PIPED,
    ],
    model: Annotated[str, "The model that makes the vectors.", MODELS],
    dimensions: Annotated[
        int | None, "Make shorter vectors; not every model can.", Limits(minimum=1)
    ] = None,
    encoding_format: Annotated[
        str | None,
        "How the API writes the vectors; base64 holds 32-bit floats.",
        Choices("float", "base64"),
        Default("float"),
    ] = None,
    user: generation.EndUser = None,
) -> None:
    """Turn texts into vectors, in the order of the texts.

    Up to 2,048 texts in one request. -t prints one vector a line.

    $ oai embeddings create "a cat" "a dog" --model text-embedding-3-small
    $ oai embeddings create - --model text-embedding-3-small -t < page.txt
    """
