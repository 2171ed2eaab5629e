"""Transcription sessions: the model listens, and writes down what it hears."""

from typing import Annotated, Any

from ...cli.declare.markers import Default, Fields
from . import realtime
from .session_fields import (
    AUDIO_FORMATS,
    SESSION_SECRET,
    Modalities,
    NoiseReduction,
    TranscriptInclude,
    TurnDetection,
)

transcription_sessions = realtime.group(
    "transcription-sessions",
    "Make a key for a session that only writes down.",
    view=SESSION_SECRET,
)


@transcription_sessions.post("/realtime/transcription_sessions")
def create(
    input_audio_format: Annotated[
        str | None,
        "The form of the sound; pcm16 is 24 kHz, mono, little-endian.",
        AUDIO_FORMATS,
        Default("pcm16"),
    ] = None,
    input_audio_transcription: Annotated[
        dict[str, Any] | None,
        "The model that writes, and what helps it: language=de prompt='Names: …'.",
        Fields(
            model=(
                "gpt-transcribe",
                "gpt-live-transcribe",
                "gpt-4o-transcribe",
                "gpt-4o-mini-transcribe",
                "whisper-1",
            ),
            language=str,
            languages=list,
            keywords=list,
            prompt=str,
            delay=("minimal", "low", "medium", "high", "xhigh"),
        ),
    ] = None,
    turn_detection: TurnDetection = None,
    input_audio_noise_reduction: NoiseReduction = None,
    modalities: Modalities = None,
    client_secret: Annotated[
        dict[str, Any] | None,
        "How long the key is good for: expires_at.anchor=created_at expires_at.seconds:=600.",
        Fields(expires_at=dict),
    ] = None,
    include: TranscriptInclude = None,
) -> None:
    """Make a client secret for a session that transcribes; -t prints it alone.

    $ oai realtime transcription-sessions create -t
    $ oai realtime transcription-sessions create --turn-detection threshold=0.6
    """
