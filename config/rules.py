"""What a value must be. Each rule returns the clean value, or raises ValueError with "must …".

No message repeats the value: it may be, or hold, a secret.
"""

from __future__ import annotations

import math

# Straight ones come from .env files that nobody parsed, the others from word processors.
QUOTES = tuple("\"'`\u2018\u2019\u201c\u201d")


def base_url(value: str) -> str:
    """Accept an http or https URL that paths can be added to."""
    from urllib.parse import urlsplit

    text = value.strip()
    if any(not character.isprintable() or character in " \\" for character in text):
        raise ValueError("must have no blank, backslash or control character in it")
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise ValueError("must have a valid host and port") from None
    if parts.scheme not in ("http", "https") or not host:
        raise ValueError("must start with http:// or https:// and name a host")
    if "@" in parts.netloc:
        raise ValueError("must not hold a user name or password; use api_key or headers")
    if "?" in text or "#" in text:
        raise ValueError("must end with its path: no ? and no #")
    return text.rstrip("/")


def header_text(value: str) -> str:
    """Accept what can be sent as the value of a header."""
    text = value.strip()
    if not text:
        raise ValueError("must not be empty")
    for place, character in enumerate(text, start=1):
        if not character.isascii():
            raise ValueError(f"must be ASCII, and character {place} is not")
        if not character.isprintable():
            raise ValueError(f"must have no control character, and character {place} is one")
    return text


def key(value: str) -> str:
    """Accept what can be a key, without what was copied along with it."""
    if value.strip().lower().startswith("bearer "):
        raise ValueError("must be the key alone, without Bearer before it")
    return word(value)


def word(value: str) -> str:
    """Accept one word that can be sent as the value of a header."""
    text = value.strip()
    if text[:1] in QUOTES or text[-1:] in QUOTES:
        raise ValueError("must have no quotes around it: take them out")
    if " " in header_text(text):
        raise ValueError("must be one word, and has a blank in it")
    return text


def variable(value: str) -> str:
    """Accept the name of an environment variable."""
    text = value.strip().removeprefix("$")
    if not text.isidentifier() or not text.isascii():
        raise ValueError("must be the name of a variable, such as GROQ_API_KEY")
    return text


def headers(value: dict[str, str]) -> dict[str, str]:
    """Accept headers that can be sent; one without a value says that it is not to be sent."""
    for name, text in value.items():
        if not _is_token(name):
            raise ValueError("must have header names of letters, digits and -_.!#$%&'*+^`|~ only")
        try:
            if text.strip():
                header_text(text)
        except ValueError as error:
            raise ValueError(f"must have usable values: {name} {error}") from None
    return {name: text.strip() for name, text in value.items()}


def one_line(value: str) -> str:
    """Accept a text that can be shown in a line."""
    text = value.strip()
    if not text or not text.isprintable():
        raise ValueError("must be one line of text, and not empty")
    return text


def command(value: str | list[str]) -> str | list[str]:
    """Accept a program with its arguments."""
    import shlex

    try:
        words = shlex.split(value) if isinstance(value, str) else value
    except ValueError:
        raise ValueError("must have its quotes closed") from None
    if not words or not words[0].strip():
        raise ValueError("must name a program")
    if any("\0" in word for word in words):
        raise ValueError("must have no NUL character in it")
    return value


def positive(value: float) -> float:
    """Accept a finite number above 0."""
    if not (value > 0 and math.isfinite(value)):
        raise ValueError("must be above 0")
    return value


def not_negative(value: int) -> int:
    """Accept 0 and above."""
    if value < 0:
        raise ValueError("must be 0 or more")
    return value


def _is_token(name: str) -> bool:
    return bool(name) and all(
        character.isascii() and (character.isalnum() or character in "!#$%&'*+-.^_`|~")
        for character in name
    )
