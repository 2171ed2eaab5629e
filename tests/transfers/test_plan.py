"""How a large file is sent: the sizes that the options give."""

from __future__ import annotations

import pytest

from oai.base.errors import InputError
from oai.cli.transfers.plan import LARGEST_PART, UploadPlan, parse_size


@pytest.mark.parametrize(
    ("text", "size"),
    [("7", 7), ("64MB", 64_000_000), ("1.5 GiB", 3 << 29), ("2k", 2000), ("2KiB", 2048), (None, 5)],
)
def test_a_size(text: str | None, size: int) -> None:
    assert parse_size("--size", text, 5) == size


@pytest.mark.parametrize("size", [1, LARGEST_PART])
def test_a_part_may_be_as_large_as_the_api_takes(size: int) -> None:
    assert UploadPlan.of(None, f"{size}", None).part_size == size


@pytest.mark.parametrize("text", ["0", f"{LARGEST_PART + 1}", "-1", "large", "5TB"])
def test_no_size_of_a_part(text: str) -> None:
    with pytest.raises(InputError):
        UploadPlan.of(None, text, None)
