"""Speech as it comes: sound as it is, or in events; into a file that is whole."""

import base64
import binascii
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from ...base.errors import NetworkError, OaiError
from ...cli.call import Call, is_stream
from ...cli.perform import perform
from ...cli.saving.output_format import infer_format_from_suffix

if TYPE_CHECKING:
    import httpx


class SpeechReader:
    """Takes the sound out of speech's events."""

    def __init__(self) -> None:
        self.finished = False
        self.sound = b""
        self._done: Any = None

    def take(self, document: Any) -> str:
        """Take one event; its sound is in `sound`, for there are no words in it."""
        kind = document.get("type") if isinstance(document, dict) else None
        self.sound = _decoded(document["audio"]) if kind == "speech.audio.delta" else b""
        if kind == "speech.audio.done":
            self.finished = True
            self._done = document
        return ""

    def rest(self) -> Sequence[str]:
        """Return nothing: there are no words."""
        return ()

    def resume(self) -> tuple[str, ...]:
        """Return nothing: a broken speech is asked for again."""
        return ()

    def result(self) -> Any:
        """Return the last event, which tells the usage."""
        return self._done


def speak(call: Call) -> None:
    """Save speech, however it is sent; its events are printed for who asks for events."""
    from ...cli.saving.opening import check_opening, open_saved

    check_opening(call)
    infer_format_from_suffix(call, "response_format")
    request = call.request()
    if call.shows_only or (is_stream(request) and call.printer.kind in ("jsonl", "raw")):
        perform(call, request)
        return
    from ...cli.transfers.binary_answers import download

    form = request.body.get("response_format", "mp3")
    download(call.session, request, call.printer, f"speech.{form}", sound_of)
    if call.values.get("open"):
        open_saved(call.session)


def sound_of(response: "httpx.Response") -> Iterator[bytes]:
    """Give the sound of an answer; raises NetworkError if there is none."""
    is_silent = True
    for sound in _sounds(response):
        is_silent = is_silent and not sound
        yield sound
    if is_silent:
        raise NetworkError("The server sent no sound.")


def _sounds(response: "httpx.Response") -> Iterator[bytes]:
    """Give the body of an answer, or what its events carry."""
    from ...cli.http.client import Answer
    from ...cli.http.streaming import events
    from ...cli.output.stream_writer import followed

    kind = response.headers.get("content-type", "")
    if "event-stream" not in kind:
        if kind.startswith("text/") or "json" in kind:
            # An error may be in it; anything else of that kind is none the better.
            _ = Answer(response.status_code, response.headers, response.read()).value
            raise NetworkError(f"The server sent {kind}, which is no sound.")
        yield from response.iter_bytes()
        return
    reader = SpeechReader()
    try:
        for _ in followed(events(response, reader), reader, response.url.netloc.decode("ascii")):
            yield reader.sound
    except OaiError as error:
        error.hint = "Nothing was saved. Ask for it again."
        raise


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise NetworkError("The stream carries sound that is not base64.") from None
