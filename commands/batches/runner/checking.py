"""`batches validate`: the check alone, of many files."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ....base.errors import InputError
from ....cli.output.view import View
from ....cli.transfers.plan import parse_size
from .input.scan import MOST_BYTES, MOST_LINES, LinesError, Scan, SplitLimits
from .opening import scan_input
from .piped_input import input_file

if TYPE_CHECKING:
    from ....cli.session import Session


def validate_files(
    session: "Session",
    view: View,
    files: Sequence[Path],
    max_lines: int | None,
    max_bytes: str | None,
) -> None:
    """Check files and write what they are; raises LinesError or InputError for what is wrong."""
    printer = session.printer(view, "batches-validate")
    printer.check()
    limits = split_limits(max_lines, max_bytes)
    found: list[Any] = []
    wrong: list[InputError] = []
    for file in files:
        try:
            with input_file(session, Path(file)) as given:
                found.append(_facts(scan_input(session, given, limits)))
        except InputError as error:
            wrong.append(error)
    if wrong:
        raise joined(wrong)
    if len(found) == 1:
        printer.object(found[0])
    else:
        printer.items([found], lambda: {"object": "list", "data": found})


def split_limits(max_lines: int | None, max_bytes: str | None) -> SplitLimits:
    """Return the most that one batch may have, as the options say."""
    most_bytes = parse_size("--max-bytes", max_bytes, MOST_BYTES)
    if not 0 < most_bytes <= MOST_BYTES:
        raise InputError("--max-bytes: a batch has between 1 B and 200 MB.")
    return SplitLimits(max_lines or MOST_LINES, most_bytes)


def _facts(scan: Scan) -> dict[str, Any]:
    return {
        "object": "batch_input",
        "path": scan.name,
        "lines": scan.lines,
        "blank_lines": scan.blank,
        "bytes": scan.bytes,
        "endpoint": scan.url,
        "batches": len(scan.cuts),
    }


def joined(errors: list[InputError]) -> InputError:
    """Return one error for all that is wrong."""
    if len(errors) == 1:
        return errors[0]
    first = next((error for error in errors if isinstance(error, LinesError)), errors[0])
    first.message = "\n".join(error.message for error in errors)
    return first
