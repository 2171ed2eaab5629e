"""`python -m oai.sandbox STATE_FILE`: the background server that `oai --sandbox` starts."""

import logging
import os
import sys
from pathlib import Path

from ..base.errors import OaiError
from .launch.serve import serve

IDLE_SECONDS = 120.0


def main(state_file: str) -> None:
    """Serve until nobody has asked for anything for a while."""
    os.umask(0o077)
    logging.basicConfig(stream=sys.stderr, format="%(asctime)s %(message)s")
    idle = float(os.environ.get("OAI_SANDBOX_IDLE", IDLE_SECONDS))
    try:
        serve(state_file=Path(state_file), idle=idle)
    except OaiError as error:
        # Whoever started us tells the last line of this log.
        sys.exit(". ".join(filter(None, (error.message, error.hint))))


if __name__ == "__main__":
    main(*sys.argv[1:])
