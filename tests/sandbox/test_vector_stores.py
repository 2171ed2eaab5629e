"""Vector stores read the files that they are given, and find what these say."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import httpx
import pytest

from .agent_calls import (
    agent_client,
    delete,
    get,
    ids,
    new_store,
    post,
    text_file,
    wait_for,
)
from .asking import error, upload
from .pdf_files import pdf
from .running import Running

HERONS = "The heron is a bird that eats fish. It stands in shallow water for hours."
TRAINS = "Trains to the coast leave every hour. Tickets are sold at the station."
SMALL = {
    "type": "static",
    "static": {"max_chunk_size_tokens": 100, "chunk_overlap_tokens": 50},
}


def search(api: httpx.Client, store: str, query: Any, **fields: Any) -> Any:
    return post(api, f"vector_stores/{store}/search", query=query, **fields)


def found(api: httpx.Client, store: str, query: Any, **fields: Any) -> list[str]:
    return [hit["filename"] for hit in search(api, store, query, **fields)["data"]]


def test_a_store_lives(quick: httpx.Client) -> None:
    policy = {"anchor": "last_active_at", "days": 2}
    store = post(quick, "vector_stores", name="birds", expires_after=policy, metadata={"a": "b"})
    path = f"vector_stores/{store['id']}"
    assert store["id"].startswith("vs_")
    assert store["file_counts"]["total"] == store["usage_bytes"] == 0
    assert store["expires_at"] == store["last_active_at"] + 2 * 86400
    changed = post(quick, path, name="b", expires_after={**policy, "days": 3})
    assert (changed["name"], changed["metadata"]) == ("b", {"a": "b"})
    assert changed["expires_at"] == changed["last_active_at"] + 3 * 86400
    assert post(quick, path, expires_after=None)["expires_at"] is None
    assert store["id"] in ids(get(quick, "vector_stores"))
    assert delete(quick, path)["object"] == "vector_store.deleted"
    error(quick.get(path), 404)
    error(quick.post("vector_stores", json={"file_ids": ["file-none"]}), 404)


def test_files_are_read_in_the_background(api: httpx.Client) -> None:
    store = post(api, "vector_stores", file_ids=[text_file(api, HERONS)])
    counts = {"in_progress": 1, "completed": 0, "failed": 0, "cancelled": 0, "total": 1}
    assert (store["status"], store["file_counts"]) == ("in_progress", counts)
    done = wait_for(api, f"vector_stores/{store['id']}", "completed")
    assert done["file_counts"] == {**counts, "in_progress": 0, "completed": 1}
    assert done["usage_bytes"] == len(HERONS)


def test_a_file_of_a_store_lives(quick: httpx.Client) -> None:
    store, file = new_store(quick), text_file(quick, HERONS)
    path = f"vector_stores/{store}/files/{file}"
    made = post(quick, f"vector_stores/{store}/files", file_id=file, attributes={"year": 2024})
    assert (made["id"], made["vector_store_id"], made["status"]) == (file, store, "in_progress")
    done = wait_for(quick, path, "completed")
    assert done["chunking_strategy"]["static"]["max_chunk_size_tokens"] == 800
    assert post(quick, path, attributes={"year": 2025})["attributes"] == {"year": 2025}
    content = get(quick, f"{path}/content")
    assert content["data"] == [{"type": "text", "text": HERONS}]
    assert delete(quick, path)["object"] == "vector_store.file.deleted"
    assert get(quick, f"vector_stores/{store}")["file_counts"]["total"] == 0
    assert found(quick, store, "heron") == []
    assert get(quick, f"files/{file}")["id"] == file
    post(quick, f"vector_stores/{store}/files", file_id=file)
    wait_for(quick, path, "completed")
    assert found(quick, store, "heron") == ["a.txt"]
    error(quick.get(f"vector_stores/{new_store(quick)}/files/{file}"), 404)


def test_a_pdf_is_read(quick: httpx.Client) -> None:
    store, file = new_store(quick), upload(quick, pdf("The heron eats fish."), "birds.pdf")["id"]
    path = f"vector_stores/{store}/files/{file}"
    post(quick, f"vector_stores/{store}/files", file_id=file)
    assert wait_for(quick, path, "completed", "failed")["last_error"] is None
    assert get(quick, f"{path}/content")["data"][0]["text"].strip() == "The heron eats fish."
    assert found(quick, store, "heron") == ["birds.pdf"]


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"\xff\xd8\xff\xe0", "text"),
        (b" \n", "no text"),
        (b"%PDF-1.7\nbroken", "PDF"),
        (pdf(""), "no text"),
    ],
)
def test_what_is_no_text_fails(quick: httpx.Client, content: bytes, word: str) -> None:
    store, file = new_store(quick), upload(quick, content)["id"]
    post(quick, f"vector_stores/{store}/files", file_id=file)
    failed = wait_for(quick, f"vector_stores/{store}/files/{file}", "failed")
    assert failed["last_error"]["code"] == "unsupported_file"
    assert word in failed["last_error"]["message"]
    assert get(quick, f"vector_stores/{store}")["file_counts"]["failed"] == 1
    listed = get(quick, f"vector_stores/{store}/files", filter="failed")
    assert ids(listed) == [file]
    assert ids(get(quick, f"vector_stores/{store}/files", filter="completed")) == []


def test_batches_of_files(quick: httpx.Client) -> None:
    store = new_store(quick)
    files = [text_file(quick, text) for text in (HERONS, TRAINS, "")]
    path = f"vector_stores/{store}/file_batches"
    batch = post(quick, path, file_ids=files, attributes={"k": 1})
    assert (batch["object"], batch["status"]) == ("vector_store.files_batch", "in_progress")
    done = wait_for(quick, f"{path}/{batch['id']}", "completed")
    assert done["file_counts"] == {
        "in_progress": 0,
        "completed": 2,
        "failed": 1,
        "cancelled": 0,
        "total": 3,
    }
    listed = get(quick, f"{path}/{batch['id']}/files", filter="completed", order="asc")
    assert ids(listed) == files[:2]
    assert listed["data"][0]["attributes"] == {"k": 1}
    backward = get(quick, f"{path}/{batch['id']}/files", order="asc", before=files[2], limit=1)
    assert (ids(backward), backward["has_more"]) == ([files[1]], True)
    each = [{"file_id": files[0], "attributes": {"k": 2}}]
    one = post(quick, path, files=each)
    assert wait_for(quick, f"{path}/{one['id']}", "completed")["file_counts"]["total"] == 1
    assert get(quick, f"vector_stores/{store}/files/{files[0]}")["attributes"] == {"k": 2}
    error(quick.post(path, json={}), 400)


def test_a_batch_can_be_cancelled(api: httpx.Client) -> None:
    store = new_store(api)
    path = f"vector_stores/{store}/file_batches"
    batch = post(api, path, file_ids=[text_file(api, HERONS)])
    cancelled = post(api, f"{path}/{batch['id']}/cancel")
    assert (cancelled["status"], cancelled["file_counts"]["cancelled"]) == ("cancelled", 1)
    assert get(api, f"vector_stores/{store}")["file_counts"]["cancelled"] == 1
    error(api.post(f"{path}/{batch['id']}/cancel"), 409)
    later = post(api, path, file_ids=[text_file(api, TRAINS)])
    wait_for(api, f"{path}/{later['id']}", "completed")
    assert found(api, store, "heron") == []


def test_a_search_finds_what_the_texts_say(quick: httpx.Client) -> None:
    store = new_store(quick, HERONS, TRAINS)
    page = search(quick, store, "What do herons eat?", rewrite_query=True)
    assert page["search_query"] == ["herons eat"]
    (hit,) = page["data"]
    assert hit["content"] == [{"type": "text", "text": HERONS}]
    assert 0 < hit["score"] < 1
    assert search(quick, store, ["trains", "coast"])["data"][0]["content"][0]["text"] == TRAINS
    assert search(quick, store, "zebra")["data"] == []
    both = search(quick, store, "heron station")["data"]
    assert len(both) == 2
    assert both[0]["score"] >= both[1]["score"]
    assert len(search(quick, store, "heron station", max_num_results=1)["data"]) == 1
    strict = {"ranking_options": {"score_threshold": 0.99}}
    assert search(quick, store, "heron station", **strict)["data"] == []


def test_long_texts_are_searched_in_pieces(quick: httpx.Client) -> None:
    words = [f"word{number}" for number in range(300)]
    store, file = new_store(quick), text_file(quick, " ".join(words))
    body = {"file_id": file, "chunking_strategy": SMALL}
    post(quick, f"vector_stores/{store}/files", **body)
    wait_for(quick, f"vector_stores/{store}/files/{file}", "completed")
    hits = search(quick, store, "word130")["data"]
    assert 1 <= len(hits) <= 2
    assert all("word130" in hit["content"][0]["text"].split() for hit in hits)
    assert all(len(hit["content"][0]["text"]) < 600 for hit in hits)
    wrong = {"type": "static", "static": {**SMALL["static"], "chunk_overlap_tokens": 90}}
    body = {"file_id": file, "chunking_strategy": wrong}
    refused = error(quick.post(f"vector_stores/{store}/files", json=body), 400)
    assert refused["param"].startswith("chunking_strategy")


def test_filters(quick: httpx.Client) -> None:
    store = new_store(quick)
    for number, lang in enumerate(("en", "fr")):
        file = text_file(quick, HERONS, str(number))
        post(quick, f"vector_stores/{store}/files", file_id=file, attributes={"lang": lang})
        wait_for(quick, f"vector_stores/{store}/files/{file}", "completed")
    assert found(quick, store, "heron", filters={"type": "eq", "key": "lang", "value": "en"}) == [
        "0"
    ]
    body = {"query": "x", "filters": {"type": "eq", "key": "a"}}
    refused = error(quick.post(f"vector_stores/{store}/search", json=body), 400)
    assert refused["param"] == "filters.value"


@pytest.mark.parametrize(
    "attributes", [{"a": [1]}, {"a": "x" * 513}, {str(n): n for n in range(17)}]
)
def test_wrong_attributes(quick: httpx.Client, attributes: Any) -> None:
    store, file = new_store(quick), text_file(quick, HERONS)
    body = {"file_id": file, "attributes": attributes}
    refused = error(quick.post(f"vector_stores/{store}/files", json=body), 400)
    assert refused["param"].startswith("attributes")


def test_a_store_expires(tmp_path: Path) -> None:
    state = tmp_path / "state.sqlite3"
    with Running(state, pace=0) as running, agent_client(running) as api:
        policy = {"anchor": "last_active_at", "days": 1}
        store = post(api, "vector_stores", expires_after=policy)["id"]
        with sqlite3.connect(state) as connection:
            query = "UPDATE documents SET document = json_set(document, '$.expires_at', 1)"
            connection.execute(f"{query} WHERE id = ?", (store,))
        connection.close()
        assert get(api, f"vector_stores/{store}")["status"] == "expired"
        assert get(api, "vector_stores")["data"][0]["status"] == "expired"
        refused = error(api.post(f"vector_stores/{store}/search", json={"query": "x"}), 400)
        assert refused["code"] == "expired"
