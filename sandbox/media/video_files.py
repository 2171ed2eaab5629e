"""A video's files: the film, one still, or a sheet of stills."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import Response

from ..files.files import etag, requested_range
from ..requests.refusals import Refusal
from ..state.identifiers import now
from . import jpeg, mp4, webp
from .pictures import draw, side_by_side
from .video_work import VIDEOS, completed
from .watermark import find_watermark, watermark

if TYPE_CHECKING:
    from ..requests.call import ApiCall
    from ..state.store import Document

BRAND = b"ftyp"
LEAST_SECONDS = "4"
SHEET_STILLS, SHEET_SCALE = 4, 4


def check_film(content: bytes, where: str) -> None:
    """Refuse a file that is no MP4."""
    if not content.startswith(BRAND, 4):
        message = f"Invalid video file for '{where}': it must be an MP4."
        raise Refusal(message, param=where, code="invalid_video_file")


def seconds_of(content: bytes) -> str:
    """Return how long a film is; the least there is, if it was not made here."""
    return str(find_watermark(content).get("seconds", LEAST_SECONDS))


def film(video: Document, words: str) -> bytes:
    """Return a video's film."""
    size = size_of(video)
    note = noted(video)
    stills = [
        jpeg.encode(draw(words, size, frame=frame), note) for frame in range(int(video["seconds"]))
    ]
    return mp4.encode(stills, size, note)


def thumbnail(video: Document, words: str) -> bytes:
    """Return a video's first still."""
    return webp.encode(draw(words, size_of(video)), noted(video))


def spritesheet(video: Document, words: str) -> bytes:
    """Return some of a video's stills, small and next to each other."""
    width, height = size_of(video)
    small = (width // SHEET_SCALE, height // SHEET_SCALE)
    stills = [draw(words, small, frame=frame) for frame in range(SHEET_STILLS)]
    return jpeg.encode(side_by_side(stills), noted(video))


def noted(video: Document) -> bytes:
    """Return the watermark of a video's files."""
    return watermark(kind="video", model=video["model"], seconds=video["seconds"])


def size_of(video: Document) -> tuple[int, int]:
    """Return a video's width and height."""
    width, _, height = video["size"].partition("x")
    return int(width), int(height)


VARIANTS = {
    "video": (film, "video/mp4"),
    "thumbnail": (thumbnail, "image/webp"),
    "spritesheet": (spritesheet, "image/jpeg"),
}


async def download(call: ApiCall) -> Response:
    """Send one of a video's files, or the part of it that is asked for."""
    record = completed(VIDEOS.find(call))
    video = record.document
    if video["expires_at"] <= now():
        raise Refusal(f"The files of {video['id']} have expired.", status=404, code="expired")
    make, media_type = VARIANTS[call.query.get("variant") or "video"]
    content = make(video, record.hidden["words"])
    return part_of(call, content, etag({"id": f"{video['id']}-{media_type}"}), media_type)


def part_of(call: ApiCall, content: bytes, tag: str, media_type: str) -> Response:
    """Return bytes, or the range of them that is asked for."""
    start, stop = requested_range(call.headers, tag, len(content))
    headers = {"accept-ranges": "bytes", "etag": tag}
    if (start, stop) == (0, len(content)):
        return Response(content, headers=headers, media_type=media_type)
    headers["content-range"] = f"bytes {start}-{stop - 1}/{len(content)}"
    return Response(content[start:stop], 206, headers, media_type)
