"""Parameters that the organization's resources share, each declared once."""

from typing import Annotated, Any, Literal

from ...cli.declare.markers import POSITIONAL, Choices, Default, Fields, Limits

UserId = Annotated[str, "The user's id."]
RoleId = Annotated[str, "The role's id."]
GroupId = Annotated[str, "The group's id."]
AlertId = Annotated[str, "The alert's id."]
CertificateIds = Annotated[list[str], "The ids of 1 to 10 certificates.", POSITIONAL]
GivenRole = Annotated[str, "The id of the role to give."]
GivenUser = Annotated[str, "The id of the user to add."]

OldestFirst = Annotated[
    Literal["asc", "desc"] | None, "Oldest or newest first, by creation time.", Default("asc")
]
NewestFirst = Annotated[
    Literal["asc", "desc"] | None, "Oldest or newest first, by creation time.", Default("desc")
]
ListOrder = Annotated[Literal["asc", "desc"] | None, "Oldest or newest first, by creation time."]
AssignmentOrder = Annotated[
    Literal["asc", "desc"] | None, "Oldest or newest first, by when it was given."
]

RoleName = Annotated[str, "The role's name, which no other role may have."]
RoleDescription = Annotated[str | None, "What the role is for."]
Permissions = Annotated[list[str], "A permission that the role gives."]
NewPermissions = Annotated[
    list[str] | None, "A permission that the role gives; they replace those it had."
]

Amount = Annotated[
    int, "The amount in cents: 150000 is 1,500 dollars.", Limits(minimum=0), POSITIONAL
]
LimitAmount = Annotated[
    int, "The amount in cents: 150000 is 1,500 dollars.", Limits(minimum=1), POSITIONAL
]
Currency = Annotated[str, "The amount's currency.", Choices("USD")]
Interval = Annotated[str, "The time that the amount is for.", Choices("month")]
NotificationChannel = Annotated[
    dict[str, Any],
    "Where the alert goes: type=email, and recipients=ADDRESS,ADDRESS.",
    Fields(type=("email",), recipients=list[str], subject_prefix=str),
]
