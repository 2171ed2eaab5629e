"""Writes a picture as SVG: a rectangle for every tile with ink."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .pictures import TILE

if TYPE_CHECKING:
    from .pictures import Colour, Picture


def encode(picture: Picture, comment: bytes) -> bytes:
    """Return the file."""
    width, height = picture.width, picture.height
    whole = f'<path fill="{hexadecimal(picture.paper)}" d="M0 0h{width}v{height}H0z"/>'
    paper = "" if picture.transparent else whole
    squares = "".join(
        f"M{column * TILE} {row * TILE}h{TILE}v{TILE}h-{TILE}z"
        for row, tiles in enumerate(picture.tiles)
        for column, inked in enumerate(tiles)
        if inked
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">'
        f"<desc>{comment.decode()}</desc>{paper}"
        f'<path fill="{hexadecimal(picture.ink)}" d="{squares}"/></svg>'
    ).encode()


def hexadecimal(colour: Colour) -> str:
    """Return a colour as the web writes it."""
    return "#{:02x}{:02x}{:02x}".format(*colour)
