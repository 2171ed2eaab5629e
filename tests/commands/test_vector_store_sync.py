"""`vector-stores sync` and `upload`: what is sent, in which order, and what is left alone."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from typing import Any

import pytest

from oai.commands.vector_stores.local_files import LocalFile, PathFilter, files_below
from oai.commands.vector_stores.sync_plan import HASH, PATH, Step, plan_of
from tests.support.clocked_sandbox import Clocked
from tests.support.moments import eventually
from tests.support.process import Result
from tests.support.runner import CommandLine
from tests.support.sandbox_server import SandboxServer, ServedSandbox

# What is held so long at a sandbox is never answered.
AGES = 10**9
UNREADABLE = b"\x00\xff" * 500
Rows = dict[str, dict[str, Any]]


class Synced:
    """A folder, a vector store, and the command between them."""

    def __init__(self, oai: CommandLine, sandbox: ServedSandbox) -> None:
        oai.env.update(sandbox.env)
        self.oai = oai
        self.sandbox = sandbox
        self.folder = oai.home / "docs"
        self.write("a.md", "One.")
        self.write("sub/b.md", "Two.")
        self.id = oai("vector-stores", "create", "-q").text.strip()
        sandbox.clear()

    def write(self, name: str, text: str | bytes) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)

    def words(self, *options: str) -> tuple[str | Path, ...]:
        return ("vector-stores", "sync", self.id, "docs", "--poll-interval", "0.1", *options)

    def sync(self, *options: str) -> Result:
        self.sandbox.clear()
        return self.oai(*self.words(*options))

    def rows(self, *options: str) -> Rows:
        result = self.sync(*options)
        assert result.code in (0, 7), result.err
        return {row["path"]: row for row in result.json()["data"]}

    def stored(self) -> Rows:
        listed = self.oai("vector-stores", "files", "list", self.id, "--all").json()["data"]
        return {item["attributes"].get("sync_path", item["id"]): item for item in listed}

    def sent(self, *methods: str) -> list[tuple[str, str]]:
        """What was asked of the server, but for what a test before this one had left under way."""
        log = [(entry["method"], entry["path"]) for entry in self.sandbox.requests()]
        return [
            (method, path)
            for method, path in log
            if method in (methods or ("POST", "DELETE"))
            and (self.id in path or "/vector_stores/" not in path)
        ]

    def uploads(self) -> int:
        return self.sent("POST").count(("POST", "/v1/files"))


@pytest.fixture
def synced(oai: CommandLine, sandbox: SandboxServer) -> Synced:
    return Synced(oai, sandbox)


@pytest.fixture
def clocked_sync(oai: CommandLine, clocked: Clocked) -> Synced:
    """Give the same, on a sandbox whose clock stands still until the test moves it."""
    return Synced(oai, clocked)


def test_the_second_run_does_nothing(synced: Synced) -> None:
    first = synced.rows()
    assert {path: (row["action"], row["status"]) for path, row in first.items()} == {
        "a.md": ("add", "completed"),
        "sub/b.md": ("add", "completed"),
    }
    stored = synced.stored()
    assert {path: item["status"] for path, item in stored.items()} == {
        "a.md": "completed",
        "sub/b.md": "completed",
    }
    assert len(stored["a.md"]["attributes"]["sync_sha256"]) == 64
    again = synced.sync()
    assert (again.code, again.json()) == (0, {"object": "list", "data": []})
    assert synced.sent() == []
    assert "2 unchanged" in again.err


def test_a_changed_file_goes_only_after_its_successor_is_processed(synced: Synced) -> None:
    old = synced.rows()["a.md"]["id"]
    synced.write("a.md", "One, second edition.")
    row = synced.rows()["a.md"]
    assert (row["action"], row["status"]) == ("change", "completed")
    store = f"/v1/vector_stores/{synced.id}"
    assert synced.sent() == [
        ("POST", "/v1/files"),
        ("POST", f"{store}/file_batches"),
        ("DELETE", f"{store}/files/{old}"),
        ("DELETE", f"/v1/files/{old}"),
    ]
    log = [(entry["method"], entry["path"]) for entry in synced.sandbox.requests()]
    asked = max(n for n, (_, path) in enumerate(log) if "/file_batches/" in path)
    assert asked < log.index(("DELETE", f"{store}/files/{old}"))
    assert synced.stored()["a.md"]["id"] == row["id"] != old
    assert synced.oai("files", "get", old).code == 4


def test_what_is_gone_is_removed_if_one_says_so(synced: Synced) -> None:
    gone = synced.rows()["a.md"]["id"]
    (synced.folder / "a.md").unlink()
    refused = synced.sync()
    assert (refused.code, refused.stdout, synced.sent()) == (2, b"", [])
    assert "Remove 1 file that is no longer in docs?" in refused.err
    assert "--yes" in refused.err
    assert synced.rows("--no-delete") == {}
    row = synced.rows("--yes")["a.md"]
    assert (row["action"], row["status"], row["id"]) == ("remove", "removed", gone)
    assert list(synced.stored()) == ["sub/b.md"]
    assert synced.oai("files", "get", gone).code == 4


def test_what_others_put_there_is_never_touched(synced: Synced) -> None:
    other = synced.oai.home / "other.txt"
    other.write_text("Mine.")
    upload = ("vector-stores", "upload", synced.id, other, "--attributes", "sync_path=a.md")
    mine = synced.oai(*upload).json()["data"][0]["id"]
    synced.rows()
    (synced.folder / "a.md").unlink()
    (synced.folder / "sub" / "b.md").unlink()
    synced.rows("--yes")
    (left,) = synced.stored().values()
    assert left["id"] == mine
    assert synced.oai("files", "get", mine).code == 0


NAMES = [".git/config", ".hidden", "a.md", "drafts/x.md", "note.txt", "sub/b.md", "sub/deep/c.md"]


@pytest.mark.parametrize(
    ("choice", "taken"),
    [
        (PathFilter(), NAMES[2:]),
        (PathFilter(hidden=True), NAMES),
        (PathFilter(include=("*.txt", "sub")), NAMES[4:]),
        (
            PathFilter(include=("**/*.md",), exclude=("sub/deep/",)),
            ["a.md", "drafts/x.md", "sub/b.md"],
        ),
        (PathFilter(exclude=("drafts", "sub/b.md", "*.txt")), ["a.md", "sub/deep/c.md"]),
        (PathFilter(include=("a",)), []),
    ],
)
def test_which_files_are_taken(tmp_path: Path, choice: PathFilter, taken: list[str]) -> None:
    for name in NAMES:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    assert [file.name for file in files_below(tmp_path, choice)] == taken


def test_the_options_choose_and_an_empty_file_is_left_out(synced: Synced) -> None:
    synced.write("[1].md", "Odd.")
    synced.write("empty.md", "")
    synced.write(".env", "secret")
    result = synced.sync("--plan", "--include", "*.md", "--exclude", "sub")
    assert [row["path"] for row in result.json()["data"]] == ["[1].md", "a.md"]
    assert "empty.md" in result.err


def test_a_plan_reads_and_changes_nothing(synced: Synced) -> None:
    planned = synced.sync("--plan").json()["data"]
    assert [(row["action"], row["path"], row["bytes"]) for row in planned] == [
        ("add", "a.md", 4),
        ("add", "sub/b.md", 4),
    ]
    assert [method for method, _ in synced.sent("GET", "POST", "DELETE")] == ["GET"]
    assert synced.stored() == {}


def test_a_dry_run_sends_nothing_at_all(synced: Synced) -> None:
    result = synced.sync("--dry-run")
    assert (result.code, synced.sent("GET", "POST", "DELETE")) == (0, [])
    assert result.json()["url"].endswith(f"/vector_stores/{synced.id}/files")
    assert "--plan" in result.err


def test_a_file_that_cannot_be_processed_stops_no_other(synced: Synced) -> None:
    synced.write("bad.bin", UNREADABLE)
    result = synced.sync()
    assert result.code == 7
    rows = {row["path"]: row for row in result.json()["data"]}
    assert [row["status"] for row in rows.values()] == ["completed", "failed", "completed"]
    assert (rows["bad.bin"]["id"], "text" in rows["bad.bin"]["error"]) == (None, True)
    assert "1 of 3 files failed: bad.bin" in result.err
    assert sorted(synced.stored()) == ["a.md", "sub/b.md"]
    assert list(synced.rows()) == ["bad.bin"]
    listed = synced.oai("files", "list", "--all", "--format", "jsonl").text
    assert "bad.bin" not in listed


def test_a_file_that_is_refused_stops_no_other_of_its_group(synced: Synced) -> None:
    synced.write("c.md", "Three.")
    path = f"/v1/vector_stores/{synced.id}/file_batches"
    # The group of all, then the one of a.md alone.
    synced.sandbox.fault(status=400, path=path, times=2)
    result = synced.oai(*synced.words("--concurrency", "1"))
    assert result.code == 7, result.err
    rows = {row["path"]: row["status"] for row in result.json()["data"]}
    assert rows == {"a.md": "failed", "c.md": "completed", "sub/b.md": "completed"}
    assert "1 of 3 files failed: a.md" in result.err
    assert sorted(synced.stored()) == ["c.md", "sub/b.md"]
    assert len([path for method, path in synced.sent("DELETE") if "vector" not in path]) == 1
    assert list(synced.rows()) == ["a.md"]


def test_upload_puts_in_what_is_not_refused(synced: Synced) -> None:
    path = f"/v1/vector_stores/{synced.id}/file_batches"
    synced.sandbox.fault(status=400, path=path, times=2)
    result = synced.oai("vector-stores", "upload", synced.id, "docs/a.md", "docs/sub/b.md")
    assert result.code == 7
    assert [row["status"] for row in result.json()["data"]] == ["failed", "completed"]
    assert "1 of 2 failed: a.md (" in result.err


def test_what_is_no_file_is_left_out_and_said(synced: Synced) -> None:
    (synced.folder / "folder").symlink_to("sub")
    (synced.folder / "gone").symlink_to("nowhere")
    (synced.folder / "file.md").symlink_to("a.md")
    os.mkfifo(synced.folder / "pipe")
    result = synced.sync("--plan")
    assert [row["path"] for row in result.json()["data"]] == ["a.md", "file.md", "sub/b.md"]
    assert "Left out, because it is no file: folder, gone, pipe." in result.err
    assert "no file" not in synced.sync("--plan", "--include", "*.md").err


def test_a_change_that_fails_leaves_what_was(synced: Synced) -> None:
    old = synced.rows()["a.md"]["id"]
    synced.write("a.md", UNREADABLE)
    row = synced.rows()["a.md"]
    assert (row["action"], row["status"], row["id"]) == ("change", "failed", old)
    assert synced.stored()["a.md"]["id"] == old


def test_one_upload_that_is_refused_stops_no_other(synced: Synced) -> None:
    synced.sandbox.clear()
    synced.sandbox.fault(status=400, path="/v1/files", times=1)
    result = synced.oai(*synced.words("--concurrency", "1"))
    rows = [(row["path"], row["status"]) for row in result.json()["data"]]
    assert (result.code, rows) == (7, [("a.md", "failed"), ("sub/b.md", "completed")])
    assert list(synced.rows()) == ["a.md"]


def test_a_broken_network_is_said_with_the_way_on(synced: Synced) -> None:
    synced.sandbox.fault(status=500, path="*/file_batches", times=9)
    result = synced.oai(*synced.words("--max-retries", "0"))
    assert (result.code, result.stdout) == (6, b"")
    assert f"Go on with: oai vector-stores sync {synced.id} docs" in result.err
    assert synced.rows()["a.md"]["status"] == "completed"
    assert synced.uploads() == 0


def test_killed_between_upload_and_attachment(clocked_sync: Synced, clocked: Clocked) -> None:
    synced = clocked_sync
    synced.sandbox.fault(delay=AGES, path="*/file_batches")
    with synced.oai.start(*synced.words()) as process:
        eventually(lambda: clocked.clock.sleepers)
        process.signal(signal.SIGKILL)
        process.wait()
    assert list((synced.oai.home / "state" / "sync").glob("*.json"))
    synced.write("sub/b.md", "Changed meanwhile.")
    with clocked.clock.going():
        rows = synced.rows()
    assert {path: row["status"] for path, row in rows.items()} == {
        "a.md": "completed",
        "sub/b.md": "completed",
    }
    assert synced.uploads() == 1
    assert len([path for method, path in synced.sent("DELETE") if "vector" not in path]) == 1
    assert synced.sync().json()["data"] == []
    assert not list((synced.oai.home / "state" / "sync").glob("*.json"))


def test_interrupted_while_waiting(synced: Synced) -> None:
    synced.sandbox.fault(delay=3600, method="GET", path="*/file_batches/*")
    with synced.oai.start(*synced.words("--exclude", "*.tmp")) as process:
        process.stderr.wait_for("in_progress")
        process.interrupt()
        result = process.finish()
    assert (result.code, result.stdout) == (130, b"")
    assert f"oai vector-stores sync {synced.id} docs --exclude '*.tmp'" in result.err
    rows = synced.rows()
    assert all(row["action"] == "wait" for row in rows.values())
    assert synced.sent() == []


def test_two_runs_at_once(clocked_sync: Synced, clocked: Clocked) -> None:
    synced = clocked_sync
    synced.sandbox.fault(delay=1, path="*/file_batches")
    with synced.oai.start(*synced.words()) as process:
        eventually(lambda: clocked.clock.sleepers)
        second = synced.oai(*synced.words())
        assert second.code == 2
        assert "Another run is syncing" in second.err
        with clocked.clock.going():
            assert process.finish().code == 0


def test_people_see_the_plan_and_are_asked(synced: Synced) -> None:
    synced.rows()
    (synced.folder / "a.md").unlink()
    synced.write("new.md", "New.")
    terminal = synced.oai.terminal(*synced.words())
    terminal.stdout.wait_for("[y/N]")
    lines = [line.split() for line in terminal.text.splitlines()]
    assert ["add", "new.md", "4", "B"] in lines
    assert ["remove", "a.md"] in [line[:2] for line in lines]
    terminal.send("n\n")
    assert terminal.wait() == 2
    assert sorted(synced.stored()) == ["a.md", "sub/b.md"]
    terminal = synced.oai.terminal(*synced.words())
    terminal.stdout.wait_for("[y/N]")
    terminal.send("y\n")
    assert terminal.wait() == 0
    assert sorted(synced.stored()) == ["new.md", "sub/b.md"]


def test_a_folder_that_is_none(synced: Synced) -> None:
    result = synced.oai("vector-stores", "sync", synced.id, "docs/a.md")
    assert (result.code, synced.sent("GET", "POST", "DELETE")) == (2, [])
    assert "there is no folder docs/a.md" in result.err


def test_upload_puts_files_in(synced: Synced) -> None:
    words = ("vector-stores", "upload", synced.id, "docs/a.md", "docs/sub/*.md")
    more = ("--attributes", "lang=en", "--attributes", "year:=2026")
    result = synced.oai(*words, *more, "--poll-interval", "0.1")
    assert result.code == 0, result.err
    assert [row["filename"] for row in result.json()["data"]] == ["a.md", "b.md"]
    assert {row["status"] for row in result.json()["data"]} == {"completed"}
    attributes = [item["attributes"] for item in synced.stored().values()]
    assert attributes == [{"lang": "en", "year": 2026}] * 2


def test_nothing_is_uploaded_for_a_store_that_is_not_there(synced: Synced) -> None:
    result = synced.oai("vector-stores", "upload", "vs_typo", "docs/a.md")
    assert (result.code, result.stdout) == (4, b"")
    assert synced.sent() == []


def test_upload_tells_which_file_failed(synced: Synced) -> None:
    synced.write("bad.bin", UNREADABLE)
    result = synced.oai("vector-stores", "upload", synced.id, "docs/bad.bin", "docs/a.md")
    assert result.code == 7
    assert [row["status"] for row in result.json()["data"]] == ["failed", "completed"]
    assert "1 of 2 failed: bad.bin (" in result.err


def test_upload_shown_is_upload_done(synced: Synced) -> None:
    words = ("vector-stores", "upload", synced.id, "docs/a.md", "--attributes", "lang=en")
    shown = synced.oai(*words, "--dry-run").json()
    assert synced.sent() == []
    assert [request["method"] for request in shown] == ["POST", "POST"]
    entry = {"file_id": "@docs/a.md", "attributes": {"lang": "en"}}
    assert shown[1]["body"] == {"files": [entry]}
    synced.oai(*words, "--no-wait")
    assert [path.rsplit("/", 1)[1] for _, path in synced.sent()] == ["files", "file_batches"]


@pytest.mark.parametrize(
    ("there", "action", "replaces"),
    [
        ([], "add", ()),
        ([("new", "failed")], "add", ("file-0",)),
        ([("old", "cancelled")], "add", ("file-0",)),
        ([("old", "completed")], "change", ("file-0",)),
        ([("new", "completed")], None, ()),
        ([("new", "in_progress")], "wait", ()),
        ([("new", "in_progress"), ("old", "completed")], "wait", ("file-1",)),
        ([("new", "completed"), ("new", "in_progress")], "change", ("file-1",)),
        ([("old", "completed"), ("new", "completed")], "change", ("file-0",)),
    ],
)
def test_what_is_to_be_done_for_a_file(
    there: list[tuple[str, str]], action: str | None, replaces: tuple[str, ...]
) -> None:
    stored = [
        {"id": f"file-{place}", "status": status, "attributes": {PATH: "a.md", HASH: digest}}
        for place, (digest, status) in enumerate(there)
    ]
    file = LocalFile(Path("a.md"), "a.md", 4, "new")
    plan = plan_of([file], [*stored, {"id": "file-9", "status": "completed"}], delete=True)
    waits_for = "file-0" if action == "wait" else None
    sent = file if action == "add" or ("new", "completed") not in there else None
    step = Step(action or "", "a.md", None if waits_for else sent, waits_for, replaces)
    assert plan.steps == ((step,) if action else ())
    assert plan.unchanged == (not action)
