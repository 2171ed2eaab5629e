"""Pieces of an answer, added up; what is told beside it, and how vectors and counts are shown."""

from __future__ import annotations

import base64
import struct
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from oai.base.errors import InputError
from oai.cli.waiting.job_progress import expected_end, progress_by_counts, progress_in_percent
from oai.commands.batches.runner.counts import Counts
from oai.commands.batches.runner.summary import retry_message, sentence
from oai.commands.shared.choice_stream import choices_asked, merge
from oai.commands.shared.data_urls import data_url, image_url
from oai.commands.shared.remarks import remarks
from oai.commands.shared.vectors import vector_lines, vector_rows


@pytest.mark.parametrize(
    ("pieces", "whole"),
    [
        *[([{"a": "x"}, {"a": "y"}], {"a": "xy"}), ([{"id": "x"}, {"id": "y"}], {"id": "y"})],
        *[([{"a": None}, {"a": "y"}], {"a": "y"}), ([{"a": "x"}, {"a": None}], {"a": "x"})],
        *[
            ([{"a": 1}, {"a": 2}], {"a": 2}),
            ([{"a": {"b": "x"}}, {"a": {"b": "y"}}], {"a": {"b": "xy"}}),
        ],
        *[([{"a": [1]}, {"a": [2]}], {"a": [1, 2]}), ([{"a": None}, {"a": [2]}], {"a": [2]})],
        (
            [
                {"a": [{"index": 0, "t": "x"}]},
                {"a": [{"index": 1, "t": "y"}, {"index": 0, "t": "z"}]},
            ],
            {"a": [{"index": 0, "t": "xz"}, {"index": 1, "t": "y"}]},
        ),
        ([{"a": [{"t": "x"}]}, {"a": [{"t": "y"}]}], {"a": [{"t": "x"}, {"t": "y"}]}),
        (
            [{"a": [{"type": "text", "text": "x"}]}, {"a": [{"type": "text", "text": "y"}]}],
            {"a": [{"type": "text", "text": "xy"}]},
        ),
        (
            [{"a": [{"type": "text", "text": "x"}, 1]}, {"a": [{"type": "text", "text": "y"}]}],
            {"a": [{"type": "text", "text": "x"}, 1, {"type": "text", "text": "y"}]},
        ),
        (
            [{"a": [{"type": "text", "text": "x"}]}, {"a": [{"type": "refusal", "refusal": "y"}]}],
            {"a": [{"type": "text", "text": "x"}, {"type": "refusal", "refusal": "y"}]},
        ),
        (
            [{"a": {"type": "text", "text": "x"}}, {"a": {"type": "text", "text": "y"}}],
            {"a": [{"type": "text", "text": "xy"}]},
        ),
        *[([{"a": "x"}, {"a": [1]}], {"a": ["x", 1]}), ([{"a": [1]}, {"a": "y"}], {"a": [1, "y"]})],
        *[([{"a": [1]}, {"a": ""}], {"a": [1]}), ([{"a": [1]}, {"a": 5}], TypeError)],
        ([{"a": {"b": 1}}, {"a": "x"}], TypeError),
    ],
)
def test_pieces_are_added_up(pieces: list[dict[str, Any]], whole: Any) -> None:
    if whole is TypeError:
        with pytest.raises(TypeError):
            added(pieces)
    else:
        given = deepcopy(pieces)
        assert (added(given), given) == (whole, pieces)


def added(pieces: list[dict[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for piece in pieces:
        merge(found, piece)
    return found


@pytest.mark.parametrize(
    ("body", "number"),
    [
        *[({}, 1), ("x", 1), ({"n": 3}, 3), ({"prompt": "a"}, 1), ({"prompt": []}, 1)],
        *[
            ({"prompt": ["a", "b"]}, 2),
            ({"prompt": [[1], [2]], "n": 2}, 4),
            ({"prompt": [1, 2]}, 1),
        ],
    ],
)
def test_how_many_choices_are_asked_for(body: Any, number: int) -> None:
    assert choices_asked(body) == number


@pytest.mark.parametrize(
    ("words", "calls", "reasons", "said"),
    [
        *[("x", 0, {"stop"}, []), ("x", 1, {"tool_calls"}, ["has 1 tool call beside its text"])],
        *[("", 2, set(), ["has no text but 2 tool calls"]), ("x", 0, {"length"}, ["(--most)"])],
        *[("x", 0, {"max_output_tokens", "content_filter"}, ["(--most)", "filter stopped it"])],
    ],
)
def test_what_is_told_beside_an_answer(
    words: str, calls: int, reasons: set[str], said: list[str]
) -> None:
    found = [str(advice) for advice in remarks(words, calls, reasons, "--most")]
    assert len(found) == len(said)
    assert all(part in text for part, text in zip(said, found, strict=True))


def test_vectors() -> None:
    packed = base64.b64encode(struct.pack("<5f", *range(5))).decode()
    vectors: list[Any] = [[0.5] * 4, [0.5] * 5, packed]
    answer = {"data": [{"index": n, "embedding": each} for n, each in enumerate(vectors)]}
    assert vector_lines(answer).split("\n") == [str([0.5] * 4), str([0.5] * 5), packed]
    four = ", ".join(["0.500000"] * 4)
    assert [list(row.values()) for row in vector_rows(answer)] == [
        [0, 4, four],
        [1, 5, f"{four}, …"],
        [2, 5, "0.000000, 1.000000, 2.000000, 3.000000, …"],
    ]


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        *[({}, ""), ({"total": 0, "done": 1}, ""), ({"total": "5"}, ""), (None, "")],
        *[({"total": 5000, "done": 1}, "1 of 5,000"), ({"total": 5, "x": 1}, "0 of 5")],
        ({"total": 5, "done": 2, "failed": 1}, "3 of 5, 1 failed"),
        ({"total": 5, "failed": 0, "errored": 2}, "2 of 5, 2 errored"),
    ],
)
def test_progress_by_counts(counts: Any, told: str) -> None:
    tell = progress_by_counts("counts", "done", "failed", "errored")
    assert tell({"counts": counts}) == told


def test_other_progress() -> None:
    found = [progress_in_percent({"progress": it}) for it in (0, 12.5, "5", None)]
    assert found == ["0 %", "12.5 %", "", ""]
    ends = [expected_end({"estimated_finish": it}) for it in (86_400, "5", None)]
    assert ends[0].startswith("done at about 1970-01-0")
    assert ends[1:] == ["", ""]


def test_counts_and_their_sentence() -> None:
    counts = Counts()
    well = {"status_code": 200, "body": {"usage": {"prompt_tokens": 2, "total_tokens": 1500}}}
    cut = {"status_code": 200, "body": {"choices": [{"finish_reason": "length"}]}}
    for response in (well, cut, {"status_code": 400, "body": {}}):
        counts.add({"response": response})
    summary = counts.summary("out", more=1)
    names = ("lines", "completed", "failed", "incomplete", "input_tokens", "total_tokens", "more")
    assert [summary[name] for name in names] == [3, 2, 1, 1, 2, 1500, 1]
    assert summary["incomplete_reasons"] == [{"reason": "length", "lines": 1}]
    assert sentence(summary) == "2 of 3 lines were answered, 1 failed, 1,500 tokens: out"
    plain = {**summary, "failed": 0, "total_tokens": 0}
    assert sentence(plain) == "2 of 3 lines were answered: out"
    assert "Sending 1 line again" in retry_message(1)
    assert "nothing to send" in retry_message(0)


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        *[("a.txt", b"\x89PNG\r\n", "image/png"), ("a", b"\xff\xd8\xff", "image/jpeg")],
        *[("a", b"GIF89a", "image/gif"), ("a.txt", b"RIFF1234WEBP", "image/webp")],
        *[("a.txt", b"RIFF1234WAVE", "text/plain"), ("a.txt", b"....1234WEBP", "text/plain")],
        *[("a.pdf", b"x", "application/pdf"), ("a", b"x", "application/octet-stream")],
    ],
)
def test_what_a_file_is(tmp_path: Path, name: str, data: bytes, kind: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    wanted = f"data:{kind};base64,{base64.b64encode(data).decode()}"
    assert data_url(str(path), "--file") == wanted
    if kind.startswith("image/"):
        assert image_url(str(path)) == wanted
    else:
        with pytest.raises(InputError, match="does not look like a picture"):
            image_url(str(path))
