"""Where the program starts: the fast path for `--version`, then everything else."""

import gc
import sys

from .print_version import print_version


def run() -> None:
    """Run the command line of this process and exit."""
    arguments = sys.argv[1:]
    try:
        code = print_version() if arguments == ["--version"] else _main(arguments)
    except KeyboardInterrupt:
        code = 130
    sys.exit(code)


def _main(arguments: list[str]) -> int:
    # Nothing that is imported is garbage: looking for it meanwhile costs a twentieth of the start.
    gc.disable()
    from .main import main

    gc.freeze()
    gc.enable()
    return main(arguments)


if __name__ == "__main__":
    run()
