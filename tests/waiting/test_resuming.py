"""A background stream that is cut, wherever that is, goes on without a lost or repeated byte."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from typing import Any

import pytest

from tests.support.answers import Answer, Ending, Playable, Reset, Silence, Stream, error_body, sse
from tests.support.fault_server import FaultServer
from tests.support.parallel import in_parallel
from tests.support.process import Result
from tests.support.runner import CommandLine
from tests.support.samples import answer_events
from tests.support.sandbox_server import SandboxServer
from tests.support.wire import Request

from .conftest import Run, run_alone

TEXTS = ("Hel", "lo, ", "wörld\n", "\n  two 😀", " ")
TEXT = "".join(TEXTS)
CREATE = ("responses", "create", "Hi", "--model", "m", "--background", "--stream")
GET = ("responses", "get", "resp_1", "--stream")
SOON = ("--max-wait", "0.01")
ENDINGS: tuple[Ending, ...] = ("cut", "reset", "complete")


def numbered(events: Iterable[dict[str, Any]], *, background: bool = True) -> list[dict[str, Any]]:
    """Return the events as the API numbers them."""
    made = [{**event, "sequence_number": number} for number, event in enumerate(events)]
    for event in made:
        if "response" in event:
            event["response"] = {**event["response"], "background": background}
    return made


EVENTS = numbered(answer_events(*TEXTS))


class Cutting:
    """A server of one background response whose first connections break as they are told to."""

    def __init__(self, *breaks: Playable | tuple[int, Ending]) -> None:
        self.breaks = list(breaks)

    def __call__(self, request: Request) -> Playable:
        after = int(request.query.get("starting_after", ["-1"])[0])
        missing = EVENTS[after + 1 :]
        if not self.breaks:
            return Stream(sse(*missing))
        broken = self.breaks.pop(0)
        if not isinstance(broken, tuple):
            return broken
        kept, ending = broken
        half = [] if ending == "complete" else [(0.0, sse(*missing[kept:])[0][1][:25])]
        return Stream([*sse(*missing[:kept]), *half], ending=ending)


def numbers(result: Result) -> list[int]:
    return [json.loads(line)["sequence_number"] for line in result.lines]


def run_cut(
    oai: CommandLine, words: Sequence[str], *breaks: Playable | tuple[int, Ending]
) -> tuple[Result, list[Request]]:
    return run_alone(oai, Cutting(*breaks), (*words, *SOON))


@pytest.mark.parametrize(
    ("words", "ending"),
    [(CREATE, "cut"), (CREATE, "reset"), (CREATE, "complete"), (GET, "cut")],
    ids=["cut", "reset", "early end", "get, cut"],
)
def test_cut_at_every_event(words: tuple[str, ...], ending: Ending, oai: CommandLine) -> None:
    def cut(kept: int) -> None:
        result, requests = run_cut(oai, (*words, "--format", "jsonl"), (kept, ending))
        assert result.text == FORMATS["jsonl"]
        assert (result.code, result.err.count("Trying again")) == (0, 1)
        if ending != "reset":
            # What a reset throws away was never here: how much that is, nobody knows.
            after = [request.query.get("starting_after") for request in requests]
            assert after == [None, [str(kept - 1)] if kept else None]

    in_parallel(cut, range(1 if words is CREATE else 0, len(EVENTS)))


def test_the_text_of_a_stream_cut_at_every_event(oai: CommandLine) -> None:
    def cut(kept: int) -> None:
        result, _ = run_cut(oai, (*CREATE, "-t"), (kept, "cut"))
        assert (result.code, result.text) == (0, TEXT)

    in_parallel(cut, range(1, len(EVENTS)))


FORMATS = {
    "text": TEXT,
    "jsonl": "".join(f"{json.dumps(event)}\n" for event in EVENTS),
    "json": json.dumps(EVENTS[-1]["response"], indent=2, ensure_ascii=False) + "\n",
    "raw": b"".join(data for _, data in sse(*EVENTS)).decode(),
}


@pytest.mark.parametrize("format", FORMATS)
def test_every_connection_brings_one_event(format: str, oai: CommandLine) -> None:
    """As long as something comes, it is tried again, however often that is."""
    breaks = [(1, ENDINGS[number % 2 * 2]) for number in range(len(EVENTS) - 1)]
    result, requests = run_cut(oai, (*CREATE, "--format", format), *breaks)
    assert result.code == 0
    same = json.loads(result.text) == json.loads(FORMATS[format]) if format == "json" else None
    assert same or result.text == FORMATS[format]
    assert len(requests) == len(EVENTS)
    assert [request.method for request in requests[1:]] == ["GET"] * (len(EVENTS) - 1)


def test_a_terminal_shows_the_text_once(oai: CommandLine, fault_server: FaultServer) -> None:
    fault_server.handle(Cutting((4, "cut"), (1, "complete"), (1, "cut")))
    terminal = oai.terminal(*CREATE, *SOON, env=fault_server.env)
    assert terminal.wait() == 0
    shown = " ".join(" ".join(terminal.screen()).split())
    assert shown.count("Hello, wörld") == 1
    assert shown.count("two 😀") == 1
    assert shown.count("Trying again") == 3


def test_what_is_said_of_a_cut_stays_out_of_the_terminals_answer(
    oai: CommandLine, fault_server: FaultServer
) -> None:
    fault_server.handle(Cutting((4, "cut")))
    terminal = oai.terminal(*CREATE, *SOON, pipes=["stderr"], env=fault_server.env)
    assert terminal.wait() == 0
    assert b"Trying again" in terminal.stderr.finish()
    assert "Trying again" not in terminal.text


def test_the_rest_is_asked_for_as_the_whole_was(oai: CommandLine) -> None:
    words = (*CREATE, "--include", "reasoning.encrypted_content", "--include", "x")
    options = ("--stream-options", "include_obfuscation:=false", "-t")
    result, (_, again) = run_cut(oai, (*words, *options), (3, "cut"))
    assert result.text == TEXT
    assert again.path == "/v1/responses/resp_1"
    assert again.query == {
        "stream": ["true"],
        "include[]": ["reasoning.encrypted_content", "x"],
        "include_obfuscation": ["false"],
        "starting_after": ["2"],
    }
    assert again.headers["accept"] == "text/event-stream"


def test_it_is_taken_up_where_it_was_left_by_hand(oai: CommandLine) -> None:
    words = (*GET, "--starting-after", "2", "--format", "jsonl")
    result, requests = run_cut(oai, words, (0, "cut"), (2, "cut"))
    assert numbers(result) == list(range(3, len(EVENTS)))
    after = [request.query["starting_after"] for request in requests]
    assert after == [["2"], ["2"], ["4"]]


FAILURES: dict[str, Playable] = {
    "500": Answer(500, json=error_body("It broke.")),
    "429": Answer(429, json=error_body("Busy."), headers={"retry-after": "60"}),
    "reset": Reset(),
    "silence": Silence(),
}


@pytest.mark.parametrize("name", FAILURES)
def test_a_server_that_is_away_for_a_while(name: str, oai: CommandLine) -> None:
    failure = FAILURES[name]
    # Enough for the answers that come, however busy the machine is; nothing else waits for it.
    words = (*CREATE, "-t", *(("--timeout", "5") if name == "silence" else ()))
    result, _ = run_cut(oai, words, (3, "cut"), failure, failure)
    assert (result.code, result.text) == (0, TEXT)
    assert "1 of 5" in result.err
    assert "3 of 5" in result.err


def test_the_tries_have_an_end(oai: CommandLine) -> None:
    result, requests = run_cut(oai, (*CREATE, "-t"), (3, "cut"), *[Reset()] * 9)
    assert (result.code, result.text, len(requests)) == (6, "Hello, ", 6)
    assert result.err.splitlines()[-1].endswith(
        "Go on with: oai responses get resp_1 --stream --starting-after 2"
    )


def test_the_command_to_go_on_with_names_the_same_server(
    oai: CommandLine, fault_server: FaultServer
) -> None:
    fault_server.handle(Cutting((3, "cut")))
    env = {"OPENAI_API_KEY": fault_server.key}
    where = ("--base-url", fault_server.base_url)
    broken = oai.run(*CREATE, "-t", "--max-retries", "0", *where, env=env)
    _, command = broken.err.strip().split("Go on with: ")
    rest = oai.shell(f"{' '.join(command.split())} -t", env=env)
    assert (rest.code, broken.text + rest.text) == (0, TEXT)


def test_what_is_not_ready_is_told_with_a_command_for_the_same_server(oai: CommandLine) -> None:
    result = oai.run("--sandbox", *CREATE[:-1], "-t")
    assert result.code == 0
    assert re.search(r"with: oai responses get resp_\w+ --stream --sandbox$", result.err.strip())


@pytest.mark.parametrize("ending", ENDINGS)
def test_no_retries_are_no_retries(ending: Ending, oai: CommandLine) -> None:
    result, requests = run_cut(oai, (*CREATE, "-t", "--max-retries", "0"), (3, ending))
    assert (result.code, len(requests)) == (6, 1)
    assert "oai responses get resp_1 --stream --starting-after" in result.err


def test_a_response_that_is_gone(oai: CommandLine) -> None:
    gone = Answer(404, json=error_body("No such response."))
    result, _ = run_cut(oai, (*CREATE, "-t"), (3, "cut"), gone)
    assert (result.code, result.text) == (4, "Hello, ")


def test_a_cut_before_the_response_has_an_id_cannot_be_mended(oai: CommandLine) -> None:
    result, requests = run_cut(oai, (*CREATE, "-t"), (0, "cut"))
    assert (result.code, result.text, len(requests)) == (6, "", 1)


def test_a_stream_in_the_foreground_is_not_asked_for_again(
    run: Run, fault_server: FaultServer
) -> None:
    events = numbered(answer_events(*TEXTS), background=False)
    fault_server.script(Stream(sse(*events[:4]), ending="cut"))
    result = run(*CREATE[:-2], "--stream", "-t", *SOON)
    assert (result.code, result.text) == (6, "".join(TEXTS[:3]))
    assert len(fault_server.requests) == 1


def test_a_failure_that_the_server_reports_is_the_end(run: Run, fault_server: FaultServer) -> None:
    error = {"type": "error", "code": "server_error", "message": "It broke.", "param": None}
    fault_server.script(Stream(sse(*EVENTS[:3], {**error, "sequence_number": 3})))
    result = run(*CREATE, "-t", *SOON)
    assert (result.code, len(fault_server.requests)) == (6, 1)
    assert "It broke." in result.err


def test_a_server_that_starts_over_repeats_nothing(run: Run, fault_server: FaultServer) -> None:
    fault_server.script(Stream(sse(*EVENTS[:5]), ending="cut"), Stream(sse(*EVENTS)))
    assert run(*CREATE, "-t", *SOON).text == TEXT


def test_a_gap_is_not_passed_over(run: Run, fault_server: FaultServer) -> None:
    fault_server.script(Stream(sse(*EVENTS[:5]), ending="cut"), Stream(sse(*EVENTS[6:])))
    result = run(*CREATE, "-t", *SOON)
    assert (result.code, result.text) == (6, "".join(TEXTS[:4]))
    assert "went on at event 6, but 5 is missing" in result.err


def test_ctrl_c_between_two_tries(oai: CommandLine, run: Run, fault_server: FaultServer) -> None:
    busy = Answer(429, json=error_body("Busy."), headers={"retry-after": "3600"})
    fault_server.handle(Cutting((3, "cut"), *[busy] * 9))
    process = oai.start(*CREATE, "-t", "--max-wait", "3600")
    process.stderr.wait_for("Trying again in 3600.0 s")
    process.interrupt()
    result = process.finish()
    assert (result.code, result.text) == (130, "Hello, ")
    assert "oai responses get resp_1 --stream --starting-after 2" in result.err


# The sandbox keeps what it says, and really goes on meanwhile.

WORDS = "one two three four five"


def sandboxed(oai: CommandLine, sandbox: SandboxServer, *words: str, fault: str) -> Result:
    header = ("--header", f"X-Sandbox-Fault: {fault}")
    return oai.run(*words, *header, *SOON, env=sandbox.env)


def test_the_sandbox_with_one_event_a_connection(oai: CommandLine, sandbox: SandboxServer) -> None:
    ask = ("responses", "create", WORDS, "--model", "m", "--instructions", "echo")
    live = (*ask, "--background", "--stream", "--format", "jsonl")
    cut = sandboxed(oai, sandbox, *live, fault="token-delay=0.02; early-end=1")
    lines = [json.loads(line) for line in cut.lines]
    assert cut.code == 0, cut.err
    assert [line["sequence_number"] for line in lines] == list(range(len(lines)))
    assert "".join(line.get("delta", "") for line in lines) == WORDS
    identifier = lines[0]["response"]["id"]
    again = ("responses", "get", identifier, "--stream", "--format", "jsonl")
    assert oai.run(*again, env=sandbox.env).text == cut.text
    replayed = sandboxed(oai, sandbox, *again, "--starting-after", "3", fault="early-end=2")
    assert replayed.lines == cut.lines[4:]


def test_the_sandbox_cut_within_events(oai: CommandLine, sandbox: SandboxServer) -> None:
    ask = ("responses", "create", WORDS, "--model", "m", "--instructions", "echo", "-t")

    def cut(place: int) -> None:
        sandbox.fault(method="POST", path="/v1/responses", cut=place)
        result = oai.run(*ask, "--background", "--stream", *SOON, env=sandbox.env)
        assert (result.code, result.text) == (0, WORDS)

    for place in (1500, 2500, 4000):
        cut(place)
