"""The runs of a thread: an assistant reads it, uses its tools, and answers."""

from typing import Annotated, Any

from ...cli.call import Call
from ...cli.declare.markers import QUERY, TEXT, Panel
from ...cli.http.paging_style import Paging
from ...cli.output.view import View
from ...cli.waiting.wait_command import add_wait_command
from ..shared.assistant_fields import ReasoningEffort, ResponseFormat
from ..shared.fields import OTHER, After, Before, Limit, Metadata, Order
from ..shared.generation import ParallelToolCalls, Temperature, TopP
from . import ThreadId, threads
from .run_fields import (
    RUN,
    RUN_ANSWER,
    RUN_COLUMNS,
    InstructionsInstead,
    MaxCompletionTokens,
    MaxPromptTokens,
    ModelInstead,
    RunAssistant,
    RunStream,
    RunToolChoice,
    RunTools,
    StepInclude,
    TruncationStrategy,
)
from .run_stream import RunReader
from .running import run

runs = threads.group(
    "runs",
    "Let an assistant answer in a thread.",
    view=View(columns=RUN_COLUMNS, spare=("assistant_id", "model")),
    package=__package__,
    modules={"steps": "See what a run did, step by step."},
)

RunId = Annotated[str, "The run's id."]


@runs.post(
    "/threads/{thread_id}/runs", effect="paid", reader=RunReader, view=RUN_ANSWER, job_kind=RUN
)
def create(
    call: Call,
    thread_id: ThreadId,
    assistant_id: Annotated[RunAssistant, Panel("Asking")],
    model: ModelInstead = None,
    instructions: InstructionsInstead = None,
    additional_instructions: Annotated[
        str | None, "More instructions for this run, behind the assistant's.", TEXT
    ] = None,
    additional_messages: Annotated[
        list[dict[str, Any]] | None, "Messages to add to the thread first."
    ] = None,
    reasoning_effort: Annotated[ReasoningEffort, Panel("How it answers")] = None,
    temperature: Temperature = None,
    top_p: TopP = None,
    max_prompt_tokens: MaxPromptTokens = None,
    max_completion_tokens: MaxCompletionTokens = None,
    truncation_strategy: TruncationStrategy = None,
    response_format: ResponseFormat = None,
    tools: Annotated[RunTools, Panel("Tools")] = None,
    tool_choice: RunToolChoice = None,
    parallel_tool_calls: ParallelToolCalls = None,
    stream: Annotated[RunStream, Panel("Delivery")] = None,
    include: Annotated[StepInclude, QUERY] = None,
    metadata: Annotated[Metadata, OTHER] = None,
) -> None:
    """Let an assistant answer in a thread.

    Without --stream or --wait the run is only begun, and `oai threads runs wait` waits for it.
    A streamed run as JSON is the run with the `messages` that it wrote.

    $ oai threads runs create thread_abc123 --assistant-id asst_abc123 -t
    $ oai threads runs create thread_abc123 --assistant-id asst_abc123 -q
    """
    run(call)


@runs.get("/threads/{thread_id}/runs", paging=Paging())
def list_(
    thread_id: ThreadId,
    limit: Limit = None,
    order: Order = None,
    after: After = None,
    before: Before = None,
) -> None:
    """List the runs of a thread.

    $ oai threads runs list thread_abc123 --limit 5
    """


@runs.get("/threads/{thread_id}/runs/{run_id}", job_kind=RUN)
def get(thread_id: ThreadId, run_id: RunId) -> None:
    """Show one run: how far it is, and what it waits for.

    $ oai threads runs get thread_abc123 run_abc123 | jq -r .status
    """


add_wait_command(runs, RUN)


@runs.post("/threads/{thread_id}/runs/{run_id}")
def update(thread_id: ThreadId, run_id: RunId, metadata: Metadata = None) -> None:
    """Change the metadata of a run.

    $ oai threads runs update thread_abc123 run_abc123 --metadata rating=good
    """


@runs.post("/threads/{thread_id}/runs/{run_id}/cancel", effect="destroy")
def cancel(thread_id: ThreadId, run_id: RunId) -> None:
    """Cancel a run that is in progress; what it wrote so far stays in the thread.

    $ oai threads runs cancel thread_abc123 run_abc123 --yes
    """


@runs.post(
    "/threads/{thread_id}/runs/{run_id}/submit_tool_outputs",
    effect="paid",
    reader=RunReader,
    view=RUN_ANSWER,
    job_kind=RUN,
)
def submit_tool_outputs(
    call: Call,
    thread_id: ThreadId,
    run_id: RunId,
    tool_outputs: Annotated[
        list[dict[str, Any]],
        'The output of every call that it waits for: [{"tool_call_id": …, "output": …}].',
    ],
    stream: RunStream = None,
) -> None:
    """Answer the tool calls that a run waits for, all of them at once; it then goes on.

    $ oai threads runs submit-tool-outputs thread_1 run_1 --tool-outputs @out.json
    """
    run(call)
