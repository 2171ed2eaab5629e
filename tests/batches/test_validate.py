"""`batches validate`: what is wrong is told by line, and nothing is sent."""

from __future__ import annotations

import json

import pytest

from tests.batches.lines import request, write
from tests.support.memory import measured

CHAT = {"model": "gpt-5", "messages": [{"role": "user", "content": "Hi"}]}

WRONG = {
    "no JSON": ('{"custom_id": ', "not JSON: expecting value at column 15"),
    "an array": ("[]", "not a JSON object"),
    "NaN": (json.dumps({"custom_id": "x", "n": float("nan")}), "not JSON: NaN is no number"),
    "a number without end": (
        '{"custom_id": "x", "n": ' + "9" * 5000 + "}",
        "a number has too many digits",
    ),
    "no id": (request(2, custom_id=None), "custom_id is missing"),
    "an empty id": (request(2, custom_id=""), "custom_id must be a text"),
    "a number as id": (request(2, custom_id=7), "custom_id must be a text"),
    "an id again": (request(1), "custom_id 'r-1' was used in line 1 already"),
    "another method": (request(2, method="GET"), 'method must be "POST"'),
    "no url": (request(2, url=None), "url is missing"),
    "a url that is none of a batch": (request(2, url="/v1/files"), "url must be one of"),
    "a url without its version": (request(2, url="/embeddings"), "url must be one of"),
    "another url than before": (
        request(2, url="/v1/chat/completions", body=CHAT),
        "url is /v1/chat/completions, and that of the lines before is /v1/embeddings",
    ),
    "no body": (request(2, body=None), "body is missing"),
    "a body that is a text": (request(2, body="Hi"), "body must be an object"),
    "no model": (request(2, body={"input": "x"}), "body.model is missing"),
    "a model that is a number": (
        request(2, body={"input": "x", "model": 5}),
        "body.model must be a string, not a number",
    ),
    "no input": (request(2, body={"model": "m"}), "body.input is missing"),
    "an empty input": (request(2, body={"model": "m", "input": []}), "body.input is empty"),
    "a stream": (
        request(2, body={"model": "m", "input": "x", "stream": True}),
        "body.stream cannot be true",
    ),
}


def test_what_is_wrong_is_told_by_line(scripted, fault_server, tmp_path):
    lines = [line for line, _ in WRONG.values()]
    path = write(tmp_path / "in.jsonl", [request(1), *lines, request(0)])
    found = scripted("batches", "validate", path, "--errors", "json")
    assert (found.code, found.stdout) == (2, b"")
    told = json.loads(found.err)["error"]["lines"]
    for number, (name, (_, message)) in enumerate(WRONG.items(), start=2):
        of_line = [each["message"] for each in told if each["line"] == number]
        assert any(each.startswith(message) for each in of_line), (name, of_line)
    good = {1, len(WRONG) + 2}
    assert not [each for each in told if each["line"] in good]
    assert fault_server.requests == []


@pytest.mark.parametrize("name", ["no url", "a url that is none of a batch", "an empty id"])
def test_the_first_line_is_no_exception(scripted, tmp_path, name):
    line, message = WRONG[name]
    found = scripted("batches", "validate", write(tmp_path / "in.jsonl", [line, request(3)]))
    assert (found.code, found.stdout) == (2, b"")
    assert found.err.splitlines()[1].startswith(f"  line 1: {message}")
    assert "line 2" not in found.err


def test_an_error_is_a_line_for_people(oai, tmp_path):
    found = oai("batches", "validate", write(tmp_path / "in.jsonl", [request(1), "?"]))
    assert (found.code, found.stdout) == (2, b"")
    assert found.err.splitlines()[1] == "  line 2: not JSON: expecting value at column 1."


NEEDS = {
    "/v1/chat/completions": ({"model": "gpt-5"}, "body.messages is missing"),
    "/v1/completions": ({"model": "m"}, "body.prompt is missing"),
    "/v1/moderations": ({}, "body.input is missing"),
    "/v1/images/generations": ({}, "body.prompt is missing"),
    "/v1/videos": ({}, "body.prompt is missing"),
}


def test_each_endpoint_has_its_own_needs(oai, tmp_path):
    paths = []
    for number, (url, (body, _)) in enumerate(NEEDS.items()):
        line = request(number, url=url, body=body)
        paths.append(write(tmp_path / f"{number}.jsonl", [line]))
    found = oai("batches", "validate", *paths)
    assert found.code == 2
    for path, (_, message) in zip(paths, NEEDS.values(), strict=True):
        assert (
            f"{path}: One thing is wrong, and nothing was sent:\n  line 1: {message}" in found.err
        )


def test_a_good_file_is_summed_up(oai, tmp_path):
    path = write(tmp_path / "in.jsonl", [request(n) for n in range(5)])
    found = oai("batches", "validate", path, "--max-lines", "2")
    assert found.json() == {
        "object": "batch_input",
        "path": str(path),
        "lines": 5,
        "blank_lines": 0,
        "bytes": path.stat().st_size,
        "endpoint": "/v1/embeddings",
        "batches": 3,
    }


def test_many_files_are_a_list_and_all_that_is_wrong_is_said(oai, tmp_path):
    good = write(tmp_path / "good.jsonl", [request(1)])
    found = oai("batches", "validate", good, good)
    assert [row["lines"] for row in found.json()["data"]] == [1, 1]
    bad = [write(tmp_path / f"bad{n}.jsonl", [request(1), "?"]) for n in range(2)]
    found = oai("batches", "validate", good, *bad)
    assert found.code == 2
    assert "bad0.jsonl" in found.err
    assert "bad1.jsonl" in found.err


def test_blank_lines_a_byte_order_mark_and_other_line_ends_do_no_harm(oai, tmp_path):
    path = write(tmp_path / "in.jsonl", [request(1), "", "  ", request(2)], end="\r\n")
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    found = oai("batches", "validate", path)
    assert (found.code, found.json()["lines"], found.json()["blank_lines"]) == (0, 2, 2)
    assert "byte order mark is left out" in found.err
    assert "2 blank lines are left out" in found.err


def test_the_first_fifty_are_listed_and_the_rest_counted(oai, tmp_path):
    path = write(tmp_path / "in.jsonl", ["?"] * 60)
    found = oai("batches", "validate", path, "--errors", "json")
    error = json.loads(found.err)["error"]
    assert [each["line"] for each in error["lines"]] == list(range(1, 51))
    assert error["more"] == 10
    assert "and 10 more" in error["message"]


SIZE = len(json.dumps(request(1)) + "\n")


@pytest.mark.parametrize("longest", [2, 40, SIZE - 1, SIZE])
def test_a_line_that_is_too_long_is_one_line(oai, tmp_path, longest):
    path = write(tmp_path / "in.jsonl", [request(1), request(2), "?"])
    options = ("--max-bytes", str(longest), "--errors", "json")
    found = oai("batches", "validate", path, *options)
    lines = [each["line"] for each in json.loads(found.err)["error"]["lines"]]
    assert lines == ([1, 2, 3] if longest < SIZE else [3])


def test_what_is_not_text_or_not_there(oai, tmp_path):
    path = tmp_path / "in.jsonl"
    path.write_bytes(b'{"custom_id": "\xff"}\n')
    assert "not UTF-8 text at byte 16" in oai("batches", "validate", path).err
    assert oai("batches", "validate", tmp_path / "none.jsonl").code == 2
    assert oai("batches", "validate", tmp_path).code == 2


def test_a_pipe_by_its_name_is_read_once(oai, tmp_path):
    path = write(tmp_path / "in.jsonl", [request(1), request(2), request(1)])
    found = oai.shell(f"oai batches validate <(head -n 2 {path})")
    assert (found.code, found.json()["lines"]) == (0, 2)
    assert found.json()["path"].startswith("/dev/fd/")
    assert "'r-1' was used in line 1" in oai.shell(f"oai batches validate <(cat {path})").err


@pytest.mark.real_process
def test_memory_does_not_grow_with_the_file(oai, tmp_path):
    small = write(tmp_path / "small.jsonl", [request(1)])
    padding = {"model": "m", "input": "x" * 4000}
    large = write(tmp_path / "large.jsonl", (request(n, body=padding) for n in range(10_000)))
    peaks = [measured(oai, "batches", "validate", path)[1] for path in (small, large)]
    assert peaks[1] - peaks[0] < 8 * 1024 * 1024
