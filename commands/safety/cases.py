"""Safety cases: what is held against one user of yours."""

from typing import Annotated

from ...cli.output.view import View
from . import safety

cases = safety.group(
    "cases", "", view=View(columns=("id", "entity_identifier", "reason", "notice", "created_at"))
)


@cases.get("/safety/cases/{id}")
def get(id: Annotated[str, "The case's id."]) -> None:
    """Show one safety case: whom it is about, and what you are asked to do.

    $ oai safety cases get case_abc123
    """
