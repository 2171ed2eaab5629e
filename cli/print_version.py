"""`oai --version`: nothing else is imported for it."""

import os

from ..base.version import VERSION


def print_version() -> int:
    """Write the version to stdout; return the exit code."""
    try:
        os.write(1, f"oai {VERSION}\n".encode())
    except BrokenPipeError:
        return 0
    except OSError as error:
        return _unwritable(error)
    return 0


def _unwritable(error: OSError) -> int:
    from .output.sinks import unwritable
    from .report import report

    return report(unwritable("standard output", error), [])
