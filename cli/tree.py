"""The command tree for Typer: groups that import their commands only when one is wanted."""

import inspect
from typing import Annotated, Any

import typer
from typer.core import TyperGroup
from typer.main import get_group

from ..base.errors import InputError
from ..base.nearest import did_you_mean
from .build import build_command, quiet_help, show_help
from .declare.endpoint import Command, Resource
from .help.pages import group_help
from .options import declarations
from .print_version import print_version

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


def tree_of(resource: Resource) -> Group:
    """Return the whole tree below the root; only what the command line names is imported."""
    options = [(name, *declared) for name, declared in declarations().items()]
    *common, version = _typer_options(*options, ("version", VERSION_OPTION, False))
    group = group_of(resource, common)
    group.params.append(version)
    return group


def _show_version(is_asked: bool) -> None:
    if is_asked:
        raise typer.Exit(print_version())


VERSION_OPTION = Annotated[
    bool, typer.Option("--version", is_eager=True, callback=_show_version, hidden=True)
]


def _typer_options(*declared: tuple[str, Any, Any]) -> list[Any]:
    """Let Typer make options, for groups and commands to share."""
    app = typer.Typer(rich_markup_mode=None, add_completion=False)

    def holder(**_: Any) -> None:
        pass

    holder.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
        [
            inspect.Parameter(
                name, inspect.Parameter.KEYWORD_ONLY, annotation=annotation, default=default
            )
            for name, annotation, default in declared
        ]
    )
    holder.__annotations__ = {}
    app.callback()(holder)
    return list(get_group(app).params)
