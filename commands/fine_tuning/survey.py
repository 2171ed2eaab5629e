"""One pass over a training file: what is wrong in which line, and what there is to know of it."""

from array import array
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from ...base.errors import InputError
from ...base.formatting import count
from ..batches.runner.input.line_rules import BadLineError, parse
from ..batches.runner.input.scan import BOM, MOST_PROBLEMS, LinesError, read_lines
from .example_rules import FORMATS, METHODS, Example, format_of
from .tokens import tokens_of

FEWEST_EXAMPLES = 10
LONGEST_LINE = 64_000_000
MOST_NAMED = 5
# So many fingerprints are compared at once, in a set of their own.
AT_ONCE = 200_000

ODDITIES = {
    "no_system_message": "have no system message",
    "last_message": "do not end with an answer; what comes after the last one teaches nothing",
    "same_outputs": "prefer an output to the same output",
    "nothing_to_grade_with": "have nothing beside the messages for a grader to compare with",
    "empty_completion": "have an empty completion",
    "long_example": "have more than about {longest} tokens, and may be cut",
    "duplicate": "are the same as an earlier one",
}


@dataclass
class Occurrences:
    """Lines of one kind: how many, and the first of them."""

    count: int = 0
    lines: list[int] = field(default_factory=list)

    def add(self, line: int) -> None:
        """Count a line."""
        self.count += 1
        if len(self.lines) < MOST_NAMED:
            self.lines.append(line)


class Survey:
    """Reads a file line by line; what it keeps of a line are eight bytes."""

    def __init__(self, name: str, method: str | None, longest: int) -> None:
        self.name = name
        self.format = METHODS[method] if method else ""
        self.examples = 0
        self.bytes = 0
        self.tokens: Counter[str] = Counter()
        self._longest = longest
        self._oddities: dict[str, Occurrences] = {}
        self._problems: list[tuple[int, str]] = []
        self._wrong = 0
        self._fingerprints = array("q")

    def read(self, file: BinaryIO) -> None:
        """Read to the end; raises LinesError, or InputError for a file without examples."""
        for number, line in enumerate(read_lines(file, LONGEST_LINE), start=1):
            self.bytes += len(line)
            text = line.removeprefix(BOM).strip()
            self._fingerprints.append(hash(text) if text else 0)
            for problem in self._line(number, text) if text else ():
                self._note(number, problem)
        if self._problems:
            raise LinesError(self.name, self._problems, self._wrong - len(self._problems))
        if not self.examples:
            raise InputError(f"{self.name}: there is not one example in it.")
        for number in repeated(self._fingerprints):
            self._odd("duplicate", number)

    def facts(self) -> dict[str, Any]:
        """Return what is known of a file that can be trained with."""
        return {
            "object": "training_file",
            "path": self.name,
            "format": self.format,
            "method": FORMATS[self.format].method,
            "examples": self.examples,
            "bytes": self.bytes,
            "estimated_tokens": self.tokens["all"],
            "longest_example_tokens": self.tokens["longest"],
            "warnings": list(self.warnings()),
        }

    def warnings(self) -> Iterator[dict[str, Any]]:
        """Give what is allowed, but seldom meant."""
        if self.examples < FEWEST_EXAMPLES:
            text = f"{count(self.examples, 'example')}; a job needs at least {FEWEST_EXAMPLES}"
            yield {"kind": "few_examples", "count": self.examples, "lines": [], "message": text}
        for kind, meaning in ODDITIES.items():
            occurrences = self._oddities.get(kind)
            if occurrences is not None:
                told = meaning.format(longest=count(self._longest))
                text = f"{count(occurrences.count)} of {count(self.examples, 'example')} {told}"
                facts = {"kind": kind, "count": occurrences.count, "lines": occurrences.lines}
                yield {**facts, "message": f"{text} ({_lines(occurrences)})"}

    def _line(self, number: int, text: bytes) -> Iterator[str]:
        if len(text) > LONGEST_LINE:
            yield f"longer than {LONGEST_LINE // 10**6} MB"
            return
        try:
            yield from self._example(number, parse(text))
        except BadLineError as error:
            yield str(error)
        except RecursionError:
            yield "nested too deeply"

    def _example(self, number: int, example: Example) -> Iterator[str]:
        self.examples += 1
        self.format = self.format or format_of(example)
        known = FORMATS[self.format]
        problems = list(known.problems(example))
        if problems and format_of(example) != self.format:
            problems = [f"a {format_of(example)} example in a file of {self.format} examples"]
        yield from problems
        if not problems:
            self._measure(number, example)

    def _measure(self, number: int, example: Example) -> None:
        tokens = tokens_of(example)
        self.tokens["all"] += tokens
        self.tokens["longest"] = max(self.tokens["longest"], tokens)
        if tokens > self._longest:
            self._odd("long_example", number)
        for kind in FORMATS[self.format].oddities(example):
            self._odd(kind, number)

    def _odd(self, kind: str, number: int) -> None:
        self._oddities.setdefault(kind, Occurrences()).add(number)

    def _note(self, number: int, problem: str) -> None:
        self._wrong += 1
        if len(self._problems) < MOST_PROBLEMS:
            self._problems.append((number, problem))


def repeated(fingerprints: "array[int]") -> list[int]:
    """Return the numbers of the lines whose fingerprint an earlier line has; 0 is no line."""
    found: list[int] = []
    parts = len(fingerprints) // AT_ONCE + 1
    for part in range(parts):
        seen: set[int] = set()
        for number, each in enumerate(fingerprints, start=1):
            if each == 0 or each % parts != part:
                continue
            if each in seen:
                found.append(number)
            seen.add(each)
    return sorted(found)


def _lines(occurrences: Occurrences) -> str:
    shown = ", ".join(map(str, occurrences.lines))
    more = ", …" if occurrences.count > len(occurrences.lines) else ""
    return f"line{'s' if occurrences.count > 1 else ''} {shown}{more}"
