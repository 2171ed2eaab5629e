"""The asker's own tools: called in the form of each API, each call with its output."""

from __future__ import annotations

from typing import Any

import httpx
from openai import OpenAI

from .agent_calls import FUNCTION, new_thread
from .asking import error, respond

LOOK_UP: Any = {"type": "function", "name": "look_up"}
SPELL: Any = {"type": "custom", "name": "spell"}
CHAT_SPELL: Any = {"type": "custom", "custom": {"name": "spell"}}
CALL: Any = {"type": "function_call", "call_id": "call_1", "name": "look_up", "arguments": "{}"}
OUTPUT: Any = {"type": "function_call_output", "call_id": "call_1", "output": "42"}
USER: Any = {"role": "user", "content": "x"}
CALLED: Any = {
    "role": "assistant",
    "tool_calls": [{"id": "call_1", "type": "function", "function": CALL}],
}
SAID: Any = {"role": "tool", "tool_call_id": "call_1", "content": "42"}


def refused(api: httpx.Client, **body: Any) -> Any:
    return error(api.post("responses", json={"model": "m", **body}), 400)


def refused_chat(api: httpx.Client, *messages: Any, **body: Any) -> Any:
    asked = {"model": "m", "messages": messages, **body}
    return error(api.post("chat/completions", json=asked), 400)


def test_a_custom_tool_is_called_with_text(client: OpenAI) -> None:
    asked: Any = {"model": "gpt-5", "tools": [SPELL], "tool_choice": "required"}
    with client.responses.stream(input="a word", **asked) as stream:
        events = list(stream)
    (call,) = stream.get_final_response().output
    assert call.type == "custom_tool_call"
    assert (call.name, call.input) == ("spell", "a word")
    deltas = [e.delta for e in events if e.type == "response.custom_tool_call_input.delta"]
    assert "".join(deltas) == "a word"
    output: Any = {"type": "custom_tool_call_output", "call_id": call.call_id, "output": "w-o-r-d"}
    previous = stream.get_final_response().id
    answer = client.responses.create(model="m", input=[output], previous_response_id=previous)
    assert "w-o-r-d" in answer.output_text


def test_a_custom_tool_is_called_in_a_chat(client: OpenAI) -> None:
    choice: Any = {"type": "custom", "custom": {"name": "spell"}}
    asked: Any = {"model": "gpt-5", "messages": [USER], "tools": [CHAT_SPELL]}
    made = client.chat.completions.create(**asked, tool_choice=choice).choices[0]
    assert (made.finish_reason, made.message.content) == ("tool_calls", None)
    (call,) = made.message.tool_calls or []
    assert call.type == "custom"
    assert (call.custom.name, call.custom.input) == ("spell", "x")


def test_an_output_needs_its_call(api: httpx.Client) -> None:
    assert "call_1" in refused(api, input=[OUTPUT])["message"]
    assert respond(api, [USER, CALL, OUTPUT])["status"] == "completed"
    made = respond(api, "x", tools=[LOOK_UP], tool_choice="required")
    call_id = made["output"][0]["call_id"]
    assert call_id in refused(api, input="so?", previous_response_id=made["id"])["message"]
    output = {**OUTPUT, "call_id": call_id}
    # What an item refers to may be the call.
    referred = [{"type": "item_reference", "id": made["output"][0]["id"]}, output]
    assert respond(api, referred)["status"] == "completed"
    answered = respond(api, [output], previous_response_id=made["id"])
    assert respond(api, "so?", previous_response_id=answered["id"])["status"] == "completed"


def test_a_call_in_a_conversation_needs_its_output(api: httpx.Client) -> None:
    conversation = api.post("conversations", json={"items": [CALL]}).json()["id"]
    assert "call_1" in refused(api, input="so?", conversation=conversation)["message"]
    assert respond(api, [OUTPUT], conversation=conversation)["status"] == "completed"


def test_messages_of_tools_need_their_calls(api: httpx.Client) -> None:
    assert "call_1" in refused_chat(api, USER, CALLED)["message"]
    for calls, where in (("x", ""), (["x"], ""), ([{}], "[0].id")):
        wrong = {"role": "assistant", "tool_calls": calls}
        assert refused_chat(api, wrong)["param"] == f"messages[0].tool_calls{where}"
    assert refused_chat(api, USER, tools=[{"type": "custom"}])["param"] == "tools[0].name"
    assert refused(api, input="x", tools=[{"type": "custom"}])["param"] == "tools[0].name"
    body = {"model": "m", "messages": [USER, CALLED, SAID]}
    assert api.post("chat/completions", json=body).status_code == 200


def test_a_run_s_tools_are_checked_before_it_begins(quick: httpx.Client) -> None:
    assistant = quick.post("assistants", json={"model": "m", "tools": [FUNCTION]}).json()["id"]
    runs = f"threads/{new_thread(quick)['id']}/runs"
    unknown = {"type": "function", "function": {"name": "nothing"}}
    body = {"assistant_id": assistant, "tool_choice": unknown}
    assert error(quick.post(runs, json=body), 400)["param"] == "tool_choice"
    body = {"assistant_id": assistant, "tools": [{"type": "function"}]}
    assert error(quick.post(runs, json=body), 400)["param"] == "tools[0].name"
    assert error(quick.post("assistants", json={"model": "m", **body}), 400)["param"]
