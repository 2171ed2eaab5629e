"""Safety: what was held against requests, and against who sent them."""

from ...cli.declare.endpoint import Resource

safety = Resource(
    "safety",
    package=__name__,
    modules={
        "alerts": "See why a request was flagged or held back.",
        "cases": "See what is held against one of your users.",
    },
)
