"""What can be asked of a running sandbox beside the API: its faults, and its end."""

import json
from typing import Any

from ...base.errors import InputError, NetworkError
from ...config.folders import state_dir
from ...sandbox.launch import background
from ...sandbox.launch.layout import Layout

ROUTE = "/sandbox/faults"
TIMEOUT = 10.0


def is_running() -> bool:
    """Tell whether a sandbox of this user answers; none is started."""
    return background.usable(_layout()) is not None


def stop() -> None:
    """End the sandbox in the background; raises InputError for one that somebody serves."""
    layout = _layout()
    background.stop_background(layout)
    if background.usable(layout) is not None:
        raise background.in_use(layout)


def ask(method: str, body: dict[str, Any] | None = None) -> Any:
    """Send a request about faults, to a sandbox that is started if none runs."""
    from http.client import HTTPConnection, HTTPException
    from urllib.parse import urlsplit

    address = background.ensure_running(state_dir())
    connection = HTTPConnection(urlsplit(address.base_url).netloc, timeout=TIMEOUT)
    headers = {"Authorization": f"Bearer {address.key}"}
    try:
        connection.request(method, ROUTE, json.dumps(body) if body else None, headers)
        response = connection.getresponse()
        content = response.read()
    except (OSError, HTTPException) as error:
        raise NetworkError(f"The sandbox did not answer: {error}.") from None
    finally:
        connection.close()
    if response.status >= 400:
        raise InputError(json.loads(content)["error"]["message"])
    return json.loads(content) if content else None


def effects_of(spec: str) -> dict[str, Any]:
    """Read effects as the `X-Sandbox-Fault` header has them."""
    background.require_extra()
    from ...sandbox.requests.refusals import Refusal
    from ...sandbox.server.faults import parse_header

    try:
        return parse_header(spec)
    except Refusal as refusal:
        raise InputError(refusal.message, hint="See: oai sandbox fault --help") from None


def _layout() -> Layout:
    return Layout(background.path(state_dir()))
