"""`oai vector-stores`: stores, files and batches over the wire, and what a search shows."""

from __future__ import annotations

import pytest

from tests.support.answers import Answer
from tests.support.fault_server import FaultServer
from tests.support.runner import CommandLine

from .wire_calls import Call, check, verb

BETA = "assistants=v2"
STORES = "/v1/vector_stores"
FOUND = {
    "object": "vector_store.search_results.page",
    "search_query": ["filter"],
    "data": [
        {
            "file_id": "file-1",
            "filename": "manual.pdf",
            "score": 0.91234,
            "attributes": {},
            "content": [
                {"type": "text", "text": "Turn the lid.\n"},
                {"type": "text", "text": "Pull."},
            ],
        },
        {"file_id": "file-2", "filename": "faq.md", "score": 0.5, "content": []},
    ],
    "has_more": False,
    "next_page": None,
}
CALLS = [
    Call(
        "vector-stores create --name n --file-ids f-1 --file-ids f-2 --chunking-strategy"
        " static.max_chunk_size_tokens:=800 --chunking-strategy type=static"
        " --expires-after anchor=last_active_at --expires-after days=7",
        "POST",
        STORES,
        {
            "name": "n",
            "file_ids": ["f-1", "f-2"],
            "chunking_strategy": {"static": {"max_chunk_size_tokens": 800}, "type": "static"},
            "expires_after": {"anchor": "last_active_at", "days": 7},
        },
        beta=BETA,
    ),
    Call("vector-stores list --before vs_9", "GET", STORES, query={"before": ["vs_9"]}, beta=BETA),
    Call(
        "vector-stores update vs_1 --metadata a=b",
        "POST",
        f"{STORES}/vs_1",
        {"metadata": {"a": "b"}},
        beta=BETA,
    ),
    Call("vector-stores delete vs_1 --yes", "DELETE", f"{STORES}/vs_1", beta=BETA),
    Call(
        "vector-stores search vs_1 '@filter: how?' --max-num-results 3 --no-rewrite-query"
        " --filters type=gte --filters key=year --filters value:=2020"
        " --ranking-options score_threshold=0.4",
        "POST",
        f"{STORES}/vs_1/search",
        {
            "query": "@filter: how?",
            "rewrite_query": False,
            "max_num_results": 3,
            "filters": {"type": "gte", "key": "year", "value": 2020},
            "ranking_options": {"score_threshold": 0.4},
        },
        beta=BETA,
    ),
    Call(
        "vector-stores search vs_1 one two",
        "POST",
        f"{STORES}/vs_1/search",
        {"query": ["one", "two"]},
        beta=BETA,
    ),
    Call(
        "vector-stores files create vs_1 --file-id f-1 --attributes year:=2026 --attributes a=b",
        "POST",
        f"{STORES}/vs_1/files",
        {"file_id": "f-1", "attributes": {"year": 2026, "a": "b"}},
        beta=BETA,
    ),
    Call(
        "vector-stores files list vs_1 --filter failed",
        "GET",
        f"{STORES}/vs_1/files",
        query={"filter": ["failed"]},
        beta=BETA,
    ),
    Call(
        "vector-stores files update vs_1 f-1 --attributes '{}'",
        "POST",
        f"{STORES}/vs_1/files/f-1",
        {"attributes": {}},
        beta=BETA,
    ),
    Call(
        "vector-stores files delete vs_1 f-1 --yes", "DELETE", f"{STORES}/vs_1/files/f-1", beta=BETA
    ),
    Call(
        """vector-stores file-batches create vs_1 --files '[{"file_id":"f-1"}]'""",
        "POST",
        f"{STORES}/vs_1/file_batches",
        {"files": [{"file_id": "f-1"}]},
        beta=BETA,
    ),
    Call(
        "vector-stores file-batches files vs_1 b_1 --order asc",
        "GET",
        f"{STORES}/vs_1/file_batches/b_1/files",
        query={"order": ["asc"]},
        beta=BETA,
    ),
    Call(
        "vector-stores file-batches cancel vs_1 b_1 --yes",
        "POST",
        f"{STORES}/vs_1/file_batches/b_1/cancel",
        beta=BETA,
    ),
]


@pytest.mark.parametrize("call", CALLS, ids=verb)
def test_request(oai: CommandLine, fault_server: FaultServer, call: Call) -> None:
    check(call, oai, fault_server)


def test_search_for_people_and_for_programs(oai: CommandLine, fault_server: FaultServer) -> None:
    fault_server.script(Answer(json=FOUND))
    search = ("vector-stores", "search", "vs_1", "filter")
    assert oai(*search, env=fault_server.env).json() == FOUND
    assert oai(*search, "-t", env=fault_server.env).text == "Turn the lid.\n\nPull.\n"
    table = oai(*search, "--format", "table", env=fault_server.env).lines
    assert table[0].split() == ["Score", "Filename", "File", "id", "Passage"]
    assert table[1].split()[:3] == ["0.912", "manual.pdf", "file-1"]


def test_text_of_a_file(oai: CommandLine, fault_server: FaultServer) -> None:
    parts = [{"type": "text", "text": "One\ntwo"}, {"type": "text", "text": "three"}]
    page = {"object": "vector_store.file_content.page", "data": parts, "has_more": False}
    fault_server.script(Answer(json=page))
    command = ("vector-stores", "files", "content", "vs_1", "f-1")
    assert oai(*command, "-t", env=fault_server.env).text == "One\ntwo\nthree\n"
    assert oai(*command, env=fault_server.env).json() == page


def test_an_empty_query_is_no_query(oai: CommandLine, fault_server: FaultServer) -> None:
    result = oai("vector-stores", "search", "vs_1", env=fault_server.env)
    assert (result.code, fault_server.requests) == (2, [])
    assert "QUERY (or --query)" in result.err
