"""Chat completions: ask a model with a list of messages, and look after what was stored."""

from typing import Annotated, Any, Literal

from ...cli.call import Call
from ...cli.declare.endpoint import Resource
from ...cli.declare.markers import (
    DEPRECATED,
    LOCAL,
    PIPED,
    POSITIONAL,
    TEXT,
    Choices,
    Default,
    Fields,
    Panel,
    PartOf,
)
from ...cli.http.paging_style import Paging
from ...cli.output.view import View
from ...cli.perform import perform
from ..shared import generation
from ..shared.data_urls import Images
from ..shared.fields import OTHER, After, Limit, Metadata
from ..shared.suggestions import EFFORTS, TOOL_CHOICES, VERBOSITIES
from .input import with_typed
from .stream import ChatReader, chat_remarks, chat_words

COLUMNS = ("id", "model", "created", "usage.total_tokens", "metadata")
ANSWER = View(
    columns=COLUMNS,
    prose=chat_words,
    remarks=chat_remarks,
    footer=("id", "model", "usage.total_tokens"),
)
chat = Resource("chat", view=ANSWER)

CompletionId = Annotated[str, "The stored completion's id."]
Order = Annotated[Literal["asc", "desc"] | None, "Oldest or newest first.", Default("asc")]


@chat.post("/chat/completions", effect="paid", reader=ChatReader)
def create(
    call: Call,
    messages: Annotated[
        list[dict[str, Any]],
        "The conversation so far, as JSON or @FILE; the prompt comes behind it.",
        Panel("Asking"),
    ],
    model: generation.Model,
    prompt: Annotated[
        str | None,
        "What the user says; - is standard input, and what is piped joins it.",
        POSITIONAL,
        PIPED,
        LOCAL,
        PartOf("messages"),
    ] = None,
    system: Annotated[
        str | None, "What the model is told before the conversation.", TEXT, LOCAL
    ] = None,
    image: Images = None,
    reasoning_effort: Annotated[
        str | None,
        "How much a reasoning model thinks first.",
        Choices(*EFFORTS),
        Default("medium"),
        Panel("How it answers"),
    ] = None,
    verbosity: Annotated[
        str | None, "How much it says.", Choices(*VERBOSITIES), Default("medium")
    ] = None,
    response_format: Annotated[
        dict[str, Any] | None,
        "The form of the answer: plain text, any JSON, or JSON by a schema.",
        Fields(type=("text", "json_object", "json_schema"), json_schema=dict),
    ] = None,
    max_completion_tokens: Annotated[
        int | None, "The most tokens to make, thinking included."
    ] = None,
    max_tokens: Annotated[
        int | None, "The most tokens to make; now --max-completion-tokens.", DEPRECATED
    ] = None,
    n: generation.Count = None,
    stop: generation.Stop = None,
    temperature: generation.Temperature = None,
    top_p: generation.TopP = None,
    frequency_penalty: generation.FrequencyPenalty = None,
    presence_penalty: generation.PresencePenalty = None,
    logit_bias: generation.LogitBias = None,
    seed: Annotated[generation.Seed, DEPRECATED] = None,
    prediction: Annotated[
        dict[str, Any] | None,
        "Most of the answer, where that is known beforehand: it comes faster then.",
        Fields(type=("content",), content=str),
    ] = None,
    modalities: Annotated[
        list[str] | None, "The kinds of answer to make.", Choices("text", "audio")
    ] = None,
    audio: Annotated[
        dict[str, Any] | None,
        "How a spoken answer sounds; with --modalities text --modalities audio. Voices: alloy,"
        " ash, ballad, coral, echo, sage, shimmer, verse, marin, cedar.",
        Fields(voice=str, format=("wav", "aac", "mp3", "flac", "opus", "pcm16")),
    ] = None,
    tools: Annotated[
        list[dict[str, Any]] | None,
        'The tools that the model may call: [{"type": "function", "function": {"name": …}}].',
        Panel("Tools"),
    ] = None,
    tool_choice: Annotated[
        str | None, "Which tool must be called; a certain one by --set.", TOOL_CHOICES
    ] = None,
    parallel_tool_calls: generation.ParallelToolCalls = None,
    web_search_options: Annotated[
        dict[str, Any] | None,
        "Search the web first: for whom, and how much of what is found to read.",
        Fields(user_location=dict, search_context_size=("low", "medium", "high")),
    ] = None,
    functions: Annotated[
        list[dict[str, Any]] | None, "Functions that may be called; now --tools.", DEPRECATED
    ] = None,
    function_call: Annotated[
        str | None,
        "Which function must be called; now --tool-choice.",
        Choices("none", "auto"),
        DEPRECATED,
    ] = None,
    stream: Annotated[generation.Stream, Panel("Delivery")] = None,
    stream_options: generation.StreamOptions = None,
    store: Annotated[bool | None, "Keep the completion on the server.", Default(False)] = None,
    logprobs: Annotated[bool | None, "Report how likely each token was.", Default(False)] = None,
    top_logprobs: generation.TopLogprobs = None,
    service_tier: generation.ServiceTier = None,
    metadata: Annotated[Metadata, OTHER] = None,
    moderation: generation.Moderation = None,
    prompt_cache_key: generation.PromptCacheKey = None,
    prompt_cache_options: generation.PromptCacheOptions = None,
    prompt_cache_retention: generation.PromptCacheRetention = None,
    safety_identifier: generation.SafetyIdentifier = None,
    user: generation.User = None,
) -> None:
    """Ask a model with a list of messages.

    The answer appears while it is made; -t prints nothing but the model's words. Of several
    answers (--n), the first one is shown while it is made, the others after it.

    $ oai chat create "Why is the sky blue?" --model gpt-5.4-mini
    $ git diff | oai chat create "Review this" --model gpt-5.5 --system "Be brief" -t
    $ oai chat create "And in winter?" --model gpt-5.5 --messages @talk.json
    $ oai chat create "What is on it?" --model gpt-5.5 --image photo.jpg
    """
    typed = with_typed(call.given("messages"), system, prompt, image)
    if typed is not None:
        call.values["messages"] = typed
    if call.given("audio") and call.given("stream") is None:
        # A streamed voice comes in one format only, which may not be the one that is wanted.
        call.values["stream"] = False
    perform(call)


@chat.get("/chat/completions", paging=Paging(), view=View(columns=COLUMNS, spare=COLUMNS[-1:]))
def list_(
    model: Annotated[str | None, "Only answers of this model."] = None,
    metadata: Annotated[dict[str, str] | None, "Only those with these pairs."] = None,
    limit: Limit = None,
    order: Order = None,
    after: After = None,
) -> None:
    """List stored completions: those that were created with --store.

    $ oai chat list --limit 5 --order desc
    $ oai chat list --metadata team=search --all --format jsonl
    """


@chat.get("/chat/completions/{completion_id}")
def get(completion_id: CompletionId) -> None:
    """Show a stored completion.

    $ oai chat get chatcmpl-abc123 -t
    """


@chat.get(
    "/chat/completions/{completion_id}/messages",
    paging=Paging(),
    view=View(columns=("id", "role", "content")),
)
def messages(
    completion_id: CompletionId,
    limit: Limit = None,
    order: Order = None,
    after: After = None,
) -> None:
    """List the messages that a stored completion answered.

    $ oai chat messages chatcmpl-abc123 --all
    """


@chat.post("/chat/completions/{completion_id}", view=View())
def update(completion_id: CompletionId, metadata: Metadata) -> None:
    """Change the metadata of a stored completion.

    $ oai chat update chatcmpl-abc123 --metadata team=search --metadata run=7
    """


@chat.delete("/chat/completions/{completion_id}", view=View())
def delete(completion_id: CompletionId) -> None:
    """Delete a stored completion.

    $ oai chat delete chatcmpl-abc123 --yes
    """
