"""Translations: realtime sessions that say in one language what they hear in another."""

from typing import Annotated, Any

from ...cli.declare.markers import Fields
from . import realtime
from .session_fields import SECRET, SecretExpiresAfter

translations = realtime.group(
    "translations", "Make a key for a session that translates.", view=SECRET
)


@translations.post("/realtime/translations/client_secrets")
def create_client_secret(
    session: Annotated[
        dict[str, Any],
        "The session that it opens, such as model=gpt-realtime-translate audio.output.language=fr.",
        Fields(model=str, audio=dict),
    ],
    expires_after: SecretExpiresAfter = None,
) -> None:
    """Make a client secret for a session that translates; -t prints it alone.

    $ oai realtime translations create-client-secret --session @session.json -t
    """
