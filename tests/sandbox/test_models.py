"""Models are listed whole, and only one's own can be deleted."""

from __future__ import annotations

import httpx

from .asking import error


def test_list_and_get(api: httpx.Client) -> None:
    listed = api.get("models").json()
    assert list(listed) == ["object", "data"]
    assert len(listed["data"]) >= 12
    for model in listed["data"]:
        assert set(model) == {"id", "object", "created", "owned_by"}
    assert api.get("models/gpt-5").json() in listed["data"]


def test_only_an_own_fine_tuned_model_is_deleted(api: httpx.Client) -> None:
    error(api.delete("models/gpt-5"), 403)
    tuned = next(m["id"] for m in api.get("models").json()["data"] if m["id"].startswith("ft:"))
    deleted = {"id": tuned, "object": "model", "deleted": True}
    assert api.delete(f"models/{tuned}").json() == deleted
    error(api.get(f"models/{tuned}"), 404)
    error(api.delete(f"models/{tuned}"), 404)
