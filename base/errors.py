"""Everything that can go wrong, each with the exit code that a script sees.

OaiError                    1
├── InputError              2   usage, bad input, bad file
│   └── SettingsError       2   the settings file, a profile, a key command
├── ApiError                1   the API refused (any other 4xx)
│   ├── AccessError         3   no key, wrong key, not allowed (401, 403)
│   ├── NotFoundError       4   not found (404)
│   ├── RateLimitError      5   rate limit or quota (429), after the retries
│   └── ServerError         6   the server failed (5xx)
├── NetworkError            6   no connection, time-out, cut or unreadable answer
├── JobError                7   a job ended, but not well; or part of the work failed
├── WaitTimeoutError      124   `--wait` ran out of time
└── InterruptedByUser     130   Ctrl-C
"""

import os
from collections.abc import Callable
from typing import ClassVar

# The hint on what breaks off after data was written; what is to be done may follow it.
KEPT = "What came is kept."
OUT_OF_QUOTA = ("insufficient_quota", "billing_hard_limit_reached")


class OaiError(Exception):
    """A failure with one readable message and, where there is one, the next thing to do."""

    exit_code: ClassVar[int] = 1
    kind: ClassVar[str] = "error"

    def __init__(self, message: str, *, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    @property
    def reason(self) -> str:
        """What is said where this is why something is tried again."""
        return self.message

    def advise(self, text: str | None) -> None:
        """Add to what is to be done next."""
        self.hint = " ".join(filter(None, (self.hint, text))) or None

    def redact(self, redact: Callable[[str], str]) -> None:
        """Blot secrets out of everything that this error will say."""
        for name, value in vars(self).items():
            if isinstance(value, str):
                setattr(self, name, redact(value))

    def facts(self) -> dict[str, object]:
        """Return what `--errors json` shows beside the message."""
        return {}


class InputError(OaiError):
    """What was typed, piped or read from a file cannot be used; nothing was sent."""

    exit_code = 2
    kind = "input"


class SettingsError(InputError):
    """A settings file, profile or key command cannot be used."""

    kind = "settings"


class ApiError(OaiError):
    """The API answered with an error (API reference, "Error codes")."""

    kind = "api"

    def __init__(
        self,
        message: str,
        *,
        status: int | None = None,
        code: str | None = None,
        type: str | None = None,
        param: str | None = None,
        request_id: str | None = None,
        hint: str | None = None,
    ) -> None:
        super().__init__(message, hint=hint)
        self.status = status
        self.code = code
        self.type = type
        self.param = param
        self.request_id = request_id
        self.retry_after: float | None = None
        # Whether the same request may find another answer, as a lost connection may.
        self.may_pass = False

    @property
    def reason(self) -> str:
        """What is said where this is why something is tried again."""
        return f"The server answered {self.status} ({self.message.rstrip('.')})."

    @property
    def is_out_of_quota(self) -> bool:
        """Whether nothing is left to be spent, so that no waiting helps."""
        return self.code in OUT_OF_QUOTA

    def facts(self) -> dict[str, object]:
        """Return what the API said of the error."""
        names = ("status", "code", "type", "param", "request_id")
        return {name: getattr(self, name) for name in names}


class AccessError(ApiError):
    """There is no key, it is wrong, or it may not do this."""

    exit_code = 3
    kind = "access"


class NotFoundError(ApiError):
    """The object or the route does not exist."""

    exit_code = 4
    kind = "not_found"


class RateLimitError(ApiError):
    """Too many requests, or the quota is used up."""

    exit_code = 5
    kind = "rate_limit"


class ServerError(ApiError):
    """The server failed."""

    exit_code = 6
    kind = "server"


class NetworkError(OaiError):
    """The server could not be reached, went silent, or sent what cannot be read."""

    exit_code = 6
    kind = "network"
    may_pass: ClassVar[bool] = True


class JobError(OaiError):
    """A job ended, but not well; or part of the work failed."""

    exit_code = 7
    kind = "job"


class WaitTimeoutError(OaiError):
    """`--wait` ran out of time; the job goes on."""

    exit_code = 124
    kind = "wait_timeout"


class InterruptedByUser(OaiError):  # noqa: N818 - a choice of the user, not an error
    """Ctrl-C."""

    exit_code = 130
    kind = "interrupted"


def unusable(error: OSError, *, hint: str | None = None) -> InputError:
    """Return the error for what the system refused: a folder that takes no file, a full disk."""
    what = f"Cannot use {os.fsdecode(error.filename)}: " if error.filename else ""
    other = "How to name another folder: oai help environment" if what else None
    return InputError(f"{what}{error.strerror or error}.", hint=hint or other)
