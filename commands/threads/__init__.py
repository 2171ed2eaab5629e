"""Threads: conversations with assistants, kept on the server."""

from typing import Annotated, Any

from ...cli.call import Call
from ...cli.declare.deprecation import Deprecation
from ...cli.declare.endpoint import Resource
from ...cli.declare.markers import LOCAL, PIPED, POSITIONAL, Fields, Panel, PartOf
from ...cli.output.view import View
from ..shared.assistant_fields import ResponseFormat, ToolResources
from ..shared.fields import OTHER, Metadata
from ..shared.generation import ParallelToolCalls, Temperature, TopP
from .run_fields import (
    RUN,
    RUN_ANSWER,
    InstructionsInstead,
    MaxCompletionTokens,
    MaxPromptTokens,
    ModelInstead,
    RunAssistant,
    RunStream,
    RunToolChoice,
    RunTools,
    TruncationStrategy,
)
from .run_stream import RunReader
from .running import run, with_message

threads = Resource(
    "threads",
    view=View(columns=("id", "created_at", "metadata")),
    beta="assistants=v2",
    deprecated=Deprecation("responses"),
    package=__name__,
    modules={
        "messages": "Look after the messages of a thread.",
        "runs": "Let an assistant answer in a thread.",
    },
)

ThreadId = Annotated[str, "The thread's id."]


@threads.post("/threads")
def create(
    messages: Annotated[
        list[dict[str, Any]] | None,
        'The messages to begin with, such as [{"role": "user", "content": "Hello"}].',
    ] = None,
    tool_resources: ToolResources = None,
    metadata: Metadata = None,
) -> None:
    """Create a thread, empty or with its first messages.

    $ oai threads create -q
    $ oai threads create --messages @talk.json --metadata team=search
    $ oai threads create --messages '[{"role": "user", "content": "Hello"}]'
    """


@threads.post("/threads/runs", effect="paid", reader=RunReader, view=RUN_ANSWER, job_kind=RUN)
def create_and_run(
    call: Call,
    assistant_id: Annotated[RunAssistant, Panel("Asking")],
    message: Annotated[
        str | None,
        "What the user says, behind the messages of --thread; what is piped joins it.",
        POSITIONAL,
        PIPED,
        LOCAL,
        PartOf("thread"),
    ] = None,
    thread: Annotated[
        dict[str, Any] | None,
        "The thread to create.",
        Fields(messages=list, tool_resources=dict, metadata=dict),
    ] = None,
    model: ModelInstead = None,
    instructions: InstructionsInstead = None,
    temperature: Annotated[Temperature, Panel("How it answers")] = None,
    top_p: TopP = None,
    max_prompt_tokens: MaxPromptTokens = None,
    max_completion_tokens: MaxCompletionTokens = None,
    truncation_strategy: TruncationStrategy = None,
    response_format: ResponseFormat = None,
    tools: Annotated[RunTools, Panel("Tools")] = None,
    tool_resources: ToolResources = None,
    tool_choice: RunToolChoice = None,
    parallel_tool_calls: ParallelToolCalls = None,
    stream: Annotated[RunStream, Panel("Delivery")] = None,
    metadata: Annotated[Metadata, OTHER] = None,
) -> None:
    """Create a thread and let an assistant answer in it.

    Without --stream or --wait the run is only begun, and `oai threads runs wait` waits for it.
    A streamed run as JSON is the run with the `messages` that it wrote.

    $ oai threads create-and-run "Explain tides" --assistant-id asst_abc123 -t
    $ oai threads create-and-run --assistant-id asst_1 --thread @thread.json
    """
    if message is not None:
        call.values["thread"] = with_message(call.given("thread"), message)
    run(call)


@threads.get("/threads/{thread_id}")
def get(thread_id: ThreadId) -> None:
    """Show one thread; its messages are in `oai threads messages list`.

    $ oai threads get thread_abc123
    """


@threads.post("/threads/{thread_id}")
def update(
    thread_id: ThreadId, tool_resources: ToolResources = None, metadata: Metadata = None
) -> None:
    """Change the metadata of a thread, or the files that its tools see.

    $ oai threads update thread_abc123 --metadata team=search
    $ oai threads update thread_abc123 --tool-resources @resources.json
    """


@threads.delete("/threads/{thread_id}")
def delete(thread_id: ThreadId) -> None:
    """Delete a thread with all its messages.

    $ oai threads delete thread_abc123 --yes
    """
