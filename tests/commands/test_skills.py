"""`oai skills`: folders that go up as forms, and come down as zips."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.answers import Answer, Cut
from tests.support.fault_server import FaultServer
from tests.support.runner import CommandLine
from tests.support.wire import Part

from .conftest import Ask

SKILL = {"id": "skill_1", "object": "skill", "name": "adding", "default_version": "1"}
MANIFEST = "---\nname: adding\ndescription: Adds.\n---\n"
ZIP = b"PK\x05\x06" + bytes(18)
PARTS = [
    Part("files[]", MANIFEST.encode(), "adding/SKILL.md", "text/markdown"),
    Part("files[]", b"1 + 1\n", "adding/scripts/add.py", "text/x-python"),
]


@pytest.fixture(autouse=True)
def _prepared(fault_server: FaultServer) -> None:
    fault_server.script(Answer(json=SKILL))


@pytest.fixture
def folder(oai: CommandLine) -> Path:
    """Give a skill's folder, with what does not belong to it."""
    folder = oai.home / "adding"
    (folder / "scripts").mkdir(parents=True)
    (folder / ".git").mkdir()
    (folder / "SKILL.md").write_text(MANIFEST)
    (folder / "scripts" / "add.py").write_text("1 + 1\n")
    (folder / ".env").write_text("secret")
    (folder / ".git" / "config").write_text("secret")
    return folder


@pytest.mark.parametrize("name", ["adding", "adding/", "./adding/../adding"])
def test_a_folder_goes_up_without_its_hidden_files(
    run: Ask, fault_server: FaultServer, folder: Path, name: str
) -> None:
    assert run("skills", "create", name).json() == SKILL
    assert fault_server.requests[0].parts() == PARTS


def test_the_folder_one_is_in(run: Ask, fault_server: FaultServer, folder: Path) -> None:
    assert run("skills", "create", ".", cwd=folder).code == 0
    assert run("skills", "create", "SKILL.md", "scripts/add.py", cwd=folder).code == 0
    assert [request.parts() for request in fault_server.requests] == [PARTS, PARTS]


def test_a_zip_goes_up_as_it_is(run: Ask, fault_server: FaultServer, oai: CommandLine) -> None:
    (oai.home / "adding.zip").write_bytes(ZIP)
    assert run("skills", "create", "adding.zip").code == 0
    assert run("skills", "create", "-", stdin=ZIP).code == 0
    assert [request.parts() for request in fault_server.requests] == [
        [Part("files", ZIP, "adding.zip", "application/zip")],
        [Part("files", ZIP, "skill.zip", "application/zip")],
    ]


def test_a_new_version(run: Ask, fault_server: FaultServer, folder: Path) -> None:
    assert run("skills", "versions", "create", "skill_1", folder, "--default").code == 0
    (request,) = fault_server.requests
    assert request.path == "/v1/skills/skill_1/versions"
    assert sorted(request.parts(), key=lambda part: part.name) == [Part("default", b"true"), *PARTS]


def test_without_files_it_is_json(run: Ask, fault_server: FaultServer) -> None:
    assert run("skills", "create", "--set", 'files:=["a"]').code == 0
    assert fault_server.requests[0].json() == {"files": ["a"]}


def test_what_cannot_be_sent(run: Ask, fault_server: FaultServer, oai: CommandLine) -> None:
    (oai.home / "empty").mkdir()
    for sources in ([], ["empty"], ["none"], ["empty", "-"]):
        result = run("skills", "create", *sources, stdin=ZIP)
        assert (result.code, result.stdout) == (2, b"")
        assert "FILES" in result.err or "--files" in result.err
    assert fault_server.requests == []


def test_download(run: Ask, fault_server: FaultServer, oai: CommandLine) -> None:
    fault_server.script(Answer(body=ZIP, headers={"content-type": "application/zip"}))
    assert run("skills", "download", "skill_1", "-q").text == "skill_1.zip\n"
    assert run("skills", "versions", "download", "skill_1", "2", "-q").text == "skill_1-2.zip\n"
    assert (oai.home / "skill_1-2.zip").read_bytes() == ZIP
    assert fault_server.requests[1].path == "/v1/skills/skill_1/versions/2/content"


def test_cut_download_leaves_no_file(run: Ask, fault_server: FaultServer, oai: CommandLine) -> None:
    fault_server.script(Cut(ZIP, 9))
    result = run("skills", "download", "skill_1", "-o", "a.zip")
    assert (result.code, result.stdout) == (6, b"")
    assert not list(oai.home.glob("*a.zip*"))


def test_versions_and_the_default(run: Ask, fault_server: FaultServer) -> None:
    assert run("skills", "update", "skill_1", "--default-version", "2").code == 0
    assert fault_server.requests[0].json() == {"default_version": "2"}
    assert run("skills", "versions", "delete", "skill_1", "1").code == 2
    assert run("skills", "versions", "delete", "skill_1", "1", "--yes").code == 0
    assert fault_server.requests[1].target == "/v1/skills/skill_1/versions/1"
