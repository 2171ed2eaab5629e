"""What a rule of the sandbox refuses."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from oai.sandbox.requests.refusals import Refusal


def refused_at(check: Callable[..., object], *given: Any) -> str | None:
    """Return which parameter is refused, if one is."""
    try:
        check(*given)
    except Refusal as refusal:
        return refusal.param
    return None
