"""How requests with words in them are read: prompts, tools and their outputs, forms of answers."""

from __future__ import annotations

import base64
from typing import Any

import pytest

from oai.sandbox.text.answer_formats import check_format
from oai.sandbox.text.chat_chunks import deltas
from oai.sandbox.text.generation import GenerationOptions, generate, pieces, until_stop
from oai.sandbox.text.own_tools import (
    check_outputs,
    check_tool_messages,
    chosen_tool,
    own_tools,
)
from oai.sandbox.text.prompts import Prompt, files_in, read_input, read_prompt, text_of

from .refusing import refused_at

CLOSED = {"type": "object", "additionalProperties": False}
DATA = base64.b64encode(b"12345").decode()


@pytest.mark.parametrize(
    ("content", "text"),
    [
        *[("a", "a"), (None, ""), ([], ""), ([{"type": "text", "text": "a"}, "b"], "a")],
        ([{"type": "input_text", "text": "a"}, {"type": "refusal", "refusal": "b"}], "a\nb"),
        ([{"type": "input_image", "text": "a"}], ""),
    ],
)
def test_the_text_of_a_message(content: Any, text: str) -> None:
    assert text_of({"content": content}) == text_of({"output": content}) == text


@pytest.mark.parametrize(
    ("roles", "instructions", "text", "is_echo"),
    [
        *[(["user a", "user b"], None, "b", False), (["user a", "assistant b"], None, "a", False)],
        *[(["user a", "system b"], "echo", "a", True), (["developer echo"], None, "", True)],
        *[
            (["user echo"], "x", "echo", False),
            ([], None, "", False),
            (["tool a"], None, "a", False),
        ],
    ],
)
def test_what_was_asked(
    roles: list[str], instructions: str | None, text: str, is_echo: bool
) -> None:
    items = [dict(zip(("role", "content"), each.split(), strict=True)) for each in roles]
    found = read_prompt([*items, {"type": "x"}, {"type": "y", "call": 1}], instructions)
    tokens = sum(-(-len(each.split()[1]) // 4) for each in roles)
    tokens += -(-len(instructions or "") // 4)
    assert found == Prompt(text, is_echo, tokens)
    assert read_prompt([*items, {"output": "last"}], None).text == "last"


@pytest.mark.parametrize(
    ("part", "shown"),
    [
        ({"type": "input_image", "image_url": "http://x/a"}, "an image (http://x/a)"),
        ({"type": "image_url", "image_url": {"url": "http://x/a"}}, "an image (http://x/a)"),
        (
            {"type": "input_image", "image_url": f"data:image/png;base64,{DATA}"},
            "an image (image/png, 5 bytes)",
        ),
        ({"type": "input_image", "image_url": f"x;base64,{DATA}"}, f"an image (x;base64,{DATA})"),
        ({"type": "file", "file": {"filename": "n", "file_id": "f"}}, "a file (n, f)"),
        ({"type": "input_file", "filename": "n"}, "a file (n)"),
        ({"type": "input_file"}, "a file (empty)"),
        (
            {"type": "input_audio", "input_audio": {"data": DATA, "format": "wav"}},
            "an audio (wav, 5 bytes)",
        ),
    ],
)
def test_what_came_beside_the_text(part: Any, shown: str) -> None:
    items = [{"role": "user", "content": [part, {"type": "text", "text": "a"}]}]
    assert read_prompt(items, None).attachments == (shown,)


def test_an_input_in_full() -> None:
    (item,) = read_input("a")
    assert item["id"].startswith("msg_")
    assert item["content"] == [{"type": "input_text", "text": "a"}]
    call, said = read_input([{"type": "x_call", "id": "c"}, {"role": "assistant", "content": "a"}])
    assert call == {"type": "x_call", "id": "c"}
    assert said["content"] == [{"type": "output_text", "text": "a"}]
    assert (said["type"], said["status"]) == ("message", "completed")
    assert read_input([{"type": "x_call"}])[0]["id"].startswith("x_call_")
    assert read_input([{"role": "user", "content": "a", "id": "mine"}])[0]["id"] == "mine"
    files = [{"content": [{"type": "file", "file": {"file_id": "a"}}, {"type": "file"}]}]
    files += [{"content": [{"type": "input_file", "file_id": "b"}, {"type": "x", "file_id": 5}]}]
    assert list(files_in(files)) == ["a", "b"]


@pytest.mark.parametrize(
    ("item", "place"),
    [
        *[({"role": "x", "content": "a"}, "role"), ({"role": "user"}, "content")],
        *[({"role": "assistant", "content": None}, None), ({"content": "a"}, "role")],
        *[({"role": "user", "content": 5}, "content"), ({"role": "user", "content": []}, None)],
        *[({"role": "user", "content": [part]}, "content") for part in ("a", {"type": 5}, {})],
        ({"role": "user", "content": [{"type": "file"}]}, "content[0].type"),
        ({"role": "user", "content": [{"type": "input_file"}]}, None),
    ],
)
def test_an_item_that_is_refused(item: Any, place: str | None) -> None:
    assert refused_at(read_input, [item]) == (place and f"input[0].{place}")


WRONG = "wrong"
LOOK: Any = {"type": "function", "name": "look"}
SPELL: Any = {"type": "custom", "custom": {"name": "spell"}}


@pytest.mark.parametrize(
    ("choice", "name"),
    [
        *[("required", "look"), ("auto", None), (None, None), ({"type": "web_search"}, None)],
        *[({"type": "custom", "name": "spell"}, "spell"), ({"type": "function"}, WRONG)],
        *[({"type": "function", "function": {"name": "look"}}, "look")],
        *[({"type": "custom", "custom": {"name": "x"}}, WRONG)],
    ],
)
def test_which_tool_is_called(choice: Any, name: Any) -> None:
    body = {"tools": [{"type": "web_search"}, LOOK, SPELL], "tool_choice": choice}
    if name is WRONG:
        assert refused_at(chosen_tool, body) == "tool_choice"
        return
    tool = chosen_tool(body)
    assert (tool and tool.name) == name
    assert tool is None or tool.takes_text is (name == "spell")
    assert chosen_tool({"tool_choice": "required"}) is None


@pytest.mark.parametrize(
    ("tool", "place"),
    [
        *[({}, "type"), ({"type": 5}, "type"), ({"type": "web_search"}, None), (LOOK, None)],
        *[({"type": "function"}, "name"), ({"type": "custom", "custom": {}}, "custom.name")],
        ({**LOOK, "strict": True, "parameters": CLOSED}, None),
        ({**LOOK, "strict": True}, None),
        ({**LOOK, "strict": True, "parameters": {"type": "object"}}, "parameters"),
        ({**LOOK, "parameters": {"type": "object"}}, None),
    ],
)
def test_a_tool_that_is_refused(tool: Any, place: str | None) -> None:
    assert refused_at(own_tools, [LOOK, tool]) == (place and f"tools[1].{place}")


@pytest.mark.parametrize(
    ("earlier", "items", "is_refused"),
    [
        *[("", "c1 o1", False), ("c1", "o1", False), ("", "c1", True), ("", "o1", True)],
        *[("c1", "", True), ("", "c1 c2 o2", True), ("", "c1 o2", True), ("", "o1 r", False)],
        *[("c1 o1", "c2 o2", False), ("c1", "o1 o1", False), ("", "", False)],
    ],
)
def test_calls_and_their_outputs(earlier: str, items: str, is_refused: bool) -> None:
    for kind in ("function_call", "custom_tool_call"):
        kinds = {"c": kind, "o": f"{kind}_output", "r": "item_reference"}
        read = [
            [{"type": kinds[it[0]], "call_id": it[1:]} for it in given.split()]
            for given in (earlier, items)
        ]
        assert (refused_at(check_outputs, *read) is not None) is is_refused


@pytest.mark.parametrize(
    ("messages", "place"),
    [
        *[("u", None), ("a12 t1 t2", None), ("a1 t1 a2 t2", None), ("a12 t2 t1 u", None)],
        *[
            ("a1", "messages"),
            ("a12 t1", "messages"),
            ("a1 u", "messages"),
            ("a1 t", "[1].tool_call_id"),
        ],
        *[("t1", "[0].role"), ("a1 t2", "[1].role"), ("a1 t1 t1", "[2].role")],
    ],
)
def test_messages_of_tools(messages: str, place: str | None) -> None:
    roles = {"u": "user", "a": "assistant", "t": "tool"}
    read: list[dict[str, Any]] = []
    for each in messages.split():
        message: dict[str, Any] = {"role": roles[each[0]]}
        if each[0] == "a":
            message["tool_calls"] = [{"id": number} for number in each[1:]]
        elif each[0] == "t" and each[1:]:
            message["tool_call_id"] = each[1:]
        read.append(message)
    wanted = f"messages{place}" if place and place[0] == "[" else place
    assert refused_at(check_tool_messages, read) == wanted


@pytest.mark.parametrize(
    ("schema", "is_refused"),
    [
        *[(CLOSED, False), ({"type": "object"}, True), ({"type": "string"}, False)],
        *[({"properties": {}}, True), ({**CLOSED, "additionalProperties": True}, True)],
        *[({**CLOSED, "properties": {"a": {}}, "required": ["a"]}, False)],
        *[({**CLOSED, "properties": {"a": {}, "b": {}}, "required": ["a"]}, True)],
        *[({"items": {"type": "object"}}, True), ({"anyOf": [CLOSED, {"type": "object"}]}, True)],
        *[({"$defs": {"x": {"type": "object"}}}, True), ({"anyOf": [CLOSED]}, False)],
        ({**CLOSED, "properties": {"a": {"type": "object"}}, "required": ["a"]}, True),
    ],
)
def test_a_strict_schema(schema: Any, is_refused: bool) -> None:
    wanted = {"type": "json_schema", "name": "n", "schema": schema}
    place = "text.format.schema" if is_refused else None
    assert refused_at(check_format, {**wanted, "strict": True}, "text.format") == place
    assert refused_at(check_format, wanted, "text.format") is None
    nested = {"type": "json_schema", "json_schema": {**wanted, "strict": True}}
    place = "response_format.json_schema.schema" if is_refused else None
    assert refused_at(check_format, nested, "response_format") == place


@pytest.mark.parametrize(
    ("wanted", "place"),
    [
        *[(None, None), ({"type": "text"}, None), ({"type": "x"}, "f.type"), ({}, "f.type")],
        *[({"type": "json_schema", "schema": {}}, "f.name"), ({"type": "json_object"}, None)],
        ({"type": "json_schema", "name": "n"}, "f.schema"),
    ],
)
def test_a_form_of_an_answer(wanted: Any, place: str | None) -> None:
    assert refused_at(check_format, wanted, "f") == place
    missing = refused_at(check_format, {"type": "json_schema"}, "response_format")
    assert missing == "response_format.json_schema"


@pytest.mark.parametrize(
    ("limit", "stop", "text", "complete"),
    [
        *[(None, (), "abcdefgh", True), (2, (), "abcdefgh", True), (1, (), "abcd", False)],
        *[
            (None, ("f", "c"), "ab", True),
            (1, ("e",), "abcd", True),
            (None, ("x", ""), "abcdefgh", True),
        ],
    ],
)
def test_where_an_answer_ends(
    limit: int | None, stop: tuple[str, ...], text: str, complete: bool
) -> None:
    prompt = Prompt("abcdefgh", is_echo=True, tokens=2)
    found = generate(prompt, GenerationOptions(limit, stop))
    assert (found.text, found.complete, found.tool) == (text, complete, None)
    assert until_stop("abc", ("c", "b")) == "a"


@pytest.mark.parametrize(("tokens", "size"), [(0, 1), (1, 1), (2000, 1), (2001, 2), (4001, 3)])
def test_what_is_streamed(tokens: int, size: int) -> None:
    found = pieces("abcd" * tokens)
    assert "".join(found) == "abcd" * tokens
    assert len(found) == -(-tokens // size)


def test_the_deltas_of_a_choice() -> None:
    calls = [{"type": "function", "id": "c", "function": {"name": "f", "arguments": "{12345}"}}]
    message = {"content": "abcde", "tool_calls": calls}
    found = [delta for delta, _ in deltas({"message": message, "finish_reason": "stop"})]
    opened, one, two, called, *given, end = found
    assert opened == {"role": "assistant", "content": "", "refusal": None}
    assert (one, two, end) == ({"content": "abcd"}, {"content": "e"}, {})
    assert called["tool_calls"][0]["function"] == {"name": "f", "arguments": ""}
    assert [each["tool_calls"][0]["function"]["arguments"] for each in given] == ["{123", "45}"]
    silent = {"message": {"content": None}, "finish_reason": "stop"}
    (opened, _), (_, reason) = deltas(silent)
    assert (opened["content"], reason) == (None, "stop")
