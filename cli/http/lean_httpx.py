"""httpx without its own command line, which imports click and rich wherever they are installed.

That costs a third of a whole run of ours. httpx expects the module to be missing: it is an extra.
"""

import sys

sys.modules.setdefault("httpx._main", None)  # type: ignore[arg-type]

import httpx  # noqa: E402 - only after the line above

__all__ = ["httpx"]
