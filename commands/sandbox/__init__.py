"""Sandbox: the local API that ships with this tool."""

import json
from pathlib import Path
from typing import Annotated, Any

from ...base.errors import InterruptedByUser
from ...cli.declare.endpoint import Resource
from ...cli.declare.markers import POSITIONAL, Choices, Limits
from ...cli.ids.id_cache import forget_sandbox
from ...cli.input.confirmation import confirm
from ...cli.output.printer import Printer
from ...cli.output.view import View
from ...cli.session import Session
from ...config.folders import state_dir
from ...sandbox.launch import background

sandbox = Resource(
    "sandbox",
    description="""\
It is a real server on this machine that answers as the API does: it keeps what is uploaded, pages,
streams, runs batches, checks keys and fields, and gives the API's own errors. It needs no network
and costs nothing.

`oai --sandbox COMMAND …` runs any command against it. It starts when it is first needed, ends by
itself when it is no longer used, and keeps its state in one file until `oai sandbox reset`. With
`oai sandbox serve` other programs can use it.

`oai sandbox fault` makes its next answers fail, to see how a program takes that; for one call
alone: `oai --sandbox --header 'X-Sandbox-Fault: cut=20' COMMAND …`.""",
)

TARGET = ("path", "method", "times", "skip")
FACTS = View(text=lambda facts: str(facts["path"]))
FAULTS = View(columns=("effects", *TARGET), text=lambda fault: _effects(fault))


@sandbox.command()
def serve(
    session: Session,
    port: Annotated[int, "The port; 0 takes a free one.", Limits(minimum=0, maximum=65535)] = 8787,
    host: Annotated[
        str, "The loopback address to listen on.", Choices("127.0.0.1", "localhost", "::1")
    ] = "127.0.0.1",
) -> None:
    """Serve the sandbox to other programs, until Ctrl-C.

    The base URL and the keys are written to standard error as lines for a shell, and to standard
    output as JSON when that is not a terminal.

    $ oai sandbox serve
    $ oai sandbox serve --port 9000
    """
    if session.options.shows_only:
        _printer(session).preview({"host": host, "port": port, "path": str(_state())})
        return
    from .serving import serve_until_ended

    if serve_until_ended(_state(), host, port, _printer(session)):
        raise InterruptedByUser("The sandbox has ended; its state is kept.")


@sandbox.command()
def stop(session: Session) -> None:
    """End the sandbox that runs in the background; its state is kept.

    $ oai sandbox stop
    """
    from .control import is_running, stop

    running = is_running()
    facts = {"path": str(_state()), "running": running}
    if session.options.shows_only:
        _printer(session).preview(facts)
        return
    stop()
    sentence = "The sandbox has ended; its state is kept." if running else "No sandbox was running."
    _tell(session, {**facts, "running": False}, sentence)


@sandbox.command()
def reset(session: Session) -> None:
    """Delete everything that the sandbox holds.

    $ oai sandbox reset --yes
    """
    facts = {"path": str(_state()), "exists": _state().exists()}
    if session.options.shows_only:
        _printer(session).preview(facts)
        return
    confirm(f"Delete everything in {_state()}?", session.options)
    background.reset(state_dir())
    forget_sandbox()
    _tell(session, {**facts, "exists": False}, "The sandbox is empty.")


@sandbox.command()
def path(session: Session) -> None:
    """Show which file holds the sandbox's state.

    $ oai sandbox path -t
    """
    _printer(session).object({"path": str(_state()), "exists": _state().exists()})


@sandbox.command()
def fault(
    session: Session,
    spec: Annotated[str, "What goes wrong: effects, joined by semicolons.", POSITIONAL],
    path: Annotated[str | None, "Only requests to paths like this, such as '/files*'."] = None,
    method: Annotated[
        str | None, "Only requests of this method.", Choices("GET", "POST", "DELETE")
    ] = None,
    times: Annotated[int, "How many requests it is for.", Limits(minimum=1)] = 1,
    skip: Annotated[int, "How many such requests go well first.", Limits(minimum=0)] = 0,
) -> None:
    """Make the next answers of the sandbox fail.

    An error in place of the answer: status=CODE, and with it code=TEXT, retry-after=SECONDS,
    retry-after-ms=NUMBER or should-retry=true; html for a proxy's error page; garbage for JSON
    that stops in the middle.

    Slowness: delay=SECONDS before the answer, token-delay=SECONDS between the pieces of a stream.

    An answer that breaks off: cut=BYTES closes the connection after so many bytes; early-end=N
    ends a stream after N events as if it were complete, error-event=N with an error in it.

    $ oai sandbox fault 'status=429; retry-after=2' --times 2
    $ oai sandbox fault early-end=3 --path '/responses*' --skip 1
    """
    from .control import ask, effects_of

    target = {"path": path, "method": method, "times": times, "skip": skip}
    body = effects_of(spec) | {name: value for name, value in target.items() if value is not None}
    if session.options.shows_only:
        _printer(session).preview(body)
        return
    session.printer(FAULTS, "sandbox").object(ask("POST", body))


@sandbox.command()
def faults(session: Session) -> None:
    """List the faults that wait for a request.

    $ oai sandbox faults
    """
    from .control import ask, is_running

    found: dict[str, Any] = ask("GET") if is_running() else {"object": "list", "data": []}
    printer = session.printer(FAULTS, "faults")
    waiting = found["data"]
    if printer.kind == "table":
        waiting = [{**fault, "effects": _effects(fault)} for fault in waiting]
    printer.items([waiting], lambda: found)


@sandbox.command()
def clear_faults(session: Session) -> None:
    """Forget the faults that wait.

    $ oai sandbox clear-faults
    """
    from .control import ask, is_running

    facts = {"path": str(_state()), "faults": 0}
    if session.options.shows_only:
        _printer(session).preview(facts)
        return
    if is_running():
        ask("DELETE")
    _tell(session, facts, "No fault waits any more.")


def _effects(fault: dict[str, Any]) -> str:
    """Return what a fault does, as it is typed."""
    effects = {name: value for name, value in fault.items() if name not in TARGET}
    return "; ".join(
        f"{name}={value if isinstance(value, str) else json.dumps(value)}"
        for name, value in effects.items()
    )


def _state() -> Path:
    return background.path(state_dir())


def _printer(session: Session) -> Printer:
    return session.printer(FACTS, "sandbox")


def _tell(session: Session, facts: dict[str, Any], sentence: str) -> None:
    """Say what was done, and give it as data where no person looks."""
    printer = _printer(session)
    if printer.kind != "table":
        printer.object(facts)
    session.notices.say(sentence)
