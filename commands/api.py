"""Any call of the API, known or not, with the same keys, retries, paging and output."""

import re
import sys
from dataclasses import replace
from pathlib import Path
from typing import Annotated
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from ..base.errors import InputError, NotFoundError
from ..cli.call import Call, is_stream
from ..cli.declare.command_map import endpoints
from ..cli.declare.endpoint import Command, ContentType, Endpoint
from ..cli.declare.markers import POSITIONAL, Limits
from ..cli.http.paging_style import Paging
from ..cli.http.request import FilePart, Request
from ..cli.input.body import file_part
from ..cli.input.confirmation import confirm as ask
from ..cli.input.confirmation import confirm_id as ask_for_id
from ..cli.input.input_files import readable, standard_input
from ..cli.input.items import parse_item
from ..cli.input.stdin import Stdin
from ..cli.output.terminal import is_terminal
from ..cli.perform import named_in, perform
from ..cli.session import Session

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
ADMIN_PREFIX = "/organization/"
# What a path may have as it is; everything else is written as a URL has it.
URL_PUNCTUATION = "/%:@+~!$&'()*,;=[]"


def request(
    session: Session,
    method: Annotated[
        str | None,
        "GET, POST, PUT, PATCH or DELETE; without it GET, or POST where there is a body.",
        POSITIONAL,
    ] = None,
    path: Annotated[str | None, "The path below the base URL, such as /files.", POSITIONAL] = None,
    query: Annotated[list[str] | None, "A query parameter, as name=value."] = None,
    file: Annotated[
        list[str] | None, "A file to send in a form, as name=path; - is standard input."
    ] = None,
    limit: Annotated[int | None, "Of a list, fetch so many in all.", Limits(minimum=1)] = None,
    all: Annotated[bool | None, "Of a list, fetch every page."] = None,
    admin: Annotated[bool | None, "Use the admin key; below /organization that is so."] = None,
    confirm: Annotated[str | None, "The id again, for what cannot be undone."] = None,
) -> None:
    """Call any path of the API.

    Fields of the body come from --body and --set; those of a GET go into its query.

    $ oai api /models
    $ oai api GET /files --query purpose=batch --all -t
    $ oai api POST /responses --set model=gpt-5.4-mini --set input="Hello"
    $ oai api POST /files --file file=train.jsonl --set purpose=fine-tune
    """
    method, path = _method_and_path(session, method, path, has_file=bool(file))
    route, asked = _route(session, path)
    known = _known(method, route, asked)
    _tell_command(session, known)
    endpoint = _as_typed(known, route, bool(file), admin)
    if endpoint.paging is None and (all or limit):
        endpoint = replace(endpoint, paging=Paging())
    # Asking is done here, by the method; the call itself then only writes.
    call = Call(replace(endpoint, declared_effect="write"), {"all": all}, session)
    call.values["limit"] = limit
    built = call.request()
    built.query += [*asked, *(_pair(text, "--query") for text in query or [])]
    built.files += [_file(text, session.stdin) for text in file or []]
    _confirm(known, call, built, confirm)
    try:
        _carry_out(call, built)
    except NotFoundError as error:
        if known.path == api.path:
            error.hint = "Check the path too: oai commands lists those that are known."
        raise


def _carry_out(call: Call, built: Request) -> None:
    endpoint = call.endpoint
    known_stream = endpoint.reader is not None and is_stream(built)
    if (
        call.shows_only
        or endpoint.paging
        or endpoint.answer not in ("json", "nothing")
        or known_stream
    ):
        perform(call, built)
    else:
        _by_content(call, built)


api = Command(("api",), request)


def _nothing() -> None:
    """Declare no parameter: everything is in the path, the query and the body."""


def _method_and_path(
    session: Session, method: str | None, path: str | None, *, has_file: bool
) -> tuple[str, str]:
    """Return both; a path alone is read, or sent what is given for its body."""
    if method is None:
        raise InputError("Missing PATH.", hint="For example: oai api /models")
    if path is not None:
        return _method(method), path
    if method.upper() in METHODS:
        raise InputError("Missing PATH.", hint=f"For example: oai api {method} /models")
    # Only their kind is wanted here: standard input is left for when they are sent.
    items = [parse_item(text, lambda: "") for text in session.options.set or []]
    has_fields = any(not item.is_query for item in items)
    return "POST" if has_file or has_fields or session.options.body else "GET", method


def _tell_command(session: Session, known: Endpoint) -> None:
    """Say which command does the same, to whoever sits before it."""
    is_known = known.path != api.path
    if is_known and not session.options.quiet and is_terminal(sys.stderr):
        session.notices.once(f"oai {known.name} does this.")


def _known(method: str, route: str, asked: list[tuple[str, str]]) -> Endpoint:
    """Return what is known of an operation, or what its method and path suggest."""
    from . import root

    of_method = [
        item
        for item in endpoints(root)
        if item.method == method and set(item.fixed_query) <= set(asked)
    ]
    found = [item for item in of_method if _ids(item, route) is not None]
    admin = route.startswith(ADMIN_PREFIX)
    new = Endpoint(("api",), _nothing, method=method, route=route, admin_key=admin)
    # Of /certificates/{certificate_id} and /certificates/deactivate the latter is meant.
    return min(found, key=lambda it: (it.route.count("{"), -len(it.fixed_query)), default=new)


def _as_typed(known: Endpoint, route: str, has_file: bool, admin: bool | None) -> Endpoint:
    """Return an operation that takes what was typed: no parameter is named, and none required."""
    content: ContentType = "multipart/form-data" if has_file else "application/json"
    return replace(
        known,
        function=_nothing,
        route=route,
        content_type=None if known.method == "GET" else content,
        json_without_files=False,
        admin_key=known.admin_key if admin is None else admin,
    )


def _ids(endpoint: Endpoint, route: str) -> list[str] | None:
    """Return what a path names by its parameters; None if it is no path of this endpoint."""
    pattern = re.sub(r"\\{\w+\\}", "([^/]+)", re.escape(endpoint.path_template))
    found = re.fullmatch(pattern, route)
    return [unquote(text) for text in found.groups()] if found else None


def _method(text: str) -> str:
    if text.upper() not in METHODS:
        raise InputError(f"METHOD: {text!r} is none of {', '.join(METHODS)}.")
    return text.upper()


def _route(session: Session, path: str) -> tuple[str, list[tuple[str, str]]]:
    """Return the path below the base URL and the query, from them or from a URL of this server."""
    base = str(session.shown_target.base_url)
    if "://" in path:
        if not path.startswith(base + "/"):
            raise InputError(f"PATH: {path} is not below {base}.", hint="Or set --base-url.")
        path = path.removeprefix(base)
    route, _, asked = path.partition("?")
    route = quote("/" + route.lstrip("/"), safe=URL_PUNCTUATION)
    prefix = urlsplit(base).path
    below = route.removeprefix(prefix) if prefix and route.startswith(prefix + "/") else route
    return below, parse_qsl(asked, keep_blank_values=True)


def _pair(text: str, option: str) -> tuple[str, str]:
    name, separator, value = text.partition("=")
    if not separator or not name:
        raise InputError(f"{option}: expected NAME=VALUE, got {text!r}.")
    return name, value


def _file(text: str, stdin: Stdin) -> FilePart:
    name, path = _pair(text, "--file")
    if path == "-":
        return standard_input(name, "--file", stdin)
    return file_part(name, readable(Path(path), "--file"))


def _confirm(known: Endpoint, call: Call, built: Request, given: str | None) -> None:
    if call.shows_only or (known.effect != "destroy" and known.method != "DELETE"):
        return
    route = call.endpoint.route
    question = f"{known.method} {route}?"
    if known.confirm_by_id:
        ids = [*(_ids(known, route) or []), *named_in(known, built)]
        ask_for_id(question, ids[-1], given, call.options)
    else:
        ask(question, call.options)


def _by_content(call: Call, built: Request) -> None:
    """Write an answer as what the server says that it is."""
    client = call.session.client
    with client.open(built) as response:
        kind = response.headers.get("content-type", "")
        if "json" in kind or not kind:
            call.write(client.whole(response))
        elif kind.startswith("text/"):
            call.printer.raw(response.iter_bytes())
        else:
            from ..cli.transfers.binary_answers import deliver

            deliver(call.session, response, call.printer, "answer")
