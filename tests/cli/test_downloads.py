"""Binary answers: into files with harmless names, and never onto a terminal."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.answers import Answer, Stream
from tests.support.fault_server import FaultServer
from tests.support.runner import CommandLine
from tests.support.samples import FILE_BYTES

DOWNLOAD = ["files", "download", "file-00001"]


NAMES = [
    ("", "file-00001"),
    ("attachment", "file-00001"),
    ('attachment; filename="my file.txt"', "my file.txt"),
    ("attachment; filename=plain.txt", "plain.txt"),
    ('attachment; filename="../../evil.sh"', "evil.sh"),
    ('attachment; filename="C:\\\\dir\\\\x.txt"', "x.txt"),
    ("attachment; filename*=UTF-8''na%C3%AFve%20%F0%9F%98%80.txt", "naïve 😀.txt"),
    ("attachment; filename*=Utf-8'en'%e2%82%ac.txt; filename=x", "€.txt"),
    ('attachment; FileName="upper.txt"', "upper.txt"),
    ("attachment; filename*=UTF-8''%1b%5b2J%c2%9b%e2%80%ae.txt", "_[2J__.txt"),
    ('attachment; filename=".."', "file-00001"),
    ('attachment; filename="/"', "file-00001"),
    ('attachment; filename=".bashrc"', "bashrc"),
    ('attachment; filename="CON.txt"', "_CON.txt"),
    ('attachment; filename="a:b|c?.txt"', "a_b_c_.txt"),
    ("attachment; filename*=UTF-8''" + "%F0%9F%98%80" * 90, "😀" * 50),
]


@pytest.mark.parametrize(("disposition", "name"), NAMES)
def test_the_name_of_a_download(
    disposition: str, name: str, oai: CommandLine, server: FaultServer, tmp_path: Path
) -> None:
    headers = {"content-disposition": disposition} if disposition else {}
    server.script(Answer(body=FILE_BYTES, headers=headers))
    here = tmp_path / "here"
    here.mkdir()
    result = oai.run(*DOWNLOAD, cwd=here)
    assert result.json() == {"path": name, "bytes": len(FILE_BYTES)}
    assert (here / name).read_bytes() == FILE_BYTES
    assert len(list(here.iterdir())) == 1


def test_a_download_to_a_folder(oai: CommandLine, server: FaultServer, tmp_path: Path) -> None:
    headers = {"content-disposition": 'attachment; filename="../x.bin"'}
    server.script(Answer(body=FILE_BYTES, headers=headers))
    assert oai.run(*DOWNLOAD, "-o", f"{tmp_path}/new/folder/").code == 0
    assert (tmp_path / "new" / "folder" / "x.bin").read_bytes() == FILE_BYTES


def test_what_was_saved_where_in_every_format(oai: CommandLine, server: FaultServer) -> None:
    server.script(Answer(body=b"x"))
    said = {name: oai.run(*DOWNLOAD, "--format", name).text for name in ("jsonl", "csv", "text")}
    assert said == {
        "jsonl": '{"path": "file-00001", "bytes": 1}\n',
        "csv": "path,bytes\nfile-00001-1,1\n",
        "text": "file-00001-2\n",
    }


def test_a_second_download_takes_another_name(oai: CommandLine, server: FaultServer) -> None:
    server.script(Answer(body=b"x", headers={"content-disposition": 'x; filename="a.txt"'}))
    paths = [oai.run(*DOWNLOAD, "-q").text for _ in range(3)]
    assert paths == ["a.txt\n", "a-1.txt\n", "a-2.txt\n"]


def test_a_link_to_nothing_is_in_the_way_too(
    oai: CommandLine, server: FaultServer, tmp_path: Path
) -> None:
    server.script(Answer(body=b"x", headers={"content-disposition": 'x; filename="a.txt"'}))
    (oai.home / "a.txt").symlink_to(tmp_path / "gone")
    result = oai.run(*DOWNLOAD, "-o", "a.txt")
    assert (result.code, server.requests) == (2, [])
    assert "a.txt exists" in result.err
    assert oai.run(*DOWNLOAD, "-q").text == "a-1.txt\n"
    assert not (tmp_path / "gone").exists()


@pytest.mark.parametrize("content", [b"\x00\x01", b"PNG\xff\xfe", "né".encode()[:-1]])
def test_binary_data_never_reaches_a_terminal(
    content: bytes, oai: CommandLine, server: FaultServer
) -> None:
    server.script(Answer(body=content))
    terminal = oai.terminal(*DOWNLOAD, "-o", "-")
    assert terminal.wait() == 2
    assert "--output FILE" in " ".join(terminal.text.split())


def test_text_may_be_downloaded_to_a_terminal(oai: CommandLine, server: FaultServer) -> None:
    server.script(Answer(body="né\x1b[2J\n" * 9000))
    terminal = oai.terminal(*DOWNLOAD, "-o", "-")
    assert terminal.wait() == 0
    assert terminal.text.count("né\\x1b[2J\n") == 9000


def test_letters_of_raw_text_are_whole_on_a_terminal(oai: CommandLine, server: FaultServer) -> None:
    pieces = [(0.0, bytes([byte])) for byte in "é😀\r\n".encode()]
    server.script(Stream(pieces, headers={"content-type": "text/plain"}))
    terminal = oai.terminal("api", "GET", "/text", "--format", "raw")
    assert terminal.wait() == 0
    assert terminal.text == "é😀\r\n"
