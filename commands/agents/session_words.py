"""What people read of a session: its words, and what it needs before it goes on."""

from typing import Any

from ...cli.output.advice import Advice
from ...cli.output.content_words import content_words

WAITING = "requires_action"


def is_answer(item: Any) -> bool:
    """Tell whether an item is a message that the agent wrote."""
    is_message = isinstance(item, dict) and item.get("type") == "message"
    return is_message and item.get("role") == "assistant"


def item_words(item: Any) -> str:
    """Return the words of a message; of anything else, its id."""
    return content_words(item.get("content")) or str(item.get("id"))


def session_words(session: Any) -> list[str]:
    """Return what a streamed session said; any other is only begun: its id."""
    if "items" not in session:
        return [str(session["id"])]
    return [content_words(it.get("content")) for it in session["items"] if is_answer(it)]


def session_remarks(session: Any) -> list[Advice]:
    """Return what is to be known beside the words of a session."""
    if wanted := session_wants(session):
        return [wanted]
    if session.get("status") == "in_progress" and "items" not in session:
        wait = ("agents", "sessions", "wait", str(session["id"]))
        return [Advice("It is at work. Wait for it with:", wait)]
    return []


def session_wants(session: Any) -> Advice | None:
    """Return what a session needs before it goes on, with the command that gives it."""
    if session.get("status") != WAITING:
        return None
    give = ("agents", "sessions", "events", "create", str(session["id"]), "--events", "JSON")
    named = ", ".join(map(_action, session.get("required_actions") or []))
    return Advice(f"The session waits for {named or 'an answer'}:", give)


def turn_wants(turn: Any) -> Advice | None:
    """Return where to see what a turn waits for."""
    if turn.get("status") != "waiting":
        return None
    look = ("agents", "sessions", "get", str(turn.get("session_id")))
    return Advice("The turn waits for something from outside. See:", look)


def _action(action: dict[str, Any]) -> str:
    """Name one thing that somebody has to do."""
    about = action.get("request") or action
    ids = ("call_id", "request_id", "environment_id")
    id = next((str(action[key]) for key in ids if action.get(key)), "?")
    name = about.get("name") or about.get("origin") or action.get("type")
    return f"{id} ({name})"
