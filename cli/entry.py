"""Where the program starts: the fast path for `--version`, then everything else."""

import os
import sys


def run() -> None:
    """Run the command line of this process and exit."""
    arguments = sys.argv[1:]
    try:
        code = _version() if arguments == ["--version"] else _main(arguments)
        sys.stdout.flush()
    except KeyboardInterrupt:
        code = 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        code = 0
    sys.exit(code)


def _version() -> int:
    from .version import VERSION

    sys.stdout.write(f"oai {VERSION}\n")
    return 0


def _main(arguments: list[str]) -> int:
    from .main import main

    return main(arguments)


if __name__ == "__main__":
    run()
