"""The root app, and the one place where an error becomes an exit code."""

import gc
import inspect
from collections.abc import Sequence
from typing import Annotated, Any

import typer
from typer.main import get_group

from ..commands import root as root_resource
from .errors import OaiError
from .options import declarations
from .output.sinks import OutputClosed
from .report import fault, report
from .tree import Group, group_of
from .usage import usage_error
from .version import print_version


def main(arguments: Sequence[str]) -> int:
    """Run one command line and return its exit code."""
    try:
        result = root().main(
            args=list(arguments), prog_name="oai", standalone_mode=False, windows_expand_args=False
        )
    except OutputClosed:
        return 0
    except OaiError as error:
        return report(error, arguments)
    except typer.TyperException as error:
        return report(usage_error(error), arguments)
    except Exception as error:  # noqa: BLE001 - the last resort: a person gets a sentence
        return report(fault(error, debug="--debug" in arguments), arguments)
    finally:
        # The interpreter's last collection costs more than most commands do.
        gc.freeze()
    return result if isinstance(result, int) else 0


def root() -> Group:
    """Return the whole tree; only what the command line names is imported."""
    options = [(name, *declared) for name, declared in declarations().items()]
    *common, version = _typer_options(*options, ("version", VERSION_OPTION, False))
    group = group_of(root_resource, common)
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
