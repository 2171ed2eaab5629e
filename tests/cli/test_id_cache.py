"""The ids that lists and creations leave behind for completion, and what never gets there."""

import json
import re
import stat
from pathlib import Path

import pytest

from tests.support.answers import Answer

NOW = 1_700_000_000


def listed(*items: dict[str, object], more: bool = False) -> Answer:
    return Answer(json={"object": "list", "data": list(items), "has_more": more})


def file(number: int, **more: object) -> dict[str, object]:
    made = {"id": f"file-{number}", "object": "file", "filename": f"{number}.jsonl"}
    return {**made, "created_at": NOW + number, **more}


class Cache:
    """The lines of the cache, by profile and kind."""

    def __init__(self, home: Path) -> None:
        self.folder = home / "cache" / "ids"

    def rows(self, kind: str, place: str = "default") -> list[list[str]]:
        path = self.folder / place / kind
        return [line.split("\t") for line in path.read_text().splitlines()] if path.exists() else []

    def ids(self, kind: str, place: str = "default") -> list[str]:
        return [row[0] for row in self.rows(kind, place)]


@pytest.fixture
def cache(oai):
    return Cache(oai.home)


@pytest.fixture
def server(oai, fault_server):
    oai.env.update(fault_server.env)
    url = oai.env.pop("OPENAI_BASE_URL")
    settings = oai.home / "config" / "config.toml"
    settings.parent.mkdir(mode=0o700)
    text = f'[profiles.default]\nbase_url = "{url}"\napi_key = "{fault_server.key}"\n'
    settings.write_text(text)
    settings.chmod(0o600)
    return fault_server


def test_a_list_leaves_id_name_and_time_the_newest_first(oai, server, cache):
    server.script(listed(file(1), file(2)))
    assert oai("files", "list").code == 0
    assert cache.rows("files") == [
        ["file-2", "2.jsonl", str(NOW + 2)],
        ["file-1", "1.jsonl", str(NOW + 1)],
    ]


def test_creations_and_uploads_add_to_it(oai, server, cache, tmp_path):
    server.script(listed(file(1)), Answer(json=file(5)), Answer(json=file(6)), Answer(json=file(7)))
    sources = [tmp_path / name for name in ("a.jsonl", "b.jsonl", "c.jsonl")]
    for source in sources:
        source.write_text("{}\n")
    assert oai("files", "list").code == 0
    assert oai("files", "upload", sources[0], "--purpose", "batch").code == 0
    assert oai("files", "upload", *sources[1:], "--purpose", "batch").code == 0
    assert cache.ids("files") == ["file-7", "file-6", "file-5", "file-1"]


def test_a_file_that_is_uploaded_on_the_way_is_noted_too(oai, server, cache):
    batch = {"id": "batch_1", "object": "batch", "created_at": NOW}
    (oai.home / "in.jsonl").write_text("{}\n")
    server.script(Answer(json=file(5, bytes=3)), Answer(json=batch))
    words = ("batches", "create", "--input-file-id", "@in.jsonl", "--endpoint", "/v1/responses")
    assert oai(*words).code == 0
    assert (cache.ids("files"), cache.ids("batches")) == (["file-5"], ["batch_1"])


def test_a_deletion_takes_it_away(oai, server, cache):
    server.script(listed(file(1), file(2)), Answer(json={"id": "file-1", "deleted": True}))
    oai("files", "list")
    assert oai("files", "delete", "file-1", "--yes").code == 0
    assert cache.ids("files") == ["file-2"]


def test_a_deletion_without_an_answer_does_so_too(oai, server, cache):
    server.script(listed(file(1), file(2)), Answer(204))
    oai("files", "list")
    assert oai("files", "delete", "file-2", "--yes").code == 0
    assert cache.ids("files") == ["file-1"]


def test_what_is_refused_leaves_nothing(oai, server, cache):
    server.script(Answer(404, json={"error": {"message": "No such file"}}))
    assert oai("files", "delete", "file-1", "--yes").code == 4
    assert oai("files", "list").code == 4
    assert not cache.folder.exists()


def test_other_reads_and_dry_runs_leave_nothing(oai, server, cache):
    server.script(Answer(json=file(1)))
    assert oai("files", "get", "file-1").code == 0
    assert (
        oai("batches", "create", "--dry-run", "--input-file-id", "f", "--endpoint", "/e").code == 0
    )
    assert not cache.folder.exists()


def test_every_resource_does_it_in_the_same_way(oai, server, cache):
    server.script(
        listed({"id": "proj_1", "name": "Research", "created_at": NOW}),
        listed({"id": "user_1", "name": "Ada", "email": "ada@example.com", "added_at": NOW}),
        listed({"id": "gpt-x", "created": NOW}),
        listed({"id": "skillver_1", "version": "2", "name": "Tables", "created_at": NOW}),
    )
    for words in ("org projects list", "org projects users list proj_1", "models list"):
        assert oai(*words.split()).code == 0
    assert oai("skills", "versions", "list", "skill_1").code == 0
    assert cache.rows("org-projects") == [["proj_1", "Research", str(NOW)]]
    assert cache.ids("org-projects-users") == ["user_1"]
    assert cache.rows("models") == [["gpt-x", "", str(NOW)]]
    assert cache.ids("skills-versions") == ["2"]


def test_an_answer_is_left_if_the_server_keeps_it(oai, server, cache):
    stored = {"id": "resp_1", "object": "response", "created_at": NOW, "output": []}
    server.script(Answer(json=stored))
    oai("responses", "create", "a", "--no-store", "--model", "m", "--format", "json")
    assert cache.ids("responses") == []
    oai("responses", "create", "a", "--model", "m", "--format", "json")
    assert cache.ids("responses") == ["resp_1"]


def test_nothing_of_the_content_and_no_secret_is_in_it(oai, server, cache):
    key = server.key
    items = [
        file(1, filename=f"with {key}.txt", content="the words"),
        file(2, redacted_value="sk-abc", value="sk-secret-value", metadata={"a": "words"}),
    ]
    server.script(listed(*items))
    assert oai("files", "list").code == 0
    written = (cache.folder / "default" / "files").read_text()
    assert written == f"file-2\t2.jsonl\t{NOW + 2}\n"


def test_names_cannot_break_a_line_or_a_terminal(oai, server, cache):
    server.script(listed(file(1, filename="a\tb\nc\x1b[31m" + "x" * 99), {"id": "two words"}))
    assert oai("files", "list").code == 0
    ((identifier, name, _),) = cache.rows("files")
    assert identifier == "file-1"
    assert name.startswith("a b c [31mxxx")
    assert len(name) == 60


def test_an_id_that_means_more_to_a_shell_is_not_kept(oai, server, cache):
    hostile = ["$(id)", "`id`", "a;b", "a'b", "a\\b", "a&b", "a*", "~root", "--yes", "a\nb", "", 5]
    server.script(listed(*({"id": word} for word in [*hostile, "../ft:gpt-4o/Ä.b@c=d,+1"])))
    assert oai("files", "list").code == 0
    assert cache.ids("files") == ["../ft:gpt-4o/Ä.b@c=d,+1"]


def test_a_time_that_is_none_troubles_no_one(oai, server, cache):
    times = ["1" + "0" * 5000, "true", "-5", "9e99", '"soon"', "null"]
    items = [f'{{"id": "file-{place}", "created_at": {made}}}' for place, made in enumerate(times)]
    server.script(Answer(body=f'{{"data": [{", ".join(items)}]}}'), listed(file(9)))
    listing = oai("files", "list")
    assert (listing.code, listing.err) == (0, "")
    assert oai("files", "list").code == 0
    assert sorted(cache.ids("files")) == [f"file-{place}" for place in (*range(6), 9)]


def test_only_the_owner_can_read_it(oai, server, cache):
    server.script(listed(file(1)))
    assert oai("files", "list").code == 0
    modes = {path: stat.S_IMODE(path.stat().st_mode) for path in cache.folder.rglob("*")}
    assert modes == {cache.folder / "default": 0o700, cache.folder / "default" / "files": 0o600}
    assert stat.S_IMODE(cache.folder.stat().st_mode) == 0o700


def test_it_is_bounded_to_the_newest(oai, server, cache):
    server.script(listed(*(file(number) for number in range(150))))
    oai("files", "list")
    server.script(listed(*(file(number) for number in range(100, 350))))
    oai("files", "list")
    assert cache.ids("files") == [f"file-{number}" for number in range(349, 149, -1)]


def test_profiles_and_the_sandbox_are_kept_apart(oai, server, cache):
    server.script(listed(file(1)))
    oai("config", "set", "base_url", server.base_url, "--profile", "work")
    assert oai("files", "list", "--profile", "work").code == 0
    assert oai("--sandbox", "vector-stores", "create", "--name", "manuals").code == 0
    assert cache.ids("files", "work") == ["file-1"]
    assert [row[1] for row in cache.rows("vector-stores", "+sandbox")] == ["manuals"]
    assert sorted(path.name for path in cache.folder.iterdir()) == ["+sandbox", "work"]
    assert oai("sandbox", "reset", "--yes").code == 0
    assert [path.name for path in cache.folder.iterdir()] == ["work"]


def test_a_server_that_is_named_has_ids_of_its_own(oai, server, cache):
    place = f"default+{re.sub('[:/]', '_', server.base_url)}"
    server.script(listed(file(1)), listed(file(2)))
    assert oai("files", "list", "--base-url", f"{server.base_url}/").code == 0
    assert oai("files", "list", env={"OPENAI_BASE_URL": server.base_url}).code == 0
    assert cache.ids("files", place) == ["file-2", "file-1"]
    server.script(Answer(json={"id": "file-1", "deleted": True}))
    assert oai("files", "delete", "file-1", "--yes", "--base-url", server.base_url).code == 0
    assert cache.ids("files", place) == ["file-2"]
    assert sorted(path.name for path in cache.folder.iterdir()) == [place]


@pytest.mark.parametrize("word", ["0", "false", "FALSE"])
def test_a_variable_turns_it_off(oai, server, cache, word):
    server.script(listed(file(1)))
    assert oai("files", "list", env={"OAI_ID_CACHE": word}).code == 0
    assert not cache.folder.exists()


def test_a_setting_turns_it_off(oai, server, cache):
    server.script(listed(file(1)))
    assert oai("config", "set", "id_cache", "false").code == 0
    assert oai("files", "list").code == 0
    assert not cache.folder.exists()
    shown = {row["name"]: row["value"] for row in oai("config", "list").json()["data"]}
    assert shown["id_cache"] is False
    refused = oai("config", "set", "id_cache", "maybe")
    assert refused.code == 2
    assert "true or false" in refused.err


@pytest.mark.parametrize("obstacle", ["a file for the folder", "a folder for the file"])
def test_a_cache_that_cannot_be_written_troubles_no_one(oai, server, cache, obstacle):
    server.script(listed(file(1)))
    if obstacle == "a folder for the file":
        (cache.folder / "default" / "files").mkdir(parents=True)
    else:
        cache.folder.parent.mkdir()
        cache.folder.write_text("in the way")
    done = oai("files", "list")
    assert (done.code, done.err) == (0, "")
    assert json.loads(done.stdout)["data"] == [file(1)]


def test_a_damaged_cache_is_written_anew(oai, server, cache):
    (cache.folder / "default").mkdir(parents=True)
    (cache.folder / "default" / "files").write_bytes(b"\xff\xfe no table\n\t\nx\ty\tz\n")
    server.script(listed(file(1)))
    assert oai("files", "list").code == 0
    assert cache.ids("files") == ["file-1"]


def test_every_page_is_noted(oai, server, cache):
    server.script(listed(file(3), file(2), more=True), listed(file(1)))
    assert oai("files", "list", "--all", "--format", "jsonl").code == 0
    assert cache.ids("files") == ["file-3", "file-2", "file-1"]
