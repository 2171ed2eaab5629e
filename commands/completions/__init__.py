"""Completions: a model goes on with a text, by the API that was there before chat."""

from typing import Annotated

from ...cli.call import Call
from ...cli.declare.endpoint import Resource
from ...cli.declare.markers import PIPED, POSITIONAL, SETTING, TEXT, Choices, Default, Limits, Panel
from ...cli.output.view import View
from ...cli.perform import perform
from ..shared import generation
from ..shared.fields import OTHER
from .stream import CompletionReader, completion_remarks, completion_words

ANSWER = View(
    prose=completion_words,
    remarks=completion_remarks,
    footer=("id", "model", "usage.total_tokens"),
)
completions = Resource("completions", view=ANSWER)

MODELS = Choices("gpt-3.5-turbo-instruct", "davinci-002", "babbage-002")


@completions.post("/completions", effect="paid", reader=CompletionReader)
def create(
    call: Call,
    prompt: Annotated[
        str | list[str],
        "The text to go on with; - is standard input, and what is piped is one more.",
        POSITIONAL,
        PIPED,
        Panel("Asking"),
    ],
    model: Annotated[str, "The model to ask.", MODELS, SETTING],
    suffix: Annotated[str | None, "What is to come behind the new text.", TEXT] = None,
    echo: Annotated[bool | None, "Repeat the prompt before the answer.", Default(False)] = None,
    max_tokens: Annotated[
        int | None,
        "The most tokens to make.",
        Limits(minimum=0),
        Default(16),
        Panel("How it answers"),
    ] = None,
    n: generation.Count = None,
    best_of: Annotated[
        int | None,
        "Make so many answers and send the best ones; this cannot be streamed.",
        Limits(0, 20),
        Default(1),
    ] = None,
    stop: generation.Stop = None,
    temperature: generation.Temperature = None,
    top_p: generation.TopP = None,
    frequency_penalty: generation.FrequencyPenalty = None,
    presence_penalty: generation.PresencePenalty = None,
    logit_bias: generation.LogitBias = None,
    seed: generation.Seed = None,
    stream: Annotated[generation.Stream, Panel("Delivery")] = None,
    stream_options: generation.StreamOptions = None,
    logprobs: Annotated[
        int | None, "How many of the likeliest tokens to report at each place.", Limits(0, 5)
    ] = None,
    user: Annotated[generation.EndUser, OTHER] = None,
) -> None:
    """Let a model go on with a text.

    This is the API from before chat: most models answer only by `responses` or `chat`.

    $ oai completions create "Once upon a time" --model gpt-3.5-turbo-instruct
    $ oai completions create "def add(a, b):" --model babbage-002 --max-tokens 64 -t
    """
    if (call.given("best_of") or 1) > 1 and call.given("stream") is None:
        call.values["stream"] = False
    perform(call)
