"""The options of waiting, read as those of any declaration are."""

from typing import Annotated

from .markers import DURATION, LOCAL, Panel
from .parameters import Parameter, parameters_of

WaitTimeout = Annotated[
    str | None,
    "Wait no longer than this, such as 90s or 2h30m; then exit with 124.",
    DURATION,
    LOCAL,
    Panel("Waiting"),
]
PollInterval = Annotated[
    str | None, "Ask this often, instead of ever more seldom.", DURATION, LOCAL
]


def parameters_to_begin() -> tuple[Parameter, ...]:
    """Return the options of a command that creates what can be waited for."""
    return parameters_of(_begin, "", "local")


def parameters_to_wait() -> tuple[Parameter, ...]:
    """Return the options of a command that does nothing but wait."""
    return parameters_of(_wait, "", "local")


def _begin(
    wait: Annotated[
        bool | None,
        "Wait until it has ended, and print it as it is then.",
        LOCAL,
        Panel("Waiting"),
    ] = None,
    wait_timeout: WaitTimeout = None,
    poll_interval: PollInterval = None,
) -> None: ...


def _wait(wait_timeout: WaitTimeout = None, poll_interval: PollInterval = None) -> None: ...
