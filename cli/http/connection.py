"""The httpx client as we set it up, and its failures in words."""

import errno
import os
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from threading import Lock
from typing import Any

from ...base.errors import NetworkError, SettingsError
from .lean_httpx import httpx

CONNECT_TIMEOUT = 10.0
# Of many threads that need the certificates at once, one reads them.
_making = Lock()
PROXY_VARIABLES = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY")


def open_client(scheme: str, *, direct: bool) -> httpx.Client:
    """Return a client for http or https that follows no redirect; `direct` ignores proxies."""
    with _making, _proxies_in_words():
        return httpx.Client(**_setup(scheme, direct=direct))


def _setup(scheme: str, *, direct: bool) -> dict[str, Any]:
    plain = scheme == "http" and (direct or not _has_proxy())
    return {
        # Reading the system's certificates takes longer than a whole call over loopback.
        "verify": _unchecked() if plain else _certificates(),
        "trust_env": not direct,
        "headers": {"Accept-Encoding": "gzip, deflate"},
    }


@contextmanager
def _proxies_in_words() -> Iterator[None]:
    try:
        yield
    except (ValueError, ImportError, httpx.InvalidURL):
        raise SettingsError(
            "The proxy that the environment names cannot be used.",
            hint="HTTP_PROXY, HTTPS_PROXY and ALL_PROXY take URLs such as http://proxy:8080.",
        ) from None


def timeouts(read_timeout: float) -> httpx.Timeout:
    """Return how long each phase of a call may take, for a server that may be silent so long."""
    connect = min(read_timeout, CONNECT_TIMEOUT)
    return httpx.Timeout(read_timeout, connect=connect, pool=connect)


def _has_proxy() -> bool:
    return any(os.environ.get(name) or os.environ.get(name.lower()) for name in PROXY_VARIABLES)


@cache
def _unchecked() -> ssl.SSLContext:
    """What httpx makes for each client that looks at no certificate: one for all."""
    return httpx.create_ssl_context(verify=False)


@cache
def _certificates() -> ssl.SSLContext:
    """Trust what the system trusts; what httpx ships only where the system has nothing."""
    context = ssl.create_default_context()
    paths = ssl.get_default_verify_paths()
    if os.name == "posix" and not (paths.cafile or paths.capath):
        import certifi

        context.load_verify_locations(certifi.where())
    return context


def network_error(error: httpx.RequestError, read_timeout: float) -> NetworkError:
    """Return the failure in words, with what to do next."""
    host = error.request.url.netloc.decode("ascii")
    if isinstance(error, httpx.DecodingError):
        return NetworkError(f"{host} sent a body that cannot be unpacked.")
    if isinstance(error, httpx.ConnectTimeout):
        return NetworkError(
            f"No connection to {host} within {min(read_timeout, CONNECT_TIMEOUT):g} s.",
            hint="Check the network, the proxy settings and --base-url.",
        )
    if isinstance(error, httpx.TimeoutException):
        return NetworkError(
            f"{host} was silent for {read_timeout:g} s.",
            hint="Allow more with --timeout SECONDS.",
        )
    if certificate_error(error):
        return NetworkError(
            f"Cannot connect to {host}: {_reason(error)}.",
            hint="If you trust it all the same, name its certificate's file in SSL_CERT_FILE.",
        )
    if isinstance(error, (httpx.ConnectError, httpx.ProxyError)):
        return NetworkError(
            f"Cannot connect to {host}: {_reason(error)}.",
            hint="Check the network, the proxy settings and --base-url.",
        )
    if "location header" in str(error):
        return NetworkError(f"{host} redirects to what is no URL.", hint="Check --base-url.")
    return NetworkError(
        f"The connection to {host} was lost: {_reason(error)}.",
        hint="Run it again; --max-retries N allows more tries.",
    )


def certificate_error(error: Exception) -> ssl.SSLCertVerificationError | None:
    """Return why the server's certificate is not trusted, if that is what went wrong."""
    return next((it for it in _causes(error) if isinstance(it, ssl.SSLCertVerificationError)), None)


def _causes(error: Exception) -> Iterator[BaseException]:
    cause: BaseException | None = error
    while cause is not None:
        yield cause
        cause = cause.__cause__ or cause.__context__


def _reason(error: Exception) -> str:
    """Find the operating system's own word for it under the libraries' exceptions."""
    for cause in _causes(error):
        if isinstance(cause, ssl.SSLCertVerificationError):
            return f"its certificate is not trusted ({cause.verify_message.rstrip('.')})"
        if isinstance(cause, ssl.SSLError):
            break
        if isinstance(cause, socket.gaierror):
            return "the name cannot be resolved"
        if isinstance(cause, OSError) and cause.errno and cause.errno in errno.errorcode:
            return os.strerror(cause.errno).lower()
    return _protocol_failure(error)


def _protocol_failure(error: Exception) -> str:
    if isinstance(error, httpx.ProxyError):
        return f"the proxy answered {error}".rstrip(".")
    if isinstance(error, httpx.ConnectError):
        return "it does not speak TLS as https needs it"
    # Only the library's words tell a connection that was closed from a server of another kind.
    words = str(error).lower()
    is_closed = not words or "closed" in words or "disconnected" in words or "eof" in words
    return "it was closed too early" if is_closed else "the server does not speak HTTP"
