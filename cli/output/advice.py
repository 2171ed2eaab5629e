"""A sentence for people, which may end with the command to go on with."""

from typing import NamedTuple

from ..options import CommonOptions


class Advice(NamedTuple):
    """What is to be known or done; `command` is what follows `oai`."""

    text: str
    command: tuple[str, ...] = ()

    def said(self, options: CommonOptions) -> str:
        """Return it as it is said; the command is for the server that the options name."""
        return f"{self.text} {options.command(*self.command)}" if self.command else self.text
