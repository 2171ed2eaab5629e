"""From a declared command to a Typer command: its signature, its callback, its help."""

import inspect
from collections.abc import Callable
from typing import Annotated, Any, Literal

import typer
from typer.core import TyperCommand
from typer.main import get_group

from ..base.errors import InterruptedByUser, OaiError
from .declare.endpoint import Command, Endpoint, Resource
from .declare.parameters import Parameter
from .input.body import option_key
from .options import CommonOptions, merged
from .output.sinks import StandardOutput, on_device
from .session import Session

PYTHON_TYPES: dict[str, Any] = {"integer": int, "number": float, "boolean": bool}


class OaiCommand(TyperCommand):
    """A command whose help is ours."""

    declared: Command
    common: list[Any]

    def get_help(self, ctx: Any) -> str:
        """Return the help page."""
        from .help.pages import command_help

        return command_help(self.declared, self.common)

    def get_help_option(self, ctx: Any) -> Any:
        """Return `--help`, whose text is written as all our output is."""
        return quiet_help(super().get_help_option(ctx))


def quiet_help(option: Any) -> Any:
    """Let an option show help in our way: `--help | head -1` ends quietly too."""
    if option is not None:
        option.callback = _show_help
    return option


def _show_help(context: Any, _: Any, wanted: bool) -> None:
    if wanted and not context.resilient_parsing:
        show_help(context)
        context.exit()


def show_help(context: Any) -> None:
    """Write the help page of what is being called."""
    StandardOutput().write(f"{context.get_help()}\n".encode())


def build_command(command: Command, common: list[Any]) -> OaiCommand:
    """Return the Typer command for one declared function."""
    app = typer.Typer(rich_markup_mode=None, add_completion=False)
    callback = _callback(command)
    app.command(
        name=command.path[-1],
        cls=OaiCommand,
        context_settings={"help_option_names": ["-h", "--help"]},
    )(callback)
    built: Any = get_group(app).commands[command.path[-1]]
    built.declared = command
    built.common = common
    built.params.extend(common)
    return built  # type: ignore[no-any-return]


def _callback(command: Command) -> Callable[..., None]:
    def run(context: typer.Context, **raw: Any) -> None:
        run_command(command, raw, merged(_levels(context)), _root(context))

    run.__signature__ = inspect.Signature(_signature(command))  # type: ignore[attr-defined]
    run.__annotations__ = {}
    return run


def _levels(context: Any) -> list[dict[str, Any]]:
    """Return what was parsed at each level, the root first."""
    levels: list[dict[str, Any]] = []
    while context is not None:
        levels.insert(0, context.params)
        context = context.parent
    return levels


def _root(context: Any) -> Resource:
    """Return the tree of all commands, as it was handed to the root group."""
    root: Resource = context.find_root().command.resource
    return root


def run_command(
    command: Command, raw: dict[str, Any], options: CommonOptions, root: Resource
) -> None:
    """Run a command; Ctrl-C becomes an error like any other."""
    session = Session(on_device(options), root)
    try:
        if isinstance(command, Endpoint):
            _perform_endpoint(command, raw, session)
        else:
            command.function(session, **_given_or_default(command, raw))
    except KeyboardInterrupt:
        raise InterruptedByUser("Interrupted.") from None
    except OaiError as error:
        error.redact(session.notices.redact)
        raise
    finally:
        session.close()


def _given_or_default(command: Command, raw: dict[str, Any]) -> dict[str, Any]:
    given = {item.key: raw.get(item.key) for item in command.parameters}
    return {
        item.key: item.default if given[item.key] is None else given[item.key]
        for item in command.parameters
    }


def _perform_endpoint(endpoint: Endpoint, raw: dict[str, Any], session: Session) -> None:
    from .call import Call
    from .perform import perform

    call = Call(endpoint, raw, session)
    if not endpoint.takes_call:
        perform(call)
        return
    values = {item.key: call.values.get(item.key) for item in endpoint.declared}
    endpoint.function(call, **values)


def _signature(command: Command) -> list[inspect.Parameter]:
    parameters = [_typer_parameter("context", typer.Context)]
    for item in command.parameters:
        if item.positional:
            parameters.append(_argument(item))
        if item.option:
            parameters.append(_option(item))
    if isinstance(command, Endpoint) and command.paging:
        parameters.append(_everything())
    if isinstance(command, Endpoint) and command.confirm_by_id:
        parameters.append(_confirm())
    return parameters


def _typer_parameter(
    name: str, annotation: Any, default: Any = inspect.Parameter.empty
) -> inspect.Parameter:
    return inspect.Parameter(
        name, inspect.Parameter.KEYWORD_ONLY, annotation=annotation, default=default
    )


def _argument(item: Parameter) -> inspect.Parameter:
    must = item.required and (item.place == "path" or not item.option)
    info = typer.Argument(metavar=item.metavar, help=item.help)
    if must:
        return _typer_parameter(item.key, Annotated[_python_type(item), info])
    return _typer_parameter(item.key, Annotated[_python_type(item) | None, info], None)


def _option(item: Parameter) -> inspect.Parameter:
    name = str(item.option)
    names = f"{name}/--no-{name[2:]}" if item.type == "boolean" else name
    limits = item.limits if item.type in ("integer", "number") else None
    info = typer.Option(
        names,
        help=item.help,
        min=limits.minimum if limits else None,
        max=limits.maximum if limits else None,
        show_default=False,
    )
    return _typer_parameter(option_key(item), Annotated[_python_type(item) | None, info], None)


def _everything() -> inspect.Parameter:
    info = typer.Option("--all", help="Fetch every page.")
    return _typer_parameter("all", Annotated[bool, info], False)


def _confirm() -> inspect.Parameter:
    info = typer.Option("--confirm", metavar="ID", help="The id again, instead of being asked.")
    return _typer_parameter("confirm", Annotated[str | None, info], None)


def _python_type(item: Parameter) -> Any:
    base: Any = PYTHON_TYPES.get(item.type, str)
    if item.closed:
        base = Literal[item.choices]
    return list[base] if item.repeatable else base
