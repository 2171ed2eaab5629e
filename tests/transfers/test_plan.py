"""How a large file is sent: the sizes that the options give."""

from __future__ import annotations

import pytest

from oai.base.errors import InputError
from oai.cli.transfers.plan import LARGEST_PART, UploadPlan


@pytest.mark.parametrize("size", [1, LARGEST_PART])
def test_a_part_may_be_as_large_as_the_api_takes(size: int) -> None:
    assert UploadPlan.of(None, f"{size}", None).part_size == size


@pytest.mark.parametrize("text", ["0", f"{LARGEST_PART + 1}", "-1", "large", "5TB"])
def test_no_size_of_a_part(text: str) -> None:
    with pytest.raises(InputError):
        UploadPlan.of(None, text, None)
