"""The scripted server behind TLS, with a certificate that nobody trusts unless told to."""

from __future__ import annotations

import ssl
from pathlib import Path

from .fault_server import FaultServer

CERTIFICATE = Path(__file__).with_name("tls") / "certificate.pem"


class TlsServer(FaultServer):
    """A scripted server that speaks https."""

    def __init__(self) -> None:
        super().__init__()
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(CERTIFICATE, CERTIFICATE.with_name("key.pem"))
        self.socket = context.wrap_socket(self.socket, server_side=True)

    @property
    def origin(self) -> str:
        """The scheme, host and port."""
        return super().origin.replace("http:", "https:")
