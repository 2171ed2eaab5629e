"""The examples in the help pages, taken apart as a shell would."""

from __future__ import annotations

import re
import shlex
from collections.abc import Collection
from pathlib import Path
from typing import NamedTuple

FILE = re.compile(
    r"(?:\w+=)?@?([\w.*-]+\.(?:jsonl?|pdf|bin|txt|md|png|jpe?g|webp|mp3|wav|m4a|mp4|csv|py|zip|sdp))"
)
FOLDER = re.compile(r"\./[\w-]+")
OUTPUTS = ("-o", "--output", ">", ">>")
ALERT = '{"threshold_amount": 9000, "notification_channel": {"type": "email", "recipients": []}}'
EVAL = '{"data_source_config": {"type": "custom"}, "testing_criteria": []}'
REQUEST = (
    '{"custom_id": "a", "method": "POST", "url": "/v1/responses",'
    ' "body": {"model": "gpt-5", "input": "Hi"}}\n'
)
ANSWER = '[{"role": "assistant", "content": "Yo"}]'
CHAT = f'{{"messages": {ANSWER}}}\n'
PAIR = f'{{"input": {CHAT}, "preferred_output": {ANSWER}, "non_preferred_output": {ANSWER}}}'
RULE = '{"project_id": "p", "service_account_id": "s", "attribute_matchers": {"repo": "a/b"}}'
CONTENTS = {
    "ci.json": '{"type": "oidc", "issuer": "https://ci.example", "audience": "oai"}',
    "train.jsonl": CHAT,
    "test.jsonl": CHAT,
    "one.jsonl": CHAT,
    "pairs.jsonl": PAIR.replace("\n", ""),
    ".json": "{}",
    ".jsonl": "{}\n",
    "requests.jsonl": REQUEST,
    "requests-one.jsonl": REQUEST,
    "alert.json": ALERT,
    "eval.json": EVAL,
    "rule.json": RULE,
    "run.json": '{"data_source": {"type": "jsonl"}}',
    "job.json": '{"model": "gpt-4o-mini", "training_file": "file-abc123"}',
}


class Example(NamedTuple):
    """One run of the program within an example, and what is piped into it."""

    line: str
    words: list[str]
    stdin: str | None


def runs(line: str) -> list[Example]:
    """Return each `oai …` of a command line."""
    found = []
    before = ""
    for operator, words in _segments(line):
        if words[:1] == ["oai"]:
            stdin = "some-text" if operator == "|" else None
            found.append(Example(line, words[1:], stdin))
        before = operator
    assert found, f"{line!r} has no oai in it ({before!r})"
    return found


def expanded(words: list[str], folder: Path) -> list[str]:
    """Replace patterns by the files of a folder that they match, as a shell does."""
    found = []
    for word in words:
        matches = folder.glob(word) if "*" in word and not word.startswith("/") else ()
        found += sorted(path.name for path in matches) or [word]
    return found


def make_files(line: str, folder: Path, lists: Collection[str]) -> None:
    """Create the files that an example reads; the options in `lists` take a JSON array."""
    previous = ""
    for word in _tokens(line):
        match = FILE.fullmatch(word)
        if match and previous not in OUTPUTS:
            path = folder / match[1].replace("*", "one")
            text = CONTENTS.get(path.name, CONTENTS.get(path.suffix, "some text\n"))
            path.write_text("[]" if previous in lists else text)
        elif FOLDER.fullmatch(word) and previous not in OUTPUTS:
            (folder / word).mkdir(exist_ok=True)
            (folder / word / "README.md").write_text("some text\n")
        previous = word


def _segments(line: str) -> list[tuple[str, list[str]]]:
    """Return the commands of a line, each with the operator before it; redirections go."""
    segments: list[tuple[str, list[str]]] = [("", [])]
    skip = False
    for token in _tokens(line):
        if skip:
            skip = False
        elif token in ("|", ";", "&&", "||"):
            segments.append((token, []))
        elif token in (">", ">>", "<"):
            skip = True
        else:
            segments[-1][1].append(token)
    return segments


def _tokens(line: str) -> list[str]:
    lexer = shlex.shlex(line, posix=True, punctuation_chars="|;&<>")
    lexer.whitespace_split = True
    lexer.commenters = ""
    return list(lexer)
