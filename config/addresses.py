"""Which server a URL names: a key goes only to the address that it was given for."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import urlsplit

VENDOR = "api.openai.com"
PORTS = {"http": 80, "https": 443}


class Address(NamedTuple):
    """Scheme, host and port: two URLs with the same three lead to one server (RFC 6454, 4)."""

    scheme: str
    host: str
    port: int | None

    @classmethod
    def of(cls, url: str) -> Address:
        """Return the address of a URL that `rules.base_url` accepts."""
        parts = urlsplit(url.strip())
        return cls(parts.scheme, parts.hostname or "", parts.port or PORTS.get(parts.scheme))

    @property
    def label(self) -> str:
        """The host as people name it, with its port where that is not the usual one."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS.get(self.scheme) else f"{host}:{self.port}"

    @property
    def is_vendor(self) -> bool:
        """Whether it is OpenAI's own: api.openai.com or a subdomain, by https."""
        is_host = self.host == VENDOR or self.host.endswith(f".{VENDOR}")
        return is_host and self.scheme == "https" and self.port == PORTS["https"]

    @property
    def is_loopback(self) -> bool:
        """Whether requests stay on this machine; 0.0.0.0, which servers like to print, does too."""
        if self.host == "localhost" or self.host.endswith(".localhost"):
            return True
        from ipaddress import ip_address

        try:
            found = ip_address(self.host)
        except ValueError:
            return False
        return found.is_loopback or found.is_unspecified
