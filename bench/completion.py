"""How long a Tab takes in each shell, and how long the script takes to load (`make bench`).

Each shell measures itself: medians, with full caches. A figure over its limit is shown, not failed.
"""

from __future__ import annotations

import shutil
import statistics
import subprocess
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.completions.shells import KINDS, Shell

RUNS = 15
TAB_LIMIT = 20.0
LOAD_LIMIT = 50.0
IDS = 200
LINES = [
    "oai ",
    "oai org projects users roles ",
    "oai responses create hi --",
    "oai files list --order ",
    "oai files upload ",
    "oai --profile ",
    "oai files get ",
]
LOAD = {
    "bash": 'a=$EPOCHREALTIME; . "$OAI_SCRIPTS/bash/oai"; b=$EPOCHREALTIME;'
    " echo $(((${b/[.,]/} - ${a/[.,]/})))",
    "zsh": 'zmodload zsh/datetime; compdef() { : }; a=$EPOCHREALTIME; . "$OAI_SCRIPTS/zsh/_oai";'
    " print $(( (EPOCHREALTIME - a) * 1000000 ))",
    "fish": "set a (date +%s%N); source $OAI_SCRIPTS/fish/oai.fish;"
    " math \\( (date +%s%N) - $a \\) / 1000",
}


def main() -> None:
    """Measure every shell that there is, and print the table."""
    installed = [name for name in KINDS if shutil.which(name)]
    print(
        "".join([f"{'milliseconds':<34}", *(f"{name:>8}" for name in installed), f"{'limit':>8}"])
    )
    with TemporaryDirectory() as folder:
        shells = [prepared(name, Path(folder)) for name in installed]
        report("load the script", shells, load, LOAD_LIMIT)
        for line in LINES:
            report(f"{line}<Tab>", shells, lambda shell, line=line: shell.ask(line)[0], TAB_LIMIT)
        for shell in shells:
            shell.close()


def prepared(name: str, folder: Path) -> Shell:
    """Return a shell with profiles, ids and files to offer."""
    home = folder / name
    home.mkdir()
    shell = KINDS[name](home)
    ids, config = home / "cache" / "ids" / "default", home / "config"
    ids.mkdir(parents=True)
    config.mkdir()
    rows = (f"file-{number:024}\tname {number}.jsonl\t1700000000\n" for number in range(IDS))
    (ids / "files").write_text("".join(rows))
    (config / "config.toml").write_text("".join(f"[profiles.p{number}]\n" for number in range(20)))
    for number in range(50):
        (shell.folder / f"part-{number}.jsonl").touch()
    return shell


def load(shell: Shell) -> float:
    """Return the seconds that a new shell takes to read the script."""
    quiet = {"bash": ["--norc"], "zsh": ["-f"], "fish": []}[shell.name]
    command = [shell.name, *quiet, "-c", LOAD[shell.name]]
    done = subprocess.run(command, env=shell.env, capture_output=True, text=True, check=True)
    return float(done.stdout) / 1e6


def report(what: str, shells: list[Shell], seconds: Callable[[Shell], float], limit: float) -> None:
    """Print one line of the table."""
    medians = [statistics.median(seconds(shell) for _ in range(RUNS)) * 1000 for shell in shells]
    verdict = "ok" if max(medians, default=0) <= limit else "over"
    figures = "".join(f"{median:>8.1f}" for median in medians)
    print(f"{what:<34}{figures}{limit:>8.0f}  {verdict}")


if __name__ == "__main__":
    main()
