"""`oai containers`: machines for a model's code, and the files in them."""

from __future__ import annotations

import pytest

from tests.support.answers import Answer, Cut, Playable
from tests.support.fault_server import FaultServer
from tests.support.runner import CommandLine
from tests.support.wire import Part, Request

from .conftest import PIXEL, Ask

FILE = {"id": "cfile_1", "object": "container.file", "bytes": 8, "path": "/mnt/data/data.csv"}
UPLOAD = ("containers", "files", "upload", "cntr_1")


@pytest.fixture(autouse=True)
def _prepared(oai: CommandLine, fault_server: FaultServer) -> None:
    fault_server.script(Answer(json=FILE))
    for name in ("data.csv", "more.csv"):
        (oai.home / name).write_text(name)


def test_create(run: Ask, fault_server: FaultServer) -> None:
    command = ("containers", "create", "--name", "a", "--memory-limit", "4g")
    expires = ("--expires-after", "anchor=last_active_at", "--expires-after", "minutes=20")
    policy = ("--network-policy", "type=allowlist", "--network-policy", 'allowed_domains=["a.org"]')
    assert run(*command, *expires, *policy, "--file-ids", "file-1").code == 0
    assert fault_server.requests[0].json() == {
        "name": "a",
        "file_ids": ["file-1"],
        "expires_after": {"anchor": "last_active_at", "minutes": 20},
        "memory_limit": "4g",
        "network_policy": {"type": "allowlist", "allowed_domains": ["a.org"]},
    }


def test_upload_of_a_file(run: Ask, fault_server: FaultServer) -> None:
    assert run(*UPLOAD, "data.csv").json() == FILE
    assert fault_server.requests[0].parts() == [Part("file", b"data.csv", "data.csv", "text/csv")]


def test_upload_of_standard_input(run: Ask, fault_server: FaultServer) -> None:
    assert run(*UPLOAD, "-", "--filename", "b.csv", stdin="1,2,3,4\n").code == 0
    assert fault_server.requests[0].parts() == [Part("file", b"1,2,3,4\n", "b.csv", "text/csv")]


def test_copy_of_an_uploaded_file_is_json(run: Ask, fault_server: FaultServer) -> None:
    assert run(*UPLOAD, "--file-id", "file-1").json() == FILE
    assert fault_server.requests[0].json() == {"file_id": "file-1"}
    assert run(*UPLOAD, "--set", "file_id=file-2").code == 0
    assert fault_server.requests[1].json() == {"file_id": "file-2"}


def test_upload_of_nothing(run: Ask, fault_server: FaultServer) -> None:
    result = run(*UPLOAD)
    assert (result.code, result.stdout) == (2, b"")
    assert "--file-id" in result.err
    assert fault_server.requests == []


def test_upload_of_several_files_goes_on_after_a_failure(
    run: Ask, fault_server: FaultServer
) -> None:
    def refuse_the_first(request: Request) -> Playable:
        refused = request.parts()[0].filename == "data.csv"
        return Answer(400, json={"error": {"message": "No."}}) if refused else Answer(json=FILE)

    fault_server.handle(refuse_the_first)
    result = run(*UPLOAD, "data.csv", "more.csv")
    assert (result.code, result.json()["data"]) == (7, [FILE])
    assert "data.csv" in result.err


def test_download(run: Ask, fault_server: FaultServer, oai: CommandLine) -> None:
    fault_server.script(Answer(body=PIXEL, headers={"content-type": "image/png"}))
    download = ("containers", "files", "download", "cntr_1", "cfile_1")
    assert run(*download).json() == {"path": "cntr_1-cfile_1.png", "bytes": len(PIXEL)}
    assert (oai.home / "cntr_1-cfile_1.png").read_bytes() == PIXEL
    assert fault_server.requests[0].path == "/v1/containers/cntr_1/files/cfile_1/content"
    assert run(*download, "-o", "data.csv").code == 2
    assert (oai.home / "data.csv").read_text() == "data.csv"


def test_cut_download_leaves_no_file(run: Ask, fault_server: FaultServer, oai: CommandLine) -> None:
    fault_server.script(Cut(PIXEL, 9))
    result = run("containers", "files", "download", "cntr_1", "cfile_1", "-o", "plot.png")
    assert (result.code, result.stdout) == (6, b"")
    assert not list(oai.home.glob("*plot*"))


def test_delete_asks_first(run: Ask, fault_server: FaultServer) -> None:
    for command in (("containers", "delete"), ("containers", "files", "delete", "cntr_1")):
        fault_server.requests.clear()
        assert run(*command, "x_1").code == 2
        assert fault_server.requests == []
        assert run(*command, "x_1", "--yes").code == 0
        assert fault_server.requests[0].method == "DELETE"
