"""What is done with a call: shown or sent, paged, streamed, waited for, and its answer written."""

from contextlib import AbstractContextManager, ExitStack, closing, nullcontext
from typing import TYPE_CHECKING

from ..base.errors import ApiError, NetworkError, OaiError
from ..base.surrogates import replace_in_document
from .call import Call, is_stream
from .declare.endpoint import Endpoint
from .http.request import Request
from .output.progress import answering

if TYPE_CHECKING:
    from .http.client import Answer
    from .http.streaming import StreamReader
    from .waiting.wait_limits import WaitLimits


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
    call: Call, request: Request, reader: "StreamReader | None", limits: "WaitLimits | None"
) -> None:
    if call.endpoint.paging is not None:
        from .listing import write_list

        write_list(call, request)
    elif is_stream(request):
        _stream(call, request, reader or call.endpoint.stream_reader())
    elif call.endpoint.answer == "binary":
        _download(call, request)
    elif call.endpoint.job_kind is not None and limits is not None:
        from .waiting.creation import wait_for_created

        wait_for_created(call, call.endpoint.job_kind, call.send(request), limits)
    else:
        call.write(call.send(request))


def _sent_first(call: Call, request: Request) -> Request:
    if call.endpoint.paging is None:
        return request
    from .listing import first_request

    return first_request(call, request)


def _files_uploaded(call: Call, request: Request) -> AbstractContextManager[None]:
    """Upload the files that stand where ids belong, now that all else is known to be right."""
    if not request.pending_uploads:
        return nullcontext()
    from .transfers.file_references import uploaded

    return uploaded(call, request)


def _wait_limits(call: Call, request: Request) -> "WaitLimits | None":
    if not call.waits:
        return None
    from .waiting.creation import limits_of

    return limits_of(call, streams=is_stream(request))


def _ask(call: Call, request: Request) -> None:
    if call.endpoint.effect != "destroy":
        return
    from .input.confirmation import confirm, confirm_id

    ids = [*call.ids(), *named_in(call.endpoint, request)]
    if call.endpoint.confirm_by_id:
        confirm_id(call.endpoint.summary, ids[-1], call.confirmed, call.options)
    else:
        about = f" with {' '.join(ids)}" if ids else ""
        confirm(f"{call.endpoint.summary} Go on{about}?", call.options)


def _download(call: Call, request: Request) -> None:
    """Only what a GET gives is the same when it is asked for again."""
    if request.method == "GET":
        from .transfers.download_each import download
    else:
        from .transfers.binary_answers import download

    fallback = "-".join(call.ids()) or call.printer.name
    download(call.session, request, call.printer, fallback)


def _stream(call: Call, request: Request, reader: "StreamReader") -> None:
    from .http.streaming import Countable

    if isinstance(reader, Countable):
        reader.expect(request)
    begun = reader.resume()
    try:
        whole = _streamed(call, request, reader)
        if whole is None and reader.result() is None:
            raise NetworkError("The stream ended without an answer.")
    except OaiError as error:
        words = reader.resume()
        if words and words != begun:
            error.advise(f"Go on with: {call.options.command(*words)}")
        raise
    if whole is None:
        call.conclude(replace_in_document(reader.result()))
    else:
        call.write(whole)


def _streamed(call: Call, request: Request, reader: "StreamReader") -> "Answer | None":
    """Write a stream as it comes; return the answer instead if that is all there is."""
    from .output.stream_writer import write_stream
    from .waiting.reconnecting import all_events
    from .waiting.stored_answer import stored_answer

    client, job_kind = call.session.client, call.endpoint.job_kind
    with ExitStack() as stack:
        try:
            response = stack.enter_context(answering(client, request, call.printer.color))
            if "json" in response.headers.get("content-type", ""):
                return _answered_whole(call, client.whole(response), request, reader)
        except ApiError as error:
            instead = whole_answer_notice(request)
            return stored_answer(call.session, job_kind, request, reader, error, instead)
        events = all_events(call.session, request, response, reader, job_kind)
        received = stack.enter_context(closing(events))
        write_stream(call.printer, received, reader, client.target.host)
    return None


def _answered_whole(
    call: Call, answer: "Answer", request: Request, reader: "StreamReader"
) -> "Answer":
    """A server that cannot stream answers at once, and of what goes on with its state."""
    from .http.streaming import StoredStream
    from .waiting.stored_answer import wait_for_stored

    job_kind = call.endpoint.job_kind
    if request.method != "GET" or job_kind is None or not isinstance(reader, StoredStream):
        return answer
    plain = reader.whole(request)
    return wait_for_stored(call.session, job_kind, plain, reader, answer) if plain else answer


def whole_answer_notice(request: Request) -> str:
    """Say what comes in place of a stored answer's events."""
    after = dict(request.query).get("starting_after")
    rest = f", and not only what came after event {after}" if after else ""
    return f"this is the whole answer{rest}"


def named_in(endpoint: Endpoint, request: Request) -> list[str]:
    """Return what the body says that a command is about, several with commas."""
    body = request.body or {}
    about = [i.name for i in endpoint.parameters if i.positional and i.name in body]
    return [
        ",".join(map(str, body[name])) if isinstance(body[name], list) else str(body[name])
        for name in about
    ]
