"""Compare the facts of the API with what the official Python library sends (`make drift`).

Nothing is printed if they agree. The library is read and not run, and nothing of it is kept.
"""

from __future__ import annotations

import argparse
import json
import sys
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from .comparison import compare
from .operations import read_operations
from .report import lines
from .rows import Row
from .source import UnavailableError, package_of

FACTS = Path(__file__).parent.parent / "api" / "operations.jsonl"


def main() -> int:
    """Print what differs; return 1 if the library could not be had or read."""
    options = _parser().parse_args()
    rows = [json.loads(line) for line in options.facts.read_text(encoding="utf-8").splitlines()]
    try:
        with TemporaryDirectory() as folder:
            library = read_operations(package_of(options.given, Path(folder)))
            drift = compare(rows, library, options.month)
    except (UnavailableError, ValueError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    found = map(_line, drift.rows) if options.rows else lines(drift)
    sys.stdout.writelines(f"{line}\n" for line in found)
    if options.write:
        text = "".join(f"{_line(row)}\n" for row in drift.applied_to(rows))
        options.facts.write_text(text, encoding="utf-8")
    return 0


def _line(row: Row) -> str:
    return json.dumps(row)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m drift", description=__doc__)
    parser.add_argument(
        "given",
        nargs="?",
        metavar="library",
        help="a version, a wheel or a folder; the newest version if not given",
    )
    parser.add_argument("--rows", action="store_true", help="print what is new or changed as rows")
    parser.add_argument("--write", action="store_true", help="put it into the facts")
    parser.add_argument("--facts", type=Path, default=FACTS, metavar="FILE", help=argparse.SUPPRESS)
    parser.add_argument(
        "--month",
        default=f"{date.today():%Y-%m}",
        metavar="YYYY-MM",
        help="when it came or changed: this month if not given",
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
