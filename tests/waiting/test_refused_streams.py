"""A stored response whose events a server gives no more: its finished answer stands for them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from oai.commands.responses.stream import ResponseReader
from tests.support.answers import Answer, Ending, Playable, Stream, error_body, sse
from tests.support.fault_server import FaultServer
from tests.support.parallel import in_parallel
from tests.support.runner import CommandLine
from tests.support.wire import Request

from .conftest import Run, run_alone
from .test_resuming import CREATE, EVENTS, GET, SOON, TEXT, TEXTS

AFTER = ("--starting-after", "5")
TOO_OLD = "This response is more than 5 minutes old"
FINISHED = EVENTS[-1]["response"]
BEGUN = {**FINISHED, "status": "in_progress", "output": []}
FAILED = {**BEGUN, "status": "failed", "error": {"code": "x", "message": "It broke."}}
REFUSALS: dict[str, Playable] = {
    "too old": Answer(400, json=error_body(f"{TOO_OLD}.")),
    "never streamed": Answer(400, json=error_body("Only for background responses.")),
    "no such route": Answer(404, json={"detail": "Not Found"}),
    "no such method": Answer(405),
    "gone": Answer(410, json=error_body("Gone.")),
    "other words": Answer(422, json={"detail": [{"loc": ["query"], "msg": "stream?"}]}),
    "an error in place of a stream": Answer(json={"error": {"message": "Not here."}}),
}
FORMATS = {
    "text": TEXT,
    "json": json.dumps(FINISHED, indent=2, ensure_ascii=False) + "\n",
    "jsonl": json.dumps(FINISHED, ensure_ascii=False) + "\n",
    "raw": json.dumps(FINISHED),
}


class Refusing:
    """A server that streams a response once, if at all, and then shows how it is."""

    def __init__(
        self,
        *states: dict[str, Any] | Playable,
        refusal: Playable = REFUSALS["too old"],
        first: Playable | None = None,
    ) -> None:
        self._states = list(states)
        self._refusal = refusal
        self._first = first

    def __call__(self, request: Request) -> Playable:
        if request.method == "POST" or "stream" in request.query:
            first, self._first = self._first, None
            return first or self._refusal
        assert not request.query, request.target
        state = self._states.pop(0) if len(self._states) > 1 else self._states[0]
        return Answer(json=state) if isinstance(state, dict) else state


def broken(kept: int, ending: Ending = "cut") -> Stream:
    """Return a stream that breaks within the event behind the ones that are kept."""
    half = [] if ending == "complete" else [(0.0, sse(*EVENTS[kept:])[0][1][:25])]
    return Stream([*sse(*EVENTS[:kept]), *half], ending=ending)


@pytest.mark.parametrize("name", REFUSALS)
def test_the_finished_answer_is_given(name: str, run: Run, fault_server: FaultServer) -> None:
    fault_server.handle(Refusing(FINISHED, refusal=REFUSALS[name]))
    result = run(*GET, *AFTER, "-t")
    assert (result.code, result.text) == (0, TEXT)
    (line,) = result.err.splitlines()
    assert line.startswith("The events cannot be had (")
    assert line.endswith("this is the whole answer, and not only what came after event 5.")
    assert len(fault_server.requests) == 2


@pytest.mark.parametrize("format", FORMATS)
def test_in_every_format(format: str, run: Run, fault_server: FaultServer) -> None:
    fault_server.handle(Refusing(FINISHED))
    result = run(*GET, "--format", format)
    assert (result.code, result.text) == (0, FORMATS[format])
    assert result.err == f"The events cannot be had ({TOO_OLD}): this is the whole answer.\n"


def test_on_a_terminal(oai: CommandLine, fault_server: FaultServer) -> None:
    fault_server.handle(Refusing(FINISHED))
    terminal = oai.terminal(*GET, *AFTER, env=fault_server.env)
    assert terminal.wait() == 0
    assert " ".join(" ".join(terminal.screen()).split()).count("Hello, wörld") == 1


def test_a_response_that_failed_is_shown_and_is_a_failure(
    run: Run, fault_server: FaultServer
) -> None:
    fault_server.handle(Refusing(FAILED))
    result = run(*GET)
    assert (result.code, result.json()) == (7, FAILED)
    assert "It broke." in result.err
    assert "--stream" not in result.err


@pytest.mark.parametrize("refusal", [REFUSALS["too old"], Answer(json=BEGUN)])
def test_what_goes_on_is_waited_for(refusal: Playable, run: Run, fault_server: FaultServer) -> None:
    fault_server.handle(Refusing(BEGUN, FINISHED, refusal=refusal))
    result = run(*GET, "-t")
    assert (result.code, result.text) == (0, TEXT)
    assert "--stream" not in result.err


@pytest.mark.parametrize("plain", [Answer(400, json=error_body("Bad id.")), Answer(404)])
def test_what_the_server_does_not_have_is_its_own_error(
    plain: Playable, run: Run, fault_server: FaultServer
) -> None:
    fault_server.handle(Refusing(plain))
    result = run(*GET, *AFTER)
    assert (result.code, result.stdout) == (1, b"")
    assert TOO_OLD in result.err
    assert "oai responses get" not in result.err


@pytest.mark.parametrize(("status", "code"), [(401, 3), (403, 3), (429, 5), (500, 6)])
def test_other_failures_are_what_they_were(
    status: int, code: int, run: Run, fault_server: FaultServer
) -> None:
    refusal = Answer(status, json=error_body("No."))
    fault_server.handle(Refusing(FINISHED, refusal=refusal))
    result = run(*GET, *AFTER, "--max-retries", "0")
    assert (result.code, len(fault_server.requests)) == (code, 1)
    assert "--starting-after 5" not in result.err


@pytest.mark.parametrize("refusal", [REFUSALS["too old"], Answer(json=FINISHED)])
def test_a_cut_stream_is_ended_by_the_finished_answer(refusal: Playable, oai: CommandLine) -> None:
    """No character is lost or repeated, wherever the break was."""

    def cut(kept: int) -> None:
        server = Refusing(FINISHED, first=broken(kept), refusal=refusal)
        result, requests = run_alone(oai, server, (*CREATE, "-t", *SOON))
        assert (result.code, result.text) == (0, TEXT)
        assert all(request.method == "GET" for request in requests[1:])

    in_parallel(cut, range(1, len(EVENTS)))


def test_a_cut_stream_in_the_formats_of_programs(run: Run, fault_server: FaultServer) -> None:
    def ended(format: str) -> str:
        fault_server.handle(Refusing(FINISHED, first=broken(4)))
        result = run(*CREATE, "--format", format, *SOON)
        assert result.code == 0
        return result.text

    lines = [json.loads(line) for line in ended("jsonl").splitlines()]
    assert lines == [*EVENTS[:4], {"type": "response.completed", "response": FINISHED}]
    assert ended("json") == FORMATS["json"]


def test_a_cut_stream_on_a_terminal(oai: CommandLine, fault_server: FaultServer) -> None:
    fault_server.handle(Refusing(BEGUN, FINISHED, first=broken(4)))
    terminal = oai.terminal(*CREATE, *SOON, env=fault_server.env)
    assert terminal.wait() == 0
    shown = " ".join(" ".join(terminal.screen()).split())
    assert shown.count("Hello, wörld") == 1
    assert shown.count("two 😀") == 1


def test_a_cut_stream_whose_response_fails(run: Run, fault_server: FaultServer) -> None:
    fault_server.handle(Refusing(BEGUN, FAILED, first=broken(4)))
    result = run(*CREATE, "-t", *SOON)
    assert (result.code, result.text) == (7, "".join(TEXTS[:3]))
    assert "resp_1 is failed: It broke." in result.err


@pytest.mark.parametrize(
    ("words", "first", "told"),
    [(CREATE, 0, {**FINISHED, "output": []}), ((*GET, "--starting-after", "2"), 3, FINISHED)],
)
def test_what_does_not_go_on_is_not_joined(
    words: tuple[str, ...], first: int, told: dict[str, Any], run: Run, fault_server: FaultServer
) -> None:
    """An answer with other words, or one whose beginning was never asked for."""
    fault_server.handle(Refusing(told, first=Stream(sse(*EVENTS[first:5]), ending="cut")))
    result = run(*words, "-t", *SOON)
    assert (result.code, result.text) == (6, "".join(TEXTS[max(first - 1, 0) : 4]))
    assert "does not go on with what came" in result.err
    assert result.err.strip().endswith("Go on with: oai responses get resp_1")


def test_ctrl_c_while_the_finished_answer_is_waited_for(
    oai: CommandLine, fault_server: FaultServer
) -> None:
    fault_server.handle(Refusing(BEGUN, first=broken(4)))
    process = oai.start(*CREATE, "-t", *SOON, env=fault_server.env)
    process.stderr.wait_for("resp_1: in_progress")
    process.interrupt()
    result = process.finish()
    assert result.code == 130
    assert "oai responses wait resp_1" in result.err
    assert "--stream" not in result.err


@pytest.mark.parametrize("kept", range(5))
def test_a_break_between_the_halves_of_a_character(kept: int) -> None:
    pieces = ["so ", "\ud83d", "\uddfc", " end"]
    reader = ResponseReader("resp_1")
    for number, piece in enumerate(pieces[:kept]):
        kind = "response.output_text.delta"
        reader.take({"type": kind, "sequence_number": number, "delta": piece})
    content = [{"type": "output_text", "text": "so \U0001f5fc end"}]
    response = {"id": "resp_1", "status": "completed", "output": [{"content": content}]}

    class Stored:
        document, content = response, b""

    event = reader.ending(Stored())  # type: ignore[arg-type]
    rest = reader.take(json.loads(event.data or ""))
    whole = "".join([*pieces[:kept], rest]).encode("utf-16", "surrogatepass")
    assert whole.decode("utf-16") == "so \U0001f5fc end"
