"""Sessions: an agent at work, in an environment, turn by turn."""

from typing import Annotated, Any, Literal

from ....cli.call import Call
from ....cli.declare.markers import PIPED, POSITIONAL, Default, Fields, Panel
from ....cli.http.paging_style import Paging
from ....cli.output.view import View
from ....cli.perform import perform
from ....cli.waiting.wait_command import add_wait_command
from ...shared.fields import OTHER, After, Limit, Metadata, Order
from ...shared.generation import Stream
from .. import agents
from ..agent_fields import VaultIds
from ..job_kinds import SESSION
from ..session_stream import SessionReader
from ..session_words import session_remarks, session_words

COLUMNS = ("id", "status", "agent.name|agent.id", "agent.model", "created_at", "last_active_at")
ANSWER = View(
    columns=COLUMNS,
    prose=session_words,
    remarks=session_remarks,
    footer=("id", "status", "usage.total_tokens"),
)
sessions = agents.group(
    "sessions",
    "Put agents to work, and follow what they do.",
    view=View(columns=COLUMNS, spare=("agent.model", "last_active_at")),
    package=__name__,
    modules={
        "events": "Tell an agent what to do, and follow it live.",
        "items": "See what was said and done in a session.",
        "turns": "See a session turn by turn.",
        "subagents": "See whom an agent shared its work among.",
        "artifacts": "Fetch the files that an agent made.",
        "traces": "See how a turn went, for tracing tools.",
    },
)

SessionId = Annotated[str, "The session's id."]
PromptCache = Annotated[
    dict[str, Any] | None, "How long prompts are cached: ttl=12h.", Fields(ttl=("30m", "12h"))
]
Review = Annotated[
    Literal["none", "auto_review"] | None,
    "Whether a model looks at what the agent wants to do before it may.",
    Default("none"),
]


@sessions.post(
    "/agents/sessions", effect="paid", reader=SessionReader, view=ANSWER, job_kind=SESSION
)
def create(
    call: Call,
    environment: Annotated[
        dict[str, Any],
        "Where it works: type=none, or type=openai_hosted by itself, with environment_id=env_abc123"
        " or with what the new environment is to have.",
        Fields(
            type=("none", "openai_hosted", "self_hosted"),
            environment_id=str,
            environment_template_id=str,
            container_size=("small", "medium", "large"),
            network=dict,
            packages=dict,
            workspace_directory=str,
        ),
    ],
    input: Annotated[
        str | None,
        "What the agent is to do; - is standard input, and what is piped joins it.",
        POSITIONAL,
        PIPED,
    ] = None,
    agent_id: Annotated[str | None, "The id of the agent that works.", Panel("Who works")] = None,
    agent: Annotated[
        dict[str, Any] | None,
        "An agent for this session alone, such as model=gpt-5.5; with --agent-id, what is to be"
        " different.",
        Fields(
            model=str,
            instructions=str,
            tools=list,
            reasoning=dict,
            text=dict,
            service_tier=str,
            multi_agent=dict,
            compaction=dict,
            experimental=dict,
        ),
    ] = None,
    vault_ids: VaultIds = None,
    review: Review = None,
    stream: Annotated[Stream, Panel("Delivery")] = None,
    stream_options: Annotated[
        dict[str, Any] | None, "How a stream is sent.", Fields(include_obfuscation=bool)
    ] = None,
    prompt_cache_options: Annotated[PromptCache, OTHER] = None,
    metadata: Metadata = None,
) -> None:
    """Begin a session: an agent does what you ask, and is there for more.

    On a terminal, and with -t, its words appear as they are made, until the turn is over. Without
    --stream or --wait the session is only begun, and `oai agents sessions wait` waits for it. A
    streamed session as JSON is the session with the `items` of its turn.

    $ oai agents sessions create "Hi" --agent-id agent_1 --environment type=none
    $ oai agents sessions create --agent-id agent_1 --environment @linux.json --wait
    $ git diff | oai agents sessions create "Review it" --environment type=none \
--agent model=gpt-5.5 -t
    """
    has_input = bool(call.given("input"))
    is_open = call.given("stream") is None and not call.waits
    if is_open and has_input and call.printer.kind == "text":
        call.values["stream"] = True
    perform(call)


@sessions.get("/agents/sessions", paging=Paging())
def list_(
    agent_id: Annotated[str | None, "Only the sessions of the agent with this id."] = None,
    metadata: Annotated[dict[str, str] | None, "Only sessions with these pairs."] = None,
    limit: Limit = None,
    order: Order = None,
    after: After = None,
) -> None:
    """List sessions.

    $ oai agents sessions list --agent-id agent_abc123
    $ oai agents sessions list --metadata team=search --all
    """


@sessions.get("/agents/sessions/{session_id}", job_kind=SESSION)
def get(session_id: SessionId) -> None:
    """Show one session: what it is at, and what it waits for.

    $ oai agents sessions get sess_abc123
    """


add_wait_command(sessions, SESSION)


@sessions.post("/agents/sessions/{session_id}")
def update(
    session_id: SessionId,
    agent: Annotated[
        dict[str, Any] | None,
        "What is different about its agent from now on, such as model=gpt-5.4-mini.",
        Fields(model=str, reasoning=dict, service_tier=str, tools=list),
    ] = None,
    review: Review = None,
    prompt_cache_options: PromptCache = None,
    metadata: Metadata = None,
) -> None:
    """Change a session, for the turns to come.

    $ oai agents sessions update sess_abc123 --agent model=gpt-5.4-mini
    $ oai agents sessions update sess_abc123 --metadata team=search
    """


@sessions.delete("/agents/sessions/{session_id}")
def delete(session_id: SessionId) -> None:
    """Delete a session with its items; what it is at is ended.

    $ oai agents sessions delete sess_abc123 --yes
    """
