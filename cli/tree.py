"""The command tree for Typer: groups that import their commands only when one is wanted."""

from typing import Any

import typer
from typer.core import TyperGroup

from .build import build_command, quiet_help, show_help
from .endpoint import Command, Resource
from .errors import InputError
from .help import group_help
from .nearest import did_you_mean

ALIASES = {"retrieve": "get", "ls": "list", "rm": "delete"}


class Group(TyperGroup):
    """One resource as a group; the common options are its own too."""

    resource: Resource
    common: list[Any]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Return a subcommand or group, building it now; raises InputError with the nearest."""
        resource = self.resource
        found = resource.find(cmd_name) or resource.find(ALIASES.get(cmd_name, ""))
        if found is None:
            raise self._unknown(cmd_name)
        if isinstance(found, Command):
            return build_command(found, self.common)
        return group_of(found, self.common)

    def list_commands(self, ctx: Any) -> list[str]:
        """Return the names of all subcommands."""
        return list(self.resource.names())

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Show the short help when nothing follows; `files help list` is `files list --help`."""
        if args[:1] == ["help"] and self.resource.find("help") is None:
            args = [*args[1:], "--help"]
        if not args and not ctx.resilient_parsing:
            show_help(ctx)
            raise typer.Exit
        return super().parse_args(ctx, args)

    def invoke(self, ctx: Any) -> Any:
        """Find and run the subcommand; raises InputError if only options were given."""
        if not ctx.args and not ctx._protected_args:
            raise InputError(
                f"{ctx.command_path}: which command?", hint=f"See: {ctx.command_path} --help"
            )
        return super().invoke(ctx)

    def get_help(self, ctx: Any) -> str:
        """Return the help page."""
        return group_help(self.resource, self.common)

    def get_help_option(self, ctx: Any) -> Any:
        """Return `--help`, whose text is written as all our output is."""
        return quiet_help(super().get_help_option(ctx))

    def _unknown(self, word: str) -> InputError:
        where = " ".join(("oai", *self.resource.path))
        names = [*self.resource.names(), *(ALIASES if "get" in self.resource.commands else ())]
        guess = did_you_mean(word, names)
        return InputError(
            f"There is no command '{where} {word}'. {guess}".rstrip(),
            hint=f"See: {where} --help",
        )


def group_of(resource: Resource, common: list[Any]) -> Group:
    """Return the group for a resource."""
    group = Group(
        name=resource.name,
        params=list(common),
        help=resource.help,
        context_settings={"help_option_names": ["-h", "--help"]},
        rich_markup_mode=None,
    )
    group.resource = resource
    group.common = common
    return group
