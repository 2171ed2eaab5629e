"""The input of a response, when there are pictures and files beside the prompt."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ...base.errors import InputError
from ..shared.data_urls import data_url, image_url


def with_attachments(prompt: Any, images: Sequence[str] | None, files: Sequence[str] | None) -> Any:
    """Return the input: the prompt alone, or one message of prompt, pictures and files."""
    if not images and not files:
        return prompt
    if prompt is not None and not isinstance(prompt, str):
        raise InputError(
            "--image and --file go with a prompt that is text.",
            hint="Put them into the input items themselves: content of type input_image.",
        )
    parts: list[dict[str, Any]] = []
    if prompt is not None:
        parts.append({"type": "input_text", "text": prompt})
    parts += [_image(source) for source in images or []]
    parts += [_file(source) for source in files or []]
    return [{"role": "user", "content": parts}]


def _image(source: str) -> dict[str, Any]:
    if _is_id(source):
        return {"type": "input_image", "file_id": source}
    return {"type": "input_image", "image_url": image_url(source)}


def _file(source: str) -> dict[str, Any]:
    if source.startswith(("http://", "https://")):
        return {"type": "input_file", "file_url": source}
    if _is_id(source):
        return {"type": "input_file", "file_id": source}
    name = Path(source).name
    return {"type": "input_file", "filename": name, "file_data": data_url(source, "--file")}


def _is_id(source: str) -> bool:
    """An uploaded file's id, unless a file of that name lies here."""
    return source.startswith(("file-", "file_")) and not Path(source).exists()
