"""Certificates for mutual TLS, uploaded once and switched on and off."""

from typing import Annotated

from ...cli.declare.markers import TEXT, Choices
from ...cli.http.paging_style import Paging
from ..shared.fields import After, Limit
from . import org
from .fields import CertificateIds, NewestFirst
from .views import ACTIVATION, CERTIFICATE

certificates = org.group("certificates", "", view=CERTIFICATE)

CertificateId = Annotated[str, "The certificate's id."]


@certificates.post("/organization/certificates")
def create(
    certificate: Annotated[str, "The certificate in PEM form, or - for standard input.", TEXT],
    name: Annotated[str | None, "What to call the certificate."] = None,
) -> None:
    """Upload a certificate; it is not in use before it is activated.

    $ cat edge.pem | oai org certificates create --name edge --certificate -
    """


@certificates.get("/organization/certificates", paging=Paging())
def list_(limit: Limit = None, order: NewestFirst = None, after: After = None) -> None:
    """List the organization's certificates, and which of them are active.

    $ oai org certificates list
    """


@certificates.get("/organization/certificates/{certificate_id}")
def get(
    certificate_id: CertificateId,
    include: Annotated[
        list[str] | None, "Show more than the facts: the PEM text itself.", Choices("content")
    ] = None,
) -> None:
    """Show one certificate, and from when to when it is valid.

    $ oai org certificates get cert_abc123
    $ oai org certificates get cert_abc123 --include content
    """


@certificates.post("/organization/certificates/{certificate_id}")
def update(
    certificate_id: CertificateId,
    name: Annotated[str | None, "The new name."] = None,
) -> None:
    """Rename a certificate; nothing else of it can be changed.

    $ oai org certificates update cert_abc123 --name edge-2026
    """


@certificates.delete("/organization/certificates/{certificate_id}", confirm_by_id=True)
def delete(certificate_id: CertificateId) -> None:
    """Delete a certificate for good; it has to be inactive everywhere.

    $ oai org certificates delete cert_abc123 --confirm cert_abc123
    """


@certificates.post("/organization/certificates/activate", view=ACTIVATION)
def activate(certificate_ids: CertificateIds) -> None:
    """Activate certificates for the organization: all of them or, on an error, none.

    $ oai org certificates activate cert_abc123 cert_def456
    """


@certificates.post(
    "/organization/certificates/deactivate", effect="destroy", confirm_by_id=True, view=ACTIVATION
)
def deactivate(certificate_ids: CertificateIds) -> None:
    """Deactivate certificates: clients that show them are turned away.

    To confirm several, give their ids with commas.

    $ oai org certificates deactivate cert_abc123 --confirm cert_abc123
    """
