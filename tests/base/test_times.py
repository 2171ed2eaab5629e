import sys
import time

import pytest

from oai.base.errors import InputError
from oai.base.times import parse_duration, parse_time, read_duration

NOW = 1_738_332_300.75  # 2025-01-31T14:05:00.75Z


@pytest.fixture
def zone(monkeypatch):
    if sys.platform == "win32":
        pytest.skip("the time zone of a process cannot be set on Windows")

    def choose(name: str) -> None:
        monkeypatch.setenv("TZ", name)
        time.tzset()

    yield choose
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize(
    ("text", "epoch"),
    [
        ("0", 0),
        ("1735689600", 1_735_689_600),
        ("1735689600.9", 1_735_689_600),
        ("2025-01-31T14:05Z", 1_738_332_300),
        ("2025-01-31T14:05:00Z", 1_738_332_300),
        ("2025-01-31 14:05:00.999Z", 1_738_332_300),
        ("2025-01-31T16:05+02:00", 1_738_332_300),
        ("2025-01-31T08:35:00-05:30", 1_738_332_300),
        ("now", 1_738_332_300),
        ("90s", 1_738_332_210),
        ("15m", 1_738_331_400),
        ("12h", 1_738_289_100),
        ("7d", 1_737_727_500),
        ("2w", 1_737_122_700),
        ("1h30m", 1_738_326_900),
        ("1.5h", 1_738_326_900),
        (" 7d\n", 1_737_727_500),
    ],
)
def test_times(text, epoch):
    assert parse_time(text, NOW) == epoch
    assert type(parse_time(text, NOW)) is int


@pytest.mark.parametrize(
    ("name", "text", "epoch"),
    [
        ("UTC", "2025-01-31", 1_738_281_600),
        ("Asia/Kolkata", "2025-01-31", 1_738_281_600 - 19_800),
        ("Asia/Kolkata", "2025-01-31T14:05", 1_738_332_300 - 19_800),
        ("Asia/Kolkata", "2025-01-31T14:05Z", 1_738_332_300),
        ("UTC", "today", 1_738_281_600),
        ("UTC", "yesterday", 1_738_195_200),
        ("Pacific/Kiritimati", "today", 1_738_317_600),
        ("America/New_York", "today", 1_738_299_600),
    ],
)
def test_a_time_without_an_offset_is_local(zone, name, text, epoch):
    zone(name)
    assert parse_time(text, NOW) == epoch


def test_yesterday_begins_at_midnight_when_the_clocks_changed_since(zone):
    zone("Europe/Berlin")
    monday = parse_time("2025-03-31T12:00", NOW)
    assert parse_time("today", monday) == parse_time("2025-03-31T00:00+02:00", NOW)
    assert parse_time("yesterday", monday) == parse_time("2025-03-30T00:00+01:00", NOW)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "soon",
        "-5",
        "7x",
        "d",
        "2025-13-01",
        "2025-02-30",
        "1h30",
        "1m1h",
        "\u0667d",
        "tomorrow",
        "7 d",
        "--",
    ],
)
def test_what_is_no_time_is_refused_with_the_forms(text):
    with pytest.raises(InputError) as caught:
        parse_time(text, NOW)
    assert caught.value.message == f"'{text}' is not a time."
    for form in ("1735689600", "2025-01-31", "7d", "today", "yesterday", "now"):
        assert form in caught.value.hint


@pytest.mark.parametrize("text", ["20250131", "19991231"])
def test_a_date_without_dashes_could_be_seconds_and_is_refused(text):
    with pytest.raises(InputError, match="may be a date or epoch seconds") as caught:
        parse_time(text, NOW)
    assert f"{text[:4]}-{text[4:6]}-{text[6:]}" in caught.value.hint


@pytest.mark.parametrize("text", ["1735689600000", "9999w", "1960-01-01T00:00Z"])
def test_a_time_out_of_range_is_refused(text):
    with pytest.raises(InputError, match="is not between 1970 and 9999") as caught:
        parse_time(text, NOW)
    assert "milliseconds" in caught.value.hint


@pytest.mark.parametrize("text", ["9" * 400, "9" * 400 + "w"])
def test_a_number_beyond_all_bounds_is_refused(text):
    with pytest.raises(InputError):
        parse_time(text, NOW)
    with pytest.raises(InputError):
        parse_duration(text)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("90", 90),
        ("0", 0),
        ("0.5", 0.5),
        ("45s", 45),
        ("1h30m", 5_400),
        ("2d", 172_800),
        ("1w1d1h1m1s", 694_861),
        ("1.5h", 5_400),
        (" 10m ", 600),
    ],
)
def test_durations(text, seconds):
    assert parse_duration(text) == seconds


@pytest.mark.parametrize(
    "text", ["", "x", "-1", "1h30", "30m1h", "1h1h", "inf", "nan", "1e3", "h", "1 h"]
)
def test_what_is_no_duration_is_refused_with_the_forms(text):
    with pytest.raises(InputError) as caught:
        parse_duration(text)
    assert caught.value.message == f"'{text}' is not a length of time."
    assert "1h30m" in caught.value.hint


@pytest.mark.parametrize(
    ("header", "seconds"),
    [("20ms", 0.02), ("6m0s", 360), ("1.5", 1.5), ("soon", None), (None, None)],
)
def test_a_header_that_has_no_duration_stops_nothing(header, seconds):
    assert read_duration(header) == seconds
