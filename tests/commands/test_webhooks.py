"""`oai webhooks`: lists of plain words, and secrets that come once."""

from __future__ import annotations

from .conftest import Ask

CREATE = ("--name", "ci", "--url", "https://a.example/h", "--event-types", "batch.completed")


def test_a_list_of_words_is_shown_as_words(ask: Ask) -> None:
    words = ask("webhooks", "event-types", "list").json()["data"]
    assert "batch.completed" in words
    for option in ("-q", "-t"):
        assert ask("webhooks", "event-types", "list", option).lines == words
    assert ask("webhooks", "event-types", "list", "--format", "table").lines == ["Value", *words]
    assert ask("webhooks", "event-types", "list", "--format", "csv").lines == ["value", *words]


def test_a_secret_comes_with_its_making_and_its_rotation(ask: Ask) -> None:
    made = ask("webhooks", "create", *CREATE).json()
    rotated = ask("webhooks", "rotate-secret", made["id"], "--yes").json()
    assert rotated["signing_secret"] != made["signing_secret"]
    assert "signing_secret" not in ask("webhooks", "get", made["id"]).json()
