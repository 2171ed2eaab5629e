"""Responses: ask a model, with tools, files and memory."""

from typing import Annotated, Any

from ...cli.call import Call
from ...cli.declare.endpoint import Resource
from ...cli.declare.markers import (
    DEPRECATED,
    LOCAL,
    PIPED,
    POSITIONAL,
    SETTING,
    TEXT,
    Choices,
    Default,
    Fields,
    Limits,
    Panel,
    PartOf,
)
from ...cli.http.paging_style import Paging
from ...cli.output.view import View
from ...cli.perform import perform
from ...cli.waiting.wait_command import add_wait_command
from ..shared import generation
from ..shared.fields import OTHER, After, Limit, Metadata, Order
from ..shared.job_kinds import RESPONSE
from ..shared.suggestions import MODELS, TOOL_CHOICES
from .input import with_attachments
from .stream import ResponseReader, output_text, response_remarks

ANSWER = View(
    columns=("id", "model", "status", "created_at"),
    prose=lambda response: [output_text(response)],
    remarks=response_remarks,
    footer=("id", "model", "status", "usage.total_tokens"),
)
responses = Resource("responses", view=ANSWER)

ResponseId = Annotated[str, "The response's id."]
Prompt = Annotated[
    str | None,
    "The prompt; - is standard input, and what is piped joins it.",
    POSITIONAL,
    PIPED,
]
Instructions = Annotated[str | None, "What the model is told before the prompt.", TEXT]
Previous = Annotated[str | None, "Go on from the response with this id."]
Conversation = Annotated[str | None, "The id of the conversation that this belongs to."]
Tools = Annotated[
    list[dict[str, Any]] | None,
    'The tools that the model may call, such as [{"type": "web_search"}].',
]
CONTEXT_COMPRESSION = ("auto", "enabled", "disabled")
Obfuscation = Annotated[
    bool | None, "Pad events so that their sizes tell nothing of the words.", Default(True)
]


@responses.post("/responses", effect="paid", reader=ResponseReader, job_kind=RESPONSE)
def create(
    call: Call,
    input: Annotated[Prompt, Panel("Asking")] = None,
    model: Annotated[str | None, "The model to ask.", MODELS, SETTING] = None,
    instructions: Instructions = None,
    image: Annotated[
        list[str] | None, "Show it a picture: a file, a URL, or an uploaded file's id.", LOCAL
    ] = None,
    file: Annotated[
        list[str] | None, "Give it a file: a path, a URL, or an uploaded file's id.", LOCAL
    ] = None,
    previous_response_id: Previous = None,
    conversation: Conversation = None,
    prompt: Annotated[
        dict[str, Any] | None,
        "A prompt that is kept on the platform.",
        Fields(id=str, version=str, variables=dict),
    ] = None,
    reasoning: Annotated[generation.Reasoning, Panel("How it answers")] = None,
    text: generation.TextFormat = None,
    max_output_tokens: Annotated[
        int | None, "The most tokens to make, thinking included.", Limits(minimum=16)
    ] = None,
    temperature: generation.Temperature = None,
    top_p: generation.TopP = None,
    truncation: Annotated[
        str | None,
        "Leave out items of what is too long, or fail.",
        Choices("auto", "disabled"),
        Default("disabled"),
        DEPRECATED,
    ] = None,
    tools: Annotated[Tools, Panel("Tools")] = None,
    tool_choice: Annotated[
        str | None, "Which tool must be called; a certain one by --set.", TOOL_CHOICES
    ] = None,
    parallel_tool_calls: generation.ParallelToolCalls = None,
    max_tool_calls: Annotated[int | None, "The most calls of built-in tools."] = None,
    stream: Annotated[generation.Stream, Panel("Delivery")] = None,
    stream_options: Annotated[
        dict[str, Any] | None, "How a stream is sent.", Fields(include_obfuscation=bool)
    ] = None,
    background: Annotated[
        bool | None, "Answer in the background, to be fetched later.", Default(False)
    ] = None,
    background_options: Annotated[
        dict[str, Any] | None,
        "When one in the background is to be done.",
        Fields(completion_window=("soonest", "2h", "8h"), continuation_id=str),
    ] = None,
    store: Annotated[bool | None, "Keep the response on the server.", Default(True)] = None,
    include: generation.Include = None,
    top_logprobs: generation.TopLogprobs = None,
    service_tier: generation.ServiceTier = None,
    metadata: Annotated[Metadata, OTHER] = None,
    context_management: Annotated[
        list[dict[str, Any]] | None,
        "When and how a long context is made shorter, such as"
        ' [{"type": "compaction", "compact_threshold": 200000}].',
    ] = None,
    image_context_compression: Annotated[
        str | None,
        "Whether pictures are made smaller in a long context.",
        Choices(*CONTEXT_COMPRESSION),
        Default("auto"),
        LOCAL,
        PartOf("image"),
    ] = None,
    access_programs: Annotated[
        dict[str, Any] | None,
        "The programs by which you have access to more.",
        Fields(cyber=("standard", "daybreak_blue", "daybreak_red")),
    ] = None,
    moderation: generation.Moderation = None,
    prompt_cache_key: generation.PromptCacheKey = None,
    prompt_cache_options: generation.PromptCacheOptions = None,
    prompt_cache_retention: generation.PromptCacheRetention = None,
    safety_identifier: generation.SafetyIdentifier = None,
    user: generation.User = None,
) -> None:
    """Ask a model.

    The answer appears while it is made; -t prints nothing but the model's words. One in the
    background can be waited for, or followed with --stream, and outlives this command.

    $ oai responses create "Why is the sky blue?" --model gpt-5.4-mini
    $ git diff | oai responses create "Review this" --model gpt-5.5 --reasoning effort=high
    $ oai responses create "What is on it?" --model gpt-5.5 --image photo.jpg -t
    """
    if image or file:
        call.values["input"] = with_attachments(call.given("input"), image, file)
    request = call.request()
    if image_context_compression is not None:
        # The API's own `image` is no picture; ours is.
        request.body["image"] = {"context_compression": image_context_compression}
    perform(call, request)


@responses.get("/responses/{response_id}", reader=ResponseReader, job_kind=RESPONSE)
def get(
    call: Call,
    response_id: ResponseId,
    include: generation.Include = None,
    stream: Annotated[bool | None, "Send the events, of a background response live."] = None,
    starting_after: Annotated[
        int | None, "Send only the events behind this sequence number."
    ] = None,
    include_obfuscation: Obfuscation = None,
) -> None:
    """Show a stored response.

    With --stream one that is made in the background is followed from its first event on, or from
    where you left it; a connection that breaks is made anew. Events are kept for some minutes:
    later, the whole answer is given.

    $ oai responses get resp_abc123 -t
    $ oai responses get resp_abc123 --stream --starting-after 41 --format jsonl
    """
    behind = -1 if starting_after is None else starting_after
    perform(call, reader=ResponseReader(response_id, behind, call.endpoint.path))


add_wait_command(responses, RESPONSE)


@responses.delete("/responses/{response_id}", view=View())
def delete(response_id: ResponseId) -> None:
    """Delete a stored response.

    $ oai responses delete resp_abc123 --yes
    """


@responses.post("/responses/{response_id}/cancel", effect="destroy")
def cancel(response_id: ResponseId) -> None:
    """Cancel a response that is made in the background.

    $ oai responses cancel resp_abc123 --yes
    """


@responses.get(
    "/responses/{response_id}/input_items",
    paging=Paging(),
    view=View(columns=("id", "type", "role", "content")),
)
def input_items(
    response_id: ResponseId,
    limit: Limit = None,
    order: Order = None,
    after: After = None,
    include: generation.Include = None,
) -> None:
    """List what a response was made from.

    $ oai responses input-items resp_abc123 --all
    """


@responses.post(
    "/responses/input_tokens",
    effect="read",
    view=View(text=lambda value: str(value["input_tokens"])),
)
def count_tokens(
    input: Prompt = None,
    model: Annotated[str | None, "The model to count for.", MODELS, SETTING] = None,
    instructions: Instructions = None,
    previous_response_id: Previous = None,
    conversation: Conversation = None,
    tools: Tools = None,
    tool_choice: Annotated[str | None, "Which tool must be called.", TOOL_CHOICES] = None,
    parallel_tool_calls: generation.ParallelToolCalls = None,
    reasoning: generation.Reasoning = None,
    text: generation.TextFormat = None,
    truncation: Annotated[
        str | None, "Leave out items of what is too long.", Choices("auto", "disabled")
    ] = None,
    personality: Annotated[
        str | None, "The manner of speaking.", Choices("friendly", "pragmatic")
    ] = None,
) -> None:
    """Count the tokens of an input without asking the model.

    $ oai responses count-tokens "How long is this?" --model gpt-5.5 -t
    """


@responses.post("/responses/compact", effect="paid", view=View(columns=("id", "object")))
def compact(
    model: generation.Model,
    input: Prompt = None,
    previous_response_id: Previous = None,
    instructions: Instructions = None,
    image: Annotated[
        dict[str, Any] | None,
        "How pictures count in the context.",
        Fields(context_compression=CONTEXT_COMPRESSION),
    ] = None,
    prompt_cache_key: generation.PromptCacheKey = None,
    prompt_cache_options: generation.PromptCacheOptions = None,
    prompt_cache_retention: Annotated[
        str | None, "How long a cached prompt is kept.", Choices("in_memory", "24h")
    ] = None,
    service_tier: generation.ServiceTier = None,
) -> None:
    """Make a long conversation shorter, to go on from with less.

    $ oai responses compact --model gpt-5.5 --previous-response-id resp_abc123
    """
