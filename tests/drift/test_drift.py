"""`make drift`: what the library has and the facts have not, and the other way round."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

import pytest

from drift.comparison import Commands
from drift.operations import LibraryOperation

from .made_up_library import write_library

REPOSITORY = Path(__file__).parent.parent.parent
ANSWER = {"200": {"application/json": {"fields": ["id", "name"]}}}
ENVELOPE = ["object", "data", "first_id", "last_id", "has_more"]


def row(command, method, path, **rest):
    head = {"command": command, "method": method, "path": path, "in_reference": True}
    params = [part[1:-1] for part in path.split("/") if part.startswith("{")]
    return head | {"path_params": params, "query": [], "responses": ANSWER} | rest


CREATE_FIELDS = [
    {
        "name": "size",
        "type": "object",
        "fields": [{"name": "width", "type": "number", "default": 1}],
    },
    {"name": "name", "type": "string", "maxLength": 8},
    {"name": "kind", "type": "string", "required": True, "enum": ["floor", "roof"]},
    {"name": "colour", "type": "string", "enum": ["blue", "red"]},
    {"name": "books", "type": "array<object>"},
    {"name": "owner", "type": "string"},
]
KNOWN = [
    row("shelves burn", "POST", "/shelves/{shelf_id}/burn"),
    row("shelves create", "POST", "/shelves", body={"application/json": {"fields": CREATE_FIELDS}}),
    row("shelves get", "GET", "/shelves/{shelf_id}"),
    row("shelves list", "GET", "/shelves", query=[{"name": "limit", "type": "integer"}]),
    row("shelves move", "POST", "/shelves/{shelf_id}/shift"),
    row("shelves paint", "POST", "/shelves/{shelf_id}/paint", in_library=False),
]
TOLD = """\
new      labels create: POST /labels
changed  shelves create: body size: type object | null, was object
changed  shelves create: body size width: type integer, was number
changed  shelves create: body size width: required yes, was no
changed  shelves create: body size + depth (number)
changed  shelves create: body size + in (boolean)
changed  shelves create: body name: required yes, was no
changed  shelves create: body kind: + wall
changed  shelves create: body kind: - roof
changed  shelves create: body colour: open_enum yes, was no
changed  shelves create: body - owner
changed  shelves list: pagination cursor, was no
changed  shelves list: query + after (string)
changed  shelves list: query + order (string)
changed  shelves move: path /shelves/{shelf_id}/move, was /shelves/{shelf_id}/shift
gone     shelves burn: POST /shelves/{shelf_id}/burn
"""
LABELS = {
    "command": "labels create",
    "method": "POST",
    "path": "/labels",
    "in_reference": False,
    "path_params": [],
    "query": [{"name": "trial", "type": "boolean"}],
    "body": {
        "multipart/form-data": {
            "fields": [
                {"name": "file", "type": "file", "required": True},
                {"name": "tags", "type": "object"},
                {"name": "lines", "type": "array<object>"},
            ]
        }
    },
    "responses": {"200": {"application/json": {"fields": ["id"]}}},
    "admin_key": True,
    "beta_header": "labels=v1",
    "since": "2031-05",
}
CREATE_FIELDS_NOW = [
    {
        "name": "size",
        "type": "object | null",
        "fields": [
            {"name": "width", "type": "integer", "default": 1, "required": True},
            {"name": "depth", "type": "number"},
            {"name": "in", "type": "boolean"},
        ],
    },
    {"name": "name", "type": "string", "maxLength": 8, "required": True},
    {"name": "kind", "type": "string", "required": True, "enum": ["floor", "wall"]},
    {"name": "colour", "type": "string", "enum": ["blue", "red"], "open_enum": True},
    {"name": "books", "type": "array<object>"},
]
LIST_QUERY_NOW = [
    {"name": "limit", "type": "integer"},
    {"name": "after", "type": "string"},
    {"name": "order", "type": "string", "enum": ["asc", "desc"]},
]


def drift(facts, *arguments, **environment):
    command = [sys.executable, "-m", "drift", *map(str, arguments), "--month", "2031-05"]
    command += ["--facts", str(facts)]
    env = os.environ | environment
    return subprocess.run(command, cwd=REPOSITORY, env=env, capture_output=True, text=True)


@pytest.fixture
def library(tmp_path):
    return write_library(tmp_path)


@pytest.fixture
def facts(tmp_path):
    path = tmp_path / "operations.jsonl"
    path.write_text("".join(json.dumps(each) + "\n" for each in KNOWN))
    return path


def read(facts):
    return {each["command"]: each for each in map(json.loads, facts.read_text().splitlines())}


def test_what_is_new_changed_and_gone_is_told(library, facts):
    before = facts.read_bytes()
    done = drift(facts, library)
    assert (done.stdout, done.stderr, done.returncode) == (TOLD, "", 0)
    assert facts.read_bytes() == before


def test_the_rows_are_ready_to_be_taken_over(library, facts):
    rows = [json.loads(line) for line in drift(facts, library, "--rows").stdout.splitlines()]
    assert [each["command"] for each in rows] == [
        "labels create",
        "shelves create",
        "shelves list",
        "shelves move",
    ]
    assert rows[0] == LABELS


def test_write_takes_them_over_and_nothing_is_left_to_tell(library, facts):
    assert drift(facts, library, "--write").stdout == TOLD
    rows = read(facts)
    assert list(rows) == [
        "labels create",
        "shelves create",
        "shelves get",
        "shelves list",
        "shelves move",
        "shelves paint",
    ]
    assert rows["labels create"] == LABELS
    assert rows["shelves create"] == KNOWN[1] | {
        "body": {"application/json": {"fields": CREATE_FIELDS_NOW}},
        "changed": "2031-05",
    }
    assert rows["shelves get"] == KNOWN[2]
    assert rows["shelves list"] == KNOWN[3] | {
        "query": LIST_QUERY_NOW,
        "pagination": "cursor",
        "changed": "2031-05",
    }
    assert rows["shelves move"] == KNOWN[4] | {
        "path": "/shelves/{shelf_id}/move",
        "older_path": "/shelves/{shelf_id}/shift",
        "changed": "2031-05",
    }
    assert all(line.startswith('{"command": ') for line in facts.read_text().splitlines())
    assert [list(each)[:3] for each in rows.values()] == [["command", "method", "path"]] * 6
    assert drift(facts, library).stdout == ""


def test_a_list_of_a_new_resource_has_its_page_and_its_items(library, facts):
    facts.write_text("")
    assert drift(facts, library, "--write").returncode == 0
    rows = read(facts)
    assert rows["shelves list"]["responses"] == {
        "200": {"application/json": {"fields": ENVELOPE, "item_fields": ["id", "name"]}}
    }
    assert rows["shelves move"]["responses"] == {"200": {}}
    assert "shelves wait-until-full" not in rows


def test_what_the_library_did_not_have_is_told_once_it_has_it(library, facts):
    drift(facts, library, "--write")
    rows = read(facts)
    rows["shelves get"]["in_library"] = False
    facts.write_text("".join(json.dumps(each) + "\n" for each in rows.values()))
    assert drift(facts, library).stdout == "changed  shelves get: the library has it now\n"


OFFERED = [
    ("shelves list", "GET", "/shelves", ("shelves", "list")),
    ("rooms shelves get", "GET", "/rooms", ("admin", "building", "rooms", "shelves", "retrieve")),
]


@pytest.mark.parametrize(
    ("attributes", "command"),
    [
        (("shelves", "retrieve"), "shelves get"),
        (("shelves", "list"), "shelves list"),
        (("shelves", "top_books", "list"), "shelves top-books list"),
        (("beta", "labels", "create"), "labels create"),
        (("beta", "shelves", "create"), "beta shelves create"),
        (("admin", "building", "rooms", "shelves", "delete"), "rooms shelves delete"),
        (("admin", "building", "rooms", "wall_lamps", "delete"), "rooms wall-lamps delete"),
    ],
)
def test_a_command_is_proposed_from_the_place_in_the_library(attributes, command):
    rows = [{"command": name, "method": method, "path": path} for name, method, path, _ in OFFERED]
    library = {f"{m} {path}": LibraryOperation(at, m, path) for _, m, path, at in OFFERED}
    assert Commands(rows, library).propose(attributes) == command


def test_a_wheel_is_read_as_its_folder_is(library, facts, tmp_path):
    wheel = tmp_path / "made_up-1-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        for path in library.rglob("*.py"):
            archive.write(path, path.relative_to(tmp_path))
    assert drift(facts, wheel).stdout == TOLD


def test_another_layout_is_told_and_is_not_taken_for_an_empty_library(facts, tmp_path):
    empty = tmp_path / "empty"
    empty.mkdir()
    before = facts.read_bytes()
    done = drift(facts, empty, "--write")
    assert (done.stdout, done.returncode) == ("", 1)
    assert done.stderr == f"There is no client with operations in {empty}.\n"
    assert facts.read_bytes() == before


def test_a_module_that_is_missing_is_told(library, facts):
    (library / "types" / "shelf_list_params.py").unlink()
    (library / "types" / "beta" / "label_create_params.py").unlink()
    (library / "types" / "beta" / "__init__.py").unlink()
    done = drift(facts, library)
    assert (done.stdout, done.returncode) == ("", 1)
    assert "from where there is no module" in done.stderr


def test_a_version_that_cannot_be_had_is_told_in_one_line(facts):
    done = drift(facts, "9.9.9", PIP_NO_INDEX="1")
    assert (done.stdout, done.returncode) == ("", 1)
    assert done.stderr.startswith("Could not download openai==9.9.9: ")
    assert done.stderr.count("\n") == 1


@pytest.mark.skipif(version("openai") != "3.57.0", reason="the facts are those of openai 3.57.0")
def test_the_facts_are_what_the_library_sends():
    spec = find_spec("openai")
    assert spec is not None
    assert spec.origin is not None
    done = drift(REPOSITORY / "api" / "operations.jsonl", Path(spec.origin).parent)
    assert (done.stdout, done.stderr, done.returncode) == ("", "", 0)
