"""What is left out of a start, and by which trick: each still does what it is there for."""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec

import pytest

HEAVY = ("typer", "httpx", "rich", "pydantic")


def loaded_after(code: str, *names: str) -> set[str]:
    """Return which of some modules a new interpreter has loaded after some code."""
    script = f"import sys\n{code}\nprint(*(set({names!r}) & set(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    return set(done.stdout.splitlines()[-1].split())


def run(*arguments: str) -> str:
    """Return code that runs a command line and goes on."""
    start = f"sys.argv = ['oai', *{arguments!r}]\nfrom oai.cli.entry import run"
    return f"{start}\ntry: run()\nexcept SystemExit: pass"


def test_the_version_imports_nothing() -> None:
    assert loaded_after(run("--version"), *HEAVY, "oai.cli.main") == set()


def test_help_needs_neither_http_nor_rich() -> None:
    assert loaded_after(run("files", "--help"), *HEAVY) == {"typer"}


@pytest.mark.skipif(not find_spec("click"), reason="httpx imports its command line where click is")
def test_httpx_comes_without_its_command_line() -> None:
    assert "httpx._main" in loaded_after("import httpx", "httpx._main")
    lean = loaded_after(
        "from oai.cli.http.lean_httpx import httpx\nhttpx.Client", "httpx", "click", "rich"
    )
    assert lean == {"httpx"}


def test_the_last_collection_is_left_out() -> None:
    code = f"{run('help', 'keys')}\nimport gc\nassert gc.get_freeze_count() > 10_000"
    assert loaded_after(code, "typer") == {"typer"}


def test_little_garbage_is_looked_for() -> None:
    code = "import gc\nseen = []\ngc.callbacks.append(lambda phase, _: seen.append(phase))\n"
    check = "\nassert seen.count('start') < 5, seen"
    assert loaded_after(f"{code}{run('--help')}{check}", "typer") == {"typer"}
