"""The command that waits for what was started elsewhere: made from the one that shows it."""

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ..declare.endpoint import Command, Endpoint, Resource
from ..declare.parameters import Parameter
from ..declare.waiting_options import parameters_to_wait

if TYPE_CHECKING:
    from ..declare.job_kind import JobKind
    from ..session import Session

DESCRIPTION = """Wait until a {what} has ended, and show it as it is then.

Of several, the answer is a list. Ctrl-C, or the end of --wait-timeout (exit 124), ends the
waiting alone. The exit code is 7 if one did not end well, or if a part of it failed.

$ oai {example}
$ oai {example} --wait-timeout 2h
"""


@dataclass(frozen=True)
class WaitCommand(Command):
    """A verb that waits; what it is about is named as for the verb that shows it."""

    shown: Endpoint = field(kw_only=True)

    @cached_property
    def parameters(self) -> tuple[Parameter, ...]:
        """The ids, the last of them repeatable, and the options of waiting."""
        *shared, own = (item for item in self.shown.parameters if item.place == "path")
        return (*shared, replace(own, repeatable=True), *parameters_to_wait())


def add_wait_command(group: Resource, job_kind: "JobKind") -> None:
    """Declare `wait` in a group, beside the command that shows jobs of this kind."""
    group.commands["wait"] = _wait_command(group.endpoint_at(job_kind.shown_by[-1:]), job_kind)


def _wait_command(shown: Endpoint, job_kind: "JobKind") -> WaitCommand:

    def wait(session: "Session", **raw: Any) -> None:
        from .perform_wait import perform_wait

        perform_wait(session, job_kind, shown, command.parameters, raw)

    wait.__doc__ = DESCRIPTION.format(what=job_kind.what, example=_example(shown))
    command = WaitCommand((*shown.path[:-1], "wait"), wait, shown.view, shown=shown)
    return command


def _example(shown: Endpoint) -> str:
    """Return the first example of the other command, as far as its ids, with our verb."""
    ids = shown.examples[0].split()[len(shown.path) + 1 :]
    wanted = shown.route.count("{")
    return " ".join((*shown.path[:-1], "wait", *ids[:wanted]))
