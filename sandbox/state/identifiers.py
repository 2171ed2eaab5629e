"""Ids and times, as the API writes them."""

import secrets
import time


def new_id(prefix: str) -> str:
    """Return an id that nothing else has: `file-…`, `resp_…`."""
    return prefix + secrets.token_hex(16)


def now() -> int:
    """Return the time in whole seconds."""
    return int(time.time())
