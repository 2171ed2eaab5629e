"""Calls: over WebRTC, begun with an SDP offer; over SIP, announced by a webhook."""

from pathlib import Path
from typing import Annotated, Any

from ...cli.call import Call
from ...cli.declare.markers import LOCAL, POSITIONAL, TEXT, Choices, Default, Fields, Panel, PartOf
from ..shared.fields import OTHER, SipTarget
from . import realtime
from .offer import read_offer, send_offer_alone, send_session_as_json, tell_call_id
from .session_fields import (
    MODELS,
    Instructions,
    MaxTokens,
    Prompt,
    ToolChoice,
    Tools,
    Tracing,
    TranscriptInclude,
    Truncation,
)

calls = realtime.group("calls", "Begin, accept, transfer and end calls.")

CallId = Annotated[str, "The call's id."]


@calls.post("/realtime/calls", content_type="multipart/form-data", answer="text", effect="paid")
def create(
    call: Call,
    sdp: Annotated[str, "The SDP offer itself, instead of a file with it.", TEXT],
    offer: Annotated[
        Path | None,
        "The file with the SDP offer of your side, or - for standard input.",
        POSITIONAL,
        LOCAL,
        PartOf("sdp"),
    ] = None,
    session: Annotated[
        dict[str, Any] | None,
        "The session that answers: type=realtime model=gpt-realtime audio.output.voice=marin.",
        Fields(
            type=("realtime",),
            model=MODELS,
            instructions=str,
            output_modalities=list[str],
            audio=dict,
            reasoning=dict,
            max_output_tokens=int | str,
            truncation=("auto", "disabled"),
            prompt=dict,
            tools=list,
            tool_choice=("none", "auto", "required"),
            parallel_tool_calls=bool,
            include=list[str],
            tracing=("auto",),
        ),
    ] = None,
) -> None:
    """Begin a WebRTC call with an SDP offer; the answer is the server's SDP.

    Without --session the offer alone is sent, for a client secret that has its session already.
    The call's id, which `hangup` takes, is told on stderr.

    $ oai realtime calls create offer.sdp --session @session.json
    $ oai realtime calls create - < offer.sdp > answer.sdp
    """
    if offer is not None:
        call.values["sdp"] = read_offer(offer, call)
    request = call.request()
    fields = call.fields(without="sdp")
    if "session" in fields:
        send_session_as_json(request, fields["session"])
    send_offer_alone(request)
    if call.shows_only:
        call.show(request)
        return
    answer = call.send(request)
    call.write(answer)
    tell_call_id(answer, call)


@calls.post("/realtime/calls/{call_id}/accept", answer="nothing", effect="paid")
def accept(
    call_id: CallId,
    type: Annotated[
        str, "The type of the session.", Choices("realtime"), Panel("How it answers")
    ] = "realtime",
    model: Annotated[str | None, "The model that speaks.", Choices(*MODELS)] = None,
    instructions: Instructions = None,
    output_modalities: Annotated[
        list[str] | None,
        "Whether it speaks (with a transcript) or writes: one of the two.",
        Choices("audio", "text"),
        Default("audio"),
    ] = None,
    audio: Annotated[
        dict[str, Any] | None,
        "How it hears and sounds, such as output.voice=marin output.speed:=1.2.",
        Fields(input=dict, output=dict),
    ] = None,
    reasoning: Annotated[
        dict[str, Any] | None,
        "How much it thinks first; otherwise effort=low.",
        Fields(effort=("minimal", "low", "medium", "high", "xhigh")),
    ] = None,
    max_output_tokens: MaxTokens = None,
    truncation: Truncation = None,
    prompt: Prompt = None,
    tools: Annotated[Tools, Panel("Tools")] = None,
    tool_choice: ToolChoice = None,
    parallel_tool_calls: Annotated[bool | None, "Let several tools be called at once."] = None,
    include: Annotated[TranscriptInclude, OTHER] = None,
    tracing: Tracing = None,
) -> None:
    """Accept a SIP call, and say which session takes it.

    The id is in the webhook realtime.call.incoming.

    $ oai realtime calls accept rtc_1 --model gpt-realtime --instructions Hi
    """


@calls.post("/realtime/calls/{call_id}/hangup", answer="nothing", effect="destroy")
def hangup(call_id: CallId) -> None:
    """End a call, over SIP or WebRTC.

    $ oai realtime calls hangup rtc_abc123 --yes
    """


@calls.post("/realtime/calls/{call_id}/refer", answer="nothing")
def refer(
    call_id: CallId,
    target_uri: SipTarget,
) -> None:
    """Transfer a SIP call to somebody else.

    $ oai realtime calls refer rtc_abc123 --target-uri tel:+14155550123
    """


@calls.post("/realtime/calls/{call_id}/reject", answer="nothing", effect="destroy")
def reject(
    call_id: CallId,
    status_code: Annotated[
        int | None, "The SIP status that the caller gets, such as 486 for busy.", Default(603)
    ] = None,
) -> None:
    """Decline a SIP call.

    $ oai realtime calls reject rtc_abc123 --status-code 486 --yes
    """
