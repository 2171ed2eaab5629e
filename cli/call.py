"""One call of an endpoint: what was given for it, its request, and its answer written."""

from functools import cached_property
from typing import TYPE_CHECKING, Any

from ..base.errors import NetworkError
from .declare.endpoint import Endpoint
from .declare.markers import Mark
from .deprecations import deprecations
from .http.request import Request
from .input.body import build, fields_of, gather, parse_body_option, parse_set_options
from .options import CommonOptions
from .output.outcome import check_outcome
from .output.printer import Printer
from .output.progress import waiting
from .session import Session

if TYPE_CHECKING:
    from .http.client import Answer

WAITING = ("wait_timeout", "poll_interval")


class Call:
    """What a declared function is given if it does more than the declaration says."""

    def __init__(self, endpoint: Endpoint, raw: dict[str, Any], session: Session) -> None:
        self.endpoint = endpoint
        self.session = session
        self.everything = bool(raw.get("all"))
        self.confirmed: str | None = raw.get("confirm")
        self._base = parse_body_option(session.options, session.stdin)
        self._items = parse_set_options(session.options, session.stdin)
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
        if self.endpoint.answer in ("json", "nothing", "text", "events") and not self.shows_only:
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
        return self.endpoint.creates_job and bool(self.values.get("wait", limited))

    def request(self) -> Request:
        """Build the request from what was gathered and what the function changed."""
        request = build(self.endpoint, self.values, self._base, self._items)
        if self._streams_by_default(request.body):
            request.body["stream"] = True
        if is_stream(request):
            request.headers["Accept"] = "text/event-stream"
        self._tell_of_deprecations(request)
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

    def send(self, request: Request) -> "Answer":
        """Send one request, with a sign of life on a terminal."""
        with waiting(f"Waiting for {self.session.target.host}", self.printer.color):
            return self.session.client.send(request)

    def show(self, *requests: Request) -> None:
        """Print what would be sent; nothing is."""
        from .output.preview import as_curl, as_data

        target, printer = self.session.shown_target, self.printer.on_stdout()
        for file in dict.fromkeys(file for request in requests for file in request.pending_uploads):
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
            self.remember_ids(None)
            return
        self.printer.object(document)
        self.conclude(document)

    def remember_ids(self, document: Any) -> None:
        """Let completion know of the ids in an answer, or of the one that is gone."""
        from .ids.id_cache import remember

        remember(self.session, self.endpoint, self.given, document)

    def ids(self) -> list[str]:
        """Return what the path is about, in its order."""
        return [str(self.values[i.key]) for i in self.endpoint.parameters if i.place == "path"]

    def conclude(self, document: Any) -> None:
        """Fail if the answer reports a failure; else tell people what stands beside the words."""
        self.remember_ids(document)
        check_outcome(document)
        if self.endpoint.view.prose:
            from .output.footer import print_remarks

            print_remarks(self.printer, document)

    def _streams_by_default(self, body: Any) -> bool:
        """On a terminal an answer is shown while it is made, but for one in the background."""
        endpoint = self.endpoint
        if endpoint.reader is None or endpoint.method != "POST" or not endpoint.view.prose:
            return False
        decided = body.get("stream") is not None or body.get("background") or self.waits
        return self.printer.to_terminal and self.printer.kind in ("table", "text") and not decided

    def _tell_of_deprecations(self, request: Request) -> None:
        """Say once what of a request has no future, if it is sent and words are wanted."""
        if self.shows_only or self.options.quiet:
            return
        for line in deprecations(self.endpoint, request):
            self.session.notices.once(f"oai: {line}")

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
    is_always = request.headers.get("Accept") == "text/event-stream"
    return wanted or is_always or ("stream", "true") in [*request.query, *(request.form or [])]
