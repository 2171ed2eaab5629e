"""What begins a run: the thread it is in, and whether its events are wanted."""

from typing import Any

from ...base.errors import InputError
from ...cli.call import Call
from ...cli.perform import perform


def run(call: Call) -> None:
    """Begin a run; the words alone are to be had only from its events."""
    if call.printer.kind == "text" and call.given("stream") is None and not call.waits:
        call.values["stream"] = True
    perform(call)


def with_message(thread: Any, message: str) -> dict[str, Any]:
    """Return a new thread with one more message of the user."""
    given = {} if thread is None else thread
    messages = given.get("messages") or [] if isinstance(given, dict) else None
    if not isinstance(messages, list):
        raise InputError("thread: expected a JSON object, and its messages to be an array.")
    return {**given, "messages": [*messages, {"role": "user", "content": message}]}
