"""Videos: make films from words, pictures and other films."""

from pathlib import Path
from typing import Annotated

from ...cli.call import Call
from ...cli.declare.deprecation import Deprecation
from ...cli.declare.endpoint import Resource
from ...cli.declare.markers import PIPED, POSITIONAL, Choices, Default, Reference
from ...cli.http.paging_style import Paging
from ...cli.output.view import View
from ...cli.waiting.wait_command import add_wait_command
from ..shared.fields import After, Limit, Open, Order
from ..shared.job_kinds import VIDEO
from ..shared.transfer_fields import Concurrency

videos = Resource(
    "videos",
    deprecated=Deprecation(),
    package=__name__,
    modules={"characters": "Keep people and things to show again."},
    view=View(
        columns=("id", "status", "progress", "model", "seconds", "size", "created_at"),
        spare=("size", "model", "seconds"),
    ),
)

VideoId = Annotated[str, "The video's id."]
Prompt = Annotated[
    str, "What to show, up to 32,000 characters; - is standard input, and what is piped joins it."
]
Source = Annotated[
    Path,
    "The video to start from: a file, or the id of one that was made.",
    Reference(id="id", prefixes=("video_",)),
]
SECONDS = Choices("4", "8", "12")


@videos.post(
    "/videos",
    content_type="multipart/form-data",
    json_without_files=True,
    effect="paid",
    job_kind=VIDEO,
)
def create(
    prompt: Annotated[Prompt, POSITIONAL, PIPED],
    model: Annotated[
        str | None,
        "The model that makes it.",
        Choices("sora-2", "sora-2-pro"),
        Default("sora-2"),
    ] = None,
    input_reference: Annotated[
        Path | None,
        "A picture to start from: a file, a URL, or an uploaded file's id.",
        Reference(id="file_id", prefixes=("file-", "file_"), url="image_url"),
    ] = None,
    seconds: Annotated[str | None, "How long it is.", SECONDS, Default("4")] = None,
    size: Annotated[
        str | None,
        "Width and height in pixels.",
        Choices("720x1280", "1280x720", "1024x1792", "1792x1024"),
        Default("720x1280"),
    ] = None,
) -> None:
    """Begin to make a video.

    The answer comes at once and the video minutes later: wait for it, here or with oai videos
    wait, and download it when its status is completed. With --wait, --output gets the video
    itself. It is paid by the second, and expires.

    $ oai videos create "A cat on a windowsill, rain outside" --seconds 8 --wait -o cat.mp4
    $ oai videos create "It comes alive" --input-reference drawing.png
    """


@videos.get("/videos", paging=Paging())
def list_(limit: Limit = None, order: Order = None, after: After = None) -> None:
    """List videos.

    $ oai videos list --limit 5
    """


@videos.get("/videos/{video_id}", job_kind=VIDEO)
def get(video_id: VideoId) -> None:
    """Show one video: how far it is, or why it failed.

    $ oai videos get video_abc123
    $ oai videos get video_abc123 --fields status,progress
    """


add_wait_command(videos, VIDEO)


@videos.get("/videos/{video_id}/content", answer="binary")
def download(
    call: Call,
    video_id: Annotated[list[str], "The video's id; several are downloaded at once."],
    variant: Annotated[
        str | None,
        "The film itself, one still, or a sheet of stills.",
        Choices("video", "thumbnail", "spritesheet"),
        Default("video"),
    ] = None,
    open: Open = None,
    concurrency: Concurrency = None,
) -> None:
    """Download videos that are completed, or previews of them.

    They go to new files, or to --output.

    $ oai videos download video_abc123 -o cat.mp4 --open
    $ oai videos download video_abc123 --variant thumbnail
    """
    from ...cli.saving.opening import check_opening, open_saved
    from ...cli.transfers.download_each import download_each

    check_opening(call)
    download_each(call, "video_id", video_id, concurrency)
    if open:
        open_saved(call.session)


@videos.delete("/videos/{video_id}")
def delete(video_id: VideoId) -> None:
    """Delete a video.

    $ oai videos delete video_abc123 --yes
    """


@videos.post(
    "/videos/{video_id}/remix",
    content_type="multipart/form-data",
    json_without_files=True,
    effect="paid",
    job_kind=VIDEO,
)
def remix(video_id: VideoId, prompt: Annotated[Prompt, POSITIONAL, PIPED]) -> None:
    """Begin a new video that changes one that is completed.

    $ oai videos remix video_abc123 "The same, at night"
    """


@videos.post(
    "/videos/edits",
    content_type="multipart/form-data",
    json_without_files=True,
    effect="paid",
    job_kind=VIDEO,
)
def edit(prompt: Annotated[Prompt, POSITIONAL, PIPED], video: Source) -> None:
    """Begin to edit a video, one of your own or one that was made.

    $ oai videos edit "Make it snow" --video street.mp4
    $ oai videos edit "Make it snow" --video video_abc123
    """


@videos.post(
    "/videos/extensions",
    content_type="multipart/form-data",
    json_without_files=True,
    effect="paid",
    job_kind=VIDEO,
)
def extend(
    prompt: Annotated[Prompt, POSITIONAL, PIPED],
    video: Source,
    seconds: Annotated[str, "How much longer it gets.", SECONDS],
) -> None:
    """Begin to make a video longer.

    $ oai videos extend "She turns around" --video video_abc123 --seconds 4
    """
