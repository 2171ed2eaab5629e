"""What is wrong with one line of a batch's input."""

import json
from collections.abc import Callable, Iterator
from typing import Any, NoReturn

from .requirements import batch_urls, needs_of


class BadLineError(ValueError):
    """A line that is no JSON object."""


def _refuse(name: str) -> NoReturn:
    raise BadLineError(f"not JSON: {name} is no number")


# The standard library's parser: a line is only looked at, and sent as the bytes that it is.
_parse: Callable[[str], Any] = json.JSONDecoder(parse_constant=_refuse).decode


def parse(line: bytes) -> dict[str, Any]:
    """Return a line's request; raises BadLineError."""
    try:
        request = _parse(str(line.rstrip(b"\r\n"), "utf-8"))
    except UnicodeDecodeError as error:
        raise BadLineError(f"not UTF-8 text at byte {error.start + 1}") from None
    except json.JSONDecodeError as error:
        message = error.msg[0].lower() + error.msg[1:]
        raise BadLineError(f"not JSON: {message} at column {error.pos + 1}") from None
    except BadLineError:
        raise
    except ValueError:
        raise BadLineError("a number has too many digits") from None
    except RecursionError:
        raise BadLineError("nested too deeply") from None
    if not isinstance(request, dict):
        raise BadLineError("not a JSON object")
    return request


class LineRules:
    """Looks at one request after another; the first one's url is that of them all."""

    def __init__(self) -> None:
        self.url: str | None = None
        self._urls = frozenset(batch_urls())

    def problems(self, request: dict[str, Any]) -> Iterator[str]:
        """Say all that is wrong with a request, but for an id that comes twice."""
        custom_id = request.get("custom_id")
        if not (isinstance(custom_id, str) and custom_id):
            yield "custom_id is missing" if custom_id is None else "custom_id must be a text"
        if request.get("method") != "POST":
            yield 'method must be "POST"'
        url = request.get("url")
        if url != self.url or self.url is None:
            yield from self._other_url(url)
        body = request.get("body")
        if isinstance(body, dict):
            yield from self._body(body)
        else:
            yield "body is missing" if body is None else "body must be an object"

    def _other_url(self, url: Any) -> Iterator[str]:
        if url is None:
            yield "url is missing"
        elif not isinstance(url, str) or url not in self._urls:
            yield f"url must be one of {', '.join(sorted(self._urls))}"
        elif self.url is None:
            self.url = url
        else:
            yield f"url is {url}, and that of the lines before is {self.url}"

    def _body(self, body: dict[str, Any]) -> Iterator[str]:
        for need in needs_of(self.url) if self.url else ():
            problem = need.problem(body)
            if problem is not None:
                yield problem
        if body.get("stream"):
            yield "body.stream cannot be true: the answer goes into a file"
