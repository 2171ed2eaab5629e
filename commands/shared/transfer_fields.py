"""Parameters that transfers share."""

from typing import Annotated

from ...cli.declare.markers import LOCAL, Default, Limits

Concurrency = Annotated[
    int | None, "How many connections at once.", LOCAL, Default(4), Limits(1, 32)
]
PartThreshold = Annotated[
    str | None, "From which size a file is sent in parts.", LOCAL, Default("100MB")
]
PartSize = Annotated[str | None, "How large a part is, up to 64MiB.", LOCAL, Default("16MB")]
