"""Pictures behind a URL, which whoever has it can fetch for an hour, without a key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import Response
from starlette.routing import Route

from ..requests.refusals import Refusal, missing
from ..state.identifiers import new_id, now
from .picture_files import media_type, picture_file
from .pictures import draw

if TYPE_CHECKING:
    from starlette.requests import Request

    from ..requests.call import ApiCall, Sandbox
    from ..state.store import Document

KIND = "picture"
PATH = "/sandbox/pictures/"
HOUR = 3600


def keep(call: ApiCall, drawing: Document) -> str:
    """Note a picture's words, size, transparency, format and model; return where it is served."""
    identifier = f"{new_id('img-')}.{drawing['format']}"
    call.sandbox.store.add(KIND, {"id": identifier, **drawing, "until": now() + HOUR})
    return f"http://{call.headers['host']}{PATH}{identifier}"


def routes(sandbox: Sandbox) -> list[Route]:
    """Return where the pictures are served."""

    async def picture(request: Request) -> Response:
        """Draw a picture once more."""
        name = request.path_params["name"]
        record = sandbox.store.get(KIND, name)
        if record is None:
            raise missing("picture", name)
        noted = record.document
        if noted["until"] <= now():
            raise Refusal("This URL was good for an hour, which is over.", status=403)
        width, height = noted["size"]
        drawn = draw(noted["words"], (width, height), transparent=noted["transparent"])
        content = picture_file(drawn, noted["format"], noted["model"])
        return Response(content, media_type=media_type(noted["format"]))

    return [Route(f"{PATH}{{name}}", picture, methods=["GET"])]
