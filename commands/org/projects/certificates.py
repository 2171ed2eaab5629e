"""Certificates of a project: the organization's, in use or not."""

from ....cli.http.paging_style import Paging
from ...shared.fields import After, Limit
from ..fields import CertificateIds, NewestFirst
from ..views import ACTIVATION, CERTIFICATE
from . import projects
from .fields import ProjectId

certificates = projects.group("certificates", "", view=CERTIFICATE)


@certificates.get("/organization/projects/{project_id}/certificates", paging=Paging())
def list_(
    project_id: ProjectId,
    limit: Limit = None,
    order: NewestFirst = None,
    after: After = None,
) -> None:
    """List the certificates that a project has, in use or not.

    $ oai org projects certificates list proj_abc123
    """


@certificates.post("/organization/projects/{project_id}/certificates/activate", view=ACTIVATION)
def activate(project_id: ProjectId, certificate_ids: CertificateIds) -> None:
    """Let a project use certificates that were uploaded to the organization.

    $ oai org projects certificates activate proj_abc123 cert_abc123 cert_def456
    """


@certificates.post(
    "/organization/projects/{project_id}/certificates/deactivate",
    view=ACTIVATION,
    effect="destroy",
    confirm_by_id=True,
)
def deactivate(project_id: ProjectId, certificate_ids: CertificateIds) -> None:
    """Stop a project from using certificates: clients that rely on them are refused.

    To confirm several, give their ids with commas.

    $ oai org projects certificates deactivate proj_abc123 cert_abc123
    $ oai org projects certificates deactivate proj_a cert_b --confirm cert_b
    """
