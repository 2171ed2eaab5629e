"""Results that are counted, and those of a later round in the place of earlier ones."""

from __future__ import annotations

import json
from typing import Any

import pytest

from oai.base.errors import InputError
from oai.commands.batches.runner.counts import usage_of
from oai.commands.batches.runner.merge_results import _merged


@pytest.mark.parametrize(
    ("usage", "found"),
    [
        ({"input_tokens": 3, "output_tokens": 4, "total_tokens": 7}, [3, 4, 7]),
        ({"prompt_tokens": 3, "completion_tokens": 4, "total_tokens": 7}, [3, 4, 7]),
        ({"input_tokens": None, "output_tokens": "4"}, [0, 0, 0]),
        (None, [0, 0, 0]),
    ],
)
def test_the_tokens_of_a_result(usage: Any, found: list[int]) -> None:
    result = {"response": {"status_code": 200, "body": {"usage": usage}}}
    assert list(usage_of(result).values()) == found


def lines(*ids: str, of: int) -> list[bytes]:
    return [json.dumps({"custom_id": name, "round": of}).encode() + b"\n" for name in ids]


@pytest.mark.parametrize("again", [(), ("a",), ("c",), ("a", "c"), ("a", "b", "c")])
def test_a_later_result_takes_the_place_of_its_line(again: tuple[str, ...]) -> None:
    merged = _merged(iter(lines("a", "b", "c", of=0)), iter(lines(*again, of=1)))
    found = {each["custom_id"]: each["round"] for each in map(json.loads, merged)}
    assert found == {name: int(name in again) for name in "abc"}
    assert list(found) == ["a", "b", "c"]


@pytest.mark.parametrize("again", [("d",), ("c", "a")])
def test_a_later_result_without_a_line_is_not_dropped(again: tuple[str, ...]) -> None:
    with pytest.raises(InputError, match="lacks the line"):
        list(_merged(iter(lines("a", "b", "c", of=0)), iter(lines(*again, of=1))))
