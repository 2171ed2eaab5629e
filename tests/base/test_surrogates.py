"""Halves of characters: joined, or U+FFFD; in JSON as they came."""

import copy
import pickle

import pytest

from oai.base.errors import NetworkError
from oai.base.formatting import escape_control_chars
from oai.base.json_text import dumps, dumps_readable, loads_readable
from oai.base.surrogates import (
    SurrogateText,
    encode_utf8,
    join_chunks,
    join_surrogates,
    replace_in_document,
    replace_lone_surrogates,
)
from oai.cli.output.content_words import content_words

HIGH, LOW, TOWER, LOST = "\ud83d", "\uddfc", "🗼", "\ufffd"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("", ""),
        ("é 👩‍👩‍👧", "é 👩‍👩‍👧"),
        (HIGH + LOW, TOWER),
        (HIGH, LOST),
        (LOW, LOST),
        (LOW + HIGH, LOST * 2),
        (HIGH + HIGH + LOW + LOW, LOST + TOWER + LOST),
        (f"a{HIGH}b\udc80c", f"a{LOST}b{LOST}c"),
    ],
)
def test_a_text_is_whole(text, shown):
    assert replace_lone_surrogates(text) == shown
    assert encode_utf8(text) == shown.encode()
    assert replace_lone_surrogates(join_surrogates(text)) == shown
    for place in range(len(text) + 1):
        assert "".join(join_chunks([text[:place], "", text[place:]])) == shown
    assert "".join(join_chunks(text)) == shown


def test_only_half_a_character_is_kept_back():
    pieces = [f"a{HIGH}", LOW, f"b{LOW}c", HIGH, "d"]
    assert list(join_chunks(pieces)) == ["a", TOWER, f"b{LOST}c", f"{LOST}d"]


def test_what_is_kept_back_is_given_before_an_error():
    def broken():
        yield f"a{HIGH}"
        raise NetworkError("It broke.")

    given = []
    with pytest.raises(NetworkError):
        given.extend(join_chunks(broken()))
    texts = join_chunks(broken())
    assert (next(texts), next(texts)) == ("a", LOST)


@pytest.mark.parametrize(
    "text",
    [
        r'{"a": "x\ud83d", "b": ["\udc80", {"c": "\udfff\ud800"}], "d": 1.10}',
        r'{"\ud83d": {"\ud83e": "\ud83d"}}',
        r'"\ud83d"',
        '{"a": "🗼"}',
    ],
)
def test_json_can_be_read_and_is_written_as_it_came(text):
    document = loads_readable(text.encode())
    assert dumps(document) == text
    assert dumps(copy.deepcopy(document)) == text
    assert dumps(pickle.loads(pickle.dumps(document))) == text
    assert "\\" not in dumps_readable(document)


def test_every_text_of_a_document_can_be_encoded():
    document = replace_in_document({"a": [f"x{HIGH}", {"b": LOW}], "c": HIGH + LOW, "d": "plain"})
    assert document == {"a": [f"x{LOST}", {"b": LOST}], "c": TOWER, "d": "plain"}
    assert type(document["d"]) is str
    assert f"{document['a'][0]}!".encode() == f"x{LOST}!".encode()


def test_a_deep_document_is_readable():
    document: list = []
    for _ in range(50_000):
        document = [document, HIGH]
    assert replace_in_document(document)[1] == LOST


def test_on_a_terminal_the_bytes_of_a_file_s_name_can_be_told_apart():
    assert escape_control_chars(f"a{HIGH}{LOW}{HIGH}-\udce9") == f"a{TOWER}{LOST}-\\udce9"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("plain", "plain"),
        ([{"type": "text", "text": "a"}, {"type": "text", "text": "b"}], "ab"),
        ([{"type": "output_text", "text": "a"}, {"type": "refusal", "refusal": "b"}], "ab"),
        ([{"text": "a"}, "b", {"type": "text", "text": {"value": "c", "annotations": []}}], "abc"),
        ({"type": "text", "text": ["a", {"text": "b"}]}, "ab"),
        (
            [SurrogateText(f"a{HIGH}"), {"type": "text", "text": SurrogateText(LOW)}],
            f"a{HIGH}{LOW}",
        ),
        ([{"type": "thinking", "thinking": "hm"}, {"type": "reasoning_text", "text": "hm"}], ""),
        ([{"type": "image_url", "image_url": {"url": "x"}}, None, 7, {"type": {}}, {}], ""),
        (None, ""),
        (7, ""),
    ],
)
def test_the_words_of_any_content(content, words):
    assert content_words(content) == words
