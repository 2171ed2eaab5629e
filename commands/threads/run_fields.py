"""Parameters that the two ways to begin a run share, and how a begun run is shown."""

from typing import Annotated, Any

from ...cli.declare.job_kind import QUICK, JobKind
from ...cli.declare.markers import TEXT, Choices, Fields, Limits
from ...cli.output.view import View
from ..shared.job_kinds import DONE, LOST
from ..shared.suggestions import MODELS, TOOL_CHOICES
from .run_stream import run_remarks, run_wants, run_words

RUN_COLUMNS = ("id", "status", "assistant_id", "model", "usage.total_tokens", "created_at")
RUN_ANSWER = View(
    columns=RUN_COLUMNS,
    prose=run_words,
    remarks=run_remarks,
    footer=("id", "thread_id", "status", "usage.total_tokens"),
)
# A run that had to end at the length that was allowed has answered.
RUN = JobKind(
    what="run",
    shown_by=("threads", "runs", "get"),
    good=DONE | {"incomplete"},
    bad=LOST,
    wants=run_wants,
    pace=QUICK,
)

RunAssistant = Annotated[str, "The id of the assistant that answers."]
ModelInstead = Annotated[str | None, "A model for this run, instead of the assistant's.", MODELS]
InstructionsInstead = Annotated[
    str | None, "Instructions for this run, instead of the assistant's.", TEXT
]
RunTools = Annotated[
    list[dict[str, Any]] | None,
    "The tools of this run, instead of the assistant's; up to 20.",
]
RunToolChoice = Annotated[
    str | None, "Which tool must be called; a certain one by --set.", TOOL_CHOICES
]
MaxPromptTokens = Annotated[
    int | None,
    "The most tokens to read, in all its turns; a run that needs more ends incomplete.",
    Limits(minimum=256),
]
MaxCompletionTokens = Annotated[
    int | None,
    "The most tokens to make, in all its turns; a run that needs more ends incomplete.",
    Limits(minimum=256),
]
TruncationStrategy = Annotated[
    dict[str, Any] | None,
    "How much of a long thread is read, such as type=last_messages last_messages=10.",
    Fields(type=("auto", "last_messages"), last_messages=int),
]
RunStream = Annotated[
    bool | None, "Send the events of the run as they come: the default on a terminal, and with -t."
]
StepInclude = Annotated[
    list[str] | None,
    "More to put into the steps.",
    Choices("step_details.tool_calls[*].file_search.results[*].content"),
]
