"""The root app, and the one place where an error becomes an exit code."""

import gc
from collections.abc import Sequence

import typer

from ..base.errors import OaiError
from ..commands import root as root_resource
from .help.usage import usage_error
from .output.sinks import OutputClosed
from .report import report, unexpected_error
from .tree import Group, tree_of


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
        return report(unexpected_error(error, debug="--debug" in arguments), arguments)
    finally:
        # The interpreter's last collection costs more than most commands do.
        gc.freeze()
    return result if isinstance(result, int) else 0


def root() -> Group:
    """Return the whole tree, as it is typed."""
    return tree_of(root_resource)
