"""Opening what was saved, with the program that this machine has for its kind."""

import os
import sys
from pathlib import Path

from ...base.errors import InputError
from ..call import Call
from ..session import Session


def check_opening(call: Call) -> None:
    """Refuse, before anything is paid for, to open what will be no file."""
    if call.values.get("open") and call.options.output == "-":
        raise InputError("--open: what goes to standard output is no file to open.")


def open_saved(session: Session) -> None:
    """Open every file that this run has saved; what cannot be opened is there all the same."""
    for path in session.saved:
        try:
            _open(path)
        except OSError as error:
            reason = error.strerror or error
            session.notices.say(f"{path} is saved, but nothing here opens it: {reason}.")


def _open(path: Path) -> None:
    if sys.platform == "win32":
        os.startfile(path)
        return
    import subprocess

    # Typer's own launcher lets the program hold our standard output open for as long as it runs.
    program = "open" if sys.platform == "darwin" else "xdg-open"
    subprocess.Popen(
        [program, os.path.abspath(path)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
