"""Videos: begun here from words, pictures and other videos; `video_work` makes them."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any

from ..requests.forms import ReceivedFile
from ..requests.resources import StoredResource
from .picture_files import read_picture
from .video_files import check_film, download, seconds_of
from .video_work import VIDEOS, completed, launch

if TYPE_CHECKING:
    from ..requests.call import ApiCall, Handler
    from ..state.store import Document

CHARACTERS = StoredResource(
    kind="video.character",
    noun="character",
    collection="/videos/characters",
    parameter="character_id",
    prefix="char_",
    defaults={"name": None},
)


async def create(call: ApiCall) -> Document:
    """Begin a video."""
    given = call.body.get("input_reference")
    seen = [read_picture(call, given, "input_reference")] if given is not None else []
    return begin(call, VIDEOS.new(call.body), seen)


async def edit(call: ApiCall) -> Document:
    """Begin a video that changes another one."""
    source, content = source_of(call)
    return begin(call, VIDEOS.new({**source, "prompt": call.body["prompt"]}), [content])


async def extend(call: ApiCall) -> Document:
    """Begin a video that goes on where another one ends."""
    source, content = source_of(call)
    seconds = str(int(source["seconds"]) + int(call.body["seconds"]))
    made = VIDEOS.new({**source, "prompt": call.body["prompt"], "seconds": seconds})
    return begin(call, made, [content])


async def remix(call: ApiCall) -> Document:
    """Begin a video that changes one that was made here."""
    record = completed(VIDEOS.find(call))
    prompt = call.body["prompt"]
    made = VIDEOS.new(
        settings(record.document), prompt=prompt, remixed_from_video_id=record.document["id"]
    )
    return begin(call, made, [record.hidden["words"].encode()])


def source_of(call: ApiCall) -> tuple[Document, bytes]:
    """Return the settings of the video to start from, and what its looks depend on."""
    given: Any = call.body["video"]
    if isinstance(given, ReceivedFile):
        content = call.sandbox.blobs.content(given.owner)
        check_film(content, "video")
        return {"seconds": seconds_of(content)}, content
    record = completed(VIDEOS.find(call, given["id"]))
    return settings(record.document), record.hidden["words"].encode()


def settings(video: Document) -> Document:
    """Return what a new video takes over from the one it starts from."""
    return {name: video[name] for name in ("model", "seconds", "size")}


def begin(call: ApiCall, video: Document, sources: list[bytes]) -> Document:
    """Keep a new video and begin to make it."""
    digests = (sha256(source).hexdigest() for source in sources)
    hidden = {"words": "\n".join((video["prompt"], *digests))}
    document = call.keeping_unknown(video)
    call.sandbox.store.add(VIDEOS.kind, document, hidden)
    launch(call.sandbox, document["id"])
    return document


async def delete(call: ApiCall) -> Document:
    """Delete a video, whether it is done or not."""
    call.sandbox.jobs.cancel(VIDEOS.find(call).document["id"])
    return await VIDEOS.delete(call)


async def create_character(call: ApiCall) -> Document:
    """Keep a character from a film."""
    check_film(call.sandbox.blobs.content(call.body["video"].owner), "video")
    character = CHARACTERS.new(call.body)
    del character["object"]
    call.sandbox.store.add(CHARACTERS.kind, character)
    return character


HANDLERS: dict[str, Handler] = {
    "POST /videos": create,
    "POST /videos/edits": edit,
    "POST /videos/extensions": extend,
    "POST /videos/{video_id}/remix": remix,
    "GET /videos/{video_id}/content": download,
    "DELETE /videos/{video_id}": delete,
    "POST /videos/characters": create_character,
    **VIDEOS.serve("list", "get"),
}
