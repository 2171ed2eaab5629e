"""Streams that end with `[DONE]`: chunks with pieces of choices, added up to the whole answer."""

from collections.abc import Sequence
from typing import Any, ClassVar

# What a server may say again with every piece; all other text goes on where it stopped.
REPEATED = frozenset({"role", "id", "type", "name", "finish_reason"})
LIVE = 0


def choices_of(document: Any) -> list[dict[str, Any]]:
    """Return the choices of an answer or of a chunk."""
    found = document.get("choices") if isinstance(document, dict) else None
    return [choice for choice in found or [] if isinstance(choice, dict)]


def finish_reasons(document: Any) -> set[Any]:
    """Return why the model stopped, in each of the choices."""
    return {choice.get("finish_reason") for choice in choices_of(document)}


class ChoiceReader:
    """Adds chunks up; the first choice is read live, the others once it is done."""

    kind: ClassVar[str]

    def __init__(self) -> None:
        self.finished = False
        self._shared: dict[str, Any] = {}
        self._choices: dict[int, dict[str, Any]] = {}

    def choice_of(self, piece: dict[str, Any]) -> dict[str, Any]:
        """Return a piece as it would be in a whole answer."""
        return piece

    def words(self, choice: dict[str, Any]) -> str:
        """Return what a choice, or a piece of one, says."""
        raise NotImplementedError

    def take(self, document: Any) -> str:
        """Take one chunk and return the text that it adds to the first choice."""
        if not isinstance(document, dict):
            return ""
        shared = {key: value for key, value in document.items() if key != "obfuscation"}
        known = self._shared
        known.update({k: v for k, v in shared.items() if v is not None or k not in known})
        return "".join(self._take_piece(piece) for piece in choices_of(document))

    def rest(self) -> Sequence[str]:
        """Return what the other choices say."""
        others = sorted(index for index in self._choices if index != LIVE)
        return [self.words(self._choices[index]) for index in others]

    def result(self) -> Any:
        """Return the answer as it would have come in one piece, as far as it came."""
        if not self._choices:
            return None
        choices = [self._choices[index] for index in sorted(self._choices)]
        return {**self._shared, "object": self.kind, "choices": choices}

    def resume(self) -> tuple[str, ...]:
        """Return nothing: such an answer cannot be taken up again."""
        return ()

    def _take_piece(self, piece: dict[str, Any]) -> str:
        index = piece.get("index", LIVE)
        choice = self.choice_of(piece)
        merge(self._choices.setdefault(index, {}), choice)
        return self.words(choice) if index == LIVE else ""


def merge(whole: dict[str, Any], piece: dict[str, Any]) -> None:
    """Add a piece of an object to what is there: text and lists go on, objects are merged."""
    for key, value in piece.items():
        known = whole.get(key)
        if value is None:
            whole.setdefault(key, None)
        elif isinstance(value, dict):
            whole[key] = known or {}
            merge(whole[key], value)
        elif isinstance(value, list):
            whole[key] = known or []
            _extend(whole[key], value)
        elif isinstance(known, dict | list):
            raise TypeError(f"{key} goes on as something else")
        else:
            goes_on = isinstance(known, str) and key not in REPEATED
            whole[key] = known + value if goes_on else value


def _extend(whole: list[Any], pieces: list[Any]) -> None:
    """Items that carry an index are pieces of the item with the same one."""
    for piece in pieces:
        index = piece.get("index") if isinstance(piece, dict) else None
        same = [item for item in whole if index is not None and item.get("index") == index]
        if same:
            merge(same[0], piece)
        else:
            whole.append(dict(piece) if isinstance(piece, dict) else piece)
