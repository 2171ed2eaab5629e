"""The versions of a skill: each a whole copy of its files."""

from typing import Annotated

from ...cli.call import Call
from ...cli.http.paging_style import Paging
from ...cli.output.view import View
from ...cli.perform import perform
from ..shared.fields import After, Limit, Order
from . import Files, SkillId, skills
from .bundle import bundle

versions = skills.group(
    "versions", "", view=View(columns=("version", "id", "name", "description", "created_at"))
)

Version = Annotated[str, "The version's number."]


@versions.post(
    "/skills/{skill_id}/versions", content_type="multipart/form-data", json_without_files=True
)
def create(
    call: Call,
    skill_id: SkillId,
    files: Files,
    default: Annotated[bool | None, "Use this version from now on."] = None,
) -> None:
    """Add a version to a skill, from a folder with a SKILL.md in it.

    $ oai skills versions create skill_abc123 ./my-skill --default
    """
    if files:
        call.values["files"] = bundle(files)
    perform(call)


@versions.get("/skills/{skill_id}/versions", paging=Paging())
def list_(skill_id: SkillId, limit: Limit = None, order: Order = None, after: After = None) -> None:
    """List the versions of a skill.

    $ oai skills versions list skill_abc123
    """


@versions.get("/skills/{skill_id}/versions/{version}")
def get(skill_id: SkillId, version: Version) -> None:
    """Show one version.

    $ oai skills versions get skill_abc123 2
    """


@versions.get("/skills/{skill_id}/versions/{version}/content", answer="binary")
def download(skill_id: SkillId, version: Version) -> None:
    """Download one version as a zip.

    $ oai skills versions download skill_abc123 2 -o my-skill-2.zip
    """


@versions.delete("/skills/{skill_id}/versions/{version}")
def delete(skill_id: SkillId, version: Version) -> None:
    """Delete one version.

    $ oai skills versions delete skill_abc123 1 --yes
    """
