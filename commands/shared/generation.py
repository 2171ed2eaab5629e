"""Parameters of the commands that make a model speak, each declared once."""

from typing import Annotated, Any

from ...cli.declare.markers import DEPRECATED, SETTING, Choices, Default, Fields, Limits
from .suggestions import EFFORTS, MODELS, RESPONSE_PARTS, SERVICE_TIERS, SUMMARIES, VERBOSITIES

Model = Annotated[str, "The model to ask.", MODELS, SETTING]
Temperature = Annotated[
    float | None,
    "How freely words are chosen: low is focused, high is varied. Change this or --top-p.",
    Limits(0, 2),
    Default(1),
]
Include = Annotated[list[str] | None, "More to put into the answer.", RESPONSE_PARTS]
TopP = Annotated[
    float | None,
    "Choose only among the likeliest words that together have this probability.",
    Limits(0, 1),
    Default(1),
]
TopLogprobs = Annotated[
    int | None, "How many of the likeliest tokens to report at each place.", Limits(0, 20)
]
User = Annotated[
    str | None,
    "A stable id of the end user; now --safety-identifier and --prompt-cache-key.",
    DEPRECATED,
]
EndUser = Annotated[str | None, "A stable id of the end user, to trace abuse."]
SafetyIdentifier = Annotated[
    str | None, "A stable, hashed id of the end user, to trace abuse. Up to 64 characters."
]
PromptCacheKey = Annotated[str | None, "Requests with the same key share cached prompts."]
PromptCacheRetention = Annotated[
    str | None, "How long a cached prompt is kept.", Choices("in_memory", "24h"), DEPRECATED
]
PromptCacheOptions = Annotated[
    dict[str, Any] | None,
    "How prompts are cached.",
    Fields(
        ttl=("30m", "12h"),
        mode=("implicit", "explicit"),
        prewarm=bool,
        comparison_response_id=str,
    ),
]
ServiceTier = Annotated[
    str | None, "How fast and at what price it is served.", SERVICE_TIERS, Default("auto")
]
Moderation = Annotated[
    dict[str, Any] | None,
    "Check the input and the output with a moderation model.",
    Fields(model=str, policy=dict),
]
Reasoning = Annotated[
    dict[str, Any] | None,
    "How a reasoning model thinks, such as effort=high.",
    Fields(
        effort=EFFORTS,
        summary=SUMMARIES,
        mode=("standard", "pro"),
        context=("auto", "current_turn", "all_turns"),
        generate_summary=SUMMARIES,
    ),
]
TextFormat = Annotated[
    dict[str, Any] | None,
    "The form of the answer: plain, JSON, or JSON by a schema (format), and its length.",
    Fields(format=dict, verbosity=VERBOSITIES),
]
ParallelToolCalls = Annotated[bool | None, "Let several tools be called at once.", Default(True)]
Seed = Annotated[int | None, "Ask for the same answer to the same request, as far as that goes."]
FrequencyPenalty = Annotated[
    float | None, "Avoid words the more often they came.", Limits(-2, 2), Default(0)
]
PresencePenalty = Annotated[
    float | None, "Avoid words that came at all.", Limits(-2, 2), Default(0)
]
LogitBias = Annotated[
    dict[str, Any] | None, "Make tokens likelier or less: token ids to numbers from -100 to 100."
]
Count = Annotated[int | None, "How many answers to make.", Limits(1, 128), Default(1)]
Stop = Annotated[str | list[str] | None, "End before this text; up to 4 of them."]
StreamOptions = Annotated[
    dict[str, Any] | None,
    "What a stream carries beside the text.",
    Fields(include_usage=bool, include_obfuscation=bool),
]
Stream = Annotated[
    bool | None, "Send the answer while it is made. On a terminal that is the default."
]
