"""A stream of events, written while it arrives, in the chosen format."""

from collections.abc import Iterator
from typing import Any

from .. import json_text
from ..errors import InterruptedByUser, NetworkError
from ..sse import Event
from ..streaming import DONE, StreamReader, document_of, event_error, unfinished
from .printer import PARAGRAPH, Printer
from .prose import LiveMarkdown
from .sinks import Sink


def write_stream(
    printer: Printer, events: Iterator[Event], reader: StreamReader, host: str
) -> None:
    """Write all events; whatever ends them, what came is written and the cause raised."""
    kind = printer.kind
    if kind == "table" and printer.to_terminal and printer.view.prose:
        _draw(printer, events, reader, host)
        return
    if kind == "table" and printer.to_terminal and printer.view.text:
        kind = "text"
    with printer.sink(keep=True) as sink:
        if kind in ("text", "jsonl", "raw"):
            _pass_on(printer, sink, kind, events, reader, host)
        else:
            _collect(printer, sink, events, reader, host)


def followed(
    events: Iterator[Event], reader: StreamReader, host: str
) -> Iterator[tuple[Event, str]]:
    """Give each event with the text that it adds; raises where the stream goes wrong."""
    try:
        for event in events:
            document = document_of(event)
            failure = event_error(document)
            if failure is not None:
                yield event, ""
                raise failure
            yield event, _taken(reader, document)
            if document == DONE or reader.finished:
                reader.finished = True
                return
    except KeyboardInterrupt:
        raise InterruptedByUser("Interrupted; what came is kept.") from None
    raise unfinished(host)


def _taken(reader: StreamReader, document: Any) -> str:
    try:
        return reader.take(document)
    except (AttributeError, KeyError, TypeError):
        raise NetworkError("The stream carries an event of a form that is not known.") from None


def _draw(printer: Printer, events: Iterator[Event], reader: StreamReader, host: str) -> None:
    live = LiveMarkdown(printer.color)
    try:
        for _, text in followed(events, reader, host):
            if text:
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
        for event, text in followed(events, reader, host):
            shown = text if kind == "text" else _line(event, kind)
            if shown:
                sink.write(printer.safe(shown).encode("utf-8", "backslashreplace"))
                last = shown
    finally:
        for text in reader.rest() if kind == "text" else ():
            last = "\n" + text
            sink.write(printer.safe(last).encode("utf-8", "backslashreplace"))
        if printer.to_terminal and not last.endswith("\n"):
            sink.write(b"\n")


def _line(event: Event, kind: str) -> str:
    if kind == "raw":
        name = f"event: {event.name}\n" if event.name else ""
        data = "".join(f"data: {line}\n" for line in event.data.split("\n"))
        return f"{name}{data}\n"
    if event.data.strip() == DONE:
        return ""
    data = event.data
    return (data if "\n" not in data else json_text.dumps(json_text.loads(data))) + "\n"


def _collect(
    printer: Printer, sink: Sink, events: Iterator[Event], reader: StreamReader, host: str
) -> None:
    """Formats that are one document get it at the end; a broken stream's is what there is."""
    try:
        for _ in followed(events, reader, host):
            pass
    finally:
        document = reader.result()
        if document is not None or reader.finished:
            sink.write(printer.object_text(document).encode("utf-8"))
