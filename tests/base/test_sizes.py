"""Sizes that people write."""

from __future__ import annotations

import pytest

from oai.base.errors import InputError
from oai.base.sizes import parse_size


@pytest.mark.parametrize(
    ("text", "size"),
    [("7", 7), ("64MB", 64_000_000), ("1.5 GiB", 3 << 29), ("2k", 2000), ("2KiB", 2048), (None, 5)],
)
def test_a_size(text: str | None, size: int) -> None:
    assert parse_size("--size", text, 5) == size


@pytest.mark.parametrize("text", ["", "-1", "large", "5TB", "1.5.2", "MB"])
def test_no_size(text: str) -> None:
    with pytest.raises(InputError, match="--size"):
        parse_size("--size", text, 5)
