"""The official client runs assistants, keeps conversations, and begins chats and calls."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from openai import NotFoundError, OpenAI

from .agent_calls import FUNCTION
from .running import Running
from .test_realtime import OFFER

# It warns of what the API is going to end: the assistants.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


@pytest.fixture(scope="module")
def client(quick_server: Running) -> Iterator[OpenAI]:
    url = f"{quick_server.origin}/v1"
    with OpenAI(api_key=quick_server.here.key, base_url=url, max_retries=0) as client:
        yield client


@pytest.fixture
def assistant(client: OpenAI) -> str:
    tools: Any = [FUNCTION]
    return client.beta.assistants.create(model="gpt-5", instructions="echo", tools=tools).id


def test_assistants(client: OpenAI) -> None:
    made = [client.beta.assistants.create(model="gpt-5", name=str(n)).id for n in range(5)]
    assert [one.id for one in client.beta.assistants.list(limit=2)][:5] == made[::-1]
    assert client.beta.assistants.update(made[0], name="new").name == "new"
    assert client.beta.assistants.retrieve(made[0]).name == "new"
    assert client.beta.assistants.delete(made[0]).deleted
    with pytest.raises(NotFoundError):
        client.beta.assistants.retrieve(made[0])


def test_threads_and_messages(client: OpenAI) -> None:
    threads = client.beta.threads
    thread = threads.create(messages=[{"role": "user", "content": "0"}]).id
    for number in range(1, 5):
        threads.messages.create(thread, role="user", content=str(number))
    listed = list(threads.messages.list(thread, order="asc", limit=2))
    texts = [part.text.value for one in listed for part in one.content if part.type == "text"]
    assert texts == ["0", "1", "2", "3", "4"]
    first = listed[0].id
    changed = threads.messages.update(first, thread_id=thread, metadata={"a": "b"})
    assert threads.messages.retrieve(first, thread_id=thread) == changed
    assert threads.messages.delete(first, thread_id=thread).deleted
    assert threads.update(thread, metadata={"c": "d"}).metadata == {"c": "d"}
    assert threads.delete(thread).deleted
    with pytest.raises(NotFoundError):
        threads.retrieve(thread)


def test_a_run_is_polled(client: OpenAI, assistant: str) -> None:
    thread = client.beta.threads.create(messages=[{"role": "user", "content": "cat"}]).id
    runs = client.beta.threads.runs
    asked: Any = {"thread_id": thread, "poll_interval_ms": 10}
    run = runs.create_and_poll(assistant_id=assistant, tool_choice="required", **asked)
    assert run.status == "requires_action"
    assert run.required_action is not None
    (call,) = run.required_action.submit_tool_outputs.tool_calls
    outputs: Any = [{"tool_call_id": call.id, "output": "meow"}]
    done = runs.submit_tool_outputs_and_poll(run_id=run.id, tool_outputs=outputs, **asked)
    assert done.status == "completed"
    answer = next(iter(client.beta.threads.messages.list(thread))).content[0]
    assert answer.type == "text"
    assert answer.text.value == "meow"
    steps = list(runs.steps.list(run.id, thread_id=thread, limit=1))
    assert [step.type for step in steps] == ["message_creation", "tool_calls"]
    assert runs.steps.retrieve(steps[0].id, thread_id=thread, run_id=run.id) == steps[0]
    assert [one.id for one in runs.list(thread)] == [run.id]


def test_a_run_is_streamed(client: OpenAI, assistant: str) -> None:
    thread: Any = {"messages": [{"role": "user", "content": "Hé  you"}]}
    with client.beta.threads.create_and_run_stream(assistant_id=assistant, thread=thread) as stream:
        assert "".join(stream.text_deltas) == "Hé  you"
        final = stream.get_final_run()
    assert final.status == "completed"
    runs = client.beta.threads.runs
    asked: Any = {"thread_id": final.thread_id, "assistant_id": assistant}
    with runs.stream(tool_choice="required", **asked) as stream:
        names = [event.event for event in stream]
        (step,) = stream.get_final_run_steps()
        waiting = stream.get_final_run()
    assert names[-1] == "thread.run.requires_action"
    assert step.step_details.type == "tool_calls"
    (call,) = step.step_details.tool_calls
    assert call.type == "function"
    assert call.function.arguments == '{"word": "H\\u00e9  you"}'
    outputs: Any = [{"tool_call_id": call.id, "output": "done"}]
    again: Any = {"thread_id": final.thread_id, "run_id": waiting.id}
    with runs.submit_tool_outputs_stream(tool_outputs=outputs, **again) as stream:
        assert "".join(stream.text_deltas) == "done"


def test_a_run_is_cancelled(client: OpenAI, assistant: str) -> None:
    thread: Any = {"messages": [{"role": "user", "content": "cat"}]}
    asked: Any = {"assistant_id": assistant, "thread": thread, "tool_choice": "required"}
    run = client.beta.threads.create_and_run_poll(poll_interval_ms=10, **asked)
    runs = client.beta.threads.runs
    assert runs.cancel(run.id, thread_id=run.thread_id).status == "cancelling"
    polled = runs.poll(run.id, thread_id=run.thread_id, poll_interval_ms=10)
    assert polled.status == "cancelled"
    metadata = runs.update(run.id, thread_id=run.thread_id, metadata={"a": "b"}).metadata
    assert metadata == {"a": "b"}


def test_conversations(client: OpenAI) -> None:
    guide: Any = {"role": "developer", "content": "echo"}
    conversation = client.conversations.create(items=[guide], metadata={"a": "b"}).id
    said = client.responses.create(model="gpt-5", input="hi", conversation=conversation)
    assert said.output_text == "hi"
    items = client.conversations.items
    listed = list(items.list(conversation, order="asc", limit=1))
    assert [item.role for item in listed if item.type == "message"] == [
        "developer",
        "user",
        "assistant",
    ]
    more: Any = [{"role": "user", "content": "more"}]
    (added,) = items.create(conversation, items=more).data
    assert added.id is not None
    assert items.retrieve(added.id, conversation_id=conversation) == added
    assert items.delete(added.id, conversation_id=conversation).id == conversation
    assert client.conversations.update(conversation, metadata={"c": "d"}).metadata == {"c": "d"}
    assert client.conversations.delete(conversation).deleted
    with pytest.raises(NotFoundError):
        client.conversations.retrieve(conversation)


def test_chatkit(client: OpenAI) -> None:
    chatkit = client.beta.chatkit
    session = chatkit.sessions.create(user="dora", workflow={"id": "wf_1"})
    for _ in range(2):
        chatkit.sessions.create(user="dora", workflow={"id": "wf_2"})
    assert chatkit.sessions.cancel(session.id).status == "cancelled"
    threads = list(chatkit.threads.list(user="dora", limit=1))
    assert len(threads) == 3
    assert chatkit.threads.retrieve(threads[0].id) == threads[0]
    (item,) = chatkit.threads.list_items(threads[0].id)
    assert item.type == "chatkit.assistant_message"
    assert chatkit.threads.delete(threads[0].id).deleted


def test_realtime(client: OpenAI) -> None:
    made = client.realtime.client_secrets.create(session={"type": "realtime", "model": "gpt-x"})
    assert made.session.type == "realtime"
    assert made.session.model == "gpt-x"
    calls = client.realtime.calls
    answer = calls.create(sdp=OFFER, session={"type": "realtime"})
    assert answer.read().startswith(b"v=0\r\n")
    call = answer.response.headers["location"].rpartition("/")[2]
    calls.accept(call, type="realtime")
    calls.refer(call, target_uri="tel:+1")
    with pytest.raises(NotFoundError):
        calls.hangup("rtc_none")
