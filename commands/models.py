"""Models: which there are."""

from typing import Annotated

from ..cli.declare.endpoint import Resource
from ..cli.declare.markers import LOCAL
from ..cli.http.paging_style import Paging
from ..cli.output.view import View
from .shared.fields import Limit

models = Resource("models", view=View(columns=("id", "owned_by", "created")))

Model = Annotated[str, "The model's id, such as gpt-4.1 or ft:gpt-4o-mini:org::id."]


@models.get("/models", paging=Paging("none"))
def list_(limit: Annotated[Limit, LOCAL] = None) -> None:
    """List the models that this key may use.

    $ oai models list
    $ oai models list -t | grep embedding
    """


@models.get("/models/{model}")
def get(model: Model) -> None:
    """Show one model.

    $ oai models get gpt-5.5
    """


@models.delete("/models/{model}")
def delete(model: Model) -> None:
    """Delete a fine-tuned model that your organization owns.

    $ oai models delete ft:gpt-4o-mini:acme::abc123 --yes
    """
