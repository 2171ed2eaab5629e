"""Parameters that the commands of a project share, each declared once."""

from typing import Annotated

from ....cli.declare.markers import DURATION, Choices

ExpiresIn = Annotated[int | None, "How long a key is valid: seconds, or 90s, 15m, 720h.", DURATION]
ProjectId = Annotated[str, "The project's id."]
AccountId = Annotated[str, "The service account's id."]
NewName = Annotated[str | None, "The new name."]
ROLES = Choices("member", "owner")
