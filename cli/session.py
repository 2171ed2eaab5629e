"""What one run of the program shares: options, settings, stdin, the client, the printer."""

import os
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from ..config.settings import Settings
from .declare.endpoint import Resource
from .http.target import Target, secrets_of, target_of
from .input.stdin import Stdin
from .notices import Notices
from .options import CommonOptions
from .output.printer import Printer
from .output.view import View

if TYPE_CHECKING:
    from .http.client import Client
    from .http.retries import RetryPolicy


@dataclass
class Session:
    """Made when a command starts; everything that costs time is made when it is first used.

    `root` is the tree of all commands, for what is to be said of another one; `saved` are the files
    that it has written, for whoever wants to open them.
    """

    options: CommonOptions
    root: Resource
    stdin: Stdin = field(default_factory=Stdin)
    saved: list[Path] = field(default_factory=list)

    @cached_property
    def settings(self) -> Settings:
        """Where each setting's value comes from."""
        return Settings(self.options.flags(), os.environ)

    @cached_property
    def notices(self) -> Notices:
        """The voice on stderr."""
        return Notices(
            lambda: self.settings.secrets() | secrets_of(self.options), debug=self.options.debug
        )

    @cached_property
    def target(self) -> Target:
        """The server that is called; wakes the sandbox up if that is the one."""
        return target_of(self.settings, self.options, self.notices.once, start=True)

    @cached_property
    def shown_target(self) -> Target:
        """The same for a dry run: nothing is started."""
        return target_of(self.settings, self.options, self.notices.once, start=False)

    @cached_property
    def client(self) -> "Client":
        """The HTTP core; importing it is what costs, so it is done here."""
        return self._client(self.target)

    def anonymous(self, base_url: str) -> "Client":
        """Return a client of a server that gets neither our keys nor our headers."""
        return self._client(Target.anonymous(base_url))

    def _client(self, target: Target) -> "Client":
        from .http.client import Client

        return Client(target, self.retry_policy, self.notices)

    @cached_property
    def retry_policy(self) -> "RetryPolicy":
        """How often and how long a request is tried."""
        from .http.retries import RetryPolicy, clamp_timeout

        timeout, longest = self.settings.get("timeout").value, self.options.max_wait
        return RetryPolicy(
            max_retries=int(self.settings.get("max_retries").value),
            max_wait=60.0 if longest is None else clamp_timeout(longest),
            timeout=None if timeout is None else clamp_timeout(timeout),
        )

    def close(self) -> None:
        """Close what was opened."""
        if "client" in self.__dict__:
            self.client.close()

    def printer(self, view: View, name: str) -> Printer:
        """Return the output layer for one kind of answer."""
        return Printer(
            options=self.options,
            format=str(self.settings.get("format").value),
            color=self.settings.get("color").value,
            notices=self.notices,
            view=view,
            name=name,
        )

    def printer_by_options(self, view: View, name: str, default: str = "auto") -> Printer:
        """Return the output layer by the options alone, for what works with broken settings."""
        options = self.options
        return Printer(options, options.format or default, options.color, self.notices, view, name)
