"""Start-up times as ratios to importing Typer and httpx, all measured in one run (`make bench`).

Medians by hyperfine where it is installed, else by a loop of its own. A ratio over its
limit is shown, not failed: only a command that fails makes the benchmark fail.
"""

from __future__ import annotations

import json
import os
import shlex
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

RUNS = 25
WARM_UP = 3


class Budget(NamedTuple):
    """A command of `oai` and the most that it may take, against the base."""

    arguments: str
    limit: float


ROWS = [
    Budget("--version", 0.1),
    Budget("--help", 0.55),
    Budget("files list", 1.0),
    Budget("org --help", 1.5),
]
BASE = "import typer, httpx"
# What the console script does. Those that older pips write import `re` first, for an .exe's sake.
START = "from oai.cli.entry import run; run()"


def main() -> None:
    """Measure and print the table."""
    commands = [[sys.executable, "-c", BASE]]
    commands += [[sys.executable, "-c", START, *shlex.split(row.arguments)] for row in ROWS]
    with TemporaryDirectory() as folder, static_server() as base_url:
        medians = measure(commands, environment(Path(folder), base_url), Path(folder))
    print(table(medians))


def oai_command() -> list[str]:
    """Return the installed console script of this Python, else its module."""
    script = Path(sys.executable).with_name("oai")
    return [str(script)] if script.exists() else [sys.executable, "-m", "oai.cli.entry"]


@contextmanager
def static_server() -> Iterator[str]:
    """Run the server in a process of its own and give its base URL."""
    command = [sys.executable, str(Path(__file__).with_name("static_server.py"))]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as server:
        assert server.stdout is not None
        yield server.stdout.readline().strip()


def environment(folder: Path, base_url: str) -> dict[str, str]:
    """Return this environment with settings of the benchmark in place of the user's."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("OPENAI_")}
    folders = {f"OAI_{name}_DIR": str(folder) for name in ("CONFIG", "STATE", "CACHE")}
    return {**kept, **folders, "OPENAI_BASE_URL": base_url, "OPENAI_API_KEY": "sk-bench"}


def measure(commands: list[list[str]], env: dict[str, str], folder: Path) -> list[float]:
    """Return the median seconds of each command."""
    for command in commands:
        require_success(command, env)
    if hyperfine := shutil.which("hyperfine"):
        return by_hyperfine(hyperfine, commands, env, folder / "times.json")
    return by_loop(commands, env)


def require_success(command: list[str], env: dict[str, str]) -> None:
    """Run the command once and end the benchmark with its own words if it fails."""
    run = subprocess.run(
        command, env=env, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    if run.returncode:
        sys.exit(f"{shlex.join(command)} exits with {run.returncode}: {run.stderr.strip()}")


def by_hyperfine(
    hyperfine: str, commands: list[list[str]], env: dict[str, str], report: Path
) -> list[float]:
    """Let hyperfine run each command without a shell, its output into a pipe."""
    options = ["--warmup", str(WARM_UP), "--runs", str(RUNS), "--shell=none", "--output=pipe"]
    options += ["--style=none", "--export-json", str(report)]
    subprocess.run([hyperfine, *options, *map(shlex.join, commands)], env=env, check=True)
    return [result["median"] for result in json.loads(report.read_text())["results"]]


def by_loop(commands: list[list[str]], env: dict[str, str]) -> list[float]:
    """Run the commands in turns, so that a slow moment of the machine hits all of them."""
    rounds = [[seconds(command, env) for command in commands] for _ in range(WARM_UP + RUNS)]
    return [statistics.median(times) for times in zip(*rounds[WARM_UP:], strict=True)]


def seconds(command: list[str], env: dict[str, str]) -> float:
    """Return how long the command takes, its output into a pipe."""
    begun = time.perf_counter()
    subprocess.run(command, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, check=True)
    return time.perf_counter() - begun


def table(medians: list[float]) -> str:
    """Return the results as aligned text."""
    base, *times = medians
    lines = [f"{'command':<32} {'median ms':>9} {'ratio':>6} {'limit':>6}"]
    lines.append(line(f'python -c "{BASE}"', base, 1.0))
    for row, median in zip(ROWS, times, strict=True):
        lines.append(line(f"oai {row.arguments}", median, median / base, row.limit))
    return "\n".join(lines)


def line(command: str, median: float, ratio: float, limit: float | None = None) -> str:
    """Return one line of the table."""
    measured = f"{command:<32} {median * 1000:>9.1f} {ratio:>6.2f}"
    if limit is None:
        return measured
    return f"{measured} {limit:>6.2f}  {'ok' if ratio <= limit else 'over'}"


if __name__ == "__main__":
    main()
