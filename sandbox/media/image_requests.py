"""What pictures a request asks for, and the answer that has them in it."""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from ..requests.refusals import Refusal
from ..state.identifiers import now
from ..text.tokens import count_tokens
from .image_links import keep
from .picture_files import picture_file
from .pictures import draw

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ..requests.call import ApiCall
    from ..state.store import Document
    from .pictures import Picture

SIZE = re.compile(r"([1-9]\d{1,3})x([1-9]\d{1,3})")
LEAST, MOST = 16, 3840
USUAL = (1024, 1024)
WRITER = "gpt-5-mini"
OLD, NEW, REVISING = "dall-e-2", "gpt-image-1", "dall-e-3"
# Only the newer models know these, so that whoever names one means such a model.
OF_NEW_MODELS = (
    "background",
    "moderation",
    "output_format",
    "output_compression",
    "stream",
    "partial_images",
)
QUALITY_TOKENS = {"low": 272, "medium": 1056, "high": 4160, "xhigh": 6240, "max": 8320}
SOURCE_TOKENS = 388


@dataclass(frozen=True)
class ImageRequest:
    """One request for pictures."""

    call: ApiCall
    sources: Sequence[bytes]
    prompt: str
    model: str
    size: tuple[int, int]

    @classmethod
    def of(
        cls,
        call: ApiCall,
        sources: Sequence[bytes] = (),
        *,
        prompt: str = "",
        model: str | None = None,
    ) -> ImageRequest:
        """Read what is asked for; refuse what no picture can be."""
        body = call.body
        chosen = body.get("model") or model or usual_model(body)
        if body.get("background") == "transparent" and body.get("output_format") == "jpeg":
            message = "A JPEG has no transparent background: ask for 'png' or 'webp'."
            raise Refusal(message, param="background", code="invalid_value")
        return cls(call, sources, body.get("prompt", prompt), chosen, size_of(body.get("size")))

    @property
    def format(self) -> str:
        """Of which format the files are."""
        return self.call.body.get("output_format") or "png"

    @property
    def transparent(self) -> bool:
        """Whether there is nothing behind the pattern."""
        return self.call.body.get("background") == "transparent"

    @property
    def quality(self) -> str:
        """How much work is put in."""
        asked = self.call.body.get("quality")
        return asked if asked in QUALITY_TOKENS else "high"

    @property
    def is_new(self) -> bool:
        """Whether the model is one that tells its settings and its usage."""
        return not self.model.startswith("dall-e")

    def words(self, place: int) -> str:
        """Return on what a picture depends: the prompt, the sources, and which one it is."""
        digests = (sha256(source).hexdigest() for source in self.sources)
        return "\n".join((f"{place}", self.prompt, *digests))

    def picture(self, place: int, drawn: float = 1.0) -> Picture:
        """Draw one of the pictures, or as much of it as is drawn by then."""
        return draw(self.words(place), self.size, drawn=drawn, transparent=self.transparent)

    def base64(self, place: int, drawn: float = 1.0) -> str:
        """Return a picture's file as text."""
        content = picture_file(self.picture(place, drawn), self.format, self.model)
        return base64.b64encode(content).decode()

    def document(self) -> Document:
        """Return the answer."""
        count = self.call.body.get("n") or 1
        document = {"created": now(), "data": [self.item(place) for place in range(count)]}
        if not self.is_new:
            return document
        told = {"usage": self.usage(count), "svg_usage": self.svg_usage()}
        safety = {"safety_identifier": self.call.body.get("safety_identifier")}
        return {**document, **self.settings(), **safety, **told}

    def item(self, place: int) -> Document:
        """Return one picture: itself, or where it can be fetched for an hour."""
        revised = {"revised_prompt": self.prompt} if self.model == REVISING else {}
        usual = "b64_json" if self.is_new else "url"
        if (self.call.body.get("response_format") or usual) == "b64_json":
            return {"b64_json": self.base64(place), **revised}
        return {"url": keep(self.call, self.drawing(place)), **revised}

    def drawing(self, place: int) -> Document:
        """Return all that one of the pictures depends on."""
        return {
            "words": self.words(place),
            "size": self.size,
            "transparent": self.transparent,
            "format": self.format,
            "model": self.model,
        }

    def settings(self) -> Document:
        """Return what was settled where the request left it open."""
        return {
            "background": "transparent" if self.transparent else "opaque",
            "output_format": self.format,
            "quality": self.quality,
            "size": "{}x{}".format(*self.size),
        }

    def svg_usage(self) -> Document | None:
        """Return the tokens of the model that writes an SVG, if one is asked for."""
        if self.format != "svg":
            return None
        model = (self.call.body.get("svg") or {}).get("model", WRITER)
        read = count_tokens(self.prompt)
        written = {"output_tokens": read, "reasoning_tokens": 0, "total_tokens": 2 * read}
        return {"model": model, "input_tokens": read, **written}

    def usage(self, count: int) -> Document:
        """Return the tokens of some pictures."""
        width, height = self.size
        usual_width, usual_height = USUAL
        share = width * height / (usual_width * usual_height)
        drawn = round(QUALITY_TOKENS[self.quality] * share) * count
        text, seen = count_tokens(self.prompt), SOURCE_TOKENS * len(self.sources)
        return {
            "input_tokens": text + seen,
            "input_tokens_details": {"text_tokens": text, "image_tokens": seen},
            "output_tokens": drawn,
            "output_tokens_details": {"text_tokens": 0, "image_tokens": drawn},
            "total_tokens": text + seen + drawn,
        }


def usual_model(body: Mapping[str, object]) -> str:
    """Return the model of a request that names none."""
    return NEW if any(body.get(name) is not None for name in OF_NEW_MODELS) else OLD


def size_of(asked: str | None) -> tuple[int, int]:
    """Return width and height; refuse what is no size, or too small or too large a one."""
    if asked in (None, "auto"):
        return USUAL
    found = SIZE.fullmatch(str(asked))
    size = (int(found[1]), int(found[2])) if found else (0, 0)
    if not all(LEAST <= length <= MOST for length in size):
        message = f"Invalid size '{asked}': expected WIDTHxHEIGHT, each from {LEAST} to {MOST}."
        raise Refusal(message, param="size", code="invalid_value")
    return size
