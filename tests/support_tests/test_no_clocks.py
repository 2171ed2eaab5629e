"""No test depends on the clock: the sources are read for what would make one."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
# Only here is a clock read or waited for: everything else waits for events, or moves a clock
# that it handed in.
WAITING = TESTS / "support" / "moments.py"
# A server with a limit of requests a second has a clock of its own, which may be handed in.
SERVERS = (TESTS / "batches" / "limited.py",)
CLOCKS = {"monotonic", "perf_counter", "process_time", "thread_time"}
FORBIDDEN = {"sleep", *CLOCKS, *(f"{name}_ns" for name in CLOCKS)}
SOURCES = sorted({*TESTS.rglob("*.py")} - {WAITING, *SERVERS})
CALL = ["httpx.Client", "httpx.get", "httpx.post", "httpx.request", "httpx.stream"]


def faults(source: str) -> Iterator[str]:
    """Give the line and the words of what depends on how fast the machine is."""
    for node in ast.walk(ast.parse(source)):
        if is_clock(node) or is_compared_time(node) or has_short_patience(node):
            yield f"{getattr(node, 'lineno', 0)}: {ast.unparse(node)}"


def is_clock(node: ast.AST) -> bool:
    """Tell whether the clock is read, or waited for."""
    if isinstance(node, ast.ImportFrom):
        return node.module == "time"
    if not isinstance(node, ast.Attribute) or node.attr not in FORBIDDEN:
        return False
    return isinstance(node.value, ast.Name) and node.value.id == "time"


def is_compared_time(node: ast.AST) -> bool:
    """Tell whether something is said to be before or after now."""
    orders = (ast.Lt, ast.LtE, ast.Gt, ast.GtE)
    return isinstance(node, ast.Compare) and (
        any(isinstance(operator, orders) for operator in node.ops)
        and any(ast.unparse(part).startswith("time.time(") for part in ast.walk(node))
    )


def has_short_patience(node: ast.AST) -> bool:
    """Tell whether a request gives up by itself: httpx does after five seconds."""
    return (
        isinstance(node, ast.Call)
        and ast.unparse(node.func) in CALL
        and not any(keyword.arg in ("timeout", "transport") for keyword in node.keywords)
    )


def test_nothing_depends_on_the_clock() -> None:
    assert len(SOURCES) > 100
    found = {path: list(faults(path.read_text())) for path in SOURCES}
    assert {str(path.relative_to(TESTS)): told for path, told in found.items() if told} == {}


@pytest.mark.parametrize(
    ("source", "count"),
    [
        ("assert time.monotonic() - begun < 3", 1),
        ("from time import perf_counter", 1),
        ("time.sleep(1)", 1),
        ("assert made > time.time()", 1),
        ("assert abs(time.time() - made) < 60", 1),
        ("httpx.get(url)", 1),
        ("httpx.get(url, timeout=PATIENCE)", 0),
        ("document = {'created_at': time.time()}", 0),
        ("program = 'import time; time.sleep(60)'", 0),
        ("assert made in range(earliest, int(time.time()) + 1)", 0),
        ("eventually(lambda: clock.now() > 3)", 0),
    ],
)
def test_what_is_found(source: str, count: int) -> None:
    assert len(list(faults(source))) == count
