"""Pictures and files that go into a request itself, as data URLs."""

import base64
import mimetypes
from pathlib import Path
from typing import Annotated, Any

from ...base.errors import InputError
from ...cli.declare.markers import LOCAL
from ...cli.input.input_files import read_file

SIGNATURES = {
    b"\x89PNG\r\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"GIF8": "image/gif",
}

Images = Annotated[list[str] | None, "Show it a picture: a file or a URL.", LOCAL]


def image_part(source: str) -> dict[str, Any]:
    """Return a picture as a part of a chat message or of a moderation's input."""
    return {"type": "image_url", "image_url": {"url": image_url(source)}}


def image_url(source: str) -> str:
    """Return a URL as it is, and a file as a data URL."""
    if source.startswith(("http://", "https://", "data:")):
        return source
    return data_url(source, "--image")


def data_url(path: str, option: str) -> str:
    """Return a file's bytes as a URL; raises InputError if `--image` is no picture."""
    data = read_file(path, option)
    kind = _kind(data, path)
    if option == "--image" and not kind.startswith("image/"):
        raise InputError(f"--image: {path} does not look like a picture ({kind}).")
    return f"data:{kind};base64,{base64.b64encode(data).decode()}"


def _kind(data: bytes, path: str) -> str:
    """Look at the bytes first: names lie, and not every system knows of WebP."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    for signature, kind in SIGNATURES.items():
        if data.startswith(signature):
            return kind
    return mimetypes.guess_type(Path(path).name)[0] or "application/octet-stream"
