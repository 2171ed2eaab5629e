import os
import sys
from pathlib import Path

import pytest

from oai.config import folders

posix = pytest.mark.skipif(os.name != "posix", reason="file modes are POSIX")
FOLDERS = {
    "OAI_CONFIG_DIR": folders.config_dir,
    "OAI_STATE_DIR": folders.state_dir,
    "OAI_CACHE_DIR": folders.cache_dir,
}


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


@pytest.mark.parametrize("variable", FOLDERS)
def test_each_folder_has_an_override(variable, tmp_path):
    assert FOLDERS[variable]({variable: str(tmp_path / "elsewhere")}) == tmp_path / "elsewhere"


@pytest.mark.parametrize("variable", FOLDERS)
def test_an_override_may_be_relative_and_an_empty_one_is_none(variable, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert FOLDERS[variable]({variable: "here"}) == tmp_path / "here"
    assert FOLDERS[variable]({variable: ""}) == FOLDERS[variable]({})


@pytest.mark.skipif(sys.platform != "linux", reason="XDG is the convention of Linux")
@pytest.mark.parametrize("variable", FOLDERS)
def test_xdg_folders_are_used_on_linux(variable, tmp_path, monkeypatch):
    monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv(variable.replace("OAI_", "XDG_").replace("_DIR", "_HOME"), str(tmp_path))
    assert FOLDERS[variable]() == tmp_path / "oai"


def test_the_settings_file_is_in_the_config_folder(tmp_path):
    assert folders.config_file({"OAI_CONFIG_DIR": str(tmp_path)}) == tmp_path / "config.toml"


@posix
def test_a_private_file_is_for_its_owner_alone_under_any_umask(tmp_path):
    path = tmp_path / "new" / "secret"
    before = os.umask(0)
    try:
        folders.write_private(path, b"secret")
    finally:
        os.umask(before)
    assert (mode(path), mode(path.parent)) == (0o600, 0o700)
    assert path.read_bytes() == b"secret"


@posix
def test_a_loose_file_becomes_private_when_it_is_written(tmp_path):
    path = tmp_path / "secret"
    path.write_bytes(b"old")
    path.chmod(0o666)
    folders.write_private(path, b"new")
    assert (mode(path), path.read_bytes()) == (0o600, b"new")


@posix
def test_a_folder_that_exists_keeps_its_rights(tmp_path):
    tmp_path.chmod(0o755)
    folders.write_private(tmp_path / "secret", b"secret")
    assert mode(tmp_path) == 0o755


@posix
def test_a_link_stays_a_link_and_its_target_is_written(tmp_path):
    target = tmp_path / "dotfiles" / "config.toml"
    target.parent.mkdir()
    target.write_bytes(b"old")
    link = tmp_path / "config.toml"
    link.symlink_to(target)
    folders.write_private(link, b"new")
    assert link.is_symlink()
    assert target.read_bytes() == b"new"


def test_a_write_that_fails_leaves_nothing_behind(tmp_path):
    folder = tmp_path / "taken"
    folder.mkdir()
    (folder / "file").touch()
    with pytest.raises(OSError, match=r"directory|denied"):
        folders.write_private(folder, b"content")
    assert [item.name for item in tmp_path.iterdir()] == ["taken"]
