"""All that this package serves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import containers, images, provenance, skills, speech, transcriptions, videos, voices
from .video_work import resume

if TYPE_CHECKING:
    from ..requests.call import Handler

__all__ = ["HANDLERS", "resume"]

HANDLERS: dict[str, Handler] = {
    **containers.HANDLERS,
    **images.HANDLERS,
    **provenance.HANDLERS,
    **skills.HANDLERS,
    **speech.HANDLERS,
    **transcriptions.HANDLERS,
    **videos.HANDLERS,
    **voices.HANDLERS,
}
