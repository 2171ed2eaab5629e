"""The client that OpenAI itself makes, as it is used here."""

from __future__ import annotations

from openai import OpenAI

from .running import Running


def official_client(running: Running) -> OpenAI:
    """Return a client of a server, with both of its keys; it never tries again."""
    here = running.here
    return OpenAI(
        api_key=here.key,
        admin_api_key=here.admin_key,
        base_url=f"{running.origin}/v1",
        max_retries=0,
    )
