"""Sessions: a key for a browser, with the settings of the session that it opens."""

from typing import Annotated, Any

from ...cli.declare.markers import Choices, Default, Fields, Limits, Panel
from ..shared.fields import OTHER
from . import realtime
from .session_fields import (
    AUDIO_FORMATS,
    MODELS,
    SESSION_SECRET,
    VOICES,
    Instructions,
    MaxTokens,
    Modalities,
    NoiseReduction,
    Prompt,
    Tools,
    Tracing,
    Truncation,
    TurnDetection,
)

sessions = realtime.group(
    "sessions", "Make a key for a session, in the older form.", view=SESSION_SECRET
)


@sessions.post("/realtime/sessions")
def create(
    client_secret: Annotated[
        dict[str, Any] | None,
        "How long the key is good for: expires_after.anchor=created_at expires_after.seconds:=600.",
        Fields(expires_after=dict, value=str, expires_at=int),
    ] = None,
    model: Annotated[
        str | None, "The model that speaks.", Choices(*MODELS), Panel("How it answers")
    ] = None,
    instructions: Instructions = None,
    modalities: Modalities = None,
    temperature: Annotated[
        float | None, "How freely words are chosen, 0.6 to 1.2.", Default(0.8)
    ] = None,
    max_response_output_tokens: MaxTokens = None,
    truncation: Truncation = None,
    prompt: Prompt = None,
    tools: Tools = None,
    tool_choice: Annotated[
        str | None, "How it chooses tools.", Choices("auto", "none", "required")
    ] = None,
    voice: Annotated[
        str | None,
        "The voice that speaks; it stays once it has spoken.",
        VOICES,
        Panel("Sound"),
    ] = None,
    speed: Annotated[float | None, "How fast it speaks.", Limits(0.25, 1.5), Default(1)] = None,
    input_audio_format: Annotated[
        str | None, "The form of the sound that it hears.", AUDIO_FORMATS
    ] = None,
    output_audio_format: Annotated[
        str | None, "The form of the sound that it makes.", AUDIO_FORMATS
    ] = None,
    input_audio_transcription: Annotated[
        dict[str, Any] | None,
        "The model that writes down what it hears; otherwise none does.",
        Fields(model=str, language=str, prompt=str),
    ] = None,
    turn_detection: TurnDetection = None,
    input_audio_noise_reduction: NoiseReduction = None,
    tracing: Annotated[Tracing, OTHER] = None,
) -> None:
    """Make a client secret for a session, in the older form; -t prints it alone.

    `oai realtime client-secrets create` is the newer one, and needs less.

    $ oai realtime sessions create --voice ash
    """
