"""Images: pictures from words, and from other pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..requests.stream import event_stream, named_event
from .image_requests import ImageRequest
from .picture_files import read_picture

if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.responses import Response

    from ..requests.call import ApiCall, Handler
    from ..state.store import Document

EDITOR = "gpt-image-1.5"
VARIATION = "variation"


async def generate(call: ApiCall) -> Document | Response:
    """Make pictures of a prompt."""
    return deliver(call, ImageRequest.of(call), "image_generation")


async def edit(call: ApiCall) -> Document | Response:
    """Make pictures of a prompt and of other pictures."""
    given = call.body.get("image") or call.body.get("images")
    several = given if isinstance(given, list) else [given]
    sources = [read_picture(call, each, f"image[{place}]") for place, each in enumerate(several)]
    for name in ("mask", "markup"):
        if call.body.get(name) is not None:
            sources.append(read_picture(call, call.body[name], name))
    return deliver(call, ImageRequest.of(call, sources, model=EDITOR), "image_edit")


async def vary(call: ApiCall) -> Document | Response:
    """Make pictures of another picture."""
    source = read_picture(call, call.body["image"], "image")
    return deliver(call, ImageRequest.of(call, [source], prompt=VARIATION), "image_variation")


def deliver(call: ApiCall, image_request: ImageRequest, kind: str) -> Document | Response:
    """Answer with the pictures, at once or as events."""
    document = image_request.document()
    if not call.body.get("stream"):
        return document
    events = image_events(image_request, document, kind, call.body.get("partial_images") or 0)
    return event_stream(call.paced(events), document)


def image_events(
    image_request: ImageRequest, document: Document, kind: str, partial: int
) -> Iterator[bytes]:
    """Yield each picture when it is partly drawn, as often as asked, and when it is done."""
    common = {"created_at": document["created"], **image_request.settings()}
    for place in range(len(document["data"])):
        for index in range(partial):
            event = {
                "type": f"{kind}.partial_image",
                "b64_json": image_request.base64(place, (index + 1) / (partial + 1)),
                "partial_image_index": index,
                **common,
            }
            yield named_event(event)
        yield named_event(
            {
                "type": f"{kind}.completed",
                "b64_json": image_request.base64(place),
                **common,
                "usage": image_request.usage(1),
            }
        )


HANDLERS: dict[str, Handler] = {
    "POST /images/generations": generate,
    "POST /images/edits": edit,
    "POST /images/variations": vary,
}
