"""Text is sacred: a prompt arrives as it was typed or piped, whatever it looks like."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from tests.support.answers import Answer
from tests.support.fault_server import FaultServer
from tests.support.moments import be_late
from tests.support.process import Result
from tests.support.runner import CommandLine, Stdin

from .prompts import PROMPTS

AT_ONCE = 4
LATE_ONES = ("empty", "several lines", "crlf", "emoji", "long")
CHAT_ONES = ("empty", "crlf", "yaml mapping", "null", "at sentence", "long option", "emoji", "long")
MANY = ("completions", "embeddings", "moderations")
FIELD = {"completions": "prompt"}
ANSWERS = {
    "/v1/responses": {"id": "resp_1", "object": "response", "output": []},
    "/v1/chat/completions": {"id": "chatcmpl-1", "choices": []},
    "/v1/completions": {"id": "cmpl-1", "choices": []},
    "/v1/embeddings": {"object": "list", "data": []},
    "/v1/moderations": {"id": "modr-1", "results": []},
}

Run = tuple[str, Callable[[], Result]]


class Sender:
    """Runs command lines, several at a time, and gives what the server got from each."""

    def __init__(self, command_line: CommandLine, server: FaultServer) -> None:
        self._oai = command_line
        self._server = server
        server.handle(lambda request: Answer(json=ANSWERS[request.path]))

    def send(self, runs: Iterable[Run]) -> dict[str, Any]:
        """Run all and return the bodies by their cases' names."""
        with ThreadPoolExecutor(AT_ONCE) as pool:
            waiting = {case: pool.submit(run) for case, run in runs}
            results = {case: future.result() for case, future in waiting.items()}
        failed = {case: result.err for case, result in results.items() if result.code}
        assert failed == {}
        return {request.headers["x-case"]: request.json() for request in self._server.requests}

    def run(self, case: str, group: str, *args: str, piped: str | None = None) -> Run:
        """Return a run whose standard input is a pipe or nothing."""
        stdin = Stdin.NULL if piped is None else piped
        command = self._command(case, group)
        return case, lambda: self._oai(*command, *args, stdin=stdin, env=self._server.env)

    def late(self, case: str, group: str, text: str) -> Run:
        """Return a run whose pipe is silent for a second."""

        def run() -> Result:
            command = self._command(case, group)
            with self._oai.start(*command, stdin=Stdin.PIPE, env=self._server.env) as process:
                be_late()
                if text:
                    process.write(text)
                process.close_stdin()
                return process.finish()

        return case, run

    def _command(self, case: str, group: str) -> list[str]:
        return [group, "create", "--model", "m", "--header", f"X-Case: {case}"]


@pytest.fixture(scope="module")
def command_line(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CommandLine]:
    line = CommandLine(tmp_path_factory.mktemp("home"))
    yield line
    line.close()


@pytest.fixture
def sender(command_line: CommandLine, fault_server: FaultServer) -> Sender:
    return Sender(command_line, fault_server)


def altered(bodies: dict[str, Any], field: str = "input") -> dict[str, Any]:
    return {case: body for case, body in bodies.items() if body[field] != PROMPTS[case]}


def test_there_are_many() -> None:
    assert len(PROMPTS) >= 40
    assert len(set(PROMPTS.values())) == len(PROMPTS)


def test_by_option(sender: Sender) -> None:
    bodies = sender.send(
        sender.run(case, "responses", "--input", text) for case, text in PROMPTS.items()
    )
    assert (len(bodies), altered(bodies)) == (len(PROMPTS), {})


def test_by_position(sender: Sender) -> None:
    bodies = sender.send(
        sender.run(case, "responses", "--", text) for case, text in PROMPTS.items()
    )
    assert (len(bodies), altered(bodies)) == (len(PROMPTS), {})


def test_by_pipe(sender: Sender) -> None:
    bodies = sender.send(
        sender.run(case, "responses", piped=text) for case, text in PROMPTS.items()
    )
    assert (len(bodies), altered(bodies)) == (len(PROMPTS), {})


def test_by_a_pipe_that_is_late(sender: Sender) -> None:
    bodies = sender.send(sender.late(case, "responses", PROMPTS[case]) for case in LATE_ONES)
    assert (len(bodies), altered(bodies)) == (len(LATE_ONES), {})


def test_chat(sender: Sender) -> None:
    runs = [sender.run(f"{case} typed", "chat", "--", PROMPTS[case]) for case in CHAT_ONES]
    runs += [sender.run(f"{case} piped", "chat", piped=PROMPTS[case]) for case in CHAT_ONES]
    bodies = sender.send(runs)
    expected = {
        f"{case} {way}": [{"role": "user", "content": PROMPTS[case]}]
        for case in CHAT_ONES
        for way in ("typed", "piped")
    }
    assert {case: body["messages"] for case, body in bodies.items()} == expected


@pytest.mark.parametrize("group", MANY)
def test_many_texts_at_once(sender: Sender, group: str) -> None:
    field = FIELD.get(group, "input")
    texts = list(PROMPTS.values())
    by_option = [word for text in texts for word in (f"--{field}", text)]
    bodies = sender.send(
        [
            sender.run("positions", group, "--", *texts),
            sender.run("options", group, *by_option),
            sender.run("piped", group, piped=PROMPTS["crlf"]),
            sender.run("typed and piped", group, "a: b", piped=PROMPTS["several lines"]),
            sender.late("late", group, PROMPTS["emoji"]),
        ]
    )
    assert {case: body[field] for case, body in bodies.items()} == {
        "positions": texts,
        "options": texts,
        "piped": PROMPTS["crlf"],
        "typed and piped": ["a: b", PROMPTS["several lines"]],
        "late": PROMPTS["emoji"],
    }


def test_dash_is_standard_input(sender: Sender) -> None:
    bodies = sender.send(
        [
            sender.run("position", "responses", "-", piped="a: b\n"),
            sender.run("option", "responses", "--input", "-", piped="a: b\n"),
            sender.run("instructions", "responses", "x", "--instructions", "-", piped="a: b\n"),
        ]
    )
    assert {case: body["input"] for case, body in bodies.items()} == {
        "position": "a: b\n",
        "option": "a: b\n",
        "instructions": "x",
    }
    assert bodies["instructions"]["instructions"] == "a: b\n"


def test_piped_text_joins_what_was_typed(sender: Sender) -> None:
    bodies = sender.send(
        [
            sender.run("both", "responses", "Review this", piped="+ x\n"),
            sender.run("nothing piped", "responses", "Review this", piped=""),
        ]
    )
    assert {case: body["input"] for case, body in bodies.items()} == {
        "both": "Review this\n\n+ x\n",
        "nothing piped": "Review this",
    }


def test_old_locale(sender: Sender, command_line: CommandLine, fault_server: FaultServer) -> None:
    """Under LC_ALL=C Python reads arguments as UTF-8 all the same; so must we everywhere."""
    result = command_line(
        *("responses", "create", "naïve 😀", "--model", "m", "--header", "X-Case: c"),
        stdin="é\n",
        env={**fault_server.env, "LC_ALL": "C", "LANG": None},
    )
    assert result.code == 0
    assert fault_server.requests[-1].json()["input"] == "naïve 😀\n\né\n"


@pytest.mark.parametrize("by_pipe", [False, True])
def test_bytes_that_are_no_text(
    command_line: CommandLine, fault_server: FaultServer, by_pipe: bool
) -> None:
    """What JSON cannot carry is refused, and not sent in another form."""
    words = ["responses", "create", "--model", "m"]
    if by_pipe:
        result = command_line(*words, stdin=b"caf\xe9", env=fault_server.env)
    else:
        script = "oai responses create --model m $'caf\\xe9'"
        result = command_line.shell(script, env=fault_server.env)
    assert (result.code, result.stdout, fault_server.requests) == (2, b"", [])
    assert "UTF-8" in result.err


def test_prompt_of_a_file(sender: Sender, tmp_path: Path) -> None:
    file = tmp_path / "prompt.txt"
    file.write_bytes(b"a: b\r\n")
    bodies = sender.send([sender.run("file", "responses", "--set", f"input=@{file}")])
    assert bodies["file"]["input"] == "a: b\r\n"
