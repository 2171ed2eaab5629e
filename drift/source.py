"""Where the library's text comes from: the package index, an archive or a folder."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

from .modules import Package

LIBRARY = "openai"


class UnavailableError(Exception):
    """The library cannot be had; the message says why."""


def package_of(given: str | None, folder: Path) -> Package:
    """Return the library: of a version, or of a folder or wheel; None is the newest version.

    `folder` takes what is downloaded and unpacked. Raises UnavailableError.
    """
    path = Path(given) if given and Path(given).exists() else None
    if path is None:
        path = _downloaded(f"{LIBRARY}=={given}" if given else LIBRARY, folder)
    if path.is_file():
        with zipfile.ZipFile(path) as archive:
            archive.extractall(folder / "unpacked")
        path = folder / "unpacked"
    found = path / LIBRARY if (path / LIBRARY).is_dir() else path
    return Package(found)


def _downloaded(requirement: str, folder: Path) -> Path:
    """Return the wheel that the package index has; one attempt, since this is a report."""
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check"]
    command += ["--no-deps", "--only-binary=:all:", "--retries=0", "--timeout=10"]
    done = subprocess.run(
        [*command, f"--dest={folder}", requirement], capture_output=True, text=True, check=False
    )
    wheels = list(folder.glob("*.whl"))
    if done.returncode or not wheels:
        reason = (done.stderr.strip().splitlines() or ["pip gave no reason."])[-1]
        raise UnavailableError(
            f"Could not download {requirement}: {reason.removeprefix('ERROR: ')}"
        )
    return wheels[0]
