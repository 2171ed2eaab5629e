import sys
import time

import pytest

from oai.base.formatting import (
    age,
    count,
    duration,
    escape_control_chars,
    escape_line,
    moment,
    size,
    some,
)

NOW = 1_738_332_300  # 2025-01-31T14:05:00Z
MINUTE, HOUR, DAY = 60, 3_600, 86_400


@pytest.fixture
def kolkata(monkeypatch):
    if sys.platform == "win32":
        pytest.skip("the time zone of a process cannot be set on Windows")
    monkeypatch.setenv("TZ", "Asia/Kolkata")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize(
    ("byte_count", "text"),
    [
        (0, "0 B"),
        (1, "1 B"),
        (999, "999 B"),
        (1_000, "1.0 kB"),
        (1_500_000, "1.5 MB"),
        (99_949, "99.9 kB"),
        (99_951, "100 kB"),
        (123_456, "123 kB"),
        (999_499, "999 kB"),
        (999_500, "1.0 MB"),
        (999_999_999, "1.0 GB"),
        (512 * 10**6, "512 MB"),
        (8 * 10**12, "8.0 TB"),
        (5 * 10**21, "5000 EB"),
    ],
)
def test_sizes(byte_count, text):
    assert size(byte_count) == text


@pytest.mark.parametrize(
    ("seconds_ago", "text"),
    [
        (0, "now"),
        (0.3, "now"),
        (12, "12 s ago"),
        (59.7, "1 min ago"),
        (3 * MINUTE, "3 min ago"),
        (59.6 * MINUTE, "1 h ago"),
        (5 * HOUR, "5 h ago"),
        (23.7 * HOUR, "1 day ago"),
        (2 * DAY, "2 days ago"),
        (30 * DAY, "30 days ago"),
        (-0.2, "now"),
        (-90 * MINUTE, "in 2 h"),
        (-2 * DAY + 1, "in 2 days"),
        (-30, "in 30 s"),
    ],
)
def test_ages(seconds_ago, text):
    assert age(NOW - seconds_ago, NOW) == text


@pytest.mark.usefixtures("kolkata")
def test_times_are_local():
    assert moment(NOW) == "2025-01-31 19:35"
    assert moment(0) == "1970-01-01 05:30"
    assert age(NOW, NOW + 31 * DAY) == "2025-01-31"
    assert age(NOW, NOW - 365 * DAY) == "2025-01-31"
    assert age(NOW + 5 * HOUR, NOW + 400 * DAY) == "2025-02-01"


@pytest.mark.parametrize("epoch", [10**15, 10**30, float("inf")])
def test_a_number_that_no_calendar_holds_is_shown_as_it_is(epoch):
    assert moment(epoch) == str(epoch)


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0, "0 s"),
        (0.04, "0 s"),
        (0.84, "0.8 s"),
        (2.0, "2 s"),
        (9.94, "9.9 s"),
        (9.96, "10 s"),
        (12.3, "12 s"),
        (59.4, "59 s"),
        (59.6, "1 min"),
        (243, "4 min 3 s"),
        (240, "4 min"),
        (3_599.7, "1 h"),
        (3_840, "1 h 4 min"),
        (86_399, "1 day"),
        (DAY + 3 * HOUR, "1 day 3 h"),
        (2 * DAY, "2 days"),
        (47 * HOUR + 3_599, "2 days"),
    ],
)
def test_durations(seconds, text):
    assert duration(seconds) == text


@pytest.mark.parametrize(
    ("number", "text"), [(0, "0"), (999, "999"), (12_345, "12,345"), (1_234_567, "1,234,567")]
)
def test_counts(number, text):
    assert count(number) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred\x1b[0m", r"\x1b[31mred\x1b[0m"),
        ("\x1b]0;title\x07", r"\x1b]0;title\x07"),
        ("a\rb\x00\x08\x7f", r"a\x0db\x00\x08\x7f"),
        ("\x9b2J\x85\x80\x9f", r"\x9b2J\x85\x80\x9f"),
        ("\x0b\x0c", r"\x0b\x0c"),
        ("\u202eevil\u202c \u2066x\u2069 \u202a", r"\u202eevil\u202c \u2066x\u2069 \u202a"),
        ("\ud800 \udfff", "\ufffd \ufffd"),
        ("\ud83d\uddfc", "🗼"),
        ("\udcff", r"\udcff"),
    ],
)
def test_what_steers_a_terminal_is_made_visible(text, shown):
    assert escape_control_chars(text) == shown


def test_every_control_character_is_caught():
    harmful = [
        *(code for code in range(0x20) if code not in (0x09, 0x0A)),
        *range(0x7F, 0xA0),
        *range(0x202A, 0x202F),
        *range(0x2066, 0x206A),
        *range(0xD800, 0xE000),
    ]
    safe = "".join(map(chr, sorted({*range(sys.maxunicode + 1)} - {*harmful})))
    assert escape_control_chars(safe) == safe
    shown = {escape_control_chars(chr(code)) for code in harmful}
    assert not shown & {*map(chr, harmful)}
    assert all(text.isascii() for text in shown - {"\ufffd"})


@pytest.mark.parametrize(
    "text",
    [
        "",
        "plain",
        "two\nlines\tand a tab",
        "é ß 日本 👩‍👩‍👧 🏳️‍🌈 e\u0301",
        "שלום \u200f",
        r"\x1b",
        "\xa0",
    ],
)
def test_anything_else_is_left_alone(text):
    assert escape_control_chars(text) == text


def test_the_line_ends_of_windows_are_line_ends():
    assert escape_control_chars("a\r\n\r\nb\rc") == "a\r\n\r\nb\\x0dc"


def test_newlines_can_be_made_visible_too():
    assert escape_line("a\nb\tc\r\n") == "a\\nb\tc\\x0d\\n"


@pytest.mark.parametrize(
    ("count", "text"),
    [(0, ""), (2, "0, 1"), (20, ", ".join(map(str, range(20)))), (21, " 19 and 1 more")],
)
def test_names_are_told_as_far_as_anybody_reads(count, text):
    assert some([str(number) for number in range(count)]).endswith(text)
