"""`batches run`: from what was typed to a run as batches, or at once."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ....base.errors import InputError
from ....cli.declare.parameters import Parameter
from ....cli.input.body import gather
from ....cli.waiting.limits import Limits as WaitLimits
from .checking import split_limits
from .opening import Wish
from .piped_input import input_file

if TYPE_CHECKING:
    from ....cli.session import Session

CONCURRENCY = 8
OF_BATCHES = ("metadata", "completion_window")


@dataclass(frozen=True)
class Asked:
    """The options; `typed` are those that are read as a declaration's parameters are."""

    now: bool
    concurrency: int | None
    retry_failed: bool
    restart: bool
    max_lines: int | None
    max_bytes: str | None
    typed: dict[str, Any] = field(default_factory=dict)


def run_input(
    session: "Session", parameters: tuple[Parameter, ...], path: Path, asked: Asked
) -> None:
    """Run an input in the way that was asked for."""
    values = gather(parameters, asked.typed, session.stdin, in_body=set())
    if asked.retry_failed and asked.restart:
        raise InputError("--retry-failed and --restart are opposites.", hint="Give one of them.")
    _check_place(session, asked)
    with input_file(session, Path(path)) as given:
        wish = Wish(
            input=given,
            mode="now" if asked.now else "batch",
            split=split_limits(asked.max_lines, asked.max_bytes),
            wait=WaitLimits.given(values),
            retry_failed=asked.retry_failed,
            restart=asked.restart,
            concurrency=asked.concurrency or CONCURRENCY,
            given={name: values[name] for name in OF_BATCHES if name in values},
        )
        _run(session, wish)


def _check_place(session: "Session", asked: Asked) -> None:
    """Refuse what would be left out silently: what is said of batches to --now, and the reverse."""
    if not asked.now and asked.concurrency is not None:
        raise InputError("--concurrency is for --now: a batch has a pace of its own.")
    about_batches = {**asked.typed, "body": session.options.body, "set": session.options.set}
    given = [name for name, value in about_batches.items() if value not in (None, [])]
    if asked.now and given:
        option = f"--{given[0].replace('_', '-')}"
        raise InputError(f"{option} is for a batch, and --now makes none.", hint="Leave it out.")


def _run(session: "Session", wish: Wish) -> None:
    if wish.mode == "now":
        from .now.run import run_now

        run_now(session, wish)
    else:
        from .as_batch.run import run_batches

        run_batches(session, wish)
