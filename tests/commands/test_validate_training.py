"""`oai fine-tuning validate`: each format known, each mistake named with its line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.support.memory import measured
from tests.support.process import Result
from tests.support.runner import CommandLine


def said(role: str, content: Any, **more: Any) -> dict[str, Any]:
    return {"role": role, "content": content, **more}


SYSTEM, USER, ANSWER = said("system", "Be brief."), said("user", "Hi"), said("assistant", "Yo")
CALL = {"id": "call_1", "type": "function", "function": {"name": "f", "arguments": "{}"}}
CALLING = {"role": "assistant", "tool_calls": [CALL]}
TOOL = said("tool", "42", tool_call_id="call_1")
CHAT = {"messages": [SYSTEM, USER, CALLING, TOOL, said("assistant", "42", weight=1)]}
PREFERENCE = {
    "input": {"messages": [SYSTEM, USER], "tools": [], "parallel_tool_calls": True},
    "preferred_output": [ANSWER],
    "non_preferred_output": [said("assistant", "Go away")],
}
REINFORCEMENT = {"messages": [SYSTEM, said("user", "2+2?")], "answer": "4"}
COMPLETION = {"prompt": "2+2=", "completion": "4"}
FORMATS = [
    ("chat", "supervised", CHAT),
    ("preference", "dpo", PREFERENCE),
    ("reinforcement", "reinforcement", REINFORCEMENT),
    ("completion", "supervised", COMPLETION),
]


def write(folder: Path, *examples: Any, name: str = "train.jsonl") -> Path:
    path = folder / name
    lines = [each if isinstance(each, str) else json.dumps(each) for each in examples]
    path.write_text("\n".join(lines) + "\n")
    return path


def numbered(example: dict[str, Any], count: int) -> list[Any]:
    """So many examples, each another one."""
    return [{**example, "tools": [{"function": {"name": f"f{n}"}}]} for n in range(count)]


def check(oai: CommandLine, *examples: Any, options: tuple[str, ...] = ()) -> Result:
    return oai("fine-tuning", "validate", write(oai.home, *examples), *options)


@pytest.mark.parametrize(("name", "method", "example"), FORMATS)
def test_a_format_is_known_by_its_first_example(
    oai: CommandLine, name: str, method: str, example: dict[str, Any]
) -> None:
    result = check(oai, *numbered(example, 10))
    assert (result.code, result.err) == (0, "")
    facts = result.json()
    assert (facts["format"], facts["method"], facts["examples"]) == (name, method, 10)
    assert facts["warnings"] == []
    assert facts["estimated_tokens"] == 10 * facts["longest_example_tokens"] > 0


def wrong(**changes: Any) -> dict[str, Any]:
    return {"messages": [USER, {**ANSWER, **changes}]}


NESTED = "[" * 700 + "]" * 700
MISTAKES = [
    ("{", "not JSON: "),
    ("[1]", "not a JSON object"),
    ({}, "messages is missing"),
    ({"messages": []}, "messages is empty"),
    ({"messages": [USER]}, "nothing is said by the assistant"),
    ({"messages": [USER, said("bot", "Yo")]}, "messages[1].role must be one of"),
    ({"messages": [USER, {"role": "assistant"}]}, "messages[1].content is missing"),
    ({"messages": [said("user", 5), ANSWER]}, "messages[0].content must be a text"),
    (wrong(weight=0), "every answer has the weight 0"),
    (wrong(weight=2), "messages[1].weight must be 0 or 1"),
    (wrong(weight=True), "messages[1].weight must be 0 or 1"),
    ({"messages": [said("user", "Hi", weight=1), ANSWER]}, "messages[0].weight: only"),
    (wrong(tool_calls=[]), "messages[1].tool_calls must be a list"),
    (wrong(tool_calls=[{**CALL, "id": None}]), "messages[1].tool_calls[0].id is missing"),
    (
        wrong(tool_calls=[{**CALL, "function": {"name": "f", "arguments": "{"}}]),
        "tool_calls[0].function.arguments is a text, but not JSON",
    ),
    (
        wrong(tool_calls=[{**CALL, "function": {"name": "f", "arguments": {}}}]),
        "tool_calls[0].function.arguments must be JSON, written as a text",
    ),
    ({"messages": [USER, TOOL, ANSWER]}, "'call_1' is not of a call that came before"),
    (
        {"messages": [said("user", [{"type": "input_audio"}]), ANSWER]},
        "messages[0].content[0].type must be one of text, image_url",
    ),
    (
        {"messages": [said("user", [{"type": []}]), ANSWER]},
        "messages[0].content[0].type must be one of text, image_url",
    ),
    (
        {"messages": [said("user", [{"type": "image_url", "image_url": "x"}]), ANSWER]},
        "messages[0].content[0].image_url must be an object with a url",
    ),
    (
        {"messages": [said("user", [{"type": "text", "text": 5}]), ANSWER]},
        "messages[0].content[0].text must be a text",
    ),
    (f'{{"messages": {json.dumps([USER, ANSWER])}, "x": {NESTED}}}', "nested too deeply"),
    ({"messages": [USER, ANSWER], "tools": [{}]}, "tools[0].function.name is missing"),
    (PREFERENCE, "a preference example in a file of chat examples"),
]
BAD_PREFERENCES = [
    ({"input": None}, "input is missing"),
    ({"input": {"messages": []}}, "input.messages is empty"),
    ({"preferred_output": None}, "preferred_output is missing"),
    ({"non_preferred_output": [USER]}, "non_preferred_output can only have messages of the"),
]


def wrong_lines(folder: Path, *examples: Any) -> dict[int, str]:
    """What is said of each line of a file in one run."""
    folder.mkdir()
    path = write(folder, *examples)
    result = CommandLine(folder)("fine-tuning", "validate", path, "--errors", "json")
    assert (result.code, result.stdout) == (2, b"")
    found: dict[int, str] = {}
    for each in json.loads(result.err)["error"]["lines"]:
        found[each["line"]] = f"{found.get(each['line'], '')}{each['message']}\n"
    return found


@pytest.fixture(scope="module")
def complaints(tmp_path_factory: pytest.TempPathFactory) -> dict[int, str]:
    folder = tmp_path_factory.mktemp("chat") / "home"
    return wrong_lines(folder, CHAT, "", *(example for example, _ in MISTAKES))


@pytest.mark.parametrize(("number", "complaint"), [*enumerate((m[1] for m in MISTAKES), 3)])
def test_a_mistake_is_named_with_its_line(
    complaints: dict[int, str], number: int, complaint: str
) -> None:
    assert complaint in complaints[number]
    assert set(complaints) == set(range(3, 3 + len(MISTAKES)))


def test_mistakes_in_preferences(tmp_path: Path) -> None:
    examples = [PREFERENCE, *({**PREFERENCE, **changes} for changes, _ in BAD_PREFERENCES)]
    found = wrong_lines(tmp_path / "home", *examples)
    for number, (_, complaint) in enumerate(BAD_PREFERENCES, 2):
        assert complaint in found[number]


def test_half_a_pair_of_utf_16_is_counted_like_any_text(oai: CommandLine) -> None:
    result = check(oai, {"messages": [said("user", "\ud800 Hi"), ANSWER]})
    assert (result.code, result.json()["examples"]) == (0, 1)


@pytest.mark.parametrize("command", ["cat {} | oai {} -", "oai {1} <(cat {0})"])
def test_what_is_piped_is_read_too(oai: CommandLine, command: str) -> None:
    path = write(oai.home, *numbered(CHAT, 10))
    result = oai.shell(command.format(path, "fine-tuning validate"))
    assert (result.code, result.json()["examples"]) == (0, 10)
    path.write_text("{")
    result = oai.shell(command.format(path, "fine-tuning validate"))
    assert result.code == 2
    assert "line 1: not JSON" in result.err


def test_the_method_may_be_said(oai: CommandLine) -> None:
    examples = [{"messages": [USER, ANSWER]}] * 10
    assert check(oai, *examples).code == 0
    result = check(oai, *examples, options=("--method", "reinforcement"))
    assert result.code == 2
    assert "line 1: a chat example in a file of reinforcement examples" in result.err


def test_many_mistakes_are_counted_not_all_shown(oai: CommandLine) -> None:
    result = check(oai, CHAT, *[{}] * 300)
    lines = [line for line in result.err.splitlines() if "line " in line]
    assert len(lines) == 50
    assert "250 more" in result.err
    options = ("--errors", "json")
    error = json.loads(check(oai, CHAT, *[{}] * 300, options=options).err)["error"]
    assert [each["line"] for each in error["lines"]] == list(range(2, 52))
    assert error["more"] == 250


def test_what_is_odd_is_a_warning(oai: CommandLine) -> None:
    long = {"messages": [USER, said("assistant", "word " * 400)]}
    unanswered = {"messages": [SYSTEM, USER, ANSWER, USER]}
    result = check(oai, CHAT, long, CHAT, unanswered, options=("--longest", "300"))
    warnings = {each["kind"]: each for each in result.json()["warnings"]}
    assert warnings["few_examples"]["count"] == 4
    assert warnings["no_system_message"]["lines"] == [2]
    assert warnings["long_example"]["lines"] == [2]
    assert warnings["duplicate"]["lines"] == [3]
    assert warnings["last_message"]["lines"] == [4]
    assert (result.code, result.err) == (0, "")


def test_people_are_told_the_warnings_beside_a_table(oai: CommandLine) -> None:
    result = check(oai, *[CHAT] * 10, options=("--format", "table"))
    assert "9 of 10 examples are the same as an earlier one (lines 2, 3, 4, 5, 6, …)" in result.err
    assert result.lines[1].split()[1:3] == ["chat", "10"]


def test_preferring_an_output_to_itself_is_odd(oai: CommandLine) -> None:
    same = {**PREFERENCE, "non_preferred_output": PREFERENCE["preferred_output"]}
    kinds = [each["kind"] for each in check(oai, same).json()["warnings"]]
    assert kinds == ["few_examples", "same_outputs"]


def test_several_files(oai: CommandLine) -> None:
    good = write(oai.home, *numbered(CHAT, 10), name="good.jsonl")
    other = write(oai.home, *numbered(PREFERENCE, 10), name="other.jsonl")
    bad = write(oai.home, {}, name="bad.jsonl")
    both = oai("fine-tuning", "validate", good, other).json()
    assert [each["format"] for each in both["data"]] == ["chat", "preference"]
    result = oai("fine-tuning", "validate", good, bad, oai.home / "gone.jsonl")
    assert (result.code, result.stdout) == (2, b"")
    assert "gone.jsonl" in result.err
    failed = oai("fine-tuning", "validate", good, bad)
    assert "bad.jsonl" in failed.err
    assert "good.jsonl" not in failed.err


@pytest.mark.real_process
def test_memory_does_not_grow_with_the_file(oai: CommandLine) -> None:
    line = json.dumps({"messages": [SYSTEM, USER, said("assistant", "word " * 2000)]}) + "\n"
    path = oai.home / "large.jsonl"
    with path.open("w") as file:
        for _ in range(6000):
            file.write(line)
    result, peak = measured(oai, "fine-tuning", "validate", path)
    assert result.json()["examples"] == 6000
    assert path.stat().st_size > 60_000_000
    assert peak < 60 << 20
