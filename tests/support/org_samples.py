"""What an administrator's requests carry in the tests of more than one folder."""

from __future__ import annotations

import base64
from typing import Any

PEM = (
    "-----BEGIN CERTIFICATE-----\n"
    + base64.b64encode(b"\x30\x1e\x17\x0d240101000000Z\x17\x0d340101000000Z").decode()
    + "\n-----END CERTIFICATE-----\n"
)
ALERT: dict[str, Any] = {
    "threshold_amount": 500,
    "currency": "USD",
    "interval": "month",
    "notification_channel": {"type": "email", "recipients": ["a@example.com"]},
}
