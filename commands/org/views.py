"""How the objects that both the organization and its projects have are shown."""

from collections.abc import Callable
from typing import Any

from ...cli.output.view import View


def point(*names: str) -> Callable[[Any], str]:
    """Return what takes the point out of an answer: the first of these fields that it has."""

    def text(answer: Any) -> str:
        from ...cli.output.cells import plain
        from ...cli.output.fields import lookup

        found = (lookup(answer, name) for name in names)
        return next((value for value in found if isinstance(value, str)), plain(answer))

    return text


def _data(answer: Any) -> list[dict[str, Any]]:
    return list(answer.get("data", []))


def _ids(answer: Any) -> str:
    return "\n".join(str(item["id"]) for item in _data(answer))


CERTIFICATE = View(
    columns=("id", "name", "active", "certificate_details.expires_at", "created_at"),
)
ACTIVATION = View(columns=CERTIFICATE.columns, rows=_data, text=_ids)
ROLE = View(columns=("id", "name", "description", "permissions", "predefined_role"))
ROLE_OF_SOMEONE = View(columns=("id", "name", "permissions", "resource_type", "created_at"))
ROLE_GIVEN = View(text=point("role.id"))
RETENTION = View(text=point("type"))
SPEND_ALERT = View(
    columns=(
        "id",
        "threshold_amount",
        "currency",
        "interval",
        "notification_channel.recipients",
    ),
    spare=("interval",),
)
SPEND_LIMIT = View(
    columns=("threshold_amount", "currency", "interval", "enforcement.status"),
)
