"""A stream of events, written while it arrives, in the chosen format."""

import sys
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from ...base import json_text
from ...base.errors import KEPT, InterruptedByUser, NetworkError, OaiError
from ...base.surrogates import encode_utf8, join_chunks, replace_in_document
from ..http.client import CutError
from ..http.sse import Event
from ..http.streaming import (
    DONE,
    StoredStream,
    StreamReader,
    TakesErrors,
    document_of,
    event_error,
    is_whole,
    unfinished,
)
from .printer import PARAGRAPH, Printer
from .progress import waiting
from .sinks import Sink
from .terminal import can_redraw
from .view import read_or_network_error


def write_stream(
    printer: Printer, events: Iterator[Event], reader: StreamReader, host: str
) -> None:
    """Write all events; whatever ends them, what came is written and the cause raised."""
    kind = printer.kind
    view = printer.view
    if printer.options.fields and kind in ("table", "text"):
        # Fields are those of the whole answer.
        kind = "whole"
    if kind == "table" and printer.to_terminal and (view.prose or view.text):
        if view.prose and can_redraw(sys.stdout):
            _draw(printer, events, reader, host)
            return
        kind = "text"
    if kind == "raw":
        printer.raw(_as_sent(events, reader, host), keep=True)
        return
    with printer.sink(keep=True) as sink:
        if kind in ("text", "jsonl"):
            _pass_on(printer, sink, kind, events, reader, host)
        else:
            _collect(printer, sink, events, reader, host)


def followed(
    events: Iterator[Event], reader: StreamReader, host: str
) -> Iterator[tuple[Event, str]]:
    """Give each event with the text that it adds; raises where the stream goes wrong."""
    try:
        yield from _until_last(events, reader)
    except KeyboardInterrupt:
        raise InterruptedByUser("Interrupted.", hint=KEPT) from None
    except CutError:
        if not is_whole(reader):
            raise
    if not (reader.finished or is_whole(reader)):
        told = reader.failure if isinstance(reader, TakesErrors) else None
        raise told or unfinished(host)
    reader.finished = True


def _until_last(events: Iterator[Event], reader: StreamReader) -> Iterator[tuple[Event, str]]:
    for event in events:
        try:
            document = document_of(event)
        except NetworkError:
            yield event._replace(data=None), ""
            raise
        try:
            text = "" if document is None else _taken(reader, event, document)
        except OaiError:
            yield event, ""
            raise
        yield event, text
        reader.finished = reader.finished or document == DONE
        if reader.finished:
            return


def _taken(reader: StreamReader, event: Event, document: Any) -> str:
    failure = None if isinstance(reader, TakesErrors) else event_error(event, document)
    if failure is not None:
        raise failure
    return read_or_network_error(reader.take, document)


def _texts(
    printer: Printer, events: Iterator[Event], reader: StreamReader, host: str
) -> Iterator[str]:
    """Give the words alone, with a sign of life until the first ones come."""
    texts = join_chunks(text for _, text in followed(events, reader, host))
    with waiting(f"Waiting for {host}", printer.color):
        first = next(texts, "")
    if first:
        yield first
        yield from texts
    if isinstance(reader, StoredStream) and reader.is_torn:
        raise NetworkError(
            "The stream broke, and the finished answer does not go on with what came.",
            hint=KEPT,
        )


def _draw(printer: Printer, events: Iterator[Event], reader: StreamReader, host: str) -> None:
    from .live_prose import LiveProse

    live = LiveProse(printer.color)
    try:
        for text in _texts(printer, events, reader, host):
            live.write(text)
    finally:
        for text in reader.rest():
            live.write(PARAGRAPH + text)
        live.close()


def _pass_on(
    printer: Printer,
    sink: Sink,
    kind: str,
    events: Iterator[Event],
    reader: StreamReader,
    host: str,
) -> None:
    last = "\n"
    try:
        for shown in _pieces(printer, kind, events, reader, host):
            sink.write(encode_utf8(shown))
            last = shown
    finally:
        for text in reader.rest() if kind == "text" else ():
            last = "\n" + text
            sink.write(encode_utf8(printer.safe(last)))
        if printer.to_terminal and not last.endswith("\n"):
            sink.write(b"\n")


def _pieces(
    printer: Printer, kind: str, events: Iterator[Event], reader: StreamReader, host: str
) -> Iterator[str]:
    """Give what is written of the stream: its words, or a line for each event."""
    if kind == "text":
        yield from map(printer.safe, _texts(printer, events, reader, host))
        return
    for event, _ in followed(events, reader, host):
        if event.data is None or event.data.strip() == DONE:
            continue
        if printer.options.fields:
            yield printer.object_text(json_text.loads(event.data))
        else:
            yield printer.safe_json(_line(event.data))


def _as_sent(events: Iterator[Event], reader: StreamReader, host: str) -> Iterator[bytes]:
    """Give the stream byte for byte, what comes behind its last event included."""
    for event, _ in followed(events, reader, host):
        yield event.sent
    with suppress(NetworkError):
        for event in events:
            yield event.sent


def _line(data: str) -> str:
    return (data if "\n" not in data else json_text.dumps(json_text.loads(data))) + "\n"


def _collect(
    printer: Printer, sink: Sink, events: Iterator[Event], reader: StreamReader, host: str
) -> None:
    """Formats that are one document get it at the end; a broken stream's is what there is."""
    try:
        with waiting(f"Waiting for {host}", printer.color):
            for _ in followed(events, reader, host):
                pass
    finally:
        document = replace_in_document(reader.result())
        if document is not None:
            sink.write(encode_utf8(printer.object_text(document)))
