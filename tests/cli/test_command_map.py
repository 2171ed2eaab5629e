"""Coverage, computed: `oai commands` against the API's operations."""

from typing import Any

import pytest

from oai.api.operations import operations
from tests.support.runner import CommandLine

OPERATIONS = operations()
PAGING = {
    "cursor": "cursor",
    "cursor+before": "cursor",
    "page/next_page": "page",
    "page/next": "page",
    "none": "none",
}
# A form takes `image`, JSON takes `images`; which one is required depends on that.
EITHER = {("images edit", "image"), ("images edit", "images")}
# The option of that name is ours: it shows the model a picture. A part of the field has one.
OURS = {("responses create", "image"), ("beta responses create", "image")}
FILES = ["files upload", "files list", "files get", "files download", "files delete"]
KEYS = {
    "command",
    "summary",
    "method",
    "path",
    "parameters",
    "content_type",
    "paging",
    "streams",
    "answer",
    "effect",
    "severe",
    "waited_for_by",
    "admin_key",
    "beta",
    "deprecated",
}
PARAMETER_KEYS = {
    "name",
    "in",
    "option",
    "position",
    "type",
    "required",
    "repeatable",
    "choices",
    "closed",
    "minimum",
    "maximum",
    "default",
    "help",
}


@pytest.fixture(scope="module")
def rows(tmp_path_factory) -> dict[str, Any]:
    oai = CommandLine(tmp_path_factory.mktemp("home"))
    listed = oai("commands", "--format", "json").json()
    assert listed["object"] == "list"
    return {row["command"]: row for row in listed["data"]}


def test_every_operation_has_its_command_and_no_other(rows):
    assert len(rows) == len(OPERATIONS) >= 282
    assert set(rows) == {operation.command for operation in OPERATIONS}


@pytest.mark.parametrize("option", ["-q", "-t"])
def test_a_row_is_named_by_its_command(option: str, oai: CommandLine) -> None:
    assert oai("commands", "models", option).lines == [
        "models list",
        "models get",
        "models delete",
    ]


def test_the_keys_of_a_row_are_these(rows):
    for row in rows.values():
        assert set(row) == KEYS
        assert all(set(parameter) == PARAMETER_KEYS for parameter in row["parameters"])


@pytest.mark.parametrize("option", ["-q", "-t"])
def test_a_line_names_a_command(oai, option):
    assert oai("commands", "files", option).lines == FILES


def test_a_group_or_a_command_alone(oai):
    chosen = oai("commands", "org", "projects", "users", "--format", "json").json()["data"]
    assert {tuple(row["command"].split()[:3]) for row in chosen} == {("org", "projects", "users")}
    assert oai("commands", "files", "list", "-q").lines == ["files list"]


def test_the_nearest_group_is_named(oai):
    result = oai("commands", "org", "project")
    assert (result.code, result.stdout) == (2, b"")
    assert "Did you mean 'org projects'?" in result.err


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.command)
def test_an_operation_is_declared_as_the_api_has_it(rows, operation):
    row = rows[operation.command]
    assert (row["method"], row["path"]) == (operation.method, operation.path)
    assert row["admin_key"] == operation.admin_key
    assert row["beta"] == operation.beta_header
    assert row["deprecated"] == operation.deprecated
    assert row["paging"] == PAGING.get(operation.pagination)
    assert row["streams"] == operation.streams


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.command)
def test_every_parameter_is_there(rows, operation):
    declared = {item["name"]: item for item in rows[operation.command]["parameters"]}
    fields = operation.fields.items()
    wanted = {name: each for name, each in fields if (operation.command, name) not in OURS}
    assert set(declared) == {*operation.path_params, *wanted}
    for name in operation.path_params:
        assert declared[name]["in"] == "path"
        assert declared[name]["position"]
    for name, field in wanted.items():
        assert declared[name]["option"] == "--" + name.replace("_", "-")
        if field.required and (operation.command, name) not in EITHER:
            assert declared[name]["required"] or declared[name]["default"] is not None


def test_no_option_is_enforced_that_the_api_extends(rows):
    extended = {"model", "purpose", "voice", "size", "quality", "response_format"}
    closed = {item["name"] for row in rows.values() for item in row["parameters"] if item["closed"]}
    assert not closed & extended


def test_what_destroys_or_costs_says_so(rows):
    for name, row in rows.items():
        verb = name.split()[-1]
        if row["method"] == "GET":
            assert row["effect"] == "read", name
        elif row["method"] == "DELETE" or verb in ("cancel", "archive", "deactivate", "hangup"):
            assert row["effect"] == "destroy", name
    assert rows["responses create"]["effect"] == rows["images generate"]["effect"] == "paid"
    assert rows["org projects archive"]["severe"]
    assert rows["org users delete"]["severe"]
