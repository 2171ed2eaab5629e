"""The official client asks for responses, chats, completions, embeddings and moderations."""

from __future__ import annotations

import asyncio
from operator import attrgetter
from typing import Any

import openai
import pytest
from openai import AsyncOpenAI, OpenAI
from pydantic import BaseModel

from .running import Running

FUNCTION: Any = {
    "type": "function",
    "name": "look_up",
    "parameters": {"type": "object", "properties": {"word": {"type": "string"}}},
}


class Answer(BaseModel):
    """What a parsed answer is to be."""

    word: str
    count: int


@pytest.fixture(params=["responses", "beta.responses"])
def responses(request: pytest.FixtureRequest, client: OpenAI) -> Any:
    """Give the library's responses, and those of its beta."""
    return attrgetter(request.param)(client)


def test_a_response_lives(responses: Any) -> None:
    made = responses.create(model="gpt-5", input="hello", instructions="echo")
    assert made.output[-1].content[0].text == "hello"
    assert responses.retrieve(made.id).output == made.output
    onward = responses.create(model="gpt-5", input="again", previous_response_id=made.id)
    items = list(responses.input_items.list(onward.id, limit=1, order="asc"))
    assert [item.type for item in items] == ["message"]
    counted = responses.input_tokens.count(model="gpt-5", input="hello")
    assert made.usage is not None
    assert 0 < counted.input_tokens <= made.usage.input_tokens
    compacted = responses.compact(model="gpt-5", previous_response_id=onward.id)
    assert compacted.object == "response.compaction"
    responses.delete(made.id)
    with pytest.raises(openai.NotFoundError):
        responses.retrieve(made.id)


def test_a_response_is_streamed(client: OpenAI, responses: Any) -> None:
    events = list(responses.create(model="gpt-5", input="hello", stream=True))
    assert events[-1].type == "response.completed"
    assert [event.sequence_number for event in events] == list(range(len(events)))
    asked: Any = {"model": "gpt-5", "input": "hello you", "instructions": "echo"}
    with client.responses.stream(**asked) as stream:
        said = "".join(e.delta for e in stream if e.type == "response.output_text.delta")
        assert said == stream.get_final_response().output_text == "hello you"


def test_a_background_response_is_followed_and_cancelled(client: OpenAI) -> None:
    asked: Any = {"model": "gpt-5", "input": "hello", "background": True}
    events = list(client.responses.create(**asked, stream=True))
    assert events[-1].type == "response.completed"
    response = events[-1].response
    again = list(client.responses.retrieve(response.id, stream=True, starting_after=2))
    assert [e.sequence_number for e in again] == [e.sequence_number for e in events[3:]]
    slowly = {"X-Sandbox-Fault": "token-delay=3600"}
    waiting = client.responses.create(**asked, extra_headers=slowly)
    assert client.responses.cancel(waiting.id).status == "cancelled"


def test_a_response_is_parsed(client: OpenAI) -> None:
    parsed = client.responses.parse(model="gpt-5", input="cat", text_format=Answer)
    assert parsed.output_parsed == Answer(word="cat", count=0)
    with client.responses.stream(model="gpt-5", input="cat", text_format=Answer) as stream:
        assert stream.get_final_response().output_parsed == parsed.output_parsed


def test_a_function_is_called_and_answered(client: OpenAI) -> None:
    asked: Any = {"model": "gpt-5", "tools": [FUNCTION]}
    first = client.responses.create(input="cat", tool_choice="required", **asked)
    (call,) = first.output
    assert call.type == "function_call"
    output: Any = {"type": "function_call_output", "call_id": call.call_id, "output": "meow"}
    second = client.responses.create(input=[output], previous_response_id=first.id, **asked)
    assert "meow" in second.output_text


def test_chats(client: OpenAI) -> None:
    completions = client.chat.completions
    asked: Any = {
        "model": "gpt-5-nano",
        "messages": [{"role": "system", "content": "echo"}, {"role": "user", "content": "hi"}],
    }
    made = [completions.create(**asked, store=True) for _ in range(3)]
    assert made[0].choices[0].message.content == "hi"
    ids = [one.id for one in completions.list(model="gpt-5-nano", limit=1)]
    assert ids == [one.id for one in made]
    kept = [message.content for message in completions.messages.list(ids[0], limit=1)]
    assert kept == ["echo", "hi"]
    assert completions.update(ids[0], metadata={"a": "b"}).metadata == {"a": "b"}
    assert completions.retrieve(ids[0]).metadata == {"a": "b"}
    for one in ids:
        assert completions.delete(one).deleted
    with pytest.raises(openai.NotFoundError):
        completions.retrieve(ids[0])


def test_chats_are_streamed_and_parsed(client: OpenAI) -> None:
    completions = client.chat.completions
    messages: Any = [{"role": "system", "content": "echo"}, {"role": "user", "content": "hi you"}]
    options: Any = {"include_usage": True}
    *chunks, last = completions.create(
        model="gpt-5", messages=messages, stream=True, stream_options=options
    )
    assert "".join(c.choices[0].delta.content or "" for c in chunks) == "hi you"
    assert last.usage is not None
    with completions.stream(model="gpt-5", messages=messages) as stream:
        assert stream.get_final_completion().choices[0].message.content == "hi you"
    parsed = completions.parse(model="gpt-5", messages=messages[1:], response_format=Answer)
    assert parsed.choices[0].message.parsed == Answer(word="hi you", count=0)


def test_completions(client: OpenAI) -> None:
    asked: Any = {"model": "gpt-3.5-turbo-instruct", "prompt": "hello", "echo": True}
    whole = client.completions.create(**asked).choices[0].text
    assert whole.startswith("hello")
    pieces = client.completions.create(**asked, stream=True)
    assert "".join(piece.choices[0].text for piece in pieces) == whole


def test_embeddings_and_moderations(client: OpenAI) -> None:
    made = client.embeddings.create(model="text-embedding-3-small", input=["a", "b"], dimensions=8)
    assert [len(item.embedding) for item in made.data] == [8, 8]
    plain = client.embeddings.create(
        model="text-embedding-3-small", input="a", dimensions=8, encoding_format="float"
    )
    assert plain.data[0].embedding == pytest.approx(made.data[0].embedding)
    checked = client.moderations.create(input=["kind words", "I will attack and stab"])
    assert [result.flagged for result in checked.results] == [False, True]


def test_models(client: OpenAI) -> None:
    names = [model.id for model in client.models.list()]
    assert client.models.retrieve(names[0]).id == names[0]
    with pytest.raises(openai.PermissionDeniedError):
        client.models.delete(names[0])


def test_the_asynchronous_client(quick_server: Running) -> None:
    async def use() -> None:
        url = f"{quick_server.origin}/v1"
        async with AsyncOpenAI(api_key=quick_server.here.key, base_url=url) as client:
            asked: Any = {"model": "gpt-5", "input": "hello", "instructions": "echo"}
            stream = await client.responses.create(**asked, stream=True)
            deltas = [e.delta async for e in stream if e.type == "response.output_text.delta"]
            assert "".join(deltas) == "hello"
            made = [await client.conversations.create() for _ in range(2)]
            items: Any = [{"role": "user", "content": f"{number}"} for number in range(3)]
            await client.conversations.items.create(made[0].id, items=items)
            listed = client.conversations.items.list(made[0].id, limit=1)
            assert len([item async for item in listed]) == 3

    asyncio.run(use())
