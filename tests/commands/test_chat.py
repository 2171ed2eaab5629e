"""`oai chat`: asked whole and streamed, on a pipe and on a terminal, and what is stored."""

from __future__ import annotations

import base64
import json
from itertools import chain
from pathlib import Path
from threading import Event

import pytest

from tests.support.answers import Answer, Stream, error_body, sse
from tests.support.fault_server import FaultServer
from tests.support.runner import CommandLine

from .conftest import PIXEL, Ask, Watch
from .streams import DONE, HEAD, chunk, stream, words

TOOLS = '[{"type":"function","function":{"name":"look","parameters":{"type":"object"}}}]'
ECHO = ("--model", "m", "--system", "echo")


@pytest.fixture
def chat(oai: CommandLine, fault_server: FaultServer) -> Ask:
    oai.env.update(fault_server.env)
    fault_server.script(Answer(json={"id": "c", "object": "chat.completion", "choices": []}))
    return lambda *args, **more: oai.run("chat", "create", "--model", "m", *args, **more)


def test_answer_on_a_pipe_is_the_api_s_json(ask: Ask) -> None:
    answer = ask("chat", "create", "**a**\n b", *ECHO).json()
    assert (answer["object"], answer["model"]) == ("chat.completion", "m")
    assert answer["choices"][0]["message"]["content"] == "**a**\n b"


@pytest.mark.parametrize("how", [["--no-stream"], ["--stream"]])
def test_text_is_the_words_and_nothing_else(ask: Ask, how: list[str]) -> None:
    result = ask("chat", "create", "two\nlines ", *ECHO, "-t", *how)
    assert (result.code, result.stdout, result.err) == (0, b"two\nlines ", "")


def test_stream_adds_up_to_the_whole_answer(ask: Ask) -> None:
    options = ("--n", "2", "--stream", "--stream-options", "include_usage=true")
    streamed = ask("chat", "create", "a b c d", *ECHO, *options).json()
    whole = ask("chat", "create", "a b c d", *ECHO, "--n", "2").json()
    for answer in (streamed, whole):
        for name in ("id", "created", "metadata", "moderation"):
            answer.pop(name, None)
        for choice in answer["choices"]:
            choice["message"].pop("annotations", None)
    assert streamed == whole


def test_jsonl_is_each_event(ask: Ask) -> None:
    result = ask("chat", "create", "a b", *ECHO, "--stream", "--format", "jsonl")
    chunks = [json.loads(line) for line in result.lines]
    assert {chunk["object"] for chunk in chunks} == {"chat.completion.chunk"}
    texts = [chunk["choices"][0]["delta"].get("content") or "" for chunk in chunks]
    assert "".join(texts) == "a b"


def test_messages_around_the_prompt(chat: Ask, fault_server: FaultServer) -> None:
    before = '[{"role":"user","content":"a"},{"role":"assistant","content":"b"}]'
    chat("c", "--messages", before, "--system", "s", stdin="d")
    assert fault_server.requests[-1].json()["messages"] == [
        {"role": "system", "content": "s"},
        {"role": "user", "content": "a"},
        {"role": "assistant", "content": "b"},
        {"role": "user", "content": "c\n\nd"},
    ]


@pytest.mark.parametrize(
    "given",
    [
        ["--messages", '[{"role":"user","content":"a"}]'],
        ["--body", '{"messages":[{"role":"user","content":"a"}]}'],
        ["--set", "messages[0].role=user", "--set", "messages[0].content=a"],
    ],
)
def test_a_pipe_is_left_alone_when_messages_are_given(
    chat: Ask, fault_server: FaultServer, given: list[str]
) -> None:
    assert chat(*given, stdin="not for us").code == 0
    assert fault_server.requests[-1].json()["messages"] == [{"role": "user", "content": "a"}]


def test_messages_from_a_pipe(chat: Ask, fault_server: FaultServer) -> None:
    chat("--messages", "-", stdin='[{"role":"user","content":"a"}]')
    assert fault_server.requests[-1].json()["messages"] == [{"role": "user", "content": "a"}]


def test_body_is_the_base_of_the_messages(chat: Ask, fault_server: FaultServer) -> None:
    chat("b", "--body", '{"messages":[{"role":"user","content":"a"}],"n":2}')
    body = fault_server.requests[-1].json()
    assert [message["content"] for message in body["messages"]] == ["a", "b"]
    assert body["n"] == 2


def test_pictures(chat: Ask, fault_server: FaultServer, picture: Path) -> None:
    chat("what?", "--image", picture, "--image", "https://example.com/a.jpg")
    (message,) = fault_server.requests[-1].json()["messages"]
    data = base64.b64encode(PIXEL).decode()
    assert message["content"] == [
        {"type": "text", "text": "what?"},
        {"type": "image_url", "image_url": {"url": f"data:image/png;base64,{data}"}},
        {"type": "image_url", "image_url": {"url": "https://example.com/a.jpg"}},
    ]


@pytest.mark.parametrize(
    ("args", "says"),
    [
        ([], "PROMPT (or --messages)"),
        (["x", "--image", "/nowhere/a.png"], "/nowhere/a.png"),
        (["x", "--image", "/etc/hostname"], "does not look like a picture"),
        (["x", "--messages", '{"role":"user"}'], "expected a JSON array"),
        (["x", "--messages", "[1,"], "--messages"),
        (["x", "--body", '{"messages":"a"}'], "expected a JSON array"),
        (["x", "--n", "0"], "--n"),
        (["x", "--temperature", "3"], "--temperature"),
    ],
)
def test_bad_input(chat: Ask, fault_server: FaultServer, args: list[str], says: str) -> None:
    result = chat(*args)
    assert (result.code, result.stdout, fault_server.requests) == (2, b"", [])
    assert says in result.err


def test_every_parameter_reaches_the_body(chat: Ask, fault_server: FaultServer) -> None:
    options = """--frequency-penalty 0.5 --presence-penalty -1 --seed 7 --max-tokens 9
        --max-completion-tokens 8 --reasoning-effort low --verbosity high --top-logprobs 2
        --logprobs --no-store --no-parallel-tool-calls --tool-choice none --function-call auto
        --modalities text --modalities audio --audio voice=alloy --audio format=mp3
        --logit-bias {"50256":-100} --prediction type=content --prediction content=x
        --web-search-options search_context_size=low --response-format type=json_object
        --stop a --stop b --metadata k=v --service-tier flex --user u --safety-identifier s
        --prompt-cache-key p --prompt-cache-retention 24h --prompt-cache-options mode=explicit
        --moderation model=o --functions [{"name":"f"}] --stream-options include_usage=true
        --top-p 0.5 --temperature 0 --n 3 --no-stream"""
    assert chat("x", *options.split(), "--tools", TOOLS).code == 0
    body = fault_server.requests[-1].json()
    del body["messages"], body["model"]
    assert body == {
        "frequency_penalty": 0.5,
        "presence_penalty": -1,
        "seed": 7,
        "max_tokens": 9,
        "max_completion_tokens": 8,
        "reasoning_effort": "low",
        "verbosity": "high",
        "top_logprobs": 2,
        "logprobs": True,
        "store": False,
        "parallel_tool_calls": False,
        "tool_choice": "none",
        "function_call": "auto",
        "modalities": ["text", "audio"],
        "audio": {"voice": "alloy", "format": "mp3"},
        "logit_bias": {"50256": -100},
        "prediction": {"type": "content", "content": "x"},
        "web_search_options": {"search_context_size": "low"},
        "response_format": {"type": "json_object"},
        "stop": ["a", "b"],
        "metadata": {"k": "v"},
        "service_tier": "flex",
        "user": "u",
        "safety_identifier": "s",
        "prompt_cache_key": "p",
        "prompt_cache_retention": "24h",
        "prompt_cache_options": {"mode": "explicit"},
        "moderation": {"model": "o"},
        "functions": [{"name": "f"}],
        "stream_options": {"include_usage": True},
        "top_p": 0.5,
        "temperature": 0,
        "n": 3,
        "stream": False,
        "tools": json.loads(TOOLS),
    }


def test_tool_calls_are_joined(chat: Ask, fault_server: FaultServer) -> None:
    def call(index: int, **facts: object) -> dict[str, object]:
        return chunk(tool_calls=[{"index": index, **facts}])

    fault_server.script(
        stream(
            chunk(role="assistant", content=None),
            call(0, id="call_a", type="function", function={"name": "f", "arguments": ""}),
            call(0, function={"arguments": '{"x":'}),
            call(1, id="call_b", type="function", function={"name": "g", "arguments": "{}"}),
            # Some servers say again what they have said.
            call(0, id="call_a", type="function", function={"name": "f", "arguments": "1}"}),
            chunk(finish="tool_calls"),
            DONE,
        )
    )
    (choice,) = chat("x", "--stream").json()["choices"]
    assert choice == {
        "index": 0,
        "message": {
            "role": "assistant",
            "content": None,
            "tool_calls": [
                {
                    "id": "call_a",
                    "type": "function",
                    "function": {"name": "f", "arguments": '{"x":1}'},
                },
                {"id": "call_b", "type": "function", "function": {"name": "g", "arguments": "{}"}},
            ],
        },
        "logprobs": None,
        "finish_reason": "tool_calls",
    }


def test_everything_else_is_kept(chat: Ask, fault_server: FaultServer) -> None:
    first, second = chunk(content="a"), chunk(content="b", finish="stop")
    first["choices"][0]["logprobs"] = {"content": [{"token": "a", "logprob": -0.10}]}
    second["choices"][0]["logprobs"] = {"content": [{"token": "b", "logprob": -1e-7}]}
    usage = {**HEAD, "choices": [], "usage": {"total_tokens": 3}}
    fault_server.script(stream(first, second, usage, DONE))
    answer = chat("x", "--stream").json()
    assert answer["choices"][0]["logprobs"]["content"] == [
        {"token": "a", "logprob": -0.1},
        {"token": "b", "logprob": -1e-7},
    ]
    assert {key: answer[key] for key in answer if key != "choices"} == {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1700000000,
        "model": "m",
        "service_tier": "default",
        "system_fingerprint": "fp_1",
        "usage": {"total_tokens": 3},
    }


def test_legacy_function_call_and_refusal(chat: Ask, fault_server: FaultServer) -> None:
    fault_server.script(
        stream(
            chunk(role="assistant", function_call={"name": "f", "arguments": "{"}),
            chunk(function_call={"arguments": "}"}),
            chunk(1, refusal="I can"),
            chunk(1, refusal="not."),
            DONE,
        )
    )
    first, second = chat("x", "--stream").json()["choices"]
    assert first["message"]["function_call"] == {"name": "f", "arguments": "{}"}
    assert second["message"]["refusal"] == "I cannot."


def test_tokens_appear_as_they_arrive(oai: CommandLine, fault_server: FaultServer) -> None:
    head, *said = words("abc")
    read = [Event() for _ in said]
    held = [sse(one, delay=seen) for one, seen in zip([*said[1:], DONE], read, strict=True)]
    fault_server.script(Stream(chain(sse(head, said[0]), *held)))
    command = ("chat", "create", "x", "--model", "m", "--stream", "-t")
    with oai.start(*command, env=fault_server.env) as running:
        for text, seen in zip(("a", "ab", "abc"), read, strict=True):
            running.stdout.wait_for(text)
            seen.set()
        assert running.finish().code == 0


def test_several_answers_in_text(chat: Ask, fault_server: FaultServer) -> None:
    fault_server.script(
        stream(
            *(chunk(number, content=text) for text in "ab" for number in range(3)),
            *(chunk(number, finish="stop") for number in range(3)),
            DONE,
        )
    )
    assert chat("x", "--n", "3", "--stream", "-t").text == "ab\nab\nab"


@pytest.mark.parametrize("options", [["-t"], ["--format", "json"], ["--format", "jsonl"]])
@pytest.mark.parametrize(
    ("events", "more", "code"),
    [
        (words("ab"), {}, 6),
        (words("ab"), {"ending": "cut"}, 6),
        (words("ab"), {"ending": "reset"}, 6),
        ([*words("ab"), error_body("Overloaded.", type="server_error")], {}, 6),
        ([*words("ab"), error_body("No.", code="rate_limit_exceeded")], {}, 5),
        ([*words("ab"), "{broken"], {}, 6),
        ([*words("ab"), {**HEAD, "choices": [{"index": 0, "delta": "text"}]}], {}, 6),
    ],
)
def test_a_broken_stream_keeps_what_came(
    chat: Ask, fault_server: FaultServer, events: list, more: dict, code: int, options: list[str]
) -> None:
    fault_server.script(stream(*events, **more))
    result = chat("x", "--stream", "--max-retries", "0", *options)
    assert result.code == code
    assert result.err.count("\n") == 1
    assert "fault in oai" not in result.err
    if options == ["-t"]:
        assert result.text == "ab"
    elif options[1] == "json":
        (choice,) = result.json()["choices"]
        assert (choice["message"]["content"], choice["finish_reason"]) == ("ab", None)
    else:
        assert all(json.loads(line) for line in result.lines if line != "{broken")


def test_broken_stream_of_several_answers(chat: Ask, fault_server: FaultServer) -> None:
    fault_server.script(stream(chunk(0, content="a"), chunk(1, content="b")))
    result = chat("x", "--n", "2", "--stream", "-t")
    assert (result.code, result.text) == (6, "a\nb")


def test_server_that_cannot_stream(chat: Ask, fault_server: FaultServer) -> None:
    choice = {"index": 0, "message": {"role": "assistant", "content": "whole"}}
    fault_server.script(Answer(json={"id": "c", "choices": [choice]}))
    assert chat("x", "--stream", "-t").text == "whole"


@pytest.mark.parametrize("how", [["--no-stream"], ["--stream"]])
def test_only_tool_calls(ask: Ask, how: list[str]) -> None:
    args = ("x", "--model", "m", "--tools", TOOLS, "--tool-choice", "required", "-t", *how)
    result = ask("chat", "create", *args)
    assert (result.code, result.stdout) == (0, b"")
    assert result.err == "The answer has no text but 1 tool call: see --format json.\n"


@pytest.mark.parametrize("how", [["--no-stream"], ["--stream"]])
def test_token_limit_is_said(ask: Ask, how: list[str]) -> None:
    args = (*ECHO, "--max-completion-tokens", "2", *how)
    result = ask("chat", "create", "aaaabbbbcccc", *args, "-t")
    assert (result.code, result.text) == (0, "aaaabbbb")
    assert result.err.count("\n") == 1
    assert "--max-completion-tokens" in result.err
    assert ask("chat", "create", "aaaabbbbcccc", *args).err == ""


def test_on_a_terminal(watch: Watch) -> None:
    terminal = watch("chat", "create", "# Title\n\nsome *words*", *ECHO)
    assert terminal.wait() == 0
    lines = [line for line in terminal.screen() if line]
    assert [line.strip(" ┃┏┗┓┛━") for line in lines[:-1] if line.strip(" ┏┗┓┛━")] == [
        "Title",
        "some words",
    ]
    assert lines[-1].startswith("chatcmpl-")
    assert lines[-1].endswith(" · m")


@pytest.mark.parametrize("how", [["--no-stream"], ["--stream"]])
def test_several_answers_on_a_terminal_are_paragraphs(watch: Watch, how: list[str]) -> None:
    terminal = watch("chat", "create", "said", *ECHO, "--n", "2", *how)
    terminal.wait()
    assert terminal.screen()[:3] == ["said", "", "said"]


@pytest.mark.parametrize(
    ("options", "pipes"),
    [(["-t"], []), ([], ["stdout"]), ([], ["stderr"]), (["--fields", "id"], [])],
)
def test_facts_are_for_people_at_a_terminal(
    watch: Watch, options: list[str], pipes: list[str]
) -> None:
    terminal = watch("chat", "create", "said", *ECHO, *options, pipes=pipes)
    assert terminal.wait() == 0
    err = terminal.stderr.finish() if "stderr" in pipes else b""
    assert " · " not in terminal.text + err.decode()


def test_facts_of_a_whole_answer(watch: Watch) -> None:
    terminal = watch("chat", "create", "said", *ECHO, "--no-stream")
    terminal.wait()
    assert terminal.text.rstrip().endswith(" · m · 3 tokens")
    assert b"\x1b[2m" in terminal.output.data


def test_spoken_answers_are_not_streamed_by_default(
    oai: CommandLine, fault_server: FaultServer
) -> None:
    message = {"role": "assistant", "content": None, "audio": {"id": "a", "transcript": "heard"}}
    fault_server.script(Answer(json={"id": "c", "choices": [{"index": 0, "message": message}]}))
    words = "chat create x --model m --modalities audio --audio voice=alloy --audio format=mp3"
    terminal = oai.terminal(*words.split(), env=fault_server.env)
    assert terminal.wait() == 0
    assert fault_server.requests[-1].json()["stream"] is False
    assert "heard" in terminal.text


def test_life_of_a_stored_completion(ask: Ask) -> None:
    made = ask(
        *["chat", "create", "hello", "--model", "life", "--store", "--metadata", "run=1"]
    ).json()
    name = made["id"]
    assert ask("chat", "get", name).json()["choices"] == made["choices"]
    assert ask("chat", "get", name, "-t").text == made["choices"][0]["message"]["content"]
    changed = ask("chat", "update", name, "--metadata", "run=2", "--metadata", "a=b").json()
    assert changed["metadata"] == {"run": "2", "a": "b"}
    listed = ask("chat", "list", "--model", "life", "--metadata", "run=2").json()
    assert [item["id"] for item in listed["data"]] == [name]
    assert ask("chat", "list", "--model", "life", "--metadata", "run=1").json()["data"] == []
    (message,) = ask("chat", "messages", name).json()["data"]
    assert (message["role"], message["content"]) == ("user", "hello")
    assert ask("chat", "delete", name, "--yes").json()["deleted"] is True
    gone = ask("chat", "get", name)
    assert (gone.code, gone.stdout) == (4, b"")


def test_list_pages(ask: Ask) -> None:
    made = [
        ask(*f"chat create x{number} --model pages --store".split()).json()["id"]
        for number in range(3)
    ]
    pages = ("chat", "list", "--model", "pages")
    everything = ask(*pages, "--all", "--format", "jsonl").lines
    assert [json.loads(line)["id"] for line in everything] == made
    assert ask(*pages, "--limit", "2", "--order", "desc", "-q").lines == made[:0:-1]
    assert ask(*pages, "--after", made[1], "-q").lines == made[2:]


def test_update_needs_metadata(ask: Ask) -> None:
    result = ask("chat", "update", "chatcmpl-1")
    assert (result.code, result.stdout) == (2, b"")
    assert "--metadata" in result.err
