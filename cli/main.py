"""The root app, and the one place where an error becomes an exit code."""

import gc
import inspect
from collections.abc import Sequence
from typing import Any

import typer
from typer.main import get_group

from ..commands import root as root_resource
from .errors import OaiError
from .options import declarations
from .output.sinks import OutputClosed
from .report import fault, report
from .tree import Group, group_of
from .usage import usage_error


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
    return group_of(root_resource, _common_options())


def _common_options() -> list[Any]:
    """Let Typer make the common options once, for every level to share."""
    app = typer.Typer(rich_markup_mode=None, add_completion=False)

    def common(**_: Any) -> None:
        pass

    common.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
        [
            inspect.Parameter(
                name, inspect.Parameter.KEYWORD_ONLY, annotation=annotation, default=default
            )
            for name, (annotation, default) in declarations().items()
        ]
    )
    common.__annotations__ = {}
    app.callback()(common)
    return list(get_group(app).params)
