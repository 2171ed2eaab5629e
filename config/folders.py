"""Where our files are, and how a private one is written."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

APPLICATION = "oai"


def config_dir(environ: Mapping[str, str] = os.environ) -> Path:
    """Return the folder of the settings file, or OAI_CONFIG_DIR."""
    return _folder(environ, "OAI_CONFIG_DIR", "config")


def state_dir(environ: Mapping[str, str] = os.environ) -> Path:
    """Return the folder of what has to last between runs, or OAI_STATE_DIR."""
    return _folder(environ, "OAI_STATE_DIR", "state")


def cache_dir(environ: Mapping[str, str] = os.environ) -> Path:
    """Return the folder of what can be made again, or OAI_CACHE_DIR."""
    return _folder(environ, "OAI_CACHE_DIR", "cache")


def config_file(environ: Mapping[str, str] = os.environ) -> Path:
    """Return the path of the settings file, whether or not it exists."""
    return config_dir(environ) / "config.toml"


def private_dir(path: Path) -> Path:
    """Create a folder that only its owner can enter; one that exists is left as it is."""
    if not path.is_dir():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.mkdir(mode=0o700, exist_ok=True)
    return path


def write_private(path: Path, content: bytes, *, lasting: bool = True) -> None:
    """Write a file that only its owner can read: all of it, or none.

    What need not survive a loss of power is not `lasting`: that spares a wait for the disk.
    """
    import tempfile

    target = Path(os.path.realpath(path))
    private_dir(target.parent)
    # mkstemp creates with 0600, so there is no moment at which others can read.
    descriptor, temporary = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            if lasting:
                os.fsync(file.fileno())
        os.replace(temporary, target)
    except BaseException:
        os.unlink(temporary)
        raise


def _folder(environ: Mapping[str, str], variable: str, kind: str) -> Path:
    override = environ.get(variable)
    if override:
        return Path(override).absolute()
    import platformdirs

    folders = platformdirs.PlatformDirs(APPLICATION, appauthor=False)
    return Path(getattr(folders, f"user_{kind}_dir"))
