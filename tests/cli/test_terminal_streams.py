"""A stream on a terminal: Markdown, drawn while it comes, and whole in the end."""

from __future__ import annotations

import re
import threading
from collections.abc import Sequence
from functools import partial
from typing import Any

import pyte
import pytest

from tests.support.answers import Answer, Ending, Pieces, Stream, sse
from tests.support.channel import Delay
from tests.support.fault_server import FaultServer
from tests.support.moments import eventually
from tests.support.parallel import in_parallel
from tests.support.runner import CommandLine
from tests.support.samples import CREATED, answer_events, begun, response
from tests.support.terminal import Size, Terminal

ASK = ["responses", "create", "Hi", "--model", "gpt-5.5", "--stream"]


def serve(server: FaultServer, events: Sequence[Any], ending: Ending = "complete") -> None:
    server.script(Stream(sse(*events), ending=ending))


def test_a_terminal_sees_tokens_as_they_come(oai: CommandLine, server: FaultServer) -> None:
    seen = threading.Event()
    second = sse(*answer_events("second")[1:], delay=seen)
    server.script(Stream([*sse(*begun("First ")), *second]))
    terminal = oai.terminal(*ASK[:-1])
    terminal.output.wait_for("First")
    seen.set()
    terminal.output.wait_for("second")
    assert terminal.wait() == 0


@pytest.mark.parametrize("options", [[], ["-t"]])
def test_ctrl_c_on_a_terminal(options: list[str], oai: CommandLine, server: FaultServer) -> None:
    server.script(Stream([*sse(*begun("# Title\n\nSome ", "words")), (3600, b"")]))
    terminal = oai.terminal(*ASK, *options)
    terminal.output.wait_for("words")
    terminal.interrupt()
    assert terminal.wait() == 130
    screen = "\n".join(terminal.screen())
    assert screen.count("Some words") == 1
    assert "Interrupted" in screen
    assert_cursor_is_back(terminal)


@pytest.mark.parametrize("options", [[], ["-t"]])
def test_fields_are_picked_from_the_whole_answer(
    options: list[str], oai: CommandLine, server: FaultServer
) -> None:
    serve(server, [*begun("Some ", "words"), *answer_events("")[1:]])
    terminal = oai.terminal(*ASK, "--fields", "id,status", *options)
    assert terminal.wait() == 0
    assert "completed" in terminal.text
    assert "words" not in terminal.text


def test_letters_that_the_terminal_does_not_know(oai: CommandLine, server: FaultServer) -> None:
    serve(server, answer_events("Grüße ", "😀", " there"))
    terminal = oai.terminal(*ASK, env={"PYTHONIOENCODING": "cp1252"})
    assert terminal.wait() == 0
    assert "? there" in terminal.text


MARKDOWN = """# The title

Some *emphasis*, `code` and [a link](https://example.com).

- first
- second
  - nested

1. one
2. two

```python
def f():

    return "x"
```

| a | b |
|---|---|
| 1 | 2 |

The end.
"""


def scrolled(terminal: Terminal, size: Size) -> list[str]:
    """Return every line that was ever on the screen, those that scrolled away included."""
    screen = pyte.HistoryScreen(*size, history=100_000)
    pyte.ByteStream(screen).feed(terminal.output.data)
    above = [
        "".join(line[column].data for column in range(size.columns)).rstrip()
        for line in screen.history.top
    ]
    return [*above, *(line.rstrip() for line in screen.display)]


def assert_cursor_is_back(terminal: Terminal) -> None:
    data = terminal.output.data
    assert data.rfind(b"\x1b[?25h") >= data.rfind(b"\x1b[?25l")


def words_of(text: str, every: int = 7) -> list[str]:
    return [text[index : index + every] for index in range(0, len(text), every)]


@pytest.mark.parametrize("every", [1, 7, 10_000])
def test_markdown_is_drawn(every: int, oai: CommandLine, server: FaultServer) -> None:
    serve(server, answer_events(*words_of(MARKDOWN, every)))
    size = Size(60, 50)
    terminal = oai.terminal(*ASK, size=size)
    assert terminal.wait() == 0
    lines = [line.strip() for line in scrolled(terminal, size)]
    text = "\n".join(lines)
    assert "# The title" not in text
    assert "*emphasis*" not in text
    for shown in ("The title", "Some emphasis, code and a link", "• first", "• second", "• nested"):
        assert text.count(shown) == 1, text
    assert lines.index("• first") < lines.index("• nested") < lines.index("def f():")
    assert lines.index("def f():") + 2 == lines.index('return "x"')
    assert text.count("The end.") == 1
    assert_cursor_is_back(terminal)


def test_a_long_answer_is_whole_in_the_scrollback(oai: CommandLine, server: FaultServer) -> None:
    paragraphs = [f"Paragraph {number} of many." for number in range(60)]
    items = [f"- item {number}" for number in range(60)]
    code = ["```", *(f"code {number}" for number in range(60)), "```"]
    text = "\n\n".join(paragraphs) + "\n\n" + "\n".join(items) + "\n\n" + "\n".join(code) + "\n"
    server.script(Stream(sse(*answer_events(*words_of(text, 23)), delay=0.001)))
    size = Size(80, 20)
    terminal = oai.terminal(*ASK, size=size)
    assert terminal.wait() == 0
    found = re.findall(r"(Paragraph|item|code) (\d+)", "\n".join(scrolled(terminal, size)))
    expected = [(kind, str(n)) for kind in ("Paragraph", "item", "code") for n in range(60)]
    assert found == expected


BLOCKS = """# The title

Some text
that goes on.

1. **First**

   More of it.

2. **Second**

   - within
   - again

   ```
   code within
   ```

3. Third

- loose

- list

~~~
```
no end

```
~~~

> one
>
> two

| a | b |
|---|---|
| 1 | 2 |

***

## Below

The last.
"""


@pytest.mark.parametrize(("every", "delay"), [(1, 0.003), (7, 0.02), (10_000, 0)])
def test_an_answer_looks_the_same_however_it_came(
    every: int, delay: float, oai: CommandLine, server: FaultServer
) -> None:
    size = Size(60, 20)
    server.script(Answer(json=response(BLOCKS)))
    whole = oai.terminal(*ASK[:-1], "--no-stream", size=size)
    assert whole.wait() == 0
    server.script(Stream(sse(*answer_events(*words_of(BLOCKS, every)), delay=delay)))
    streamed = oai.terminal(*ASK, size=size)
    assert streamed.wait() == 0
    lines = scrolled(whole, size)
    assert " 2 Second" in lines
    assert lines[lines.index(" 2 Second") :][:4] == [
        " 2 Second",
        "    • within",
        "    • again",
        "",
    ]
    assert scrolled(streamed, size) == lines


@pytest.mark.parametrize("how", ["--stream", "--no-stream"])
def test_html_in_an_answer_is_not_left_out(how: str, oai: CommandLine, server: FaultServer) -> None:
    text = "Use <b>bold</b> or\n\n<div>\n  block\n</div>\n\na<br>b"
    whole = Answer(json=response(text))
    server.script(whole if how == "--no-stream" else Stream(sse(*answer_events(*words_of(text)))))
    terminal = oai.terminal(*ASK[:-1], how)
    assert terminal.wait() == 0
    lines = [line.strip() for line in terminal.screen() if line.strip()]
    assert lines[:6] == ["Use <b>bold</b> or", "<div>", "block", "</div>", "a", "b"]


def test_fields_of_a_streamed_answer(oai: CommandLine, server: FaultServer) -> None:
    serve(server, answer_events("Hello"))
    terminal = oai.terminal(*ASK, "--fields", "id,status")
    assert terminal.wait() == 0
    shown = " ".join(" ".join(terminal.screen()).split())
    assert "resp_1" in shown
    assert "Hello" not in shown


def test_a_paragraph_longer_than_the_screen_is_printed_once(
    oai: CommandLine, server: FaultServer
) -> None:
    words = [f"w{number} " for number in range(400)]
    server.script(Stream(sse(*answer_events(*words), delay=0.001)))
    size = Size(40, 10)
    terminal = oai.terminal(*ASK, size=size)
    assert terminal.wait() == 0
    found = re.findall(r"w\d+", "\n".join(scrolled(terminal, size)))
    assert found == [word.strip() for word in words]


def test_code_longer_than_the_screen_is_seen_as_code_while_it_grows(
    oai: CommandLine, server: FaultServer
) -> None:
    lines = [f"line {number}\n" for number in range(40)]
    seen = threading.Event()
    begin = sse(*begun("See:\n\n```\n", *lines), delay=0.003)
    server.script(Stream([*begin, *sse(*answer_events("```\n")[1:], delay=seen)]))
    size = Size(40, 10)
    terminal = oai.terminal(*ASK, size=size)
    last = [f"line {number}" for number in range(34, 40)]

    def shown() -> list[str]:
        return [line.strip() for line in terminal.screen() if line.strip()]

    eventually(lambda: shown()[-6:] == last, shown)
    seen.set()
    assert terminal.wait() == 0


def test_nothing_that_was_seen_goes_away_for_a_moment(
    oai: CommandLine, server: FaultServer
) -> None:
    paragraphs = [f"Paragraph {number}.\n\nBegun {number} and " for number in range(12)]
    read = {text: threading.Event() for text in paragraphs}

    def pieces() -> Pieces:
        held: Delay = 0
        for event in answer_events(*paragraphs):
            yield from sse(event, delay=held)
            held = read.get(event.get("delta", ""), 0)

    server.script(Stream(pieces()))
    terminal = oai.terminal(*ASK, size=Size(60, 60))

    def is_seen(expected: tuple[str, ...]) -> bool:
        found = re.findall(r"(?:Paragraph|Begun) \d+\b", "\n".join(terminal.screen()))
        return tuple(found) == expected

    expected: list[str] = []
    for number, one in enumerate(read.values()):
        expected += [f"Paragraph {number}", f"Begun {number}"]
        for _ in range(2):
            # While nothing comes it is drawn again and again, and all of it stays.
            eventually(partial(drawn_since, terminal, len(terminal.output.chunks)))
            eventually(partial(is_seen, tuple(expected)), terminal.screen)
        one.set()
    assert terminal.wait() == 0


def drawn_since(terminal: Terminal, chunks: int) -> bool:
    return len(terminal.output.chunks) > chunks + 1


@pytest.mark.parametrize("options", [[], ["-t"], ["--format", "jsonl"], ["--format", "raw"]])
def test_control_characters_never_reach_a_terminal(
    options: list[str], oai: CommandLine, server: FaultServer
) -> None:
    evil = "\x1b[2J\x07\x9b31m\u202e&#x202e; `\x1b]0;x\x07`"
    serve(server, answer_events("Say ", *evil, " it."))
    terminal = oai.terminal(*ASK, *options)
    assert terminal.wait() == 0
    assert not [mark for mark in "\x1b\x07\x9b\u202e" if mark in terminal.text]
    assert "it." in terminal.text


def test_a_dumb_terminal_gets_plain_text_as_it_comes(oai: CommandLine, server: FaultServer) -> None:
    seen = threading.Event()
    second = sse(*answer_events("second")[1:], delay=seen)
    server.script(Stream([*sse(*begun("# First ")), *second]))
    terminal = oai.terminal(*ASK[:-1], env={"TERM": "dumb"})
    terminal.output.wait_for("# First")
    seen.set()
    terminal.output.wait_for("second")
    assert terminal.wait() == 0
    assert b"\x1b" not in terminal.output.data


def test_thinking_shows_a_sign_of_life(oai: CommandLine) -> None:
    """The head of the answer comes at once, the first word much later."""

    def check(options: list[str]) -> None:
        seen = threading.Event()
        with FaultServer() as own:
            own.script(Stream([*sse(CREATED), *sse(*answer_events("Hello")[1:], delay=seen)]))
            terminal = oai.terminal(*ASK, *options, env=own.env)
            terminal.output.wait_for("Waiting for")
            seen.set()
            terminal.output.wait_for("Hello")
            assert terminal.wait() == 0
        assert "Waiting" not in "\n".join(terminal.screen())
        assert_cursor_is_back(terminal)

    in_parallel(check, [[], ["-t"]])


def test_a_broken_stream_on_a_terminal(oai: CommandLine, server: FaultServer) -> None:
    serve(server, begun("# Title\n\n", "Half a"), "cut")
    terminal = oai.terminal(*ASK)
    assert terminal.wait() == 6
    screen = "\n".join(terminal.screen())
    assert screen.count("Half a") == 1
    assert screen.index("Half a") < screen.index("oai: The connection")


@pytest.mark.parametrize(
    ("options", "streams"),
    [
        ([], True),
        (["--background"], False),
        (["--set", "background:=true"], False),
        (["--set", "stream:=false"], False),
        (["--body", '{"background": true}'], False),
    ],
)
def test_what_streams_on_a_terminal_by_itself(
    options: list[str], streams: bool, oai: CommandLine
) -> None:
    terminal = oai.terminal(*ASK[:-1], *options, "--dry-run", "--color", "never")
    assert terminal.wait() == 0
    assert ('"stream": true' in "\n".join(terminal.screen())) == streams
