"""Parameters that realtime sessions share, each declared once."""

from typing import Annotated, Any

from ...cli.declare.markers import TEXT, Choices, Default, Fields
from ...cli.output.view import View
from ..shared.suggestions import TOOL_CHOICES

MODELS = (
    "gpt-realtime-2.1",
    "gpt-realtime-2.1-mini",
    "gpt-realtime-2",
    "gpt-realtime-1.5",
    "gpt-realtime",
    "gpt-realtime-mini",
    "gpt-audio-1.5",
    "gpt-audio-mini",
)
VOICES = Choices(
    "alloy", "ash", "ballad", "cedar", "coral", "echo", "marin", "sage", "shimmer", "verse"
)
AUDIO_FORMATS = Choices("pcm16", "g711_ulaw", "g711_alaw")
SECRET = View(text=lambda answer: str(answer["value"]))
SESSION_SECRET = View(text=lambda answer: str(answer["client_secret"]["value"]))

Instructions = Annotated[str | None, "What the model is told before the talk.", TEXT]
Tools = Annotated[
    list[dict[str, Any]] | None,
    'The tools that the model may call: [{"type": "function", "name": …, "parameters": {…}}].',
]
ToolChoice = Annotated[
    str | None, "Which tool must be called; a certain one by --set.", TOOL_CHOICES, Default("auto")
]
Tracing = Annotated[
    str | None,
    "Record the session for the traces dashboard, with names of your own by --set.",
    Choices("auto"),
    Default("auto"),
]
MaxTokens = Annotated[
    int | str | None,
    "The most tokens of one answer: 1 to 4096, or inf.",
    Choices("inf"),
    Default("inf"),
]
Truncation = Annotated[
    str | None,
    "Leave out the beginning of what is too long, or fail; how much of it, by --set.",
    Choices("auto", "disabled"),
]
Prompt = Annotated[
    dict[str, Any] | None,
    "A prompt that is kept on the platform.",
    Fields(id=str, version=str, variables=dict),
]
SecretExpiresAfter = Annotated[
    dict[str, Any] | None,
    "How long the secret opens sessions: 10 to 7200 seconds, otherwise 600.",
    Fields(anchor=("created_at",), seconds=int),
]
TranscriptInclude = Annotated[
    list[str] | None,
    "More to put into the events.",
    Choices("item.input_audio_transcription.logprobs"),
]
Modalities = Annotated[list[str] | None, "What it may answer with.", Choices("text", "audio")]
TurnDetection = Annotated[
    dict[str, Any] | None,
    "When a turn begins and ends, by how loud it is or by what was said.",
    Fields(
        type=("server_vad", "semantic_vad"),
        threshold=float,
        prefix_padding_ms=int,
        silence_duration_ms=int,
        eagerness=("low", "medium", "high", "auto"),
        create_response=bool,
        interrupt_response=bool,
    ),
]
NoiseReduction = Annotated[
    dict[str, Any] | None,
    "Filter noise: near_field for a headset, far_field for a room.",
    Fields(type=("near_field", "far_field")),
]
