"""Pictures as files: those that are made, and those that a request brings."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

from ..files.files import FILES
from ..requests.forms import ReceivedFile
from ..requests.refusals import Refusal, absent
from . import jpeg, png, svg, webp
from .watermark import watermark

if TYPE_CHECKING:
    from ..requests.call import ApiCall
    from .pictures import Picture

ENCODERS = {"png": png.encode, "jpeg": jpeg.encode, "webp": webp.encode, "svg": svg.encode}
SIGNATURES = (
    (0, b"\x89PNG\r\n\x1a\n", "png"),
    (0, b"\xff\xd8\xff", "jpeg"),
    (8, b"WEBP", "webp"),
    (0, b"GIF8", "gif"),
)
MEDIA_TYPES = {"svg": "image/svg+xml"}
TAKEN = ("png", "jpeg", "webp")
DATA_URL = "data:"


def picture_file(picture: Picture, picture_format: str, model: str) -> bytes:
    """Return a picture's file, which says which model it was made for."""
    if picture_format not in ENCODERS:
        served = ", ".join(f"'{known}'" for known in ENCODERS)
        message = f"The sandbox does not write '{picture_format}'. It serves: {served}."
        raise Refusal(message, param="output_format", code="unsupported_value")
    return ENCODERS[picture_format](picture, watermark(kind="image", model=model))


def media_type(picture_format: str) -> str:
    """Return the content type of a format."""
    return MEDIA_TYPES.get(picture_format, f"image/{picture_format}")


def format_of(content: bytes) -> str | None:
    """Return which picture format a file has, if any."""
    for start, signature, picture_format in SIGNATURES:
        if content.startswith(signature, start):
            return picture_format
    return None


def read_picture(call: ApiCall, given: Any, where: str) -> bytes:
    """Return a picture's bytes, or its address: the sandbox asks no other server for anything."""
    if isinstance(given, ReceivedFile):
        return checked(call.sandbox.blobs.content(given.owner), where)
    if isinstance(given, dict) and given.get("file_id"):
        file = FILES.find(call, given["file_id"]).document
        return checked(call.sandbox.blobs.content(file["id"]), where)
    address = given.get("image_url") if isinstance(given, dict) else None
    if not isinstance(address, str):
        raise absent(f"{where}.image_url")
    return checked(decoded(address, where), where) if is_data(address) else address.encode()


def is_data(address: str) -> bool:
    """Say whether a URL holds the picture itself."""
    return address.startswith(DATA_URL)


def decoded(address: str, where: str) -> bytes:
    """Return the bytes in a data URL."""
    try:
        return base64.b64decode(address.partition(",")[2], validate=True)
    except ValueError:
        raise Refusal(f"Invalid '{where}': not base64.", param=where) from None


def checked(content: bytes, where: str) -> bytes:
    """Return the bytes of a picture; refuse those of anything else."""
    if format_of(content) in TAKEN:
        return content
    message = f"Invalid image file for '{where}': it must be a PNG, JPEG or WebP."
    raise Refusal(message, param=where, code="invalid_image_file")
