"""Client secrets: short-lived keys with which a browser opens a realtime session."""

from typing import Annotated, Any

from ...cli.declare.markers import Fields
from . import realtime
from .session_fields import MODELS, SECRET, SecretExpiresAfter

client_secrets = realtime.group(
    "client-secrets", "Make a key with which a browser opens one session.", view=SECRET
)


@client_secrets.post("/realtime/client_secrets")
def create(
    session: Annotated[
        dict[str, Any] | None,
        "The session that it opens: one that speaks (realtime) or only writes down"
        " (transcription).",
        Fields(
            type=("realtime", "transcription"),
            model=MODELS,
            instructions=str,
            audio=dict,
            tools=list,
        ),
    ] = None,
    expires_after: SecretExpiresAfter = None,
) -> None:
    """Make a client secret; -t prints it alone. Treat it as a key.

    It opens any number of sessions until it expires; those that are open go on.

    $ oai realtime client-secrets create --session type=realtime -t
    $ oai realtime client-secrets create --session @session.json
    """
