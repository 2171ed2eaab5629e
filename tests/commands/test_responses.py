"""`oai responses`: asked, streamed and followed, with pictures and files; stored and fetched."""

from __future__ import annotations

import base64
import json
from itertools import chain
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from tests.support.answers import Answer, Stream, error_body, sse
from tests.support.fault_server import FaultServer
from tests.support.runner import CommandLine

from .conftest import PIXEL, Ask, Watch

ECHO = ("--model", "m", "--instructions", "echo")
TOOLS = '[{"type":"function","name":"look","parameters":{"type":"object"}}]'
BEGUN = {"id": "resp_1", "object": "response", "status": "in_progress", "output": []}
MESSAGE = {"id": "msg_1", "type": "message", "role": "assistant", "content": []}


def event(kind: str, number: int, **facts: Any) -> dict[str, Any]:
    return {"type": f"response.{kind}", "sequence_number": number, **facts}


def delta(number: int, text: str, kind: str = "output_text") -> dict[str, Any]:
    return event(f"{kind}.delta", number, output_index=0, content_index=0, delta=text)


def begun(**facts: Any) -> list[dict[str, Any]]:
    return [
        event("created", 0, response={**BEGUN, **facts}),
        event("output_item.added", 1, output_index=0, item=MESSAGE),
    ]


@pytest.fixture
def responses(oai: CommandLine, fault_server: FaultServer) -> Ask:
    oai.env.update(fault_server.env)
    fault_server.script(Answer(json={**BEGUN, "status": "completed"}))
    return lambda *args, **more: oai.run("responses", *args, **more)


@pytest.fixture
def stored(ask: Ask) -> Any:
    """Give a response that is kept on the server."""
    return ask("responses", "create", "hello there", *ECHO).json()


def test_answer_on_a_pipe_is_the_api_s_json(ask: Ask, stored: Any) -> None:
    assert (stored["object"], stored["status"]) == ("response", "completed")
    assert stored["output"][0]["content"][0]["text"] == "hello there"
    assert ask("responses", "get", stored["id"]).json() == stored


@pytest.mark.parametrize("how", [["--no-stream"], ["--stream"]])
def test_text_is_the_words_and_nothing_else(ask: Ask, how: list[str]) -> None:
    result = ask("responses", "create", "two\nlines ", *ECHO, "-t", *how)
    assert (result.code, result.stdout, result.err) == (0, b"two\nlines ", "")


def test_stream_in_every_format(ask: Ask) -> None:
    def streamed(kind: str) -> Any:
        return ask("responses", "create", "a b", *ECHO, "--stream", "--format", kind)

    whole = streamed("json").json()
    assert whole["output"][0]["content"][0]["text"] == "a b"
    events = [json.loads(line) for line in streamed("jsonl").lines]
    assert [item["sequence_number"] for item in events] == list(range(len(events)))
    assert events[-1]["type"] == "response.completed"
    raw = streamed("raw").text
    assert raw.startswith("event: response.created\ndata: {")
    assert raw.endswith("\n\n")
    assert streamed("table").text == "a b\n"


def test_tokens_appear_as_they_arrive(oai: CommandLine, fault_server: FaultServer) -> None:
    said = [delta(2 + number, text) for number, text in enumerate("abc")]
    done = event("completed", 9, response={**BEGUN, "status": "completed"})
    read = [Event() for _ in said]
    held = [sse(one, delay=seen) for one, seen in zip([*said[1:], done], read, strict=True)]
    fault_server.script(Stream(chain(sse(*begun(), said[0]), *held)))
    command = ("responses", "create", "x", "--model", "m", "--stream", "-t")
    with oai.start(*command, env=fault_server.env) as running:
        for text, seen in zip(("a", "ab", "abc"), read, strict=True):
            running.stdout.wait_for(text)
            seen.set()
        assert running.finish().text == "abc"


@pytest.mark.parametrize("options", [["-t"], ["--format", "json"]])
@pytest.mark.parametrize(
    ("ending", "more", "code"),
    [
        ([], {}, 6),
        ([], {"ending": "cut"}, 6),
        ([], {"ending": "reset"}, 6),
        (["[DONE]"], {}, 0),
        ([error_body("Too fast.", code="rate_limit_exceeded")], {}, 5),
        ([{"type": "error", "code": "server_error", "message": "Broken."}], {}, 6),
        ([event("failed", 5, response={**BEGUN, "error": {"code": "x", "message": "no"}})], {}, 1),
        ([event("output_item.done", 5)], {}, 6),
    ],
)
def test_a_broken_stream_keeps_what_came(
    responses: Ask,
    fault_server: FaultServer,
    ending: list,
    more: dict,
    code: int,
    options: list[str],
) -> None:
    fault_server.script(Stream(sse(*begun(), delta(2, "so "), delta(3, "far"), *ending), **more))
    result = responses("create", "x", "--model", "m", "--stream", *options)
    assert result.code == code
    assert "fault in oai" not in result.err
    if options == ["-t"]:
        assert result.text == "so far"
    elif "failed" not in str(ending):
        (message,) = result.json()["output"]
        assert message["content"] == [{"type": "output_text", "text": "so far"}]


def test_a_file_of_a_broken_stream_is_kept_beside(
    responses: Ask, fault_server: FaultServer, tmp_path: Path
) -> None:
    fault_server.script(Stream(sse(*begun(), delta(2, "so far")), ending="cut"))
    target = tmp_path / "answer.txt"
    result = responses("create", "x", "--model", "m", "--stream", "-t", "-o", target)
    assert (result.code, result.stdout, target.exists()) == (6, b"", False)
    assert (tmp_path / "answer.txt.partial").read_text() == "so far"
    assert "answer.txt.partial" in result.err


def test_refusal_is_what_the_model_said(responses: Ask, fault_server: FaultServer) -> None:
    part = {"type": "refusal", "refusal": "I cannot."}
    whole = {**BEGUN, "status": "completed", "output": [{**MESSAGE, "content": [part]}]}
    events = [*begun(), delta(2, "I ", "refusal"), delta(3, "cannot.", "refusal")]
    fault_server.script(Answer(json=whole), Stream(sse(*events)))
    assert responses("create", "x", "--model", "m", "-t").text == "I cannot."
    broken = responses("create", "x", "--model", "m", "--stream")
    assert broken.json()["output"][0]["content"] == [part]


def test_how_to_go_on_with_a_background_response(responses: Ask, fault_server: FaultServer) -> None:
    fault_server.script(Stream(sse(*begun(background=True), delta(2, "so")), ending="cut"))
    result = responses(
        "create", "x", "--model", "m", "--background", "--stream", "-t", "--max-wait", "0.01"
    )
    assert (result.code, result.text) == (6, "so")
    assert "oai responses get resp_1 --stream --starting-after 2" in result.err


def test_stream_is_taken_up_without_loss_or_repetition(ask: Ask) -> None:
    text = "one two three four five six"
    made = ask("responses", "create", text, *ECHO, "--background").json()
    assert made["status"] in ("queued", "in_progress")
    follow = ("responses", "get", made["id"], "--stream", "--format", "jsonl")
    events = ask(*follow).lines
    rest = ask(*follow, "--starting-after", "4").lines
    assert rest == events[5:]
    deltas = [json.loads(line).get("delta", "") for line in events]
    assert "".join(item for item in deltas if isinstance(item, str)) == text


def test_numbers_of_events_that_are_none(responses: Ask, fault_server: FaultServer) -> None:
    events = [{**made, "sequence_number": "x"} for made in begun(background=True)]
    fault_server.script(Stream(sse(*events)), Answer(404))
    result = responses("create", "x", "--model", "m", "--stream", "--max-wait", "0.01")
    assert result.code in (4, 6)
    assert "fault in oai" not in result.err


def test_failed_response_fails(responses: Ask, fault_server: FaultServer) -> None:
    failed = {**BEGUN, "status": "failed", "error": {"code": "x", "message": "It broke."}}
    fault_server.script(Answer(json=failed))
    result = responses("get", "resp_1")
    assert (result.code, result.json()) == (7, failed)
    assert "It broke." in result.err


@pytest.mark.parametrize("how", [["--no-stream"], ["--stream"]])
def test_only_tool_calls(ask: Ask, how: list[str]) -> None:
    args = ("x", "--model", "m", "--tools", TOOLS, "--tool-choice", "required", "-t", *how)
    result = ask("responses", "create", *args)
    assert (result.code, result.stdout) == (0, b"")
    assert result.err == "The answer has no text but 1 tool call: see --format json.\n"


def item(kind: str) -> dict[str, Any]:
    return {"type": kind, "id": "item_1", "status": "completed"}


SAID = {**MESSAGE, "content": [{"type": "output_text", "text": "Let me see."}]}


@pytest.mark.parametrize(
    ("output", "more", "says"),
    [
        ([SAID, item("function_call")], {}, "1 tool call beside its text"),
        ([SAID, item("web_search_call")], {}, ""),
        ([item("web_search_call")], {}, "no text but 1 tool call"),
        ([item("mcp_approval_request")], {}, "no text but 1 tool call"),
        ([SAID, item("shell_call"), item("custom_tool_call")], {}, "2 tool calls beside"),
        ([SAID], {"incomplete_details": {"reason": "tired"}}, "not complete: tired."),
        ([SAID], {"incomplete_details": None}, "not complete: no reason given."),
    ],
)
@pytest.mark.parametrize("how", ["--no-stream", "--stream"])
def test_what_stands_beside_the_words_is_told(
    how: str,
    output: list[Any],
    more: dict[str, Any],
    says: str,
    responses: Ask,
    fault_server: FaultServer,
) -> None:
    status = "incomplete" if more else "completed"
    whole = {**BEGUN, "status": status, "output": output, **more}
    plain = Answer(json=whole)
    events = [event("created", 0, response=BEGUN), event(status, 1, response=whole)]
    fault_server.script(Stream(sse(*events)) if how == "--stream" else plain)
    result = responses("create", "x", "--model", "m", "-t", how)
    assert (result.code, result.text) == (0, "Let me see." if SAID in output else "")
    assert says in result.err
    assert bool(says) == bool(result.err)


@pytest.mark.parametrize("how", [["--no-stream"], ["--stream"]])
def test_token_limit_is_said(ask: Ask, how: list[str]) -> None:
    args = (*ECHO, "--max-output-tokens", "16", *how)
    result = ask("responses", "create", "abcd" * 20, *args, "-t")
    assert (result.code, result.text) == (0, "abcd" * 16)
    assert "--max-output-tokens" in result.err
    assert ask("responses", "create", "abcd" * 20, *args).err == ""


def test_pictures_and_files(responses: Ask, fault_server: FaultServer, picture: Path) -> None:
    page = picture.with_name("page.txt")
    page.write_text("text")
    images = ("--image", picture, "--image", "https://a.example/b.png", "--image", "file-1")
    files = ("--file", page, "--file", "https://a.example/b.pdf", "--file", "file-2")
    responses("create", "what?", "--model", "m", *images, *files, stdin="more")
    (message,) = fault_server.requests[-1].json()["input"]
    pixel, text = (base64.b64encode(data).decode() for data in (PIXEL, b"text"))
    assert message == {
        "role": "user",
        "content": [
            {"type": "input_text", "text": "what?\n\nmore"},
            {"type": "input_image", "image_url": f"data:image/png;base64,{pixel}"},
            {"type": "input_image", "image_url": "https://a.example/b.png"},
            {"type": "input_image", "file_id": "file-1"},
            {
                "type": "input_file",
                "filename": "page.txt",
                "file_data": f"data:text/plain;base64,{text}",
            },
            {"type": "input_file", "file_url": "https://a.example/b.pdf"},
            {"type": "input_file", "file_id": "file-2"},
        ],
    }


def test_a_picture_is_known_by_its_bytes(
    responses: Ask, fault_server: FaultServer, tmp_path: Path
) -> None:
    heads = {
        "png": PIXEL,
        "jpeg": b"\xff\xd8\xff\xe0",
        "gif": b"GIF89a",
        "webp": b"RIFF\0\0\0\0WEBPVP8 ",
    }
    images = []
    for kind, data in heads.items():
        (tmp_path / f"{kind}-without-suffix").write_bytes(data)
        images += ["--image", tmp_path / f"{kind}-without-suffix"]
    responses("create", "x", "--model", "m", *images)
    _, *parts = fault_server.requests[-1].json()["input"][0]["content"]
    kinds = [part["image_url"].split(";")[0] for part in parts]
    assert kinds == [f"data:image/{kind}" for kind in heads]


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["x"], "--model"),
        (["x", "--input", "y"], "--input"),
        (["x", "--image", "/nowhere/a.png"], "/nowhere/a.png"),
        (["x", "--image", "/etc/hostname"], "does not look like a picture"),
        (["--body", '{"input":[]}', "--image", "https://a.example"], "text"),
        (["x", "--max-output-tokens", "15"], "--max-output-tokens"),
        (["x", "--reasoning", "loud"], "--reasoning"),
        (["x", "--tools", "{}"], "--tools"),
    ],
)
def test_bad_input(ask: Ask, args: list[str], says: str) -> None:
    model = [] if args == ["x"] else ["--model", "m"]
    result = ask("responses", "create", *args, *model)
    assert says in result.err
    # Only a prompt kept on the platform goes without a model, so the server is asked.
    assert (result.code, result.stdout) == (2 if model else 1, b"")


def test_a_pipe_is_left_alone_when_the_body_has_an_input(
    responses: Ask, fault_server: FaultServer
) -> None:
    body = '{"model":"m","input":[{"role":"user","content":"a"}]}'
    assert responses("create", "--body", body, stdin="not for us").code == 0
    assert fault_server.requests[-1].json() == json.loads(body)


def test_on_a_terminal(watch: Watch) -> None:
    terminal = watch("responses", "create", "some *words*\n\n- one\n- two", *ECHO)
    assert terminal.wait() == 0
    lines = [line for line in terminal.screen() if line]
    assert lines[:3] == ["some words", " • one", " • two"]
    assert lines[3].startswith("resp_")
    assert " · m · completed · " in lines[3]
    assert len(lines) == 4


def test_a_background_response_on_a_terminal(watch: Watch) -> None:
    terminal = watch("responses", "create", "x", *ECHO, "--background", "-t", pipes=["stdout"])
    assert terminal.wait() == 0
    assert terminal.stdout.finish() == b""
    assert "oai responses get resp_" in "".join(terminal.text.split("\n"))


def test_input_items(ask: Ask, stored: Any) -> None:
    listed = ask("responses", "input-items", stored["id"]).json()
    assert listed["object"] == "list"
    assert [item["content"][0]["text"] for item in listed["data"]] == ["hello there"]


def test_delete(ask: Ask, stored: Any) -> None:
    refused = ask("responses", "delete", stored["id"])
    assert (refused.code, refused.stdout) == (2, b"")
    assert ask("responses", "delete", stored["id"], "--yes").json()["deleted"] is True
    gone = ask("responses", "get", stored["id"])
    assert (gone.code, gone.stdout) == (4, b"")


def test_cancel(ask: Ask) -> None:
    body = ("--background", "--header", "x-sandbox-fault: token-delay=3600")
    made = ask("responses", "create", "one two three four five", *ECHO, *body).json()
    cancelled = ask("responses", "cancel", made["id"], "--yes")
    assert (cancelled.code, cancelled.json()["id"]) == (0, made["id"])
    assert cancelled.json()["status"] == "cancelled"


def test_count_tokens(ask: Ask) -> None:
    counted = ask("responses", "count-tokens", "how long is this?", "--model", "m")
    assert set(counted.json()) == {"object", "input_tokens"}
    text = ask("responses", "count-tokens", "how long is this?", "--model", "m", "-t").text
    assert text == f"{counted.json()['input_tokens']}\n"


def test_compact(ask: Ask, stored: Any) -> None:
    result = ask("responses", "compact", "--model", "m", "--previous-response-id", stored["id"])
    compacted = result.json()
    assert compacted["object"] == "response.compaction"
    assert compacted["output"][-1]["type"] == "compaction"
    assert ask("responses", "compact", "x").code == 2


def test_previous_response(ask: Ask, stored: Any) -> None:
    made = ask("responses", "create", "and?", *ECHO, "--previous-response-id", stored["id"]).json()
    assert made["previous_response_id"] == stored["id"]
    missing = ask("responses", "create", "x", *ECHO, "--previous-response-id", "resp_no")
    assert (missing.code, missing.stdout) == (1, b"")


def test_how_pictures_count_is_told_beside_a_picture(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "dot.png").write_bytes(PIXEL)
    shown = ("--image", str(tmp_path / "dot.png"), "--image-context-compression", "enabled")
    line = ("responses", "create", "Hi", *ECHO, *shown)
    sent = ask(*line, "--dry-run").json()["body"]
    assert sent["image"] == {"context_compression": "enabled"}
    assert sent["input"][0]["content"][1]["type"] == "input_image"
    assert ask(*line).json()["image"] == {"context_compression": "enabled"}
