"""A settings file of its own for each test, and the environment that points to it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    return {
        "OAI_CONFIG_DIR": str(tmp_path / "config"),
        "OAI_STATE_DIR": str(tmp_path / "state"),
        "OAI_CACHE_DIR": str(tmp_path / "cache"),
    }


@pytest.fixture
def path(environ: dict[str, str]) -> Path:
    folder = Path(environ["OAI_CONFIG_DIR"])
    folder.mkdir(mode=0o700)
    return folder / "config.toml"


@pytest.fixture
def write(path: Path):
    def write(text: str, mode: int = 0o600) -> Path:
        path.write_text(text, encoding="utf-8")
        os.chmod(path, mode)
        return path

    return write
