"""Live: sessions in which a model listens, watches and speaks."""

from ...cli.declare.endpoint import Resource

live = Resource(
    "live",
    package=__name__,
    modules={"sessions": "Begin, accept, fork and end live sessions."},
)
