"""Every folder with a file in it is in the list of packages: the wheel leaves nothing out."""

import tomllib
from pathlib import Path

REPOSITORY = Path(__file__).parent.parent
SETTINGS = tomllib.loads((REPOSITORY / "pyproject.toml").read_text())["tool"]["setuptools"]
FOLDERS = ("api", "base", "cli", "commands", "completions", "config", "sandbox")


def test_every_package_is_listed():
    found = {
        "oai." + ".".join(path.parent.relative_to(REPOSITORY).parts)
        for folder in FOLDERS
        for path in (REPOSITORY / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert set(SETTINGS["packages"]) == found


def test_the_folders_at_the_top_install_below_oai():
    assert SETTINGS["package-dir"] == {f"oai.{name}": name for name in FOLDERS}


def test_what_is_installed_is_what_is_here():
    from oai import cli

    installed = Path(cli.__file__).parent
    here = REPOSITORY / "cli"
    assert {path.name for path in installed.glob("*.py")} == {p.name for p in here.glob("*.py")}
