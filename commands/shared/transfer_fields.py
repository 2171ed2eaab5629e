"""Parameters that transfers share."""

from typing import Annotated

from ...cli.declare.markers import EXTRA, Default, Limits

Concurrency = Annotated[
    int | None, "How many connections at once.", EXTRA, Default(4), Limits(1, 32)
]
PartThreshold = Annotated[
    str | None, "From which size a file is sent in parts.", EXTRA, Default("100MB")
]
PartSize = Annotated[str | None, "How large a part is, up to 64MiB.", EXTRA, Default("16MB")]
