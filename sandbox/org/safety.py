"""Safety: an alert and a case that are there from the start, since no model is watched here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..requests.resources import StoredResource
from ..state.identifiers import now

if TYPE_CHECKING:
    from ..requests.call import Handler
    from ..state.store import Store

ALERT_ID, CASE_ID = "alert_sandbox", "case_sandbox"
ALERTS = StoredResource(
    kind="safety.alert", noun="safety alert", collection="/safety/alerts", parameter="id"
)
CASES = StoredResource(
    kind="safety.case", noun="safety case", collection="/safety/cases", parameter="id"
)


def seed_safety(store: Store) -> None:
    """Put an alert and a case into a state file that has none."""
    if not store.is_new(ALERTS.kind):
        return
    alert = {
        "id": ALERT_ID,
        "object": ALERTS.kind,
        "created_at": now(),
        "error_type": "potentially_unintended_data_transfer",
        "model": "gpt-5-mini",
        "reason": "The response may have sent data to where it was not meant to go.",
        "request_id": "req_sandbox",
        "request_paused": False,
        "response_id": "resp_sandbox",
        "detailed_explanation": None,
    }
    case = {
        "id": CASE_ID,
        "object": CASES.kind,
        "created_at": now(),
        "entity_identifier": "user-sandbox",
        "notice": {"type": "warning"},
        "reason": "An example of the sandbox: nobody did anything.",
    }
    with store.transaction():
        store.add(ALERTS.kind, alert)
        store.add(CASES.kind, case)


HANDLERS: dict[str, Handler] = {**ALERTS.serve("get"), **CASES.serve("get")}
