"""Which key arrives at which server, through the command line; the rule as a whole is next door."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from tests.support.answers import Answer, error_body, redirect
from tests.support.fault_server import FaultServer
from tests.support.runner import CommandLine
from tests.support.samples import file_object, listing, response

LIST = ["files", "list"]
ORG = ["org", "projects", "list"]
GOOD = Answer(json=listing([file_object(1)]))
ENVIRONMENT = {
    "OPENAI_API_KEY": "sk-of-the-environment",
    "OPENAI_ADMIN_KEY": "sk-admin-of-the-environment",
    "OPENAI_ORG_ID": "org-of-the-environment",
    "OPENAI_PROJECT_ID": "proj-of-the-environment",
}
FOREIGN = "http://theirs.example/v1"


@pytest.fixture
def theirs(oai: CommandLine) -> Iterator[FaultServer]:
    """Give a server that is neither the vendor's nor OPENAI_BASE_URL; our keys are exported."""
    oai.env.update(ENVIRONMENT)
    with FaultServer() as server:
        server.script(GOOD)
        yield server


@pytest.fixture
def foreign(oai: CommandLine, theirs: FaultServer) -> FaultServer:
    """Give what arrives at any host that is not on this machine: it is asked as a proxy."""
    oai.env.update(HTTP_PROXY=theirs.origin)
    return theirs


def keep(oai: CommandLine, text: str) -> None:
    """Write the settings file."""
    folder = Path(oai.env["OAI_CONFIG_DIR"])
    folder.mkdir(mode=0o700, exist_ok=True)
    path = folder / "config.toml"
    path.write_text(text)
    path.chmod(0o600)


def authorizations(server: FaultServer) -> set[str | None]:
    return {request.headers.get("authorization") for request in server.requests}


def nothing_of_ours(server: FaultServer) -> bool:
    """Tell whether requests arrived, without anything that the environment holds."""
    told = [str(request.headers) + request.target for request in server.requests]
    return bool(told) and not any(
        secret in text for secret in ENVIRONMENT.values() for text in told
    )


# Every kind of command, at a server that no key was given for


def lines(folder: Path) -> list[list[str]]:
    """Return a command line for each way that leads to a server."""
    (folder / "data.txt").write_text("text")
    request = {"custom_id": "1", "method": "POST", "url": "/v1/responses", "body": {"model": "m"}}
    (folder / "in.jsonl").write_text(json.dumps(request) + "\n")
    return [
        LIST,
        ORG,
        ["api", "GET", "/files"],
        ["api", "GET", "/organization/projects"],
        ["responses", "create", "Hi", "--model", "m"],
        ["responses", "create", "Hi", "--model", "m", "--stream"],
        ["files", "upload", "data.txt", "--purpose", "batch"],
        ["files", "download", "file-1", "-o", "-"],
        ["batches", "run", "in.jsonl", "--now", "-o", "out.jsonl"],
    ]


@pytest.mark.parametrize("number", range(9))
def test_a_server_on_this_machine_is_asked_without_a_key(
    number: int, oai: CommandLine, theirs: FaultServer
) -> None:
    theirs.script(Answer(json=response("Hello")))
    line = [*lines(oai.home)[number], "--base-url", theirs.base_url, "--max-retries", "0"]
    result = oai.run(*line)
    assert nothing_of_ours(theirs)
    variable = "OPENAI_ADMIN_KEY" if "org" in " ".join(line) else "OPENAI_API_KEY"
    told = [text for text in result.err.splitlines() if text.startswith("No key is sent to")]
    host = theirs.origin.removeprefix("http://")
    assert told == [
        f"No key is sent to {host}: {variable} is for api.openai.com (see: oai help keys)."
    ]


@pytest.mark.parametrize("number", range(9))
def test_a_server_elsewhere_is_not_asked_at_all(
    number: int, oai: CommandLine, foreign: FaultServer
) -> None:
    result = oai.run(*lines(oai.home)[number], "--base-url", FOREIGN)
    assert (result.code, result.stdout, foreign.connections) == (3, b"", 0)
    variable = (
        "OPENAI_ADMIN_KEY" if "org" in " ".join(lines(oai.home)[number]) else "OPENAI_API_KEY"
    )
    assert f"{variable} is for api.openai.com" in result.err
    assert f"To send it to theirs.example: --key-env {variable}" in result.err


def test_without_any_key_it_is_said_how_to_give_one(oai: CommandLine, foreign: FaultServer) -> None:
    nobody = dict.fromkeys(ENVIRONMENT)
    result = oai.run(*LIST, "--base-url", FOREIGN, env=nobody)
    assert (result.code, foreign.connections) == (3, 0)
    assert "There is no key for theirs.example" in result.err
    assert "--key-env NAME" in result.err


# The ways in


def test_the_key_of_a_variable_that_is_named(oai: CommandLine, foreign: FaultServer) -> None:
    for name in ("OPENAI_API_KEY", "THEIR_KEY"):
        line = [*LIST, "--base-url", FOREIGN, "--key-env", name]
        assert oai.run(*line, env={"THEIR_KEY": "their-key-1"}).code == 0
    told = [request.headers["authorization"] for request in foreign.requests]
    assert told == ["Bearer sk-of-the-environment", "Bearer their-key-1"]
    assert not any("openai-organization" in request.headers for request in foreign.requests)


@pytest.mark.parametrize(
    ("own", "arrives"),
    [
        ('api_key = "their-key"', {"authorization": "Bearer their-key"}),
        ('key_command = "echo their-key"', {"authorization": "Bearer their-key"}),
        ('key_env = "THEIR_KEY"', {"authorization": "Bearer their-key"}),
        ('headers = {api-key = "their-key"}', {"authorization": None, "api-key": "their-key"}),
        (
            'headers = {X-Auth-Token = "token-1"}',
            {"authorization": None, "x-auth-token": "token-1"},
        ),
        ('headers = {Authorization = ""}', {"authorization": None}),
    ],
)
@pytest.mark.parametrize("named", [["--profile", "theirs"], []])
def test_a_profile_has_the_key_of_its_server(
    own: str,
    arrives: dict[str, str | None],
    named: list[str],
    oai: CommandLine,
    foreign: FaultServer,
) -> None:
    keep(oai, f'profile = "theirs"\n[profiles.theirs]\nbase_url = "{FOREIGN}"\n{own}\n')
    result = oai.run(*LIST, *named, env={"THEIR_KEY": "their-key"})
    assert (result.code, result.err) == (0, "")
    (request,) = foreign.requests
    assert {name: request.headers.get(name) for name in arrives} == arrives
    assert nothing_of_ours(foreign)


def test_a_profile_without_a_key_gets_none_of_ours(oai: CommandLine, foreign: FaultServer) -> None:
    keep(oai, f'[profiles.theirs]\nbase_url = "{FOREIGN}"\n')
    result = oai.run(*LIST, "--profile", "theirs")
    assert (result.code, foreign.connections) == (3, 0)
    assert "oai config set key_env OPENAI_API_KEY --profile theirs" in result.err


def test_what_a_profile_holds_goes_to_no_other_server(
    oai: CommandLine, theirs: FaultServer
) -> None:
    keep(
        oai,
        f'[profiles.p]\nbase_url = "{FOREIGN}"\napi_key = "their-key"\n'
        'organization = "org-theirs"\nheaders = {X-Team = "their-team"}\n',
    )
    result = oai.run(*LIST, "--profile", "p", "--base-url", theirs.base_url)
    assert result.code == 0
    assert "api_key of profile p is for theirs.example" in result.err
    assert "their" not in str(theirs.requests[0].headers)
    assert nothing_of_ours(theirs)


def test_a_variable_that_names_a_server_is_for_the_keys_beside_it(
    oai: CommandLine, foreign: FaultServer
) -> None:
    for line in (LIST, ORG, [*LIST, "--base-url", "http://theirs.example:80/other"]):
        assert oai.run(*line, env={"OPENAI_BASE_URL": FOREIGN}).code == 0
    keys = [
        request.headers["authorization"].removeprefix("Bearer ") for request in foreign.requests
    ]
    ours = ENVIRONMENT["OPENAI_API_KEY"]
    assert keys == [ours, ENVIRONMENT["OPENAI_ADMIN_KEY"], ours]
    assert foreign.requests[0].headers["openai-organization"] == ENVIRONMENT["OPENAI_ORG_ID"]


@pytest.mark.parametrize(("named", "wins"), [(["--profile", "p"], True), ([], False)])
def test_a_named_profile_wins_over_the_variable_that_names_a_server(
    named: list[str], wins: bool, oai: CommandLine, foreign: FaultServer
) -> None:
    keep(
        oai,
        'profile = "p"\n[profiles.p]\nbase_url = "http://kept.example/v1"\napi_key = "kept-key"\n',
    )
    assert oai.run(*LIST, *named, env={"OPENAI_BASE_URL": FOREIGN}).code == 0
    (request,) = foreign.requests
    expected = ("kept.example", "Bearer kept-key")
    ours = ("theirs.example", f"Bearer {ENVIRONMENT['OPENAI_API_KEY']}")
    assert (request.headers["host"], request.headers["authorization"]) == (
        expected if wins else ours
    )


@pytest.mark.parametrize(
    ("header", "arrives"),
    [
        ("Authorization: Bearer typed-key", {"authorization": "Bearer typed-key"}),
        ("api-key: typed-key", {"authorization": None, "api-key": "typed-key"}),
        ("Authorization:", {"authorization": None}),
        ("authorization;", None),
    ],
)
def test_a_header_is_for_the_server_that_is_called(
    header: str, arrives: dict[str, str | None] | None, oai: CommandLine, foreign: FaultServer
) -> None:
    result = oai.run(*LIST, "--base-url", FOREIGN, "--header", header)
    if arrives is None:
        assert (result.code, foreign.connections) == (2, 0)
        return
    assert (result.code, result.err) == (0, "")
    assert {name: foreign.requests[0].headers.get(name) for name in arrives} == arrives
    assert nothing_of_ours(foreign)


@pytest.mark.parametrize("header", ["Idempotency-Key:", "User-Agent:", "Accept:"])
def test_a_header_without_a_value_is_left_out(
    header: str, oai: CommandLine, theirs: FaultServer
) -> None:
    theirs.script(Answer(json=response("Hello")))
    line = ["responses", "create", "Hi", "--model", "m", "--base-url", theirs.base_url]
    assert oai.run(*line, "--header", header).code == 0
    assert header[:-1].lower() not in theirs.requests[0].headers


def test_a_redirect_takes_no_key_along_not_even_to_where_it_belongs(
    oai: CommandLine, theirs: FaultServer, fault_server: FaultServer
) -> None:
    theirs.script(redirect(f"{fault_server.base_url}/files"))
    fault_server.script(GOOD)
    env = {"OPENAI_BASE_URL": fault_server.base_url}
    assert oai.run(*LIST, "--base-url", theirs.base_url, env=env).code == 0
    assert authorizations(theirs) | authorizations(fault_server) == {None}


def test_the_sandbox_gets_keys_of_its_own(oai: CommandLine, foreign: FaultServer) -> None:
    keep(oai, '[profiles.default]\napi_key = "kept-key"\nheaders = {X-Team = "kept-team"}\n')
    result = oai.run(*LIST, "--sandbox", "--debug", env=ENVIRONMENT)
    assert result.code == 0
    sent = [line for line in result.err.splitlines() if line.startswith("> ")]
    assert any(line.startswith("> Authorization:") or "authorization" in line for line in sent)
    assert "X-Team" not in result.err
    assert "environment" not in result.err
    refused = oai.run(*LIST, "--sandbox", "--key-env", "OPENAI_API_KEY")
    assert (refused.code, refused.stdout) == (2, b"")


# What is shown tells the same


@pytest.mark.parametrize(
    ("options", "authorization"),
    [
        ([], "Bearer $OPENAI_API_KEY"),
        (["--base-url", "https://eu.api.openai.com/v1"], "Bearer $OPENAI_API_KEY"),
        (["--base-url", "http://localhost:1/v1"], None),
        (["--base-url", FOREIGN], None),
        (["--base-url", FOREIGN, "--key-env", "THEIR_KEY"], "Bearer $THEIR_KEY"),
        (["--profile", "p"], "Bearer $P_API_KEY"),
        (["--profile", "v"], "Bearer $GROQ_API_KEY"),
        (["--profile", "p", "--base-url", FOREIGN], None),
    ],
)
def test_a_preview_names_the_variable_of_the_key_that_would_be_sent(
    options: list[str], authorization: str | None, oai: CommandLine
) -> None:
    place = 'base_url = "https://kept.example/v1"'
    keep(
        oai,
        f'[profiles.p]\n{place}\napi_key = "k-1"\n'
        f'[profiles.v]\n{place}\nkey_env = "GROQ_API_KEY"\n',
    )
    oai.env.update(ENVIRONMENT)
    shown = oai.run(*LIST, *options, "--dry-run")
    assert (shown.code, shown.json()["headers"].get("Authorization")) == (0, authorization)
    command = oai.run(*LIST, *options, "--print", "curl").text
    assert ("Authorization" in command) is bool(authorization)
    if authorization:
        assert f'"Authorization: {authorization}"' in command
    else:
        assert "OPENAI_API_KEY is for api.openai.com" in shown.err


def test_headers_of_a_profile_are_shown_nowhere(
    oai: CommandLine, fault_server: FaultServer
) -> None:
    fault_server.script(GOOD)
    keep(
        oai,
        f'[profiles.p]\nbase_url = "{fault_server.base_url}"\n'
        'headers = {X-Gateway = "hush-hush", X-Short = "hush", Cookie = "hush=1"}\n',
    )
    for more in (["--dry-run"], ["--print", "curl"], ["--debug"], ["--print=curl", "--debug"]):
        result = oai.run(*LIST, "--profile", "p", *more)
        assert result.code == 0
        assert "hush" not in result.text + result.err
    assert fault_server.requests[0].headers["x-gateway"] == "hush-hush"


def test_a_printed_command_works_with_the_headers_of_a_profile(
    oai: CommandLine, fault_server: FaultServer
) -> None:
    fault_server.script(GOOD)
    keep(oai, f'[profiles.p]\nbase_url = "{fault_server.base_url}"\nheaders = {{X-Own = "a b"}}\n')
    command = oai.run(*LIST, "--profile", "p", "--print", "curl").text
    assert oai.shell(command, env={"P_X_OWN": "a b"}).code == 0
    assert fault_server.requests[0].headers["x-own"] == "a b"


def test_the_list_of_settings_tells_why_a_key_is_not_used(oai: CommandLine) -> None:
    oai.env.update(ENVIRONMENT)
    result = oai.run("config", "list", "--origin", "--base-url", FOREIGN)
    rows = {row["name"]: row for row in result.json()["data"]}
    for name, variable in (
        ("api_key", "OPENAI_API_KEY"),
        ("admin_key", "OPENAI_ADMIN_KEY"),
        ("organization", "OPENAI_ORG_ID"),
        ("project", "OPENAI_PROJECT_ID"),
    ):
        assert rows[name]["value"] is None
        assert rows[name]["origin"] == f"none for theirs.example: {variable} is for api.openai.com"


# Keys that cannot be right


@pytest.mark.parametrize(
    ("key", "says"),
    [
        ('"sk-1"', "quotes"),
        ("'sk-1'", "quotes"),
        ("sk-1'", "quotes"),
        ("\u201csk-1\u201d", "quotes"),
        ("Bearer sk-1", "Bearer"),
        ("sk-1 sk-2", "blank"),
        ("sk-\u00e9", "ASCII"),
    ],
)
@pytest.mark.parametrize("way", ["variable", "admin", "key-env", "command"])
def test_a_key_that_was_copied_wrongly_is_refused_by_name(
    key: str, says: str, way: str, oai: CommandLine, fault_server: FaultServer
) -> None:
    env = {**fault_server.env, "THEIR_KEY": key}
    line: Sequence[str] = LIST
    name = {"variable": "OPENAI_API_KEY", "admin": "OPENAI_ADMIN_KEY"}.get(way, "THEIR_KEY")
    if way == "admin":
        line = ORG
    elif way == "key-env":
        line = [*LIST, "--key-env", "THEIR_KEY"]
    elif way == "command":
        name = "key_command"
        keep(
            oai, f'[profiles.p]\nbase_url = "{fault_server.base_url}"\nkey_command = "printenv K"\n'
        )
        line = [*LIST, "--profile", "p"]
    result = oai.run(*line, env={**env, name: key, "K": key})
    assert (result.code, result.stdout, fault_server.connections) == (3, b"", 0)
    assert name in result.err
    assert says in result.err
    assert key not in result.err


@pytest.mark.parametrize("variable", ["OPENAI_API_KEY", "OPENAI_ADMIN_KEY"])
def test_white_space_around_a_key_is_no_matter(
    variable: str, oai: CommandLine, fault_server: FaultServer
) -> None:
    fault_server.script(GOOD)
    line = ORG if "ADMIN" in variable else LIST
    assert oai.run(*line, env={**fault_server.env, variable: " sk-1\r\n"}).code == 0
    assert authorizations(fault_server) == {"Bearer sk-1"}


# What a refusal advises


@pytest.mark.parametrize("status", [401, 403])
@pytest.mark.parametrize(
    ("line", "options", "env", "says"),
    [
        (LIST, [], {"OPENAI_API_KEY": None}, "No key was sent. Set OPENAI_API_KEY"),
        (ORG, [], {"OPENAI_ADMIN_KEY": None}, "No key was sent. Set OPENAI_ADMIN_KEY"),
        (LIST, ["--base-url"], {"OPENAI_BASE_URL": None}, "--key-env OPENAI_API_KEY"),
        (LIST, [], {}, "oai config list --origin"),
        (ORG, [], {"OPENAI_ADMIN_KEY": "sk-ordinary"}, "an admin key"),
        (["api", "GET", "/organization/users"], [], {}, "an admin key"),
    ],
)
def test_a_refusal_says_what_was_sent_and_what_is_wanted(
    status: int,
    line: list[str],
    options: list[str],
    env: dict[str, str | None],
    says: str,
    oai: CommandLine,
    fault_server: FaultServer,
) -> None:
    fault_server.script(Answer(status, json=error_body("You may not.")))
    more = [*options, fault_server.base_url] if options else []
    result = oai.run(*line, *more, env={**fault_server.env, **env})
    assert (result.code, result.stdout) == (3, b"")
    assert says in result.err


def test_without_an_admin_key_the_ordinary_one_is_told_apart(oai: CommandLine) -> None:
    result = oai.run(*ORG, env={"OPENAI_API_KEY": "sk-1"})
    assert result.code == 3
    assert "no admin key for api.openai.com" in result.err
    assert "OPENAI_API_KEY, does not open this" in result.err
