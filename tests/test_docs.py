"""What is generated is as the declarations are now, and what the README shows does run."""

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parent.parent
README = (REPOSITORY / "README.md").read_text()
BLOCKS = re.findall(r"```(?:sh|console)\n(.*?)```", README, re.DOTALL)
LINES = [line.removeprefix("$ ") for block in BLOCKS for line in block.splitlines()]
# Those two need the network, or somebody at a terminal.
SPECIAL = ("pip", "oai config set api_key")
SHOWN = [line for line in LINES if re.search(r"\boai\b", line) and not line.startswith(SPECIAL)]


def test_the_reference_and_the_coverage_are_not_stale():
    script = REPOSITORY / "docs" / "generate.py"
    done = subprocess.run([sys.executable, script, "--check"], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


def words_of(line: str) -> list[str]:
    """The words of the `oai` part of a command line."""
    part = next(part for part in line.split(" | ") if part.startswith("oai "))
    return shlex.split(part, comments=True)[1:]


@pytest.mark.parametrize("line", SHOWN)
def test_a_command_of_the_readme_is_one(oai, line):
    words = words_of(line)
    (oai.home / "photo.jpg").write_bytes(b"\xff\xd8\xff\xe0")
    (oai.home / "big.bin").write_bytes(b"\0")
    (oai.home / "docs").mkdir()
    shutil.copy(REPOSITORY / "examples" / "requests.jsonl", oai.home / "in.jsonl")
    (oai.home / "train.jsonl").write_text("{}\n")
    (oai.home / "request.json").write_text("{}")
    (oai.home / "prompt.txt").write_text("Hi")
    oai("config", "set", "--profile", "local", "base_url", "http://localhost:1/v1")
    oai("config", "set", "model", "gpt-5-mini")
    result = oai(*words, *([] if "config" in words else ["--dry-run"]))
    assert result.code == 0, result.err
