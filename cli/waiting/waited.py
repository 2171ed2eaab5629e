"""Waiting as a command of its own."""

from typing import TYPE_CHECKING, Any

from ..call import Call
from ..input.body import gather
from .ending import Ended, check_several, write_ended
from .limits import Limits
from .polling import wait_for_things
from .thing import Thing

if TYPE_CHECKING:
    from ..declare.endpoint import Endpoint
    from ..declare.life import Life
    from ..declare.parameters import Parameter
    from ..session import Session


def wait_by_hand(
    session: "Session",
    life: "Life",
    shown: "Endpoint",
    parameters: "tuple[Parameter, ...]",
    raw: dict[str, Any],
) -> None:
    """Wait for everything that was named, and write how it ended."""
    values = gather(parameters, raw, session.stdin, in_body=set())
    limits = Limits.given(values)
    *shared, own = (item.key for item in parameters if item.place == "path")
    call = Call(shown, {key: values[key] for key in shared}, session)
    things = []
    for name in dict.fromkeys(values[own]):
        call.values[own] = name
        ids = (*(values[key] for key in shared), name)
        things.append(Thing(ids, life, call.request()))
    if call.shows_only:
        call.show(*(thing.request for thing in things))
        return
    check_several(call.printer, len(things))
    answers = wait_for_things(session, things, limits)
    ended = [Ended(thing.ids, answer) for thing, answer in zip(things, answers, strict=True)]
    write_ended(session, life, call.printer, ended)
