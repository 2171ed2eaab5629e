"""Images: make pictures from words and from other pictures."""

from pathlib import Path
from typing import Annotated, Any

from ...base.errors import InputError
from ...cli.call import Call
from ...cli.declare.deprecation import Deprecation
from ...cli.declare.endpoint import Resource
from ...cli.declare.markers import (
    DEPRECATED,
    PIPED,
    POSITIONAL,
    Choices,
    Default,
    Fields,
    Limits,
    Panel,
    Reference,
)
from ...cli.saving.output_format import infer_format_from_suffix
from ...cli.saving.pictures import save_pictures
from ..shared.fields import Open
from ..shared.generation import SafetyIdentifier
from .stream import ImageReader

images = Resource("images")

Prompt = Annotated[
    str,
    "What to show, up to 32,000 characters; - is standard input, and what is piped joins it.",
    POSITIONAL,
    PIPED,
]
MODELS = Choices(
    "gpt-image-2.6-sunburst",
    "gpt-image-2.6-flare",
    "gpt-image-2.5-sunburst",
    "gpt-image-2.5-flare",
    "gpt-image-2",
    "gpt-image-1.5",
    "gpt-image-1",
    "gpt-image-1-mini",
    "chatgpt-image-latest",
    "dall-e-3",
    "dall-e-2",
)
PICTURE = Reference(id="file_id", prefixes=("file-", "file_"), url="image_url")
Number = Annotated[int | None, "How many pictures to make.", Limits(1, 10), Default(1)]
Background = Annotated[
    str | None,
    "What is behind it; transparent wants png or webp.",
    Choices("transparent", "opaque", "auto"),
    Default("auto"),
]
OutputFormat = Annotated[
    str | None,
    "The kind of file; else the ending of --output says it, but for the dall-e models.",
    Choices("png", "jpeg", "webp", "gif", "svg"),
    Default("png"),
]
OutputCompression = Annotated[
    int | None, "How good a jpeg or webp stays, in percent.", Limits(0, 100), Default(100)
]
ResponseFormat = Annotated[
    str | None,
    "How the dall-e models send it: itself, or a URL that is good for an hour.",
    Choices("url", "b64_json"),
]
Moderation = Annotated[
    str | None, "How strictly it is checked.", Choices("auto", "low"), Default("auto")
]
Stream = Annotated[bool | None, "Send events while it is made.", Default(False)]
PartialImages = Annotated[
    int | None, "How many unfinished pictures to send before it.", Limits(0, 3), Default(0)
]
User = Annotated[str | None, "A stable id of the end user, to trace abuse."]
Complexity = Annotated[
    str | None, "How much there is to see in an svg or gif.", Choices("low", "medium", "high")
]
FrameCount = Annotated[int | None, "How many pictures a gif has.", Default(9)]
FrameDuration = Annotated[int | None, "How long each is shown, in milliseconds.", Default(200)]
Svg = Annotated[
    dict[str, Any] | None,
    "The model that writes an svg, and how hard it thinks: model=M reasoning.effort=high.",
    Fields(model=str, reasoning=dict),
]


@images.post("/images/generations", answer="pictures", effect="paid", reader=ImageReader)
def generate(
    call: Call,
    prompt: Annotated[Prompt, Panel("What to make")],
    model: Annotated[str | None, "The model that draws.", MODELS, Default("dall-e-2")] = None,
    n: Number = None,
    size: Annotated[
        str | None,
        "Width and height in pixels, as far as the model can.",
        Choices(
            "auto",
            "1024x1024",
            "1536x1024",
            "1024x1536",
            "1792x1024",
            "1024x1792",
            "512x512",
            "256x256",
        ),
        Default("auto"),
    ] = None,
    quality: Annotated[
        str | None,
        "How much work is put in; hd and standard are dall-e-3's.",
        Choices("auto", "low", "medium", "high", "xhigh", "max", "standard", "hd"),
        Default("auto"),
    ] = None,
    background: Background = None,
    style: Annotated[
        str | None, "For dall-e-3 alone.", Choices("vivid", "natural"), Default("vivid")
    ] = None,
    output_format: Annotated[OutputFormat, Panel("What comes back")] = None,
    output_compression: OutputCompression = None,
    complexity: Complexity = None,
    frame_count: FrameCount = None,
    frame_duration_ms: FrameDuration = None,
    svg: Svg = None,
    response_format: Annotated[ResponseFormat, Default("url")] = None,
    stream: Stream = None,
    partial_images: PartialImages = None,
    moderation: Annotated[Moderation, Panel("Other options")] = None,
    safety_identifier: SafetyIdentifier = None,
    user: Annotated[User, DEPRECATED] = None,
    open: Open = None,
) -> None:
    """Make pictures from words.

    On a terminal, or with --output, they are saved as files, numbered if there are several, and
    their paths printed; a pipe gets the API's JSON with the pictures in it.

    $ oai images generate "A fox in the snow" --model gpt-image-1 -o fox.png
    $ oai images generate "A logo" --model gpt-image-1 --n 3 -o logos/ --open
    $ oai images generate "A tree" --model gpt-image-1 | jq -r '.usage'
    """
    _name_kind(call)
    save_pictures(call, ImageReader)


@images.post(
    "/images/edits",
    content_type="multipart/form-data",
    json_without_files=True,
    answer="pictures",
    effect="paid",
    reader=ImageReader,
)
def edit(
    call: Call,
    prompt: Annotated[Prompt, Panel("What to make")],
    image: Annotated[
        list[Path] | None,
        "The picture to change: a file, a URL, or an uploaded file's id. Up to 16.",
        PICTURE,
    ] = None,
    mask: Annotated[
        Path | None,
        "A png of the first picture's size, transparent where it may be changed.",
        PICTURE,
    ] = None,
    markup: Annotated[
        Path | None, "The same picture with your marks on it: what to change, and where."
    ] = None,
    model: Annotated[str | None, "The model that draws.", MODELS, Default("gpt-image-1.5")] = None,
    n: Number = None,
    size: Annotated[
        str | None,
        "Width and height in pixels, as far as the model can.",
        Choices("auto", "1024x1024", "1536x1024", "1024x1536", "512x512", "256x256"),
        Default("1024x1024"),
    ] = None,
    quality: Annotated[
        str | None,
        "How much work is put in.",
        Choices("auto", "low", "medium", "high", "xhigh", "max", "standard"),
        Default("auto"),
    ] = None,
    background: Background = None,
    input_fidelity: Annotated[
        str | None, "How closely faces and details are kept.", Choices("high", "low")
    ] = None,
    output_format: Annotated[OutputFormat, Panel("What comes back")] = None,
    output_compression: OutputCompression = None,
    complexity: Complexity = None,
    frame_count: FrameCount = None,
    frame_duration_ms: FrameDuration = None,
    svg: Svg = None,
    response_format: ResponseFormat = None,
    stream: Stream = None,
    partial_images: PartialImages = None,
    images: Annotated[
        list[dict[str, Any]] | None,
        "The pictures as the API's objects, with file_id or image_url, in place of --image.",
        Panel("Other options"),
    ] = None,
    moderation: Moderation = None,
    safety_identifier: SafetyIdentifier = None,
    user: Annotated[User, DEPRECATED] = None,
    open: Open = None,
) -> None:
    """Change pictures, or make a new one from several.

    What becomes of the result is as for oai images generate.

    $ oai images edit "Add a hat" --image cat.png --model gpt-image-1 -o hat.png
    $ oai images edit "All in one room" --image a.png --image b.png
    """
    _name_pictures(call, image or [], [mask] if mask else [])
    _name_kind(call)
    save_pictures(call, ImageReader)


def _name_kind(call: Call) -> None:
    """The dall-e models cannot choose, and one of them is what draws if none is named."""
    if not str(call.given("model") or "dall-e").startswith("dall-e"):
        infer_format_from_suffix(call, "output_format")


def _name_pictures(call: Call, given: list[Any], mask: list[Any]) -> None:
    """Files go as `image` in a form; references as `images` in JSON."""
    references = [picture for picture in given if isinstance(picture, dict)]
    if len({isinstance(picture, dict) for picture in [*given, *mask]}) > 1:
        raise InputError("--image, --mask: files do not go together with URLs and ids.")
    if references:
        del call.values["image"]
        call.values["images"] = [*call.values.get("images", []), *references]
    if not any(call.has(name) for name in ("image", "images")):
        raise InputError("Missing --image.", hint="For example: --image cat.png")


@images.post(
    "/images/variations",
    content_type="multipart/form-data",
    answer="pictures",
    effect="paid",
    deprecated=Deprecation("images edit"),
)
def vary(
    call: Call,
    image: Annotated[Path, "A square png of up to 4 MB; - is standard input.", POSITIONAL],
    model: Annotated[
        str | None, "The model that draws.", Choices("dall-e-2"), Default("dall-e-2")
    ] = None,
    n: Number = None,
    size: Annotated[
        str | None,
        "Width and height in pixels.",
        Choices("1024x1024", "512x512", "256x256"),
        Default("1024x1024"),
    ] = None,
    response_format: Annotated[ResponseFormat, Default("url")] = None,
    user: User = None,
    open: Open = None,
) -> None:
    """Make pictures like another one.

    What becomes of the result is as for oai images generate.

    $ oai images vary cat.png --n 2 -o cats/
    """
    save_pictures(call, ImageReader)
