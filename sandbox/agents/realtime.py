"""Realtime: sessions, and the secrets by which a browser joins one."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from ..state.identifiers import new_id, now

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..requests.call import ApiCall, Handler
    from ..state.store import Document

MODEL = "gpt-realtime"
TRANSCRIPTION_MODEL = "gpt-4o-transcribe"
LIFETIME = 600
SESSION_LIFETIME = 60
PCM: Document = {"type": "audio/pcm", "rate": 24000}
FORMATS: Document = {
    "pcm16": PCM,
    "g711_ulaw": {"type": "audio/pcmu"},
    "g711_alaw": {"type": "audio/pcma"},
}
TURNS: Document = {
    "type": "server_vad",
    "threshold": 0.5,
    "prefix_padding_ms": 300,
    "silence_duration_ms": 200,
}
LISTENING: Document = {
    "format": PCM,
    "transcription": None,
    "noise_reduction": None,
    "turn_detection": {**TURNS, "create_response": True, "interrupt_response": True},
}
SPEAKING: Document = {"format": PCM, "voice": "marin", "speed": 1.0}
SETTINGS: Document = {
    "model": MODEL,
    "output_modalities": ["audio"],
    "instructions": "",
    "tools": [],
    "tool_choice": "auto",
    "max_output_tokens": "inf",
    "tracing": None,
    "truncation": "auto",
    "prompt": None,
    "include": None,
}


# What the answer repeats as it was asked for, beside what Realtime calls it today.
BETA_SETTINGS: Document = {
    "input_audio_format": "pcm16",
    "input_audio_transcription": None,
    "max_response_output_tokens": "inf",
    "modalities": ["audio", "text"],
    "output_audio_format": "pcm16",
    "speed": 1.0,
    "temperature": 0.8,
    "voice": "marin",
}


def secret() -> str:
    """Return a secret that only its receiver knows."""
    return f"ek_{secrets.token_hex(24)}"


def audio(given: Mapping[str, Any] | None, *sides: str) -> Document:
    """Return the audio settings of a session, as they were given or by default."""
    usual = {"input": LISTENING, "output": SPEAKING}
    chosen = given or {}
    return {side: {**usual[side], **(chosen.get(side) or {})} for side in sides}


def full_session(given: Mapping[str, Any]) -> Document:
    """Return a session that talks, or one that only writes down what it hears."""
    if given.get("type") == "transcription":
        return transcription_session(given)
    return {
        "type": "realtime",
        "object": "realtime.session",
        "id": new_id("sess_"),
        **SETTINGS,
        **given,
        "audio": audio(given.get("audio"), "input", "output"),
        "expires_at": 0,
    }


def transcription_session(given: Mapping[str, Any]) -> Document:
    """Return a session that writes down what it hears."""
    return {
        "type": "transcription",
        "object": "realtime.transcription_session",
        "id": new_id("sess_"),
        "include": None,
        **given,
        "audio": audio(given.get("audio"), "input"),
        "expires_at": 0,
    }


def with_secret(call: ApiCall, session: Document) -> Document:
    """Return the secret that lets a client into the session."""
    lifetime = (call.body.get("expires_after") or {}).get("seconds", LIFETIME)
    return {"value": secret(), "expires_at": now() + lifetime, "session": session}


async def create_secret(call: ApiCall) -> Document:
    """Make a secret for a session."""
    return with_secret(call, full_session(call.body.get("session") or {}))


async def create_translation_secret(call: ApiCall) -> Document:
    """Make a secret for a session that translates."""
    given = call.body["session"]
    output: Document = {"language": None, **((given.get("audio") or {}).get("output") or {})}
    listening = {"transcription": None, "noise_reduction": None}
    heard = {**listening, **((given.get("audio") or {}).get("input") or {})}
    session: Document = {
        "id": new_id("sess_"),
        "type": "translation",
        "expires_at": 0,
        **given,
        "audio": {"input": heard, "output": output},
    }
    return with_secret(call, session)


async def create_session(call: ApiCall) -> Document:
    """Begin a session by the names that the beta of Realtime had for its settings."""
    given = call.body
    transcription, turns = given.get("input_audio_transcription"), given.get("turn_detection")
    heard: Document = {"format": FORMATS.get(given.get("input_audio_format", "pcm16"), PCM)}
    heard = {**LISTENING, **heard, "transcription": transcription}
    spoken: Document = {"format": FORMATS.get(given.get("output_audio_format", "pcm16"), PCM)}
    spoken |= {name: given[name] for name in ("voice", "speed") if name in given}
    return call.keeping_unknown(
        {
            **{name: given.get(name, usual) for name, usual in BETA_SETTINGS.items()},
            "id": new_id("sess_"),
            "object": "realtime.session",
            "expires_at": 0,
            "include": None,
            "model": given.get("model", MODEL),
            "output_modalities": given.get("modalities", ["audio", "text"]),
            "instructions": given.get("instructions", ""),
            "audio": {"input": heard, "output": {**SPEAKING, **spoken}},
            "tracing": given.get("tracing"),
            "turn_detection": {**TURNS, **(turns or {})},
            "tools": given.get("tools", []),
            "tool_choice": given.get("tool_choice", "auto"),
            "max_output_tokens": given.get("max_response_output_tokens", "inf"),
            "client_secret": new_client_secret(given, "expires_after"),
        }
    )


async def create_transcription_session(call: ApiCall) -> Document:
    """Begin a session that writes down what it hears, as the beta of Realtime did."""
    transcription = {"model": TRANSCRIPTION_MODEL, "language": None, "prompt": ""}
    given = {**transcription, **(call.body.get("input_audio_transcription") or {})}
    session: Document = {
        "modalities": ["text"],
        "input_audio_format": "pcm16",
        "turn_detection": TURNS,
    }
    told = {
        "input_audio_transcription": given,
        "client_secret": new_client_secret(call.body, "expires_at"),
    }
    return {**session, **call.body, **told}


def new_client_secret(given: Mapping[str, Any], end: str) -> Document:
    """Return a secret with its end, as the beta of Realtime has it in the session."""
    asked = (given.get("client_secret") or {}).get(end) or {}
    return {"value": secret(), "expires_at": now() + asked.get("seconds", SESSION_LIFETIME)}


HANDLERS: dict[str, Handler] = {
    "POST /realtime/client_secrets": create_secret,
    "POST /realtime/sessions": create_session,
    "POST /realtime/transcription_sessions": create_transcription_session,
    "POST /realtime/translations/client_secrets": create_translation_secret,
}
