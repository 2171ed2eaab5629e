"""Where the program starts: the fast path for `--version`, then everything else."""

import os
import sys


def run() -> None:
    """Run the command line of this process and exit."""
    arguments = sys.argv[1:]
    try:
        code = _version() if arguments == ["--version"] else _main(arguments)
    except KeyboardInterrupt:
        code = 130
    sys.exit(code)


def _version() -> int:
    from .version import VERSION

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


def _main(arguments: list[str]) -> int:
    from .main import main

    return main(arguments)


if __name__ == "__main__":
    run()
