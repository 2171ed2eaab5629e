from __future__ import annotations

from pathlib import Path

import pytest

from oai.base import errors


@pytest.mark.parametrize(
    ("words", "page"),
    [
        ([], []),
        (["files"], ["files"]),
        (["files", "list"], ["files", "list"]),
        (["files", "ls"], ["files", "list"]),
        (["sandbox", "fault"], ["sandbox", "fault"]),
        (["help"], ["help"]),
    ],
)
def test_help_shows_the_page_of_a_command(oai, words, page):
    expected = oai(*page, "--help")
    result = oai("help", *words)
    assert (result.code, result.stderr) == (0, b"")
    assert result.stdout == expected.stdout == oai(*page, "-h").stdout
    assert result.text.startswith("Usage: oai ")


def test_no_words_at_all_show_the_root_page(oai):
    assert oai().stdout == oai("--help").stdout


def test_help_is_the_same_on_a_terminal(oai):
    with oai.terminal("help", "files", "list", env={"COLUMNS": "80"}) as terminal:
        assert terminal.wait() == 0
        assert terminal.text == oai("files", "list", "--help").text


def test_the_exit_codes_are_those_of_the_error_classes(oai):
    text = oai("help", "exit-codes").text
    rows = {tuple(line.split()[:2]) for line in text.splitlines() if line.startswith("  ")}
    leaves = [errors.InputError, errors.ApiError, errors.SettingsError]
    leaves += [*errors.ApiError.__subclasses__(), *errors.OaiError.__subclasses__()]
    for error in leaves:
        assert (str(error.exit_code), error.kind) in rows


def test_the_variables_are_those_that_are_read(oai):
    text = oai("help", "environment").text
    for name in ("OPENAI_API_KEY", "OPENAI_ADMIN_KEY", "OPENAI_BASE_URL", "OPENAI_ORG_ID"):
        assert f"  {name} " in text
    for name in ("OPENAI_PROJECT_ID", "OAI_PROFILE", "OAI_MODEL", "OAI_CONFIG_DIR", "NO_COLOR"):
        assert f"  {name} " in text


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["fils"], "There is no command or topic 'fils'. Did you mean 'files'?"),
        (["formts"], "There is no command or topic 'formts'. Did you mean 'formats'?"),
        (["files", "lst"], "There is no command 'oai files lst'. Did you mean 'list'?"),
        (["files", "list", "more"], "'files list': 'more' is one word too many"),
        (["formats", "more"], "'formats': 'more' is one word too many"),
    ],
)
def test_an_unknown_word_names_the_nearest(oai, words, said):
    result = oai("help", *words)
    assert (result.code, result.text) == (2, "")
    assert said in result.err


def test_help_works_with_broken_settings_and_without_a_key(oai):
    file = Path(oai.env["OAI_CONFIG_DIR"]) / "config.toml"
    file.parent.mkdir()
    file.write_text("= broken")
    for words in (["help"], ["help", "files", "list"], ["help", "formats"], ["files", "--help"]):
        result = oai(*words)
        assert (result.code, result.stderr) == (0, b"")
        assert result.stdout


def test_help_can_be_data_and_go_to_a_file(oai, tmp_path):
    page = oai("help", "files", "list").text
    document = oai("help", "files", "list", "--format", "json").json()
    assert document == {"name": "files list", "text": page.rstrip("\n")}
    oai("help", "formats", "-o", tmp_path / "formats.txt")
    assert (tmp_path / "formats.txt").read_text() == oai("help", "formats").text
