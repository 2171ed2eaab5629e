"""Forks of a program that is imported once: what each start would load again is loaded once.

Started by `forked`. It imports, and runs nothing that leaves a trace in what is ours, so that each
fork begins as a new process would. For every byte that comes with descriptors it forks; the fork
reads the rest of what it is to be, and becomes that. Its end is told to whoever holds the other
end of its own socket.
"""

from __future__ import annotations

import atexit
import gc
import importlib
import json
import os
import pkgutil
import select
import signal
import socket
import ssl
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterable
from contextlib import redirect_stdout, suppress
from typing import Any, TextIO

PACKAGES = {
    "oai": ("oai.base", "oai.config", "oai.cli", "oai.commands", "oai.completions"),
    "sandbox": ("oai.base", "oai.sandbox"),
}
# What is imported inside functions, by us and by the libraries.
LATE = {
    "oai": (
        "email.message",
        "email.policy",
        "encodings.idna",
        "encodings.utf_8_sig",
        "getpass",
        "importlib.metadata",
        "platformdirs.unix",
        "pydantic.fields",
        "pydantic.main",
        "pydantic.types",
        "pygments.styles.monokai",
        "rich.live",
        "rich.markdown",
        "rich.progress_bar",
        "rich.table",
        "tomli_w",
        "tomllib",
        "typer._click.decorators",
    ),
    "sandbox": (
        "anyio._backends._asyncio",
        "encodings.idna",
        "uvicorn.lifespan.on",
        "uvicorn.loops.asyncio",
        "uvicorn.protocols.http.h11_impl",
    ),
}
DESCRIPTORS = 4
LAST_DESCRIPTOR = 1 << 16


class ForkServer:
    """Forks on request, and tells how each fork has ended."""

    def __init__(self, control: socket.socket, program: Callable[[], None]) -> None:
        self._control = control
        self._program = program
        self._told: dict[int, int] = {}
        self._ended, self._wake = os.pipe()
        for end in (self._ended, self._wake):
            os.set_blocking(end, False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(self._wake, warn_on_full_buffer=False)

    def serve(self) -> None:
        """Fork whenever asked, until whoever asks is gone."""
        while True:
            ready, _, _ = select.select([self._control, self._ended], [], [])
            if self._ended in ready:
                os.read(self._ended, 4096)
                self._reap()
            if self._control in ready:
                asked, descriptors, _, _ = socket.recv_fds(self._control, 1, DESCRIPTORS)
                if not asked:
                    return
                self._fork(descriptors)

    def _fork(self, descriptors: list[int]) -> None:
        *standard, told = descriptors
        pid = os.fork()
        if pid == 0:
            self._control.detach()
            _live(standard, told, self._program)
        self._told[pid] = told
        for descriptor in standard:
            os.close(descriptor)

    def _reap(self) -> None:
        with suppress(ChildProcessError):
            while (ended := os.waitpid(-1, os.WNOHANG))[0]:
                pid, status = ended
                told = self._told.pop(pid)
                with suppress(OSError):
                    os.write(told, b"code %d\n" % os.waitstatus_to_exitcode(status))
                os.close(told)


def _live(standard: list[int], told: int, program: Callable[[], None]) -> None:
    code = 70
    try:
        _become(standard, told)
        code = _run(program)
    except KeyboardInterrupt:
        traceback.print_exc()
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        os.kill(os.getpid(), signal.SIGINT)
    except BaseException:  # noqa: BLE001 - the last one: nothing of this may go on in the parent
        traceback.print_exc()
    finally:
        os._exit(code)


def _become(standard: list[int], told: int) -> None:
    """Take on all that a new process has from whoever starts it."""
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.setsid()
    with open(told, "rb", closefd=False) as asked:
        given = json.load(asked)
    if given["terminal"]:
        # The leader of a new session gets the first terminal that it opens as its own.
        os.close(os.open(given["terminal"], os.O_RDWR))
    os.chdir(given["cwd"])
    os.environ.clear()
    os.environ.update(given["env"])
    time.tzset()
    sys.argv[:] = given["command"]
    for number, descriptor in enumerate(standard):
        os.dup2(descriptor, number)
    _open_streams()
    os.write(told, b"pid %d\n" % os.getpid())
    os.closerange(3, LAST_DESCRIPTOR)


def _open_streams() -> None:
    """Open the standard streams as the interpreter does: by what they are now."""
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        before: TextIO = getattr(sys, name)
        stream = open(  # noqa: SIM115 - as long as the process lives
            number,
            "w" if number else "r",
            buffering=-1,
            encoding=before.encoding,
            errors=before.errors,
            newline="\n",
            closefd=False,
        )
        stream.reconfigure(line_buffering=name == "stderr" or stream.isatty())
        setattr(sys, name, stream)
        setattr(sys, f"__{name}__", stream)


def _run(program: Callable[[], None]) -> int:
    """Run to the end as the interpreter does, and return the exit code."""
    code = 0
    try:
        program()
    except SystemExit as exit_:
        code = _exit_code(exit_.code)
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # noqa: BLE001 - as the interpreter does
        sys.excepthook(type(error), error, error.__traceback__)
        code = 1
    threading._shutdown()  # type: ignore[attr-defined]
    atexit._run_exitfuncs()
    # What the interpreter cannot write at its end it tells with this code.
    told = [_flushed(stream) for stream in (sys.stdout, sys.stderr)]
    return code if all(told) else 120


def _exit_code(given: Any) -> int:
    if given is None or isinstance(given, int):
        return (given or 0) & 0xFF
    print(given, file=sys.stderr)
    return 1


def _flushed(stream: TextIO | None) -> bool:
    try:
        if stream is not None and not stream.closed:
            stream.flush()
    except OSError as error:
        with suppress(OSError):
            print(f"Exception ignored in: {stream!r}\n{error!r}", file=sys.stderr)
        return False
    return True


def load(packages: Iterable[str], late: Iterable[str]) -> None:
    """Import all modules of the packages, and what they would import later."""
    for package in packages:
        path = importlib.import_module(package).__path__
        for module in pkgutil.walk_packages(path, f"{package}."):
            if not module.name.endswith("__main__"):
                importlib.import_module(module.name)
    for name in late:
        importlib.import_module(name)


def program_of(name: str) -> Callable[[], None]:
    """Return what a fork runs, with `sys.argv` as its command line."""
    if name == "oai":
        from oai.cli.entry import run

        return run
    from oai.sandbox.__main__ import main

    return lambda: main(sys.argv[-1])


def warm() -> None:
    """Do once what the libraries do at their first use: ours keep nothing of a dry run."""
    from oai.cli.main import main

    ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    with open(os.devnull, "w") as nowhere, redirect_stdout(nowhere):
        main(["models", "list", "--dry-run"])


if __name__ == "__main__":
    # A console script has the folder of the scripts here.
    sys.path[0] = os.path.dirname(sys.executable)
    descriptor, name = sys.argv[1:]
    load(PACKAGES[name], LATE[name])
    if name == "oai":
        warm()
    gc.collect()
    gc.freeze()
    with socket.socket(fileno=int(descriptor)) as control:
        ForkServer(control, program_of(name)).serve()
