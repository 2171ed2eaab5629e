"""What the API is going to take away: how a declaration, help and stderr say so."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Deprecation:
    """That an operation is deprecated, and the command to use instead where there is one."""

    instead: str | None = None

    def __str__(self) -> str:
        return (
            f"deprecated by the API; use oai {self.instead}"
            if self.instead
            else "deprecated by the API"
        )
