"""What this folder serves, and the work that it takes up again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import (
    eval_work,
    evals,
    fine_tuning,
    graders,
    permissions,
    tuning_work,
    vector_store_batches,
    vector_store_files,
    vector_stores,
)

if TYPE_CHECKING:
    from ..requests.call import Handler, Sandbox

HANDLERS: dict[str, Handler] = {
    **evals.HANDLERS,
    **fine_tuning.HANDLERS,
    **graders.HANDLERS,
    **permissions.HANDLERS,
    **vector_store_batches.HANDLERS,
    **vector_store_files.HANDLERS,
    **vector_stores.HANDLERS,
}


def resume(sandbox: Sandbox) -> None:
    """Take up the work that an earlier server left unfinished."""
    eval_work.resume(sandbox)
    tuning_work.resume(sandbox)
    vector_store_files.resume(sandbox)
