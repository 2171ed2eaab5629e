"""The scripts that are shipped: in step with the tree, printed as they are, well formed."""

import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest
import tree_sitter_powershell
from tree_sitter import Language, Parser

from oai.commands.completion import SCRIPTS
from oai.completions.scripts import scripts

REPOSITORY = Path(__file__).parents[2]
SHIPPED = REPOSITORY / "completions"
HOMES = {
    "share/bash-completion/completions": "bash",
    "share/zsh/site-functions": "zsh",
    "share/fish/vendor_completions.d": "fish",
}


@pytest.fixture(scope="module")
def made():
    return scripts()


@pytest.mark.parametrize("shell", SCRIPTS)
def test_a_script_is_in_step_with_the_tree(made, shell):
    shipped = (SHIPPED / SCRIPTS[shell]).read_text("utf-8")
    # Compared outside of the assertion, whose diff of a long text takes minutes.
    same = shipped == made[shell]
    assert same, f"completions/{SCRIPTS[shell]} is out of date; run: make completions"


@pytest.mark.parametrize("shell", SCRIPTS)
def test_the_command_prints_the_very_script(oai, shell):
    printed = oai("completion", shell)
    assert (printed.code, printed.err) == (0, "")
    assert printed.stdout == (SHIPPED / SCRIPTS[shell]).read_bytes()


def test_an_unknown_shell_is_refused_with_the_ones_there_are(oai):
    refused = oai("completion", "tcsh")
    assert (refused.code, refused.stdout) == (2, b"")
    assert all(shell in refused.err for shell in SCRIPTS)


def test_printing_writes_nothing_to_the_home(oai):
    before = sorted(path for path in oai.home.rglob("*"))
    assert oai("completion", "bash").code == 0
    assert sorted(path for path in oai.home.rglob("*")) == before


@pytest.mark.parametrize(
    ("shell", "check"), [("bash", ["-n"]), ("zsh", ["-n"]), ("fish", ["--no-execute"])]
)
def test_a_shell_can_read_its_script(shell, check):
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed here")
    command = [shell, *check, str(SHIPPED / SCRIPTS[shell])]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_bash_runs_what_is_as_old_as_that_of_a_mac():
    script = (SHIPPED / SCRIPTS["bash"]).read_text()
    assert not re.search(r"declare -A|local -A|mapfile|readarray|\$\{\w+[,^]|local -n", script)


def test_every_script_is_installed_where_its_shell_looks():
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text())
    files = project["tool"]["setuptools"]["data-files"]
    assert files == {home: [f"completions/{SCRIPTS[shell]}"] for home, shell in HOMES.items()}


def is_powershell(script: str) -> bool:
    parser = Parser(Language(tree_sitter_powershell.language()))
    return not parser.parse(script.encode()).root_node.has_error


def test_the_powershell_script_is_well_formed():
    """There is no PowerShell here to run it: a grammar of the language reads it."""
    script = (SHIPPED / SCRIPTS["powershell"]).read_text("utf-8")
    assert is_powershell(script)
    assert not is_powershell(script.replace("foreach (", "foreach "))
    assert script.isascii()
    assert "Register-ArgumentCompleter -Native -CommandName oai" in script


def test_the_powershell_table_has_every_command(made):
    listed = set(re.findall(r"^\$OaiTable\['([^']*)'\]", made["powershell"], re.MULTILINE))
    assert {"", "files", "files list", "files ls", "org projects users roles create"} <= listed
    assert len(listed) > 298
