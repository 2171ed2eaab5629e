"""Which URLs name one server, which name the vendor's, and which stay on this machine."""

import pytest

from oai.config.addresses import Address


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://host/v1", "https://host:443/other", True),
        ("https://HOST/v1", "https://host", True),
        ("http://host", "http://host:80/v1", True),
        ("http://[::1]:80/v1", "http://[::1]", True),
        ("http://host/v1", "https://host/v1", False),
        ("https://host:8443/v1", "https://host/v1", False),
        ("https://host.example/v1", "https://host/v1", False),
        ("http://127.0.0.1:1/v1", "http://127.0.0.1:2/v1", False),
        ("http://localhost/v1", "http://127.0.0.1/v1", False),
    ],
)
def test_two_urls_lead_to_one_server(one: str, other: str, same: bool) -> None:
    assert (Address.of(one) == Address.of(other)) is same


@pytest.mark.parametrize(
    ("url", "is_vendor"),
    [
        ("https://api.openai.com/v1", True),
        ("https://API.OpenAI.com:443/v1", True),
        ("https://eu.api.openai.com/v1", True),
        ("https://mtls.api.openai.com", True),
        ("http://api.openai.com/v1", False),
        ("https://api.openai.com:8443/v1", False),
        ("https://api.openai.com.evil.example/v1", False),
        ("https://notapi.openai.com/v1", False),
        ("https://openai.com/v1", False),
        ("https://me.openai.azure.com/openai/v1", False),
    ],
)
def test_the_vendors_hosts(url: str, is_vendor: bool) -> None:
    assert Address.of(url).is_vendor is is_vendor


@pytest.mark.parametrize(
    ("url", "is_loopback"),
    [
        ("http://localhost:11434/v1", True),
        ("http://my.localhost/v1", True),
        ("http://127.0.0.1:8000/v1", True),
        ("http://127.9.9.9", True),
        ("http://[::1]:8080/v1", True),
        ("http://0.0.0.0:8000/v1", True),
        ("http://10.0.0.7:8000/v1", False),
        ("http://192.168.1.5/v1", False),
        ("http://localhost.example/v1", False),
        ("http://127.0.0.1.example/v1", False),
        ("http://host/v1", False),
    ],
)
def test_what_stays_on_this_machine(url: str, is_loopback: bool) -> None:
    assert Address.of(url).is_loopback is is_loopback


@pytest.mark.parametrize(
    ("url", "label"),
    [
        ("https://host/v1", "host"),
        ("https://host:443/v1", "host"),
        ("http://host:8000/v1", "host:8000"),
        ("http://[::1]:8000/v1", "[::1]:8000"),
    ],
)
def test_the_label(url: str, label: str) -> None:
    assert Address.of(url).label == label
