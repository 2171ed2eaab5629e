"""Tab in real bash, zsh and fish, at every level of the tree."""

import pytest

from tests.completions.shells import KINDS, Shell

CONFIG = """
profile = "work"

[profiles.work]
model = "gpt-5"
[profiles.work.headers]
X-Team = "red"
[profiles."my.team"]
[profiles.local]
"""
IDS = {
    "work/files": "file-new\ttrain: the first.jsonl\t1700000300\nfile-old\t\t1700000100\n",
    "work/models": "ft:gpt-4o:acme::1\tgpt\t1700000100\n",
    "work/responses": "resp_1\t2023-11-14\t1700000100\n",
    "work/vector-stores": "vs_1\tmanuals\t1700000100\n",
    "work/org-projects": "proj_1\tResearch\t1700000100\n",
    "work/org-projects-users": "user_1\tAda\t1700000100\n",
    "local/files": "file-local\tnotes.txt\t1700000100\n",
    "work+http___localhost_8000_v1/files": "file-there\tnotes.txt\t1700000100\n",
    "local+http___localhost_8000_v1/files": "file-both\tnotes.txt\t1700000100\n",
    "+sandbox/files": "file-sandbox\tnotes.txt\t1700000100\n",
}
KNOWN_FILES = ["file-new", "file-old"]
FILES = ["a.jsonl", "more", "part one.txt"]


@pytest.fixture(scope="module", params=list(KINDS))
def shell(request, tmp_path_factory):
    made = KINDS[request.param](tmp_path_factory.mktemp(request.param))
    (made.home / "config").mkdir()
    (made.home / "config" / "config.toml").write_text(CONFIG)
    for place, lines in IDS.items():
        path = made.home / "cache" / "ids" / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(lines)
    (made.folder / "a.jsonl").touch()
    (made.folder / "part one.txt").touch()
    (made.folder / "more").mkdir()
    yield made
    made.close()


def plain(words: list[str]) -> list[str]:
    """Words without how a shell marks a folder or quotes a blank."""
    return sorted(word.rstrip("/").replace("\\", "") for word in words)


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("oai fi", ["files", "fine-tuning"]),
        ("oai files ", ["upload", "list", "get", "download", "delete"]),
        ("oai org pro", ["projects"]),
        ("oai org projects us", ["users"]),
        ("oai org projects users roles ", ["create", "list", "get", "delete"]),
        ("oai --sandbox --format json files dow", ["download"]),
        ("oai files --quiet li", ["list"]),
        ("oai nonsense ", []),
        ("oai files list ", ["--purpose", "--limit", "--order", "--after", "--all"]),
        ("oai files ls --or", ["--order"]),
        ("oai files list -- ", []),
        ("oai responses create hello --sto", ["--store"]),
        ("oai responses create hello --no-sto", ["--no-store"]),
        ("oai --prof", ["--profile"]),
        ("oai files --dry", ["--dry-run"]),
        ("oai --vers", ["--version"]),
        ("oai help fi", ["files", "fine-tuning"]),
        ("oai help exit", ["exit-codes"]),
        ("oai help files do", ["download"]),
        ("oai commands org pro", ["projects"]),
        ("oai api P", ["POST", "PUT", "PATCH"]),
        ("oai api /emb", ["/embeddings"]),
        ("oai api GET /mod", ["/models", "/models/", "/moderations"]),
        ("oai completion ", ["bash", "zsh", "fish", "powershell"]),
    ],
)
def test_words_and_options(shell: Shell, line, offered):
    assert sorted(shell.offers(line)) == sorted(offered)


def test_the_root_offers_every_group_and_the_local_commands(shell: Shell):
    found = shell.offers("oai ")
    assert {"responses", "files", "org", "api", "commands", "config", "completion"} <= set(found)
    assert not any(word.startswith("-") for word in found)


def test_the_map_is_of_what_calls_the_api(shell: Shell):
    found = shell.offers("oai commands ")
    assert {"files", "org"} <= set(found)
    assert not {"config", "sandbox", "help"} & set(found)


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("oai files list --order ", ["asc", "desc"]),
        ("oai --format js", ["json", "jsonl"]),
        ("oai files list --format js", ["json", "jsonl"]),
        ("oai files upload a.jsonl --purpose ba", ["batch"]),
        ("oai responses create hi --reasoning effort=mi", ["effort=minimal"]),
        ("oai config get base", ["base_url"]),
        ("oai files list --limit ", []),
    ],
)
def test_choices(shell: Shell, line, offered):
    expected = [word.partition("=")[2] or word for word in offered]
    found = [word.rpartition("=")[2] for word in shell.offers(line)]
    assert sorted(found) == sorted(expected)


def test_a_choice_behind_an_equals_sign(shell: Shell):
    (found,) = shell.offers("oai files list --order=de")
    assert found.removeprefix("--order=") == "desc"


@pytest.mark.parametrize(
    "line",
    [
        "oai files upload ",
        "oai files upload a.jsonl ",
        "oai models list -o ",
        "oai responses create hi --image ",
        "oai vector-stores sync vs_1 ",
    ],
)
def test_files(shell: Shell, line):
    assert plain(shell.offers(line)) == FILES


def test_files_behind_a_redirection(shell: Shell):
    if shell.name == "zsh":
        pytest.skip("zsh completes redirections by itself, and does not ask the script")
    assert plain(shell.offers("oai files list > ")) == FILES


@pytest.mark.parametrize(
    "line",
    [
        "oai responses create hi --body @",
        "oai responses create --tools @",
        "oai chat create --body=@",
        "oai batches create --input-file-id @",
    ],
)
def test_files_behind_an_at_sign(shell: Shell, line):
    found = [word.rpartition("@")[2] for word in shell.offers(line)]
    assert plain(found) == FILES


def test_json_begins_with_an_at_sign_or_is_typed(shell: Shell):
    assert shell.offers("oai responses create hi --body ") == ["@"]


@pytest.mark.parametrize("line", ["oai --profile ", "oai files list --profile "])
def test_profiles(shell: Shell, line):
    assert sorted(set(shell.offers(line))) == ["local", "my.team", "work"]


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("oai files get ", KNOWN_FILES),
        ("oai files rm file-n", ["file-new"]),
        ("oai files list --after ", KNOWN_FILES),
        ("oai batches create --input-file-id ", KNOWN_FILES),
        ("oai fine-tuning jobs create --training-file ", KNOWN_FILES),
        ("oai responses create hi --previous-response-id ", ["resp_1"]),
        ("oai org usage file-search-calls --vector-store-ids ", ["vs_1"]),
        ("oai org usage completions --models ", ["ft:gpt-4o:acme::1"]),
        ("oai responses wait ", ["resp_1"]),
        ("oai vector-stores files wait ", ["vs_1"]),
        ("oai vector-stores sync ", ["vs_1"]),
        ("oai org projects users get ", ["proj_1"]),
        ("oai org projects users get proj_1 ", ["user_1"]),
        ("oai org projects users roles list proj_1 ", ["user_1"]),
        ("oai --sandbox files get ", ["file-sandbox"]),
        ("oai --profile local files get ", ["file-local"]),
        ("oai files get --profile=local ", ["file-local"]),
        ("oai --base-url http://localhost:8000/v1 files get ", ["file-there"]),
        ("oai --base-url=http://localhost:8000/v1/ files get ", ["file-there"]),
        ("oai files get --base-url http://localhost:8000/v1 --profile local ", ["file-both"]),
        ("oai --sandbox files get --profile local ", ["file-sandbox"]),
        ("oai files get file-new ", []),
    ],
)
def test_ids_of_the_profile_in_use(shell: Shell, line, offered):
    assert shell.offers(line) == offered


def test_an_id_with_colons(shell: Shell):
    (found,) = shell.offers("oai models get ft:gpt-4o:")
    assert "ft:gpt-4o:acme::1".endswith(found)


def test_a_tab_starts_no_program(shell: Shell):
    for line in ("oai ", "oai files get ", "oai files upload ", "oai --profile ", "oai help "):
        assert shell.offers(line)
    assert not shell.mark.exists()
