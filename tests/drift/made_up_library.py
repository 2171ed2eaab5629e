"""A little library with the layout of the official one: its text is all that `drift` looks at."""

from __future__ import annotations

from pathlib import Path

# It fails as soon as anything runs it.
CLIENT = """
raise RuntimeError("This was imported.")

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .resources.beta.beta import Beta
    from .resources.shelves import Shelves


class OpenAI(SyncAPIClient):
    @cached_property
    def shelves(self) -> Shelves:
        from .resources.shelves import Shelves

        return Shelves(self)

    @cached_property
    def beta(self) -> Beta:
        from .resources.beta.beta import Beta

        return Beta(self)
"""

SHELVES = '''
from ..types import shelf_create_params, shelf_list_params
from ..pagination import SyncCursorPage
from .._types import NoneType
from ..types.shelf import Shelf


class Shelves(SyncAPIResource):
    def create(self, *, name, kind=omit, colour=omit, size=omit, books=omit, extra_headers=None):
        return self._post(
            "/shelves",
            body=maybe_transform(
                {"name": name, "kind": kind, "colour": colour, "size": size, "books": books},
                shelf_create_params.ShelfCreateParamsStreaming
                if stream
                else shelf_create_params.ShelfCreateParamsPlain,
            ),
            options=make_request_options(security={"bearer_auth": True}),
            cast_to=Shelf,
        )

    def list(self, *, after=omit, limit=omit, order=omit):
        return self._get_api_list(
            "/shelves",
            page=SyncCursorPage[Shelf],
            options=make_request_options(
                query=maybe_transform(
                    {"after": after, "limit": limit, "order": order},
                    shelf_list_params.ShelfListParams,
                ),
            ),
            model=Shelf,
        )

    def retrieve(self, shelf_id: str):
        return self._get(path_template("/shelves/{shelf_id}", shelf_id=shelf_id), cast_to=Shelf)

    def move(self, shelf_id: str):
        return self._post(
            path_template("/shelves/{shelf_id}/move", shelf_id=shelf_id),
            options=make_request_options(),
            cast_to=NoneType,
        )

    def wait_until_full(self, shelf_id: str):
        """It sends nothing itself."""
        return self.retrieve(shelf_id)


class AsyncShelves(AsyncAPIResource):
    async def burn(self):
        return await self._post("/burn", cast_to=Shelf)
'''

CREATE_PARAMS = '''
from typing import Dict, List, Union, Iterable, Optional
from typing_extensions import Literal, Annotated, Required, TypeAlias, TypedDict

from .._types import FileTypes
from .._utils import PropertyInfo

__all__ = ["ShelfCreateParamsPlain"]


class Base(TypedDict, total=False):
    name: Required[str]
    """What it says."""

    kind: Required[Kind]

    colour: Union[str, Literal["red", "blue"]]

    size: Optional[Size]

    books: Iterable[Book]


class ShelfCreateParamsPlain(Base, total=False):
    pass


class ShelfCreateParamsStreaming(Base):
    pass


class Size(TypedDict, total=False):
    width: Required[int]

    depth: float

    into: Annotated[bool, PropertyInfo(alias="in")]


class Book(TypedDict, total=False):
    title: Required[str]


Kind: TypeAlias = Literal["wall", "floor"]
'''

LIST_PARAMS = """
class ShelfListParams(TypedDict, total=False):
    after: str

    limit: int

    order: Literal["asc", "desc"]
"""

BETA = """
from .labels import Labels


class Beta(SyncAPIResource):
    @cached_property
    def labels(self) -> Labels:
        return Labels(self._client)
"""

LABELS = """
from ...types.beta import label_create_params
from ...types.beta.label import Label


class Labels(SyncAPIResource):
    def create(self, *, file, tags=omit, lines=omit, trial=omit, extra_headers=None):
        extra_headers = {"OpenAI-Beta": "labels=v1", **(extra_headers or {})}
        body = deepcopy_with_paths({"file": file, "tags": tags, "lines": lines}, [["file"]])
        extra_headers = {"Content-Type": "multipart/form-data", **(extra_headers or {})}
        return self._post(
            "/labels",
            body=maybe_transform(body, label_create_params.LabelCreateParams),
            options=make_request_options(
                query=maybe_transform({"trial": trial}, label_create_params.LabelCreateParams),
                extra_headers=extra_headers,
                security={"admin_api_key_auth": True},
            ),
            cast_to=Label,
        )
"""

LABEL_PARAMS = """
class LabelCreateParams(TypedDict, total=False):
    file: Required[FileTypes]

    tags: Dict[str, str]

    lines: "List[Line]"

    trial: bool


class Line(TypedDict, total=False):
    text: Required[str]
"""

FILES = {
    "_client": CLIENT,
    "_types": "",
    "_utils/__init__": "",
    "pagination": "",
    "resources/shelves": SHELVES,
    "resources/beta/beta": BETA,
    "resources/beta/labels": LABELS,
    "types/__init__": "from .shelf import Shelf as Shelf\n",
    "types/shelf": "class Shelf(BaseModel):\n    id: str\n\n    name: Optional[str] = None\n",
    "types/shelf_create_params": CREATE_PARAMS,
    "types/shelf_list_params": LIST_PARAMS,
    "types/beta/__init__": "",
    "types/beta/label": "class Label(BaseModel):\n    id: str\n",
    "types/beta/label_create_params": LABEL_PARAMS,
}


def write_library(folder: Path) -> Path:
    """Write it into a folder, and return where."""
    for name, text in FILES.items():
        path = folder / "openai" / f"{name}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return folder / "openai"
