"""What is done with a call: shown or sent, paged, streamed, waited for, and its answer written."""

from contextlib import AbstractContextManager, closing, nullcontext
from typing import TYPE_CHECKING

from .call import Call, is_stream
from .endpoint import Endpoint
from .errors import NetworkError, OaiError
from .progress import answering
from .request import Request

if TYPE_CHECKING:
    from .streaming import StreamReader
    from .waiting.limits import Limits


def perform(
    call: Call, request: Request | None = None, reader: "StreamReader | None" = None
) -> None:
    """Do what the endpoint says, with the call's own request unless the function built another."""
    request = call.request() if request is None else request
    limits = _wait_limits(call, request)
    if call.shows_only:
        call.show(_sent_first(call, request))
        return
    _ask(call, request)
    with _files_uploaded(call, request):
        _carry_out(call, request, reader, limits)


def _carry_out(
    call: Call, request: Request, reader: "StreamReader | None", limits: "Limits | None"
) -> None:
    if call.endpoint.paging is not None:
        from .listing import write_list

        write_list(call, request)
    elif is_stream(request):
        _stream(call, request, reader or call.endpoint.stream_reader())
    elif call.endpoint.answer == "binary":
        _download(call, request)
    elif call.endpoint.life is not None and limits is not None:
        from .waiting.creation import see_through

        see_through(call, call.endpoint.life, call.send(request), limits)
    else:
        call.write(call.send(request))


def _sent_first(call: Call, request: Request) -> Request:
    if call.endpoint.paging is None:
        return request
    from .listing import first_request

    return first_request(call, request)


def _files_uploaded(call: Call, request: Request) -> AbstractContextManager[None]:
    """Upload the files that stand where ids belong, now that all else is known to be right."""
    if not request.unsent:
        return nullcontext()
    from .file_references import uploaded

    return uploaded(call, request)


def _wait_limits(call: Call, request: Request) -> "Limits | None":
    if not call.waits:
        return None
    from .waiting.creation import limits_of

    return limits_of(call, streams=is_stream(request))


def _ask(call: Call, request: Request) -> None:
    if call.endpoint.effect != "destroy":
        return
    from .confirmation import confirm, confirm_id

    ids = [*call.ids(), *named_in(call.endpoint, request)]
    if call.endpoint.severe:
        confirm_id(call.endpoint.summary, ids[-1], call.confirmed, call.options)
    else:
        about = f" with {' '.join(ids)}" if ids else ""
        confirm(f"{call.endpoint.summary} Go on{about}?", call.options)


def named_in(endpoint: Endpoint, request: Request) -> list[str]:
    """Return what the body says that a command is about, several with commas."""
    body = request.body or {}
    about = [i.name for i in endpoint.parameters if i.positional and i.name in body]
    return [
        ",".join(map(str, body[name])) if isinstance(body[name], list) else str(body[name])
        for name in about
    ]


def _download(call: Call, request: Request) -> None:
    """Only what a GET gives is the same when it is asked for again."""
    if request.method == "GET":
        from .transfers.download_each import download
    else:
        from .downloads import download

    fallback = "-".join(call.ids()) or call.printer.name
    download(call.session, request, call.printer, fallback)


def _stream(call: Call, request: Request, reader: "StreamReader") -> None:
    from .output.streamed import write_stream
    from .reconnecting import all_events

    client = call.session.client
    try:
        with answering(client, request, call.printer.color) as response:
            if "json" in response.headers.get("content-type", ""):
                # A server that cannot stream answers at once, and whole.
                call.write(client.whole(response))
                return
            with closing(all_events(call.session, request, response, reader)) as received:
                write_stream(call.printer, received, reader, client.target.host)
        if reader.result() is None:
            raise NetworkError("The stream ended without an answer.")
    except OaiError as error:
        if words := reader.resume():
            error.advise(f"Go on with: {call.options.command(*words)}")
        raise
    call.conclude(reader.result())
