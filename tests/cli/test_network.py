"""Where requests go and what they carry: redirects, proxies, headers, URLs, packed answers."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator

import pytest

from tests.support.answers import Answer, redirect
from tests.support.fault_server import FaultServer
from tests.support.runner import CommandLine
from tests.support.samples import file_object, listing, response
from tests.support.tls_server import CERTIFICATE, TlsServer
from tests.support.wire import Request

GET = ["files", "get", "file-1"]
POST = ["responses", "create", "Hi", "--model", "gpt-5"]
ACCOUNT = {"OPENAI_ORG_ID": "org-7", "OPENAI_PROJECT_ID": "proj_8"}
GOOD = Answer(json=response("Hello"))
REDIRECTS = (301, 302, 303, 307, 308)


@pytest.fixture
def other_server() -> Iterator[FaultServer]:
    """Give a second host: another port is another origin."""
    with FaultServer() as server:
        server.script(GOOD)
        yield server


def only_request(server: FaultServer) -> Request:
    assert len(server.requests) == 1
    return server.requests[0]


# Redirects


@pytest.mark.parametrize(
    ("location", "target", "status"),
    [
        *(("/v2/files/file-1", "/v2/files/file-1", status) for status in REDIRECTS),
        ("elsewhere?x=1", "/v1/files/elsewhere?x=1", 307),
        ("ORIGIN/absolute", "/absolute", 302),
    ],
)
def test_reading_follows_a_redirect_on_the_same_host(
    location: str, target: str, status: int, oai: CommandLine, fault_server: FaultServer
) -> None:
    where = location.replace("ORIGIN", fault_server.origin)
    fault_server.script(redirect(where, status), GOOD)
    result = oai.run(*GET, env={**fault_server.env, **ACCOUNT})
    assert (result.code, result.json()["id"]) == (0, "resp_1")
    first, second = fault_server.requests
    assert (second.target, second.headers) == (target, first.headers)


@pytest.mark.parametrize("status", REDIRECTS)
def test_reading_follows_to_another_host_without_anything_of_ours(
    status: int, oai: CommandLine, fault_server: FaultServer, other_server: FaultServer
) -> None:
    fault_server.script(redirect(f"{other_server.origin}/there", status))
    line = [*GET, "--header", "X-Own: 1", "--header", "Cookie: c=1"]
    result = oai.run(*line, env={**fault_server.env, **ACCOUNT})
    assert result.code == 0
    told = only_request(other_server).headers
    assert set(told) == {"host", "connection", "user-agent", "accept", "accept-encoding"}
    assert FaultServer.key not in str(told)


def test_nothing_is_told_again_on_the_way_back(
    oai: CommandLine, fault_server: FaultServer, other_server: FaultServer
) -> None:
    fault_server.script(redirect(f"{other_server.origin}/there"), GOOD)
    other_server.script(redirect(f"{fault_server.origin}/back"))
    assert oai.run(*GET, env=fault_server.env).code == 0
    assert "authorization" not in fault_server.requests[1].headers


@pytest.mark.parametrize(
    ("line", "status"),
    [*((POST, status) for status in REDIRECTS), (["files", "delete", "file-1", "--yes"], 307)],
)
def test_what_changes_something_goes_to_no_other_host(
    line: list[str],
    status: int,
    oai: CommandLine,
    fault_server: FaultServer,
    other_server: FaultServer,
) -> None:
    fault_server.script(redirect(f"{other_server.origin}/there", status))
    result = oai.run(*line, env=fault_server.env)
    assert (result.code, result.stdout, other_server.requests) == (6, b"", [])
    assert f"to {other_server.origin}; it was not sent there" in result.err
    assert "--base-url" in result.err


@pytest.mark.parametrize(("status", "count"), [(301, 1), (302, 1), (303, 1), (307, 2), (308, 2)])
def test_a_post_is_redirected_only_as_a_post(
    status: int, count: int, oai: CommandLine, fault_server: FaultServer
) -> None:
    fault_server.script(redirect("/v2/responses", status), GOOD)
    result = oai.run(*POST, env=fault_server.env)
    assert (result.code, len(fault_server.requests)) == (0 if count == 2 else 6, count)
    assert {request.method for request in fault_server.requests} == {"POST"}
    assert len({request.body for request in fault_server.requests}) == 1


def test_endless_redirects_end(oai: CommandLine, fault_server: FaultServer) -> None:
    fault_server.script(redirect("/v1/again"))
    result = oai.run(*GET, env=fault_server.env)
    assert (result.code, result.stdout) == (6, b"")
    assert "redirects without end" in result.err
    assert len(fault_server.requests) <= 10


# Proxies


@pytest.mark.parametrize("name", ["HTTP_PROXY", "http_proxy", "ALL_PROXY"])
def test_a_proxy_is_used(
    name: str, oai: CommandLine, fault_server: FaultServer, other_server: FaultServer
) -> None:
    assert oai.run(*GET, env={**fault_server.env, name: other_server.origin}).code == 0
    assert fault_server.requests == []
    assert only_request(other_server).target == f"{fault_server.base_url}/files/file-1"


@pytest.mark.parametrize("exempt", ["127.0.0.1", "*", "example.com,127.0.0.1"])
def test_a_proxy_is_not_used_for_what_is_exempt(
    exempt: str, oai: CommandLine, fault_server: FaultServer, other_server: FaultServer
) -> None:
    fault_server.script(GOOD)
    proxy = {"HTTP_PROXY": other_server.origin, "NO_PROXY": exempt}
    assert oai.run(*GET, env={**fault_server.env, **proxy}).code == 0
    assert other_server.requests == []


# Certificates

TRUST = {"SSL_CERT_FILE": str(CERTIFICATE)}


@pytest.fixture
def tls_server() -> Iterator[TlsServer]:
    """Give a server that speaks https."""
    with TlsServer() as server:
        server.script(GOOD)
        yield server


@pytest.mark.parametrize("line", [GET, POST])
def test_a_certificate_that_is_trusted(
    line: list[str], oai: CommandLine, tls_server: TlsServer
) -> None:
    assert oai.run(*line, env={**tls_server.env, **TRUST}).code == 0
    assert only_request(tls_server).headers["authorization"] == f"Bearer {tls_server.key}"


def test_a_certificate_that_is_not_trusted(oai: CommandLine, tls_server: TlsServer) -> None:
    """Another look at it would be for nothing."""
    result = oai.run(*GET, env=tls_server.env)
    assert (result.code, result.stdout, tls_server.requests) == (6, b"", [])
    assert "its certificate is not trusted (self-signed certificate)" in result.err
    assert "SSL_CERT_FILE" in result.err
    assert "Trying again" not in result.err


def test_nothing_goes_on_in_the_clear(
    oai: CommandLine, tls_server: TlsServer, other_server: FaultServer
) -> None:
    tls_server.script(redirect(f"{other_server.origin}/v1/files/file-1"))
    result = oai.run(*GET, env={**tls_server.env, **TRUST})
    assert (result.code, result.stdout, other_server.requests) == (6, b"", [])
    assert "it was not sent there" in result.err


def test_nothing_of_ours_goes_to_the_same_host_by_another_scheme(
    oai: CommandLine, tls_server: TlsServer, fault_server: FaultServer
) -> None:
    fault_server.script(redirect(f"{tls_server.origin}/v1/files/file-1"))
    assert oai.run(*GET, env={**fault_server.env, **TRUST}).code == 0
    assert "authorization" not in only_request(tls_server).headers


# Headers


def test_headers(oai: CommandLine, fault_server: FaultServer) -> None:
    fault_server.script(GOOD)
    line = [*POST, "--header", "X-Trace: a:b", "--header", "X-Two:2"]
    assert oai.run(*line, env={**fault_server.env, **ACCOUNT}).code == 0
    told = only_request(fault_server).headers
    expected = {
        "authorization": f"Bearer {fault_server.key}",
        "openai-organization": "org-7",
        "openai-project": "proj_8",
        "content-type": "application/json",
        "accept": "application/json",
        "x-trace": "a:b",
        "x-two": "2",
    }
    assert {name: told.get(name) for name in expected} == expected
    assert told["user-agent"].startswith("oai/")


@pytest.mark.parametrize(
    ("given", "name", "value"),
    [
        ("user-agent: mine", "user-agent", "mine"),
        ("AUTHORIZATION: Basic abc", "authorization", "Basic abc"),
        ("accept: text/plain", "accept", "text/plain"),
        ("OPENAI-ORGANIZATION: org-x", "openai-organization", "org-x"),
    ],
)
def test_a_header_of_ones_own_replaces_ours(
    given: str, name: str, value: str, oai: CommandLine, fault_server: FaultServer
) -> None:
    fault_server.script(GOOD)
    assert oai.run(*GET, "--header", given, env={**fault_server.env, **ACCOUNT}).code == 0
    assert only_request(fault_server).headers[name] == value


@pytest.mark.parametrize("given", ["X", ": y", "X Y: z", "X: a\nb", "X: ä", "X\x01: a"])
def test_a_header_that_cannot_be_sent(
    given: str, oai: CommandLine, fault_server: FaultServer
) -> None:
    result = oai.run(*GET, "--header", given, env=fault_server.env)
    assert (result.code, result.stdout, fault_server.requests) == (2, b"", [])
    assert "--header" in result.err


@pytest.mark.parametrize(
    ("key", "sent"), [("sk-own", "Bearer sk-own"), (None, None), ("", None), (" k ", "Bearer k")]
)
def test_a_compatible_server_with_and_without_a_key(
    key: str | None, sent: str | None, oai: CommandLine, fault_server: FaultServer
) -> None:
    fault_server.script(GOOD)
    env = {"OPENAI_BASE_URL": fault_server.base_url, "OPENAI_API_KEY": key}
    result = oai.run(*GET, env=env)
    assert result.code == 0
    assert only_request(fault_server).headers.get("authorization") == sent


# URLs


@pytest.mark.parametrize(
    ("prefix", "ending"), [("", ""), ("", "/"), ("/v1", ""), ("/v1", "//"), ("/deep/er/v1", "/")]
)
def test_base_urls(prefix: str, ending: str, oai: CommandLine, fault_server: FaultServer) -> None:
    fault_server.script(GOOD)
    assert oai.run(*GET, "--base-url", fault_server.origin + prefix + ending).code == 0
    assert only_request(fault_server).target == f"{prefix}/files/file-1"


@pytest.mark.parametrize(
    ("given", "sent"),
    [
        ("ft:gpt-4o:org::a@b", "ft:gpt-4o:org::a@b"),
        ("a/b", "a%2Fb"),
        ("../../etc", "..%2F..%2Fetc"),
        ("a b", "a%20b"),
        ("a?b#c", "a%3Fb%23c"),
        ("50%", "50%25"),
        ("%2F", "%252F"),
        ("müller-日本", "m%C3%BCller-%E6%97%A5%E6%9C%AC"),
        ("{model}", "%7Bmodel%7D"),
        ("a&b=c+d", "a%26b%3Dc%2Bd"),
        ("~x._-", "~x._-"),
        ("\\", "%5C"),
    ],
)
def test_ids_in_paths(given: str, sent: str, oai: CommandLine, fault_server: FaultServer) -> None:
    fault_server.script(GOOD)
    assert oai.run("models", "get", "--", given, env=fault_server.env).code == 0
    assert only_request(fault_server).target == f"/v1/models/{sent}"


@pytest.mark.parametrize("given", ["", ".", ".."])
def test_ids_that_are_none(given: str, oai: CommandLine, fault_server: FaultServer) -> None:
    result = oai.run("models", "get", given, env=fault_server.env)
    assert (result.code, fault_server.requests) == (2, [])


def test_queries(oai: CommandLine, fault_server: FaultServer) -> None:
    fault_server.script(GOOD)
    more = ["--include", "a b", "--include", "c&d", "--starting-after", "7", "--no-stream"]
    line = ["responses", "get", "resp_1", *more, "--set", "x[y]==ä+ =1"]
    assert oai.run(*line, env=fault_server.env).code == 0
    assert only_request(fault_server).target == (
        "/v1/responses/resp_1?include[]=a%20b&include[]=c%26d&stream=false&starting_after=7"
        "&x[y]=%C3%A4%2B%20%3D1"
    )


@pytest.mark.parametrize(
    "line",
    [
        ["models", "get", "{}"],
        ["files", "list", "--after", "{}"],
        ["files", "list", "--set", "x=={}"],
        ["responses", "create", "{}", "--model", "m"],
        ["responses", "create", "--set", "input={}", "--model", "m"],
    ],
    ids=lambda line: " ".join(line),
)
def test_arguments_that_are_not_text(
    line: list[str], oai: CommandLine, fault_server: FaultServer
) -> None:
    result = oai.run(*(word.format("a\udce4b") for word in line), env=fault_server.env)
    assert (result.code, result.stdout, fault_server.requests) == (2, b"", [])
    assert "UTF-8" in result.err


# Packed answers


@pytest.mark.parametrize(
    ("encoding", "pack"), [("gzip", gzip.compress), ("deflate", zlib.compress)]
)
def test_packed_answers(
    encoding: str, pack: object, oai: CommandLine, fault_server: FaultServer
) -> None:
    document = listing([file_object(number) for number in range(200)])
    packed = pack(json.dumps(document).encode())  # type: ignore[operator]
    fault_server.script(Answer(body=packed, headers={"content-encoding": encoding}))
    result = oai.run("files", "list", env=fault_server.env)
    assert result.json() == document
    assert encoding in only_request(fault_server).headers["accept-encoding"]


def test_a_packed_download_is_unpacked(oai: CommandLine, fault_server: FaultServer) -> None:
    """We ask for none, but there are servers that do not listen."""
    packed = gzip.compress(b"content\n")
    fault_server.script(Answer(body=packed, headers={"content-encoding": "gzip"}))
    result = oai.run("files", "download", "file-1", "-o", "-", env=fault_server.env)
    assert (result.code, result.stdout) == (0, b"content\n")
    assert only_request(fault_server).headers["accept-encoding"] == "identity"
