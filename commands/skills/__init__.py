"""Skills: folders of instructions and scripts that models can use."""

from pathlib import Path
from typing import Annotated

from ...cli.call import Call
from ...cli.declare.endpoint import Resource
from ...cli.declare.markers import FOLDER, POSITIONAL
from ...cli.http.paging_style import Paging
from ...cli.output.view import View
from ...cli.perform import perform
from ..shared.fields import After, Limit, Order
from ..shared.transfer_fields import Concurrency
from .bundle import bundle

skills = Resource(
    "skills",
    view=View(
        columns=("id", "name", "description", "default_version", "latest_version", "created_at"),
        spare=("default_version",),
    ),
    package=__name__,
    modules={"versions": "Look after the versions of a skill."},
)

SkillId = Annotated[str, "The skill's id."]
Files = Annotated[
    list[Path],
    "The skill's folder, its files, or a zip of the folder. Up to 500 files.",
    POSITIONAL,
    FOLDER,
]


@skills.post("/skills", content_type="multipart/form-data", json_without_files=True)
def create(call: Call, files: Files) -> None:
    """Create a skill from a folder that has a SKILL.md in it.

    Hidden files stay behind. The name and the description are those in SKILL.md.

    $ oai skills create ./my-skill
    $ oai skills create my-skill.zip
    """
    if files:
        call.values["files"] = bundle(files)
    perform(call)


@skills.get("/skills", paging=Paging())
def list_(limit: Limit = None, order: Order = None, after: After = None) -> None:
    """List skills.

    $ oai skills list
    """


@skills.get("/skills/{skill_id}")
def get(skill_id: SkillId) -> None:
    """Show one skill.

    $ oai skills get skill_abc123
    """


@skills.get("/skills/{skill_id}/content", answer="binary")
def download(
    call: Call,
    skill_id: Annotated[list[str], "The skill's id; several are downloaded at once."],
    concurrency: Concurrency = None,
) -> None:
    """Download the default versions of skills, each as a zip.

    $ oai skills download skill_abc123 -o my-skill.zip
    $ oai skills download skill_abc123 skill_def456 -o skills/
    """
    from ...cli.transfers.download_each import download_each

    download_each(call, "skill_id", skill_id, concurrency)


@skills.post("/skills/{skill_id}")
def update(
    skill_id: SkillId,
    default_version: Annotated[str, "The version that is used where none is named."],
) -> None:
    """Choose the version that a skill is used in.

    $ oai skills update skill_abc123 --default-version 2
    """


@skills.delete("/skills/{skill_id}")
def delete(skill_id: SkillId) -> None:
    """Delete a skill with all its versions.

    $ oai skills delete skill_abc123 --yes
    """
