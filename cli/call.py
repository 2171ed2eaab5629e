"""One call of an endpoint: gathered, shown or sent, and its answer written."""

from contextlib import AbstractContextManager, ExitStack, closing, nullcontext
from functools import cached_property
from typing import TYPE_CHECKING, Any

from .body import base_of, build, fields_of, gather, items_of
from .characters import readable
from .endpoint import Endpoint
from .errors import ApiError, NetworkError, OaiError
from .markers import Mark
from .options import CommonOptions
from .outcome import check_outcome
from .output.printer import Printer
from .progress import answering, waiting
from .request import Request
from .session import Session

if TYPE_CHECKING:
    from .client import Answer
    from .streaming import StreamReader
    from .waiting.limits import Limits

WAITING = ("wait_timeout", "poll_interval")


class Call:
    """What a declared function is given if it does more than the declaration says."""

    def __init__(self, endpoint: Endpoint, raw: dict[str, Any], session: Session) -> None:
        self.endpoint = endpoint
        self.session = session
        self.everything = bool(raw.get("all"))
        self._confirmed: str | None = raw.get("confirm")
        self._base = base_of(session.options, session.stdin)
        self._items = items_of(session.options, session.stdin)
        self.values = gather(
            endpoint.parameters, raw, session.stdin, in_body=self._named_elsewhere()
        )
        self._take_settings()

    @property
    def options(self) -> CommonOptions:
        """The common options."""
        return self.session.options

    @cached_property
    def printer(self) -> Printer:
        """The output layer, set for this endpoint's view."""
        printer = self.session.printer(self.endpoint.view, "-".join(self.endpoint.path))
        if self.endpoint.answer in ("json", "nothing", "text") and not self.shows_only:
            printer.check()
        return printer

    @property
    def shows_only(self) -> bool:
        """Whether the request is shown and not sent."""
        return self.options.shows_only

    @property
    def waits(self) -> bool:
        """Whether the end of what is created is waited for; its options alone ask for that too."""
        limited = any(name in self.values for name in WAITING)
        return self.endpoint.creates_life and bool(self.values.get("wait", limited))

    def request(self) -> Request:
        """Build the request from what was gathered and what the function changed."""
        request = build(self.endpoint, self.values, self._base, self._items)
        if self._streams_by_default(request.body):
            request.body["stream"] = True
        if is_stream(request):
            request.headers["Accept"] = "text/event-stream"
        return request

    def fields(self, *, without: str) -> dict[str, Any]:
        """Return the fields of the request but for one, as JSON has them."""
        fields = fields_of(self.endpoint, self.values, self._base, self._items)
        return {name: value for name, value in fields.items() if name != without}

    def given(self, name: str) -> Any:
        """Return a field from wherever it came: an option, `--body`, or nothing."""
        return self.values.get(name, self._base.get(name))

    def has(self, name: str) -> bool:
        """Tell whether a field is given: by an option, by `--body`, or by `--set`."""
        return name in self.values or name in self._named_elsewhere()

    def run(self, reader: "StreamReader | None" = None) -> None:
        """Do what the endpoint says: show or send, page, stream, and write the answer."""
        self.perform(self.request(), reader)

    def perform(self, request: Request, reader: "StreamReader | None" = None) -> None:
        """Do it with a request that the function built or changed."""
        limits = self._wait_limits(request)
        if self.shows_only:
            self.show(self._sent_first(request))
            return
        self._ask(request)
        with self._files_uploaded(request):
            self._carry_out(request, reader, limits)

    def _carry_out(
        self, request: Request, reader: "StreamReader | None", limits: "Limits | None"
    ) -> None:
        if self.endpoint.paging is not None:
            from .listing import write_list

            write_list(self, request)
        elif is_stream(request):
            self._stream(request, reader or self.endpoint.stream_reader())
        elif self.endpoint.answer == "binary":
            self._download(request)
        elif self.endpoint.life is not None and limits is not None:
            from .waiting.creation import see_through

            see_through(self, self.endpoint.life, self.send(request), limits)
        else:
            self.write(self.send(request))

    def _sent_first(self, request: Request) -> Request:
        if self.endpoint.paging is None:
            return request
        from .listing import first_request

        return first_request(self, request)

    def _files_uploaded(self, request: Request) -> AbstractContextManager[None]:
        """Upload the files that stand where ids belong, now that all else is known to be right."""
        if not request.unsent:
            return nullcontext()
        from .file_references import uploaded

        return uploaded(self, request)

    def send(self, request: Request) -> "Answer":
        """Send one request, with a sign of life on a terminal."""
        with waiting(f"Waiting for {self.session.target.host}", self.printer.color):
            return self.session.client.send(request)

    def show(self, *requests: Request) -> None:
        """Print what would be sent; nothing is."""
        from .preview import as_curl, as_data

        target, printer = self.session.shown_target, self.printer.on_stdout()
        for file in dict.fromkeys(file for request in requests for file in request.unsent):
            self.session.notices.say(f"{file}: it would be uploaded first, and its id sent.")
        if self.options.print == "curl":
            lines = [as_curl(request, target) for request in requests]
            printer.raw([("\n".join(lines) + "\n").encode("utf-8", "surrogateescape")])
            return
        shown = [as_data(request, target) for request in requests]
        printer.preview(shown[0] if len(shown) == 1 else shown)

    def write(self, answer: "Answer") -> None:
        """Write a whole answer, as it came for `--format raw`."""
        if self.printer.kind == "raw":
            self.printer.raw([answer.content])
            return
        if self.endpoint.answer == "text" and not answer.is_json:
            self.printer.raw([answer.text])
            return
        is_paid = self.endpoint.effect == "paid"
        # Whatever was read or changed, a server of another make may tell so in its own way.
        document = answer.document if is_paid else answer.value
        if document is None and is_paid and self.endpoint.answer != "nothing":
            raise NetworkError(f"The server answered {answer.status} with nothing.")
        if document is None and self.printer.kind != "json":
            self.session.notices.say("Done; the server had nothing to add.")
            self.leave_ids(None)
            return
        self.printer.object(document)
        self._conclude(document)

    def leave_ids(self, document: Any) -> None:
        """Let completion know of the ids in an answer, or of the one that is gone."""
        from .id_cache import leave

        leave(self.session, self.endpoint, self.given, document)

    def _wait_limits(self, request: Request) -> "Limits | None":
        if not self.waits:
            return None
        from .waiting.creation import limits_of

        return limits_of(self, streams=is_stream(request))

    def _ask(self, request: Request) -> None:
        if self.endpoint.effect != "destroy":
            return
        from .confirmation import confirm, confirm_id

        ids = [*self.ids(), *named_in(self.endpoint, request)]
        if self.endpoint.severe:
            confirm_id(self.endpoint.summary, ids[-1], self._confirmed, self.options)
        else:
            about = f" with {' '.join(ids)}" if ids else ""
            confirm(f"{self.endpoint.summary} Go on{about}?", self.options)

    def ids(self) -> list[str]:
        """Return what the path is about, in its order."""
        return [str(self.values[i.key]) for i in self.endpoint.parameters if i.place == "path"]

    def _download(self, request: Request) -> None:
        """Only what a GET gives is the same when it is asked for again."""
        if request.method == "GET":
            from .transfers.download_each import download
        else:
            from .downloads import download

        fallback = "-".join(self.ids()) or self.printer.name
        download(self.session, request, self.printer, fallback)

    def _stream(self, request: Request, reader: "StreamReader") -> None:
        from .streaming import Countable

        if isinstance(reader, Countable):
            reader.expect(request)
        begun = reader.resume()
        try:
            whole = self._streamed(request, reader)
            if whole is None and reader.result() is None:
                raise NetworkError("The stream ended without an answer.")
        except OaiError as error:
            words = reader.resume()
            if words and words != begun:
                error.advise(f"Go on with: {self.options.command(*words)}")
            raise
        if whole is None:
            self._conclude(readable(reader.result()))
        else:
            self.write(whole)

    def _streamed(self, request: Request, reader: "StreamReader") -> "Answer | None":
        """Write a stream as it comes; return the answer instead if that is all there is."""
        from .output.streamed import write_stream
        from .reconnecting import all_events
        from .stored_answer import stored_answer

        client, life = self.session.client, self.endpoint.life
        with ExitStack() as stack:
            try:
                response = stack.enter_context(answering(client, request, self.printer.color))
                if "json" in response.headers.get("content-type", ""):
                    return self._answered_whole(client.whole(response), request, reader)
            except ApiError as error:
                instead = instead_of_events(request)
                return stored_answer(self.session, life, request, reader, error, instead)
            events = all_events(self.session, request, response, reader, life)
            received = stack.enter_context(closing(events))
            write_stream(self.printer, received, reader, client.target.host)
        return None

    def _answered_whole(
        self, answer: "Answer", request: Request, reader: "StreamReader"
    ) -> "Answer":
        """A server that cannot stream answers at once, and of what goes on with its state."""
        from .stored_answer import Stored, seen_to_end

        life = self.endpoint.life
        if request.method != "GET" or life is None or not isinstance(reader, Stored):
            return answer
        plain = reader.whole(request)
        return seen_to_end(self.session, life, plain, reader, answer) if plain else answer

    def _conclude(self, document: Any) -> None:
        """Fail if the answer reports a failure; else tell people what stands beside the words."""
        self.leave_ids(document)
        check_outcome(document)
        if self.endpoint.view.prose:
            from .output.asides import say_asides

            say_asides(self.printer, document)

    def _streams_by_default(self, body: Any) -> bool:
        """On a terminal an answer is shown while it is made, but for one in the background."""
        endpoint = self.endpoint
        if endpoint.reader is None or endpoint.method != "POST" or not endpoint.view.prose:
            return False
        decided = body.get("stream") is not None or body.get("background") or self.waits
        return self.printer.to_terminal and self.printer.kind in ("table", "text") and not decided

    def _named_elsewhere(self) -> set[str]:
        names = {str(item.path[0]) for item in self._items if item.path and not item.is_query}
        return set(self._base) | names

    def _take_settings(self) -> None:
        """Fill in, from the profile, what was not given anywhere."""
        elsewhere = self._named_elsewhere()
        for parameter in self.endpoint.parameters:
            if Mark.SETTING not in parameter.marks or parameter.key in self.values:
                continue
            value = self.session.settings.get(parameter.name).value
            if value is not None and parameter.name not in elsewhere:
                self.values[parameter.key] = value


def is_stream(request: Request) -> bool:
    """Tell whether a request asks for events."""
    body = request.body if isinstance(request.body, dict) else {}
    wanted = body.get("stream") is True or body.get("stream_format") == "sse"
    return wanted or ("stream", "true") in [*request.query, *(request.form or [])]


def instead_of_events(request: Request) -> str:
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
