"""`fine-tuning validate`: looks at training files before anything is paid for."""

from pathlib import Path
from typing import Annotated, Any, Literal

from ...base.errors import InputError
from ...cli.declare.endpoint import Command
from ...cli.declare.markers import POSITIONAL, Default, Limits
from ...cli.output.view import View
from ...cli.session import Session

VIEW = View(
    columns=("path", "format", "examples", "estimated_tokens", "longest_example_tokens", "bytes"),
    rows=lambda facts: [facts],
)


def run(
    session: Session,
    file: Annotated[list[Path], "The JSONL file to check, or - for standard input.", POSITIONAL],
    method: Annotated[
        Literal["supervised", "dpo", "reinforcement"] | None,
        "What the examples are for; without it, the first one tells.",
    ] = None,
    longest: Annotated[
        int | None,
        "Warn of examples with more tokens than this, roughly counted.",
        Limits(minimum=1),
        Default(65536),
    ] = None,
) -> None:
    """Check files of training examples, line by line, without sending anything.

    The format is chat (messages, the last of them the assistant's), preference (input,
    preferred_output, non_preferred_output), reinforcement (messages, and what a grader compares
    with) or completion (prompt, completion). What is wrong is listed with the numbers of the
    lines (exit 2); what is only odd, such as too few examples or the same one twice, is a warning.

    $ oai fine-tuning validate train.jsonl
    $ oai fine-tuning validate train.jsonl test.jsonl --longest 8000
    $ oai fine-tuning validate pairs.jsonl --method dpo
    $ oai fine-tuning validate *.jsonl --format json | jq '.estimated_tokens'
    """
    printer = session.printer(VIEW, "fine-tuning-validate")
    printer.check()
    found: list[dict[str, Any]] = []
    wrong: list[InputError] = []
    for path in file:
        try:
            found.append(_surveyed(session, path, method, longest or 65536))
        except InputError as error:
            wrong.append(error)
    if wrong:
        from ..batches.runner.checking import joined

        raise joined(wrong)
    if printer.kind in ("table", "text", "quiet"):
        _warn(session, found)
    if len(found) == 1:
        printer.object(found[0])
    else:
        printer.items([found], lambda: {"object": "list", "data": found})


validate = Command(("fine-tuning", "validate"), run, VIEW)


def _surveyed(session: Session, path: Path, method: str | None, longest: int) -> dict[str, Any]:
    from ...cli.output.progress import waiting
    from ..batches.runner.piped_input import input_file
    from .survey import Survey

    with input_file(session, Path(path)) as given:
        survey = Survey(given.name, method, longest)
        try:
            with given.path.open("rb") as file, waiting(f"Reading {given.name}", None):
                survey.read(file)
        except OSError as error:
            raise InputError(f"Cannot read {given.name}: {error.strerror or error}.") from None
    return survey.facts()


def _warn(session: Session, found: list[dict[str, Any]]) -> None:
    for facts in found:
        for warning in facts["warnings"]:
            session.notices.say(f"{facts['path']}: {warning['message']}.")
