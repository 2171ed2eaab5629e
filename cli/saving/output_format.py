"""The kind of file to ask for, by the ending of the name that it is to have."""

from pathlib import Path

from ..call import Call
from ..output.file_names import is_folder

OTHER_NAMES = {"jpg": "jpeg", "ogg": "opus"}


def infer_format_from_suffix(call: Call, name: str) -> None:
    """Ask for what the ending of --output says, where nothing else says it."""
    output = call.options.output or ""
    ending = "" if is_folder(output) else Path(output).suffix.removeprefix(".").lower()
    kind = OTHER_NAMES.get(ending, ending)
    parameter = next(item for item in call.endpoint.parameters if item.name == name)
    if kind in parameter.choices and kind != parameter.api_default and not call.has(name):
        call.values[parameter.key] = kind
