"""What is said, once for each kind of job, of how it goes on and ends."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from ...base.errors import NetworkError
from ..output.advice import Advice

if TYPE_CHECKING:
    from ...config.settings import Settings
    from ..http.client import Client
    from ..notices import Notices


class ServerAccess(Protocol):
    """What a run of the program has for asking its server more; its Session is one."""

    @property
    def client(self) -> "Client":
        """The HTTP core."""

    @property
    def notices(self) -> "Notices":
        """The voice on stderr."""

    @property
    def settings(self) -> "Settings":
        """Where each setting's value comes from."""


@dataclass(frozen=True)
class PollingInterval:
    """The seconds between two questions: at first, and when it takes long."""

    first: float = 1.0
    longest: float = 15.0


QUICK = PollingInterval(0.5, 2.0)


@dataclass(frozen=True)
class JobKind:
    """How one kind of job goes on after it is created.

    what         what people call it
    shown_by     the command that shows one, by whose request it is asked for
    good, bad    the statuses in which it has ended, well or not; in any other it goes on
    progress     what is to be said beside the status while it goes on
    wants        what somebody has to do before it goes on; the waiting ends there too
    broken       the fields that count the parts which failed, of a job that ended well
    why          what asks the server why parts of it failed, where the object does not say it
    look_at      the command that tells more of what went wrong
    saved_by     the command that fetches what it has made, for which --output is then meant
    """

    what: str
    shown_by: tuple[str, ...]
    good: frozenset[str]
    bad: frozenset[str]
    progress: Callable[[Any], str] = lambda _: ""
    wants: Callable[[Any], Advice | None] = lambda _: None
    broken: tuple[str, ...] = ()
    why: Callable[[ServerAccess, Any], str | None] = lambda *_: None
    look_at: tuple[str, ...] = ()
    saved_by: tuple[str, ...] = ()
    pace: PollingInterval = field(default_factory=PollingInterval)

    @property
    def waited_for_by(self) -> tuple[str, ...]:
        """The command that waits for one."""
        return (*self.shown_by[:-1], "wait")

    def has_ended(self, document: Any) -> bool:
        """Tell whether there is nothing more to wait for."""
        return status_of(document) in self.good | self.bad or self.wants(document) is not None

    def status_text(self, document: Any) -> str:
        """Return the status and how far it is, in a few words."""
        return ", ".join(filter(None, (status_of(document), self.progress(document))))


def status_of(document: Any) -> str:
    """Return an object's status; raises NetworkError if it has none."""
    status = document.get("status") if isinstance(document, dict) else None
    if not isinstance(status, str):
        raise NetworkError(
            "The server's answer has no status to wait for.",
            hint="Look at it with --format raw, without waiting.",
        )
    return status
