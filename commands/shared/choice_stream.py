"""Streams that end with `[DONE]`: chunks with pieces of choices, added up to the whole answer."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

if TYPE_CHECKING:
    from ...cli.http.request import Request

# What a server may say again with every piece; all other text goes on where it stopped.
REPEATED = frozenset({"role", "id", "type", "name", "finish_reason"})
# Parts of a text that are numbered by no server: one goes on where the last of its kind stopped.
TEXT_PARTS = frozenset({"text", "output_text", "refusal"})
LIVE = 0


def choices_of(document: Any) -> list[dict[str, Any]]:
    """Return the choices of an answer or of a chunk."""
    found = document.get("choices") if isinstance(document, dict) else None
    return [choice for choice in found or [] if isinstance(choice, dict)]


def finish_reasons(document: Any) -> set[Any]:
    """Return why the model stopped, in each of the choices."""
    return {choice.get("finish_reason") for choice in choices_of(document)}


def choices_asked(body: Any) -> int:
    """Return how many choices a request's body asks for: `n` for each of its prompts."""
    facts = body if isinstance(body, dict) else {}
    number, prompts = facts.get("n"), facts.get("prompt")
    listed = prompts if isinstance(prompts, list) else []
    # A list of numbers is one prompt, in tokens.
    count = len(listed) if all(isinstance(it, str | list) for it in listed) else 1
    return (number if isinstance(number, int) else 1) * max(count, 1)


class ChoiceReader:
    """Adds chunks up; the first choice is read live, the others once it is done."""

    kind: ClassVar[str]

    def __init__(self) -> None:
        self.finished = False
        self._expected = 1
        self._shared: dict[str, Any] = {}
        self._choices: dict[int, dict[str, Any]] = {}

    def expect(self, request: "Request") -> None:
        """Take note of how many choices a request asks for."""
        self._expected = choices_asked(request.body)

    @property
    def is_whole(self) -> bool:
        """Whether every choice has ended; the usage may still come."""
        ended = sum(bool(choice.get("finish_reason")) for choice in self._choices.values())
        return ended >= max(self._expected, len(self._choices), 1)

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
        elif isinstance(value, list) or _is_text_part(value):
            whole[key] = _listed(known)
            _extend(whole[key], _listed(value))
        elif isinstance(value, dict):
            whole[key] = known or {}
            merge(whole[key], value)
        elif isinstance(known, list) and isinstance(value, str):
            known += [value] if value else []
        elif isinstance(known, dict | list):
            raise TypeError(f"{key} goes on as something else")
        else:
            goes_on = isinstance(known, str) and key not in REPEATED
            whole[key] = known + value if goes_on else value


def _is_text_part(value: Any) -> bool:
    return isinstance(value, dict) and value.get("type") in TEXT_PARTS


def _listed(known: Any) -> list[Any]:
    """Return what is there as a list: a text that goes on as parts is the first of them."""
    return known if isinstance(known, list) else [known] if known else []


def _extend(whole: list[Any], pieces: list[Any]) -> None:
    """Add items to those that are there, each to the one that it is a piece of, if any."""
    for piece in pieces:
        begun = _begun(whole, piece) if isinstance(piece, dict) else None
        if begun is not None:
            merge(begun, piece)
        else:
            whole.append(dict(piece) if isinstance(piece, dict) else piece)


def _begun(whole: list[Any], piece: dict[str, Any]) -> dict[str, Any] | None:
    """Return what a piece goes on with: the item of its index, or of a text the last part."""
    items = [item for item in whole if isinstance(item, dict)]
    index = piece.get("index")
    if index is not None:
        return next((item for item in items if item.get("index") == index), None)
    is_last = _is_text_part(piece) and items and whole[-1] is items[-1]
    return items[-1] if is_last and items[-1].get("type") == piece["type"] else None
