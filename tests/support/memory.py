"""How much memory a program took, as the kernel counted it to its very end."""

from __future__ import annotations

import sys
from pathlib import Path

from .process import Result
from .runner import CommandLine

# A small process between us and the program: what is counted begins with the pages of the parent.
# `ru_maxrss` is in KiB (Linux), in bytes on macOS.
_MEASURE = """
import os, resource, sys
_, report, *command = sys.argv
pid = os.posix_spawn(command[0], command, os.environ)
code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
with open(report, "w") as file:
    file.write(str(peak if sys.platform == "darwin" else peak * 1024))
sys.exit(code)
"""


def measured(oai: CommandLine, *args: str | Path) -> tuple[Result, int]:
    """Run to the end; return the result, and the most bytes that were resident at a time."""
    report = oai.home / "peak_memory"
    command = [sys.executable, "-I", "-S", "-c", _MEASURE, str(report), *oai.command]
    between = CommandLine(oai.home, command)
    between.env = oai.env
    return between.run(*args), int(report.read_text())
