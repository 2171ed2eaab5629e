"""Completion: the scripts that shells load; to print them is all that is done."""

from pathlib import Path
from typing import Annotated, Literal

from ..cli.declare.endpoint import Command
from ..cli.declare.markers import POSITIONAL
from ..cli.output.view import View
from ..cli.session import Session

# Where each is in the folder `completions`, which is installed beside this one.
SCRIPTS = {
    "bash": "bash/oai",
    "zsh": "zsh/_oai",
    "fish": "fish/oai.fish",
    "powershell": "powershell/oai.ps1",
}
VIEW = View(text=lambda script: str(script["text"]))


def script(
    session: Session,
    shell: Annotated[
        Literal["bash", "zsh", "fish", "powershell"],
        "The shell: bash, zsh, fish or powershell.",
        POSITIONAL,
    ],
) -> None:
    """Print the script that completes command lines at Tab.

    Commands, options, choices, files, names of profiles, and the ids that lists and creations left
    behind (OAI_ID_CACHE=0 turns that off) are offered. No Python is started at Tab.

    Nothing is installed: put the script where your shell looks for it, as below, and start the
    shell anew; make the folder if it is not there. In zsh it has to be in `fpath` before `compinit`
    runs. In PowerShell, put the line into the file that $PROFILE names.

    Without bash-completion, in ~/.bashrc: eval "$(oai completion bash)"

    $ oai completion bash > ~/.local/share/bash-completion/completions/oai
    $ oai completion zsh > ~/.zfunc/_oai
    $ oai completion fish > ~/.config/fish/completions/oai.fish
    $ oai completion powershell | Out-String | Invoke-Expression
    """
    printer = session.printer_by_options(VIEW, "completion", default="text")
    printer.object({"shell": shell, "text": _text(shell)})


completion = Command(("completion",), script)


def _text(shell: str) -> str:
    folder = Path(__file__).parent.parent / "completions"
    return (folder / SCRIPTS[shell]).read_text("utf-8").rstrip("\n")
