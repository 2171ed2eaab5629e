"""Reads from a certificate the one thing that the API shows of it: from when to when it holds."""

from __future__ import annotations

import base64
import binascii
import re
from datetime import UTC, datetime

from ..requests.refusals import Refusal

PEM = re.compile(r"-----BEGIN CERTIFICATE-----(.+?)-----END CERTIFICATE-----", re.DOTALL)
# The validity is a sequence of two times: the only place in a certificate with two in a row.
TIME = rb"(?:\x17\x0d(\d{12}Z)|\x18\x0f(\d{14}Z))"
VALIDITY = re.compile(rb"\x30." + TIME + TIME, re.DOTALL)


def read_validity(text: str) -> tuple[int | None, int | None]:
    """Return from when to when a certificate holds, as far as it can be read."""
    found = PEM.search(text)
    if found is None:
        raise invalid("it does not have a -----BEGIN CERTIFICATE----- block")
    try:
        content = base64.b64decode("".join(found[1].split()), validate=True)
    except binascii.Error as error:
        raise invalid(f"its content is not base64: {error}") from error
    validity = VALIDITY.search(content)
    if validity is None:
        return None, None
    first, last = (part.decode() for part in validity.groups() if part)
    return moment(first), moment(last)


def moment(text: str) -> int:
    """Return the time that is written with a year of two digits, or of four."""
    layout = "%y%m%d%H%M%SZ" if len(text) == 13 else "%Y%m%d%H%M%SZ"
    return int(datetime.strptime(text, layout).replace(tzinfo=UTC).timestamp())


def invalid(reason: str) -> Refusal:
    """Return the refusal of what is no certificate."""
    message = f"Invalid 'certificate': {reason}."
    return Refusal(message, param="certificate", code="invalid_certificate")
