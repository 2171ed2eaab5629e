"""The sandbox in the foreground: announced, served, ended by Ctrl-C."""

import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ...cli.output.printer import Printer
from ...sandbox.launch.background import SandboxAddress, require_extra


def serve_until_ended(state: Path, host: str, port: int, printer: Printer) -> bool:
    """Serve in this process; return whether it was Ctrl-C that ended it."""
    require_extra()
    from ...sandbox.launch.serve import serve

    interrupts: list[int] = []

    def ready(address: SandboxAddress) -> None:
        _note_interrupts(interrupts.append)
        _announce(address, printer)

    serve(host, port, state_file=state, on_ready=ready)
    return bool(interrupts)


def _note_interrupts(note: Callable[[int], Any]) -> None:
    """Hear of Ctrl-C before the server does, which ends without saying why."""
    server: Any = signal.getsignal(signal.SIGINT)

    def handle(number: int, frame: Any) -> None:
        note(number)
        server(number, frame)

    signal.signal(signal.SIGINT, handle)


def _announce(address: SandboxAddress, printer: Printer) -> None:
    if not printer.to_terminal:
        printer.object(address._asdict())
    # Not through the notices: these keys are no secrets, and have to be readable here.
    sys.stderr.write(
        f"The sandbox listens at {address.base_url} until Ctrl-C. To use it from a shell:\n"
        f"export OPENAI_BASE_URL={address.base_url}\n"
        f"export OPENAI_API_KEY={address.key}\n"
        f"export OPENAI_ADMIN_KEY={address.admin_key}\n"
    )
    sys.stderr.flush()
