"""Every help page, as the declarations make it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from oai.cli.declare.endpoint import Command, Resource
from oai.cli.help.topics import TOPICS
from oai.cli.main import main
from oai.cli.options import NAMES
from oai.commands import root

from ..support.in_process import run_here
from .examples import expanded, make_files, runs

MOST_SHOWN = 12
PROFILES = "[profiles.work]\n[profiles.local]\n"
# Each page is asked for by several tests, and made once.
PAGES: dict[tuple[str, ...], str] = {}

groups = pytest.mark.parametrize("name", list(root.modules))


def commands_of(found: Command | Resource | None) -> Iterator[Command]:
    if isinstance(found, Command):
        yield found
    elif found is not None:
        for name in found.names():
            yield from commands_of(found.find(name))


def resources_of(found: Command | Resource | None) -> Iterator[Resource]:
    if isinstance(found, Resource):
        yield found
        for name in found.names():
            yield from resources_of(found.find(name))


@pytest.fixture
def page(monkeypatch, capsysbinary):
    """Give what a command line prints, at 80 columns."""
    monkeypatch.setenv("COLUMNS", "80")

    def read(*words: str) -> str:
        if words not in PAGES:
            assert main(words) == 0
            PAGES[words] = capsysbinary.readouterr().out.decode()
        return PAGES[words]

    return read


def in_one_line(text: str) -> str:
    return " ".join(text.split())


def row_of(option: str, text: str) -> str:
    """Return what stands beside an option, in one line."""
    found = re.search(rf"^ {{2}}{option}\b.*(?:\n {{3,}}.*)*", text, re.MULTILINE)
    assert found, option
    return in_one_line(found[0])


@groups
def test_no_page_is_wider_than_80_columns(name, page):
    found = root.find(name)
    for part in [*resources_of(found), *commands_of(found)]:
        for line in page(*part.path, "--help").split("\n"):
            assert len(line) <= 80, (part.path, line)


@groups
def test_help_has_four_ways_in_that_agree(name, page):
    found = root.find(name)
    for part in [*resources_of(found), *commands_of(found)]:
        expected = page(*part.path, "--help")
        assert expected.startswith("Usage: oai "), part.path
        assert page(*part.path, "-h") == expected, part.path
        assert page("help", *part.path) == expected, part.path
        if part.path[1:]:
            assert page(*part.path[:-1], "help", part.path[-1]) == expected, part.path
        elif part is found and isinstance(part, Resource):
            assert page(*part.path, "help") == expected, part.path


@groups
def test_a_page_says_what_everything_means(name, page):
    for command in commands_of(root.find(name)):
        text = in_one_line(page(*command.path, "--help"))
        assert command.summary.endswith("."), command.name
        assert in_one_line(command.summary) in text, command.name
        for item in command.parameters:
            assert item.help, (command.name, item.name)
            assert in_one_line(item.help) in text, (command.name, item.name)
            assert (item.option or item.metavar) in text, (command.name, item.name)
            assert all(word in text for word in item.choices[:MOST_SHOWN]), (command.name, item)


@groups
def test_a_page_shows_defaults(name, page):
    for command in commands_of(root.find(name)):
        text = page(*command.path, "--help")
        for item in command.parameters:
            default = item.api_default if item.default is None else item.default
            if default is not None and item.option and not item.positional:
                assert "[default: " in row_of(item.option, text), (command.name, item.name)


@groups
def test_a_page_has_a_group_for_the_common_options(name, page):
    for command in commands_of(root.find(name)):
        own, _, common = page(*command.path, "--help").partition("Common options:\n")
        for option in NAMES:
            assert f"--{option.replace('_', '-')}" in common, (command.name, option)
        assert not re.search(r"^ {2}--dry-run\b", own, re.MULTILINE), command.name


@groups
def test_every_command_has_examples_that_run(name, tmp_path, oai):
    lines: list[str] = []
    lists: set[str] = set()
    for command in commands_of(root.find(name)):
        assert command.examples, command.name
        for line in command.examples:
            assert f"oai {command.name}" in line, (command.name, line)
        lines += command.examples
        lists |= {str(p.option) for p in command.parameters if p.type == "array of objects"}
    assert_run(lines, tmp_path, oai, lists)


def test_the_examples_of_the_topics_run(tmp_path, oai):
    pages = "\n".join(topic.page() for topic in TOPICS.values())
    lines = re.findall(r"^ {2}\$ (.+)$", pages, re.MULTILINE)
    assert len(lines) >= len(TOPICS)
    assert_run(lines, tmp_path, oai)


def assert_run(lines, folder, oai, lists=frozenset()):
    """Run the examples as dry runs in a folder that has the files they name."""
    work = folder / "work"
    work.mkdir()
    config = Path(oai.env["OAI_CONFIG_DIR"])
    config.mkdir()
    (config / "config.toml").write_text(PROFILES)
    for line in lines:
        make_files(line, work, lists)
    for example in [example for line in lines for example in runs(line)]:
        words = [*expanded(example.words, work), "--dry-run"]
        result = run_here(*words, stdin=example.stdin, env=oai.env, cwd=work)
        assert result.code == 0, (example.line, result.err)
        assert "Traceback" not in result.err, (example.line, result.err)


def test_the_root_page_lists_every_group_and_ends_with_the_topics(page):
    text = page("--help")
    for name, meaning in root.modules.items():
        assert f"  {name} " in text
        assert meaning in in_one_line(text)
    last = text.split("\n\n")[-1].splitlines()
    assert [line.split()[0] for line in last[1:]] == list(TOPICS)
    assert max(len(line) for line in text.split("\n")) <= 80


@pytest.mark.parametrize("topic", TOPICS)
def test_a_topic_fits_80_columns(topic, page):
    text = page("help", topic)
    assert max(len(line) for line in text.split("\n")) <= 79
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
