"""Real shells, asked what they would offer at Tab: by their own engines, with our script loaded."""

from __future__ import annotations

import os
import shutil
import subprocess
from abc import ABC, abstractmethod
from collections.abc import Callable
from functools import cached_property
from pathlib import Path

import pytest

from tests.support.moments import PATIENCE, eventually
from tests.support.terminal import Size, Terminal

SCRIPTS = Path(__file__).parents[2] / "completions"
PROMPT = "READY>"
TRAPS = ("oai", "python", "python3", "awk", "sed", "grep", "cut", "cat", "find", "ls")

# What bash fills in when Tab is pressed: the words, split at its own word breaks too.
BASH = r"""
. "$OAI_SCRIPTS/bash/oai"
COMP_LINE=$1 COMP_POINT=${#1} COMP_WORDBREAKS=$' \t\n"\'@><=;|&(:' COMP_WORDS=() text=$1
split='^([[:space:]]*)([=:@<>]+|[^=:@<>[:space:]]+)'
while [[ $text =~ $split ]]; do
    COMP_WORDS+=("${BASH_REMATCH[2]}")
    text=${text:${#BASH_REMATCH[0]}}
done
[[ $1 == *' ' ]] && COMP_WORDS+=('')
COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
begun=$EPOCHREALTIME
_oai 2>&3
ended=$EPOCHREALTIME
echo $((${ended/[.,]/} - ${begun/[.,]/}))
printf '%s\n' "${COMPREPLY[@]}"
"""
# compopt has a meaning during a real Tab only, and says so.
BASH_SETUP = "compopt() { :; }\nexec 3>&2\n"
FISH = """
set fish_complete_path $OAI_SCRIPTS/fish
complete -C 'oai --' >/dev/null
time complete -C $argv[1] >/dev/null
complete -C $argv[1]
"""
ZSH = r"""
PS1='READY>' LISTMAX=10000; unsetopt always_last_prompt beep
zmodload zsh/datetime; fpath=($OAI_SCRIPTS/zsh $fpath)
autoload -Uz compinit; compinit -u -d $HOME/.zcompdump
bindkey '^G' list-choices; bindkey '^U' kill-whole-line
timed() {
    local -F begun=$EPOCHREALTIME
    _oai
    print $(( EPOCHREALTIME - begun )) $compstate[nmatches] >>$HOME/times
}
compdef timed oai
"""
UNITS = {"micros": 1e-6, "millis": 1e-3, "secs": 1.0}


class Shell(ABC):
    """A shell in a home of its own, where a program that must not start at Tab leaves a mark."""

    name: str

    def __init__(self, home: Path) -> None:
        if shutil.which(self.name) is None:
            pytest.skip(f"{self.name} is not installed here")
        self.home = home
        self.folder = home / "work"
        self.folder.mkdir()
        self.mark = home / "started"
        self.env = {
            "HOME": str(home),
            "PATH": f"{self._traps()}{os.pathsep}{os.environ['PATH']}",
            "OAI_CONFIG_DIR": str(home / "config"),
            "OAI_CACHE_DIR": str(home / "cache"),
            "OAI_SCRIPTS": str(SCRIPTS),
            "LANG": "C.UTF-8",
            "TERM": "xterm",
        }

    @abstractmethod
    def ask(self, line: str) -> tuple[float, list[str]]:
        """Return how long a Tab at the end of a line takes, and what is offered there."""

    def offers(self, line: str) -> list[str]:
        """Return what is offered at the end of a line."""
        return self.ask(line)[1]

    def close(self) -> None:
        """End what still runs: nothing, where each question has a process of its own."""
        return

    def _traps(self) -> Path:
        traps = self.home / "bin"
        traps.mkdir()
        for name in TRAPS:
            trap = traps / name
            trap.write_text(f"#!/bin/sh\necho {name} >>'{self.mark}'\n")
            trap.chmod(0o755)
        return traps

    def _run(self, *command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command,
            env=self.env,
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=True,
        )


class Bash(Shell):
    """bash, whose function is called as readline calls it."""

    name = "bash"

    def ask(self, line: str) -> tuple[float, list[str]]:
        """Call the function in a new bash."""
        done = self._run("bash", "-c", BASH_SETUP + BASH, "bash", line)
        assert done.stderr == ""
        micros, *offered = done.stdout.splitlines()
        return int(micros) / 1e6, [word for word in offered if word]


class Fish(Shell):
    """fish, asked by its `complete -C`."""

    name = "fish"

    def ask(self, line: str) -> tuple[float, list[str]]:
        """Ask a new fish, which has loaded the script before."""
        done = self._run("fish", "-c", FISH, line)
        complaint, _, timed = done.stderr.partition("Executed in")
        assert not complaint.strip("_\n")
        number, unit, *_ = timed.split()
        offered = [row.partition("\t")[0] for row in done.stdout.splitlines()]
        return float(number) * UNITS[unit], offered


class Zsh(Shell):
    """zsh on a terminal: a line is typed, and the list that it draws is read."""

    name = "zsh"

    @cached_property
    def terminal(self) -> Terminal:
        """One zsh for all questions."""
        (self.home / ".zshrc").write_text(ZSH)
        size = Size(columns=300, lines=100)
        terminal = Terminal(["zsh", "-d", "-i"], (), size, self.env, self.folder)
        terminal.output.wait_for(PROMPT)
        return terminal

    def ask(self, line: str) -> tuple[float, list[str]]:
        """Type a line and list; what follows `--` in the list is what a word is for."""
        seen, asked = len(self.terminal.text), len(self._answers())
        self.terminal.send(f"{line}\x07")
        self._until(lambda: len(self._answers()) > asked)
        seconds, matches = self._answers()[-1].split()
        if matches == "0":
            drawn = ""
        else:
            self._until(lambda: f"{PROMPT}{line.rstrip()}" in self.terminal.text[seen:])
            drawn = self.terminal.text[seen:].partition("\n")[2].partition(PROMPT)[0]
        self.terminal.send("\x15")
        parts = (row.partition(" -- ")[0].replace("\\ ", "\0") for row in drawn.split("\n"))
        words = [word.replace("\0", " ") for part in parts for word in part.split()]
        return float(seconds), words

    def close(self) -> None:
        """End the zsh."""
        self.terminal.kill()

    def _answers(self) -> list[str]:
        times = self.home / "times"
        return [row for row in times.read_text().split("\n") if row] if times.exists() else []

    def _until(self, happened: Callable[[], bool]) -> None:
        eventually(happened, lambda: self.terminal.text)


KINDS: dict[str, type[Shell]] = {kind.name: kind for kind in (Bash, Zsh, Fish)}
