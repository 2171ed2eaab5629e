from collections.abc import Iterable

import pytest

from oai.cli.http.sse import Event, EventDecoder


def decode(*chunks: bytes) -> list[Event]:
    decoder = EventDecoder()
    return bare(event for chunk in chunks for event in decoder.feed(chunk))


def bare(events: Iterable[Event]) -> list[Event]:
    """Return the events alone, without how they were sent."""
    return [event._replace(sent=b"") for event in events if event.data is not None]


STREAM = (
    "\ufeff: a comment\n"
    "event: response.output_text.delta\n"
    'data: {"delta": "é 日本 👩‍👩‍👧 \u2028 \u0085 \x0b \x0c \x1c"}\n'
    "\n"
    "data: one\r\n"
    "data:two\r\n"
    "data:  three\r\n"
    "id: 7\r\n"
    "retry: 100\r\n"
    "\r\n"
    "data: first\rdata: second\r\r"
    "\n"
    "event: ping\n\n"
    "unknown: field\n\n"
    "data\n\n"
    "data:\ndata:\n\n"
    "event:\ndata: nameless\n\n"
    "event: first\nevent: last\ndata: a: b: c\n\n"
    "data: [DONE]\n\n"
).encode()
EVENTS = [
    Event("response.output_text.delta", '{"delta": "é 日本 👩‍👩‍👧 \u2028 \u0085 \x0b \x0c \x1c"}'),
    Event(None, "one\ntwo\n three"),
    Event(None, "first\nsecond"),
    Event(None, ""),
    Event(None, "\n"),
    Event(None, "nameless"),
    Event("last", "a: b: c"),
    Event(None, "[DONE]"),
]


def test_a_stream_in_one_piece():
    assert decode(STREAM) == EVENTS


@pytest.mark.parametrize("length", [1, 2, 3, 5, 7, 64])
def test_a_stream_in_pieces_of_any_length(length):
    chunks = [STREAM[start : start + length] for start in range(0, len(STREAM), length)]
    assert decode(*chunks) == EVENTS


def test_a_stream_cut_once_anywhere():
    for place in range(len(STREAM) + 1):
        assert decode(STREAM[:place], b"", STREAM[place:]) == EVENTS


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
def test_every_line_end_gives_the_same_events(end):
    text = b"event: x\ndata: 1\ndata: 2\n\ndata: 3\n\n".replace(b"\n", end)
    chunks = [text[place : place + 1] for place in range(len(text))]
    assert decode(text) == decode(*chunks) == [Event("x", "1\n2"), Event(None, "3")]


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
def test_an_event_is_given_as_soon_as_its_blank_line_ends(end):
    decoder = EventDecoder()
    assert bare(decoder.feed(b"data: now" + end)) == []
    assert bare(decoder.feed(end[:1])) == [Event(None, "now")]
    assert bare(decoder.feed(end[1:] + b"data: next" + end)) == []
    assert bare(decoder.feed(end)) == [Event(None, "next")]


def test_each_event_of_a_chunk_is_given():
    assert decode(b"data: 1\n\ndata: 2\n\ndata: 3") == [Event(None, "1"), Event(None, "2")]


def test_an_event_counts_as_read_even_if_nobody_looks():
    decoder = EventDecoder()
    decoder.feed(b"data: 1\n\ndata: 2")
    assert bare(decoder.feed(b"\n\n")) == [Event(None, "2")]


def test_only_the_first_byte_order_mark_is_dropped():
    assert decode("\ufeffdata: \ufeff1\n\n\ufeffdata: 2\n\n".encode()) == [Event(None, "\ufeff1")]


def test_bytes_that_are_not_utf_8_are_replaced():
    assert decode(b"data: caf\xe9!\n\n") == [Event(None, "caf\ufffd!")]


@pytest.mark.parametrize("length", [1, 2, 3, 5, 7, 64, 10_000])
def test_all_bytes_are_given_with_the_events_or_as_the_rest(length):
    text = STREAM + b": more\n:\n\nretry: 9\r\n\r\n\n\ndata: cut\nda"
    decoder = EventDecoder()
    chunks = [text[start : start + length] for start in range(0, len(text), length)]
    events = [event for chunk in chunks for event in decoder.feed(chunk)]
    assert b"".join(event.sent for event in [*events, decoder.rest()]) == text
    assert decoder.rest().sent.endswith(b"data: cut\nda")


@pytest.mark.parametrize("sent", [b": alive\n", b":\n\n", b"retry: 9\n\n", b"\n"])
def test_what_is_no_event_is_given_at_once(sent):
    decoder = EventDecoder()
    assert b"".join(event.sent for event in decoder.feed(sent)) == sent
    (event,) = decoder.feed(b"data: 1\n\n")
    assert event == Event(None, "1", b"data: 1\n\n")


@pytest.mark.parametrize("begun", [b"event: x\n", b"data: 0\n", b"event: x\ndata: 0\n"])
def test_a_comment_within_an_event_is_a_part_of_it(begun):
    sent = begun + b": still here\ndata: 1\n\n"
    assert [event.sent for event in EventDecoder().feed(sent)] == [sent]


@pytest.mark.parametrize(
    ("sent", "name", "data"),
    [
        (b"data: 1\ndata: 2", None, "1\n2"),
        (b"data: 1\nevent: x", None, "1"),
        (b"event: x\ndata: 1\n", "x", "1"),
        (b"event: x\nid: 7", "x", None),
    ],
)
def test_what_is_not_whole_is_read_as_far_as_it_came(sent, name, data):
    decoder = EventDecoder()
    decoder.feed(sent)
    assert decoder.rest() == Event(name, data, sent, is_whole=False)
