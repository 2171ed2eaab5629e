"""What cannot be right is refused before anything is sent, with what and where."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.support.fault_server import FaultServer
from tests.support.runner import CommandLine

ASK = ("responses", "create", "Hi", "--model", "m")
BATCH = ("batches", "create", "--input-file-id", "f", "--endpoint", "/v1/responses")


def refused(
    oai: CommandLine, server: FaultServer, line: Sequence[str], stdin: bytes | None = None
) -> str:
    """Run what must be refused; return what is said of it."""
    result = oai.run(*line) if stdin is None else oai.run(*line, stdin=stdin)
    assert (result.code, result.stdout, server.requests) == (2, b"", []), result.err
    assert result.err.startswith("oai: ")
    assert "Traceback" not in result.err
    return result.err


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (["fils", "list"], "There is no command 'oai fils'. Did you mean 'files'?"),
        (["file"], "Did you mean 'files'?"),
        (["files", "lst"], "There is no command 'oai files lst'. Did you mean 'list'?"),
        (["files", "remove"], "There is no command 'oai files remove'."),
        (["Files", "list"], "Did you mean 'files'?"),
        (["zzz"], "See: oai --help"),
        (["files", "list", "--limt", "3"], "There is no option --limt. Did you mean --limit?"),
        (["--formt", "json", "files", "list"], "Did you mean --format?"),
        (["files", "--formt", "json", "list"], "Did you mean --format?"),
        (["files", "list", "-z"], "There is no option -z."),
        (["responses", "create", "- buy milk"], "A text that begins with - goes behind --."),
        (["responses", "create", "--- a b"], "A text that begins with - goes behind --."),
        (["files", "list", "extra"], "There is no place for 'extra'."),
        (["responses", "create", "Hello", "to", "you"], "for 'to you'. A text with blanks needs"),
        (["files", "get"], "FILE_ID"),
        (["completion"], "'SHELL'. Choose from: bash, zsh, fish, powershell."),
        (["files", "list", "--limit"], "--limit"),
        (["files", "list", "--order", "up"], "asc"),
        (["files", "list", "--format", "xml"], "jsonl"),
        (["files", "list", "--errors", "yaml"], "json"),
        (["--profile"], "--profile"),
        (["--format", "json"], "which command?"),
        (["files", "--format", "json"], "which command?"),
    ],
)
def test_what_does_not_exist_names_the_nearest(
    line: list[str], says: str, oai: CommandLine, server: FaultServer
) -> None:
    assert says in refused(oai, server, line)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (["files", "list", "--limit", "many"], "'many' is not a whole number"),
        (["files", "list", "--limit", "1.5"], "'1.5' is not a whole number"),
        (["files", "list", "--limit", "0"], "0 is not in the range x>=1"),
        (["files", "list", "--limit", "-3"], "-3 is not in the range"),
        ([*ASK, "--temperature", "hot"], "'hot' is not a number"),
        ([*ASK, "--temperature", "2.5"], "2.5 is not in the range 0<=x<=2"),
        ([*ASK, "--temperature", "nan"], "--temperature: nan is not a number that can be sent"),
        (["audio", "translate", __file__, "--temperature", "inf"], "--temperature: inf is not"),
        (
            ["vector-stores", "search", "vs_1", "q", "--ranking-options", "score_threshold=nan"],
            "score_threshold takes a number, not 'nan'",
        ),
        ([*ASK, "--top-logprobs", "21"], "21 is not in the range"),
        ([*ASK, "--max-output-tokens", "3"], "3 is not in the range"),
        ([*ASK, "--max-retries", "-1"], "--max-retries"),
        ([*ASK, "--max-wait", "-1"], "--max-wait"),
        ([*ASK, "--timeout", "0"], "timeout"),
        ([*ASK, "--timeout", "nan"], "timeout"),
        ([*ASK, "--timeout", "soon"], "timeout"),
        ([*ASK, "--base-url", "ftp://x"], "base-url"),
        ([*ASK, "--base-url", "localhost:8000"], "base-url"),
        ([*ASK, "--base-url", "http://"], "base-url"),
        ([*ASK, "--sandbox", "--base-url", "http://x"], "--sandbox and --base-url"),
        ([*ASK, "--profile", "nobody"], "There is no profile 'nobody'"),
        ([*ASK, "--fields", "a,,b"], "--fields"),
        ([*ASK, "--fields", ""], "--fields"),
        ([*ASK, "--input", "twice"], "are the same thing"),
        ([*ASK[:2], "--model", "m", "--image", "x", "--body", '{"input": []}'], "--image"),
        (["files", "delete", "file-1"], "--yes"),
        (["files", "delete", "file-1", "--no-input"], "--yes"),
        (["batches", "create"], "Missing --input-file-id and --endpoint"),
    ],
)
def test_values_that_cannot_be(
    line: list[str], says: str, oai: CommandLine, server: FaultServer
) -> None:
    assert says in refused(oai, server, line)


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--body", "{'a': 1}"], "--body: not valid JSON at line 1, column 2"),
        (["--body", '{"a": 1 "b"}'], "--body: not valid JSON at line 1, column 9"),
        (["--body", ""], "--body: expected JSON, but there is nothing"),
        (["--body", "[1]"], "--body: expected a JSON object"),
        (["--body", '"x"'], "--body: expected a JSON object"),
        (["--body", "@bad.json"], "--body @bad.json: not valid JSON at line 2, column 9"),
        (["--body", "@none.json"], "--body: cannot read none.json: No such file or directory"),
        (["--body", "@."], "--body: cannot read .: Is a directory"),
        (["--body", "@latin.json"], "--body: latin.json is not UTF-8 text: byte 0xe4 at offset 2"),
        (["--set", "a:=[1,"], "--set a: not valid JSON at line 1, column 4"),
        (["--set", "a:=@bad.json"], "line 2, column 9"),
        (["--set", "a=@none.txt"], "cannot read 'none.txt'"),
        (["--set", "novalue"], "there is no '='"),
        (["--set", "=x"], "there is no name"),
        (["--set", "a[2]=x"], "would leave a hole"),
        (["--set", "input[0]=x"], "'input' is text, not a list"),
        (["--set", "a[=x"], "cannot be read"),
        (["--tools", "{}"], "--tools: expected a JSON array, got an object"),
        (["--tools", "[{]"], "--tools: not valid JSON at line 1, column 3"),
        (["--tools", "@bad.json"], "--tools @bad.json: not valid JSON at line 2"),
        (["--tools", "web_search"], "--tools: not valid JSON at line 1, column 1"),
        (["--metadata", "novalue"], "--metadata: expected KEY=VALUE, got 'novalue'"),
        (["--metadata", "=x"], "--metadata: expected KEY=VALUE"),
        (["--metadata", "{bad"], "--metadata: not valid JSON"),
        (["--reasoning", "effort"], "--reasoning: expected JSON, @FILE or KEY=VALUE"),
        (["--stream-options", "include_obfuscation=perhaps"], "takes true or false"),
        (["--image", "none.png"], "--image: cannot read none.png"),
        (["--image", "bad.json"], "does not look like a picture"),
        (["--file", "."], "--file: cannot read .: Is a directory"),
    ],
)
def test_structures_and_files(
    options: list[str], says: str, oai: CommandLine, server: FaultServer
) -> None:
    (oai.home / "bad.json").write_text('{\n  "a": 1\n')
    (oai.home / "latin.json").write_bytes('{"ä": 1}'.encode("latin-1"))
    assert says in refused(oai, server, [*ASK, *options])


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("none.jsonl", "cannot read none.jsonl: No such file or directory"),
        (".", "is a folder"),
        ("a\nb", "No such file or directory"),
        ("x" * 300, "File name too long"),
    ],
)
def test_uploads(path: str, says: str, oai: CommandLine, server: FaultServer) -> None:
    said = refused(oai, server, ["files", "upload", path, "--purpose", "batch"])
    assert says in said


def test_one_bad_file_of_several_stops_all(oai: CommandLine, server: FaultServer) -> None:
    (oai.home / "good.txt").write_text("good")
    line = ["files", "upload", "good.txt", "none.txt", "--purpose", "batch"]
    assert "none.txt" in refused(oai, server, line)


@pytest.mark.parametrize(
    "line",
    [
        ["responses", "create", "-", "--model", "m", "--instructions", "-"],
        ["responses", "create", "-", "--model", "m", "--body", "-"],
        ["responses", "create", "Hi", "--model", "m", "--body", "-", "--set", "a=@-"],
        ["responses", "create", "-", "--model", "m", "--set", "a=@-"],
    ],
    ids=" ".join,
)
def test_standard_input_is_read_once(
    line: list[str], oai: CommandLine, server: FaultServer
) -> None:
    assert "was already read for" in refused(oai, server, line, stdin=b"{}")


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (["responses", "create", "-", "--model", "m"], "is not UTF-8 text: byte 0xff at offset 3"),
        (["responses", "create", "--model", "m"], "is not UTF-8 text: byte 0xff at offset 3"),
        ([*ASK, "--body", "-"], "is not UTF-8 text: byte 0xff at offset 3"),
        ([*ASK, "--set", "a=@-"], "is not UTF-8 text: byte 0xff at offset 3"),
    ],
)
def test_standard_input_that_is_not_text(
    line: list[str], says: str, oai: CommandLine, server: FaultServer
) -> None:
    assert says in refused(oai, server, line, stdin=b"abc\xff\n")


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("[profiles.default\n", "not valid TOML: line 1"),
        ("[profiles.default]\nformat = 'xml'\n", "format"),
        ("[profiles.default]\nbase_url = 'nowhere'\n", "base_url"),
        ("[profiles.default]\nbase_urll = 'x'\n", "base_url"),
        ("[profiles.default]\ntimeout = 'soon'\n", "timeout"),
        ("profile = 'gone'\n", "There is no profile 'gone'"),
    ],
)
def test_broken_settings(content: str, says: str, oai: CommandLine, server: FaultServer) -> None:
    path = Path(oai.env["OAI_CONFIG_DIR"]) / "config.toml"
    path.parent.mkdir(mode=0o700)
    path.write_text(content)
    said = refused(oai, server, [*ASK])
    assert says in said
    assert str(path) in said
    assert oai.run("files", "list", "--help").code == 0
    for line in (["--version"], ["--color", "never", "--version"], ["--version", "--debug"]):
        result = oai.run(*line)
        assert (result.code, result.text.split()[0], result.err) == (0, "oai", "")


def test_a_program_learns_of_bad_input_too(oai: CommandLine, server: FaultServer) -> None:
    for line in (["fils"], ["files", "list", "--limit", "x"], [*ASK, "--body", "{"]):
        result = oai.run("--errors=text", *line, "--errors", "json")
        told = json.loads(result.err)["error"]
        assert (result.code, told["kind"], told["exit_code"]) == (2, "input", 2)
        assert told["message"]
