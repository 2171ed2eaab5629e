import pytest

from oai.base.nearest import did_you_mean, nearest

COMMANDS = ["models", "files", "uploads", "batches", "responses", "chat", "completions", "config"]
OPTIONS = [
    "--model",
    "--max-output-tokens",
    "--metadata",
    "--store",
    "--no-store",
    "-t",
    "--format",
]


@pytest.mark.parametrize(
    ("word", "choice"),
    [
        ("resp", "responses"),
        ("response", "responses"),
        ("fiels", "files"),
        ("file", "files"),
        ("Files", "files"),
        ("bathces", "batches"),
        ("co", "config"),
        ("comp", "completions"),
        ("complétions", "completions"),
        ("files", "files"),
    ],
)
def test_commands(word, choice):
    assert nearest(word, COMMANDS) == choice


@pytest.mark.parametrize(
    ("word", "choice"),
    [
        ("--modle", "--model"),
        ("--max_output_tokens", "--max-output-tokens"),
        ("--max-tokens", "--max-output-tokens"),
        ("--max", "--max-output-tokens"),
        ("-format", "--format"),
        ("--nostore", "--no-store"),
    ],
)
def test_options(word, choice):
    assert nearest(word, OPTIONS) == choice


@pytest.mark.parametrize("word", ["", "-", "--", "x", "zebra", "--qqq", "-z", "日本"])
def test_nothing_is_near(word):
    assert nearest(word, COMMANDS) is None
    assert nearest(word, OPTIONS) is None
    assert did_you_mean(word, OPTIONS) == ""


def test_dashes_alone_do_not_make_options_alike():
    assert nearest("--abc", ["--xbz"]) is None


def test_no_choices():
    assert nearest("files", []) is None


def test_choices_may_come_one_by_one():
    assert nearest("fiels", iter(COMMANDS)) == "files"


def test_the_question():
    assert did_you_mean("fiels", COMMANDS) == "Did you mean 'files'?"
