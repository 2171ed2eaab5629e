import copy
import json
import pickle
from enum import StrEnum

import pytest

from oai.base.errors import InputError
from oai.base.json_text import Integer, JsonError, Number, dumps, loads, parse_input


@pytest.mark.parametrize(
    "text",
    [
        "1.10",
        "1e2",
        "0.10000",
        "1E400",
        "-1E400",
        "-0",
        "-0.0",
        "0",
        "12345678901234567890123",
        "9" * 5_000,
        "-" + "9" * 5_000,
        "true",
        "null",
        '"text"',
        '""',
        "[]",
        "{}",
        '{"a": [], "b": {}}',
        '{"z": 1, "a": [1.50, {"m": -0, "é": "日本 👩‍👩‍👧"}]}',
        '"\\u0000 \\n \\" \\\\ \x7f \x9b \u2028"',
        '"\\ud800 alone, \\udfff too"',
        '{"\\udc00": 1}',
    ],
)
def test_what_came_is_written_back(text):
    assert dumps(loads(text)) == text


@pytest.mark.parametrize("indent", [None, 0, 1, 2, 4])
@pytest.mark.parametrize(
    "value",
    [{"a": 1, "b": [1, 2]}, [], {}, [[], {}], {"a": {"b": [{"c": None}, True]}}, (1, 2), "x"],
)
def test_layout_is_that_of_the_standard_library(value, indent):
    assert dumps(value, indent=indent) == json.dumps(value, indent=indent)


def test_numbers_can_be_reckoned_with():
    price, huge, zero = loads("[1.10, " + "7" * 1_000 + ", -0]")
    assert isinstance(price, Number)
    assert price.text == "1.10"
    assert price + 1 == 2.1
    assert isinstance(huge, int)
    assert huge % 10**9 == 777_777_777
    assert huge == int("7" * 1_000)
    assert zero == 0
    assert type(loads("17")) is int


def test_a_negative_number_of_thousands_of_digits_has_its_value():
    number = loads("-1" + "0" * 4_999)
    assert number == -(10**4_999)


@pytest.mark.parametrize("text", ["1.10", "-0"])
def test_numbers_keep_their_spelling_when_shown_or_copied(text):
    number = loads(text)
    assert str(number) == f"{number}" == text
    for twin in (copy.deepcopy(number), pickle.loads(pickle.dumps(number))):
        assert twin == number
        assert dumps(twin) == text


def test_integers_of_any_length_do_not_need_the_limit_of_python_lifted():
    number = Integer("8" * 100_000)
    assert str(number) == "8" * 100_000
    assert number % 1_000 == 888


def test_numbers_made_by_us_are_written_as_python_does():
    assert dumps([0.1, 1e100, -3, True]) == "[0.1, 1e+100, -3, true]"


def test_an_enumeration_of_texts_is_text():
    class Order(StrEnum):
        UP = "asc"

    assert dumps({"order": Order.UP}) == '{"order": "asc"}'


@pytest.mark.parametrize("number", [float("nan"), float("inf"), float("-inf")])
def test_what_json_cannot_hold_is_not_written(number):
    with pytest.raises(ValueError, match="cannot be written"):
        dumps({"a": number})


def test_an_unknown_type_is_not_written():
    with pytest.raises(TypeError, match="set cannot be written"):
        dumps({"a": {1}})


def test_the_last_of_two_equal_keys_wins():
    assert loads('{"a": 1, "b": 2, "a": 3}') == {"a": 3, "b": 2}


def test_bytes_are_utf_8_with_or_without_a_byte_order_mark():
    assert loads('["é"]'.encode("utf-8-sig")) == ["é"]
    assert loads("\ufeff[1]") == [1]


def test_lone_surrogates_leave_text_that_can_be_encoded():
    text = dumps({"\udc80": ["\ud83d", "👍"]}, indent=2)
    assert text.encode() == b'{\n  "\\udc80": [\n    "\\ud83d",\n    "\xf0\x9f\x91\x8d"\n  ]\n}'


@pytest.mark.parametrize(
    ("text", "message", "line", "column"),
    [
        ('{"a": 1\n  "b": 2}', "expecting ',' delimiter", 2, 3),
        ("", "expecting value", 1, 1),
        ("[1] 2", "extra data", 1, 5),
        ('{"a": NaN}', "NaN is not JSON", 1, 7),
        ('{"NaN \\" NaN": "NaN",\n"b": [\n1, NaN, Infinity]}', "NaN is not JSON", 3, 4),
        ("[-Infinity]", "-Infinity is not JSON", 1, 2),
        ("[Infinity]", "Infinity is not JSON", 1, 2),
        (b'["\xc3\xa9",\n"\xc3\xa9\xff"]', "not UTF-8 text", 2, 3),
        (b"\xff", "not UTF-8 text", 1, 1),
    ],
)
def test_what_is_not_json_is_refused_with_its_place(text, message, line, column):
    with pytest.raises(JsonError) as caught:
        loads(text)
    assert (caught.value.message, caught.value.line, caught.value.column) == (message, line, column)
    assert str(caught.value) == f"{message} at line {line}, column {column}"


def test_a_bottomless_document_is_an_error_and_no_crash():
    with pytest.raises(JsonError, match="nested too deeply"):
        loads("[" * 200_000 + "]" * 200_000)
    value: list = []
    for _ in range(20_000):
        value = [value]
    with pytest.raises(ValueError, match="nested too deeply"):
        dumps(value)


def test_input_is_parsed():
    assert parse_input(' {"a": 1}\r\n', "--body") == {"a": 1}


def test_bad_input_says_where_and_points_at_it():
    with pytest.raises(InputError) as caught:
        parse_input('{"model": 1 "input": 2}\n', "--body")
    assert caught.value.message.splitlines() == [
        "--body: not valid JSON at line 1, column 13: expecting ',' delimiter",
        '  {"model": 1 "input": 2}',
        "              ^",
    ]
    assert "single quotes" in caught.value.hint


def test_the_caret_stands_right_under_wide_and_unprintable_characters():
    with pytest.raises(InputError) as caught:
        parse_input('{"日本": "\u202e" oops}', "--body")
    _, excerpt, caret = caught.value.message.splitlines()
    assert excerpt == '  {"日本": "?" oops}'
    assert caret.index("^") == excerpt.index("oops") + 2


def test_a_byte_order_mark_does_not_move_the_caret():
    with pytest.raises(InputError) as caught:
        parse_input("\ufeff[1 2]", "--body")
    assert caught.value.message.splitlines()[1:] == ["  [1 2]", "     ^"]


def test_a_long_line_is_shown_around_the_place_only():
    text = json.dumps({"a": "x" * 5_000})[:-1] + " oops" + " " * 500 + "}"
    with pytest.raises(InputError) as caught:
        parse_input(text, "--body")
    _, excerpt, caret = caught.value.message.splitlines()
    assert len(excerpt) < 80
    assert excerpt.startswith("  ...xxx")
    assert excerpt.endswith("...")
    assert excerpt[caret.index("^") :].startswith("oops")


def test_several_lines_are_told_by_their_number_alone():
    with pytest.raises(InputError) as caught:
        parse_input('{\n"a": 1\n"b": 2}', "--body")
    assert caught.value.message == (
        "--body: not valid JSON at line 3, column 1: expecting ',' delimiter"
    )


@pytest.mark.parametrize(
    "text",
    [
        '{"headers": {"Authorization": "Basic Zm9v" oops}}',
        '["sk-proj-abc" oops]',
        '{"api_key": "abc" oops}',
        '{"client_secret": "abc" oops}',
    ],
)
def test_what_may_hold_a_secret_is_not_shown(text):
    with pytest.raises(InputError) as caught:
        parse_input(text, "--tools")
    assert caught.value.message.startswith("--tools: not valid JSON at line 1, column ")
    assert "\n" not in caught.value.message
    assert "oops" not in caught.value.message


@pytest.mark.parametrize("text", ["", " \n"])
def test_no_input_is_told_as_such(text):
    with pytest.raises(InputError, match="--body: expected JSON, but there is nothing"):
        parse_input(text, "--body")


def test_a_file_needs_no_hint_about_the_shell():
    with pytest.raises(InputError) as caught:
        parse_input("{", "body.json", hint=None)
    assert caught.value.hint is None
