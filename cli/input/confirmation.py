"""Asking before something is destroyed: on a terminal only, and never without need."""

import os
import sys

from ...base.errors import InputError
from ..options import CommonOptions


def confirm(question: str, options: CommonOptions) -> None:
    """Ask yes or no; raises InputError unless the answer is yes, here or by `--yes`."""
    if options.yes:
        return
    if not _can_ask(options):
        raise InputError(
            f"{question} There is nobody to ask here.", hint="Say so beforehand with --yes."
        )
    if _answer(f"{question} [y/N] ").lower() not in ("y", "yes"):
        raise InputError("Nothing was done.")


def confirm_id(question: str, wanted: str, given: str | None, options: CommonOptions) -> None:
    """Ask for an id to be typed; raises InputError unless it is, here or by `--confirm`."""
    if given is None and not _can_ask(options):
        raise InputError(
            f"{question} There is nobody to ask here.",
            hint=f"Say so beforehand with --confirm {wanted}",
        )
    if given is None:
        given = _answer(f"{question} Type {wanted} to go on: ")
    if given != wanted:
        raise InputError(f"Nothing was done: {given!r} is not {wanted!r}.")


def _answer(prompt: str) -> str:
    """Return what was typed; what is said next has a line of its own, after Ctrl-C or -D too."""
    line = ""
    try:
        sys.stderr.write(prompt)
        sys.stderr.flush()
        line = sys.stdin.readline()
    finally:
        if not line.endswith("\n"):
            sys.stderr.write("\n")
    return line.strip()


def _can_ask(options: CommonOptions) -> bool:
    return not options.no_input and _is_terminal(0) and _is_terminal(2)


def _is_terminal(descriptor: int) -> bool:
    try:
        return os.isatty(descriptor)
    except OSError:
        return False
