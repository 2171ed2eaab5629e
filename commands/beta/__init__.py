"""Betas: operations that the API offers, each under a header, before they are settled."""

from ...cli.declare.endpoint import Resource

beta = Resource(
    "beta",
    package=__name__,
    modules={"responses": "Ask a model that may share the work out among agents."},
)
