"""`batches run`, from an input to its results, on the sandbox."""

from __future__ import annotations

import json
import os
import stat
import time

import pytest

from tests.batches.lines import failing, ids, request, results, write

# A client that an earlier test killed may still have a part of an upload under way.
SUBMITTING = {"/v1/files", "/v1/uploads", "/v1/batches", "/v1/responses"}


@pytest.fixture
def path(tmp_path):
    lines = [failing(n) if n % 4 == 3 else request(n) for n in range(10)]
    return write(tmp_path / "in.jsonl", lines)


def test_results_come_in_the_order_of_the_input_with_failures_among_them(run, tmp_path):
    out = tmp_path / "out.jsonl"
    done = run("-o", out, "--max-lines", "4")
    assert done.code == 7
    assert ids(out) == [f"r-{n}" for n in range(10)]
    statuses = [line["response"]["status_code"] for line in results(out)]
    assert statuses == [400 if n % 4 == 3 else 200 for n in range(10)]
    assert all(set(line) == {"id", "custom_id", "response", "error"} for line in results(out))
    summary = done.json()
    assert (summary["lines"], summary["completed"], summary["failed"]) == (10, 8, 2)
    assert summary["total_tokens"] == sum(
        line["response"]["body"].get("usage", {}).get("total_tokens", 0) for line in results(out)
    )
    assert summary["batch_ids"] == [batch["id"] for batch in reversed(run.batches())]
    assert len(summary["batch_ids"]) == 3


def test_it_is_split_by_size_too_and_each_piece_is_the_bytes_of_the_input(run, path, tmp_path):
    run("-o", tmp_path / "out.jsonl", "--max-bytes", "500")
    files = sorted(run.files(), key=lambda file: file["filename"])
    assert len(files) > 2
    assert all(file["bytes"] <= 500 for file in files)
    contents = [run.call("GET", f"/files/{file['id']}/content").content for file in files]
    assert b"".join(contents) == path.read_bytes()


def test_blank_lines_and_a_mark_are_not_uploaded(run, tmp_path):
    path = write(tmp_path / "in.jsonl", [request(1), "", request(2), " "], end="\r\n")
    clean = b"".join(line for line in path.read_bytes().splitlines(keepends=True) if line.strip())
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    out = tmp_path / "out.jsonl"
    assert run("-o", out).code == 0
    (file,) = run.files()
    assert run.call("GET", f"/files/{file['id']}/content").content == clean
    assert ids(out) == ["r-1", "r-2"]


def test_a_bad_line_is_told_and_nothing_is_sent(run, sandbox, tmp_path):
    write(tmp_path / "in.jsonl", [request(1), "?"])
    done = run("-o", tmp_path / "out.jsonl")
    assert (done.code, done.stdout) == (2, b"")
    assert "line 2: not JSON" in done.err
    assert not SUBMITTING & {request["path"] for request in sandbox.requests()}


def test_an_output_that_is_there_is_not_replaced(run, boxed, sandbox, path, tmp_path):
    out = tmp_path / "out.jsonl"
    out.write_text("mine")
    assert run("-o", out).code == 2
    assert boxed("batches", "run", path).code == 2
    assert not SUBMITTING & {request["path"] for request in sandbox.requests()}
    assert out.read_text() == "mine"


def test_an_output_that_appeared_meanwhile_is_not_replaced(clocked_run, clocked, tmp_path):
    out, run = tmp_path / "out.jsonl", clocked_run
    clocked.fault(method="POST", path="/v1/batches", token_delay=1)
    with run.start("-o", out) as running:
        running.stderr.wait_for("batch 1 of 1")
        out.write_text("another's")
        with clocked.clock.going():
            stopped = running.finish()
    assert stopped.code == 2
    assert "out.jsonl exists" in stopped.err
    assert out.read_text() == "another's"
    clocked.clear()
    assert run("-o", out, "--force").code == 7
    assert len(ids(out)) == 10
    assert "POST" not in {each["method"] for each in clocked.requests()}


def test_the_input_is_not_the_output(run, path):
    before = path.read_bytes()
    done = run("-o", path, "--force")
    assert done.code == 2
    assert "is the input" in done.err
    assert path.read_bytes() == before


def test_the_number_of_requests_at_a_time_is_not_for_a_batch(run, tmp_path):
    done = run("-o", tmp_path / "out.jsonl", "--concurrency", "4")
    assert done.code == 2
    assert "--concurrency is for --now" in done.err


def test_a_place_where_nothing_can_be_kept_is_named(run, boxed, tmp_path):
    boxed.env["OAI_STATE_DIR"] = "/dev/null/state"
    done = run("-o", tmp_path / "out.jsonl")
    assert done.code == 2
    assert "Cannot use /dev/null/state: Not a directory." in done.err


def test_the_same_command_again_sends_nothing(run, sandbox, tmp_path):
    out = tmp_path / "out.jsonl"
    first = run("-o", out)
    sandbox.clear()
    again = run("-o", out)
    assert (again.code, again.json()) == (7, first.json())
    assert "run before" in again.err
    assert not SUBMITTING & {request["path"] for request in sandbox.requests()}


def test_an_output_that_was_lost_is_fetched_again(run, sandbox, tmp_path):
    out = tmp_path / "out.jsonl"
    run("-o", out, "--max-lines", "4")
    content = out.read_bytes()
    out.unlink()
    sandbox.clear()
    run("-o", out, "--max-lines", "4")
    assert out.read_bytes() == content
    assert {entry["method"] for entry in sandbox.requests()} == {"GET"}


def test_results_on_standard_output_and_the_summary_beside_them(run):
    done = run("-o", "-")
    assert [json.loads(line)["custom_id"] for line in done.lines] == [f"r-{n}" for n in range(10)]
    assert "8 of 10 lines were answered, 2 failed" in done.err


def test_a_changed_input_or_option_starts_over_and_says_why(run, path, tmp_path):
    out = tmp_path / "out.jsonl"
    run("-o", out)
    before = run.state()["id"]
    other = run("-o", out, "--max-lines", "5", "--force")
    assert "Starting over: max_lines differ" in other.err
    write(path, [request(n) for n in range(3)])
    changed = run("-o", out, "--force")
    assert "in.jsonl has changed since the run of before" in changed.err
    assert (changed.code, len(ids(out))) == (0, 3)
    assert run.state()["id"] != before


def test_restart_runs_it_anew(run, tmp_path):
    out = tmp_path / "out.jsonl"
    run("-o", out)
    first = run.state()["id"]
    run("-o", out, "--restart", "--force")
    assert run.state()["id"] != first
    assert len(run.batches()) == 1


def test_what_was_cancelled_elsewhere_is_failed_and_sent_again(
    clocked_run, clocked, path, tmp_path
):
    out, run = tmp_path / "out.jsonl", clocked_run
    write(path, [request(n) for n in range(6)])
    clocked.fault(method="POST", path="/v1/batches", token_delay=1)
    with run.start("-o", out) as running:
        running.stderr.wait_for("batch 1 of 1")
        (batch,) = run.batches()
        run.call("POST", f"/batches/{batch['id']}/cancel")
        with clocked.clock.going():
            done = running.finish()
    assert done.code == 7
    assert [line["error"]["code"] for line in results(out)] == ["batch_cancelled"] * 6
    clocked.clear()
    again = run("-o", out, "--retry-failed")
    assert (again.code, again.json()["completed"]) == (0, 6)
    assert ids(out) == [f"r-{n}" for n in range(6)]
    assert all(line["error"] is None for line in results(out))


def test_only_the_failed_lines_are_sent_again(run, tmp_path):
    out = tmp_path / "out.jsonl"
    run("-o", out)
    before = out.read_bytes().splitlines()
    again = run("-o", out, "--retry-failed")
    assert again.code == 7
    assert "Sending 2 lines again" in again.err
    assert [batch["request_counts"]["total"] for batch in run.batches()] == [2, 10]
    after = out.read_bytes().splitlines()
    assert [n for n, line in enumerate(after) if line != before[n]] == [3, 7]


def test_an_output_that_was_changed_is_not_taken_for_results(run, tmp_path):
    out = tmp_path / "out.jsonl"
    run("-o", out)
    whole = out.read_bytes()
    out.write_bytes(b"".join(whole.splitlines(keepends=True)[::-1]))
    refused = run("-o", out, "--retry-failed")
    assert refused.code == 2
    assert "is not what the run wrote there. Remove it" in refused.err
    out.unlink()
    assert run("-o", out).code == 7
    assert out.read_bytes() == whole


def test_retrying_needs_a_run_of_before(run, tmp_path):
    done = run(
        "-o",
        tmp_path / "out.jsonl",
        "--retry-failed",
    )
    assert done.code == 2
    assert "no run of before" in done.err


def test_a_dry_run_shows_the_requests_and_sends_none(run, sandbox):
    shown = run(
        "--dry-run",
        "--max-lines",
        "5",
        "--metadata",
        "a=b",
    )
    assert [row["url"].rpartition("/")[2] for row in shown.json()] == ["files", "batches"] * 2
    assert shown.json()[1]["body"]["metadata"] == {"a": "b"}
    assert not SUBMITTING & {request["path"] for request in sandbox.requests()}


def test_own_metadata_and_set_reach_the_batch_beside_ours(run, tmp_path):
    out = tmp_path / "out.jsonl"
    more = ("--metadata", "team=search", "--set", "metadata.run=7")
    run("-o", out, *more)
    (batch,) = run.batches()
    assert batch["metadata"]["team"] == "search"
    assert batch["metadata"]["run"] == "7"


def test_pieces_under_one_key_of_the_user_are_not_one_request(run, sandbox, tmp_path):
    done = run(
        "--max-lines", "7", "-o", tmp_path / "out.jsonl", "--header", "idempotency-key: mine"
    )
    assert done.code == 7, done.err
    sent = [
        each["headers"]["idempotency-key"]
        for each in sandbox.requests()
        if each["method"] == "POST"
    ]
    assert len(set(sent)) == len(sent) == 2 * len(run.pieces()) > 2
    assert all(key.startswith("mine-") for key in sent)


def test_what_is_kept_is_private(run, boxed):
    run("-o", "-")
    kept = list((boxed.home / "state" / "batches").rglob("*"))
    assert len(kept) > 2
    for each in kept:
        wanted = 0o700 if each.is_dir() else 0o600
        assert stat.S_IMODE(each.stat().st_mode) == wanted, each


def test_results_of_a_batch_in_the_order_of_its_input(run, boxed, tmp_path):
    run("-o", tmp_path / "run.jsonl")
    (batch,) = run.batches()
    listed = boxed("batches", "results", batch["id"])
    assert [line["custom_id"] for line in listed.json()["data"]] == [f"r-{n}" for n in range(10)]
    out = tmp_path / "results.jsonl"
    saved = boxed("batches", "results", batch["id"], "-o", out)
    assert (saved.code, saved.json()["failed"]) == (7, 2)
    assert out.read_bytes() == (tmp_path / "run.jsonl").read_bytes()
    named = boxed("batches", "results", batch["id"], "-o", tmp_path)
    assert named.json()["path"] == f"{tmp_path}/{batch['id']}-results.jsonl"
    run.call("DELETE", f"/files/{batch['input_file_id']}")
    without = boxed("batches", "results", batch["id"], "--format", "jsonl")
    assert len(without.lines) == 10
    assert "input is gone" in without.err


def test_results_of_a_batch_that_goes_on(run, boxed, sandbox, path, tmp_path):
    sandbox.fault(method="POST", path="/v1/batches", token_delay=3600)
    run(
        "-o",
        tmp_path / "out.jsonl",
        "--wait-timeout",
        "0.2",
    )
    (batch,) = run.batches()
    early = boxed("batches", "results", batch["id"])
    assert early.code == 2
    assert f"oai batches wait {batch['id']}" in early.err
    run.call("POST", f"/batches/{batch['id']}/cancel")


def test_an_input_by_a_pipe_is_known_by_its_content(boxed, sandbox, path, tmp_path):
    words = ["batches", "run", "-", "-o", tmp_path / "out.jsonl", "--poll-interval", "0.1"]
    first = boxed(*words, stdin=path.read_bytes())
    assert (first.code, first.json()["lines"]) == (7, 10)
    sandbox.clear()
    again = boxed(*words, stdin=path.read_bytes())
    assert again.json() == first.json()
    assert not SUBMITTING & {request["path"] for request in sandbox.requests()}
    wrong = boxed("batches", "validate", "-", stdin="?\n")
    assert "standard input: One thing is wrong" in wrong.err


def test_what_a_killed_command_left_of_its_input_goes_some_day(boxed, path):
    home = boxed.home / "state" / "batches"
    for name in ("piped-old", "piped-new"):
        (home / name).mkdir(parents=True)
        (home / name / "input.jsonl").write_text("{}")
    long_ago = time.time() - 4 * 86_400
    os.utime(home / "piped-old", (long_ago, long_ago))
    assert boxed("batches", "validate", "-", stdin=path.read_bytes()).code == 0
    assert [each.name for each in home.iterdir()] == ["piped-new"]


def test_what_is_piped_is_shown_by_its_name_and_not_for_curl(boxed, path):
    words = ["batches", "run", "-"]
    shown = boxed(*words, "--dry-run", stdin=path.read_bytes()).json()
    assert [field["file"] for field in shown[0]["form"] if "file" in field] == ["standard input"]
    refused = boxed(*words, "--print", "curl", stdin=path.read_bytes())
    assert (refused.code, refused.stdout) == (2, b"")
    assert "Name a file." in refused.err


def test_a_pipe_by_its_name_is_known_by_its_content_too(boxed, path, tmp_path):
    command = f"oai batches run <(cat {path}) -o {tmp_path}/out.jsonl --poll-interval 0.1"
    assert boxed.shell(command).code == 7
    assert ids(tmp_path / "out.jsonl") == [f"r-{n}" for n in range(10)]
    assert "nothing is sent" in boxed.shell(command).err
