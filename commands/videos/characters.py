"""Characters: people and things that videos can show again."""

from pathlib import Path
from typing import Annotated

from ...cli.declare.markers import POSITIONAL
from ...cli.output.view import View
from . import videos

characters = videos.group("characters", "", view=View(columns=("id", "name", "created_at")))


@characters.post("/videos/characters", content_type="multipart/form-data")
def create(
    video: Annotated[Path, "A film that shows the character; - is standard input.", POSITIONAL],
    name: Annotated[str, "What to call it in prompts: up to 80 characters."],
) -> None:
    """Keep a character from a film, to be named in prompts.

    $ oai videos characters create waving.mp4 --name Mossy
    """


@characters.get("/videos/characters/{character_id}")
def get(character_id: Annotated[str, "The character's id."]) -> None:
    """Show one character.

    $ oai videos characters get char_abc123
    """
