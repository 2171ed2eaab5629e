"""Tab pressed on a terminal: what ends up on the line, in each shell."""

import re

import pytest

from tests.completions.shells import KINDS
from tests.support.moments import eventually
from tests.support.terminal import Size, Terminal

START = {
    "bash": ["bash", "--norc", "--noprofile", "-i"],
    "zsh": ["zsh", "-f", "-i"],
    "fish": ["fish", "--private", "-i"],
}
# The prompt's name is in two parts, so that its echo is not taken for the prompt.
LOAD = {
    "bash": 'set -eu; . "$OAI_SCRIPTS/bash/oai"; PS1=READY">"',
    "zsh": 'autoload -Uz compinit; compinit -u -D; . "$OAI_SCRIPTS/zsh/_oai"; PS1=READY">"',
    "fish": 'source "$OAI_SCRIPTS/fish/oai.fish"; function fish_prompt; echo -n READY">"; end',
}


@pytest.fixture(params=list(KINDS))
def shell(request, tmp_path):
    made = KINDS[request.param](tmp_path)
    (made.folder / "more").mkdir()
    (made.folder / "more" / "part one.json").touch()
    for place, model in (("default", "ft:gpt-4o:acme::1"), ("default+http___host_v1", "there")):
        ids = tmp_path / "cache" / "ids" / place
        ids.mkdir(parents=True)
        (ids / "models").write_text(f"{model}\tgpt\t1700000100\n")
    return made


@pytest.fixture
def terminal(shell):
    started = Terminal(START[shell.name], (), Size(120, 40), shell.env, shell.folder)
    started.send(LOAD[shell.name] + "\n")
    started.output.wait_for("READY>")
    yield started
    started.kill()


def wait_for(terminal: Terminal, line: str) -> None:
    eventually(
        lambda: re.sub(" +", " ", last_line(terminal)).endswith(line),
        lambda: (line, terminal.screen()),
    )


def last_line(terminal: Terminal) -> str:
    prompts = [row for row in terminal.screen() if "READY>" in row]
    return prompts[-1].partition("READY>")[2] if prompts else ""


def test_what_stands_behind_the_cursor_may_name_the_server(shell, terminal: Terminal):
    if shell.name == "fish":
        pytest.skip("fish shows a completion only what is before the cursor")
    behind = "--base-url=http://host/v1"
    terminal.send(f"oai models get t {behind}" + "\x02" * (len(behind) + 1) + "\t")
    wait_for(terminal, f"oai models get there {behind}")


def test_what_tab_writes(terminal: Terminal):
    for keys, result in [
        ("oai fil\t", "oai files"),
        ("li\t", "oai files list"),
        ("--ord\t", "oai files list --order"),
        ("de\t", "oai files list --order desc"),
        ("--order=d\t", "oai files list --order desc --order=desc"),
        ("\x15oai models get ft:\t", "oai models get ft:gpt-4o:acme::1"),
        ("\x15oai chat create --body @m\t", "oai chat create --body @more/"),
        ("\t", r"oai chat create --body @more/part\ one.json"),
        ("\x15oai responses create hi --reasoning generate\t", "reasoning generate_summary="),
        ('\x15oai models get "ft:\t', 'oai models get "ft:gpt-4o:acme::1"'),
        ('\x15oai chat create --body "@more/\t', 'chat create --body "@more/part one.json"'),
        ("\x15oai chat create --body @~/wor\t", "oai chat create --body @~/work/"),
        ("\x15oai models list >more/\t", r"oai models list >more/part\ one.json"),
        (
            "\x15export OPENAI_BASE_URL=http://host/v1\noai models get \t",
            "oai models get there",
        ),
    ]:
        terminal.send(keys)
        wait_for(terminal, result)
