"""`batches run`: from what was typed to a run as batches, or at once."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ....base.errors import InputError
from ....cli.declare.parameters import Parameter
from ....cli.input.body import gather
from ....cli.waiting.wait_limits import WaitLimits
from .checking import split_limits
from .opening import RunOptions
from .piped_input import input_file

if TYPE_CHECKING:
    from ....cli.session import Session

CONCURRENCY = 8
OF_BATCHES = ("metadata", "completion_window")


@dataclass(frozen=True)
class RunArguments:
    """The options; `typed` are those that are read as a declaration's parameters are."""

    now: bool
    concurrency: int | None
    retry_failed: bool
    restart: bool
    max_lines: int | None
    max_bytes: str | None
    typed: dict[str, Any] = field(default_factory=dict)


def run_input(
    session: "Session", parameters: tuple[Parameter, ...], path: Path, arguments: RunArguments
) -> None:
    """Run an input in the way that was asked for."""
    values = gather(parameters, arguments.typed, session.stdin, in_body=set())
    if arguments.retry_failed and arguments.restart:
        raise InputError("--retry-failed and --restart are opposites.", hint="Give one of them.")
    _check_place(session, arguments)
    with input_file(session, Path(path)) as given:
        options = RunOptions(
            input=given,
            mode="now" if arguments.now else "batch",
            split=split_limits(arguments.max_lines, arguments.max_bytes),
            wait=WaitLimits.given(values),
            retry_failed=arguments.retry_failed,
            restart=arguments.restart,
            concurrency=arguments.concurrency or CONCURRENCY,
            given={name: values[name] for name in OF_BATCHES if name in values},
        )
        _run(session, options)


def _check_place(session: "Session", arguments: RunArguments) -> None:
    """Refuse what would be left out silently: what is said of batches to --now, and the reverse."""
    if not arguments.now and arguments.concurrency is not None:
        raise InputError("--concurrency is for --now: a batch has a pace of its own.")
    about_batches = {**arguments.typed, "body": session.options.body, "set": session.options.set}
    given = [name for name, value in about_batches.items() if value not in (None, [])]
    if arguments.now and given:
        option = f"--{given[0].replace('_', '-')}"
        raise InputError(f"{option} is for a batch, and --now makes none.", hint="Leave it out.")


def _run(session: "Session", options: RunOptions) -> None:
    if options.mode == "now":
        from .now.run import run_now

        run_now(session, options)
    else:
        from .as_batch.run import run_batches

        run_batches(session, options)
