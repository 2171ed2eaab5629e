"""Evals as objects, with their runs and what came of each item."""

from __future__ import annotations

from ..requests.resources import StoredResource

EVALS = StoredResource(
    kind="eval",
    noun="eval",
    collection="/evals",
    parameter="eval_id",
    order="asc",
)
RUNS = StoredResource(
    kind="eval.run",
    noun="eval run",
    collection="/evals/{eval_id}/runs",
    parameter="run_id",
    parent=EVALS,
)
OUTPUTS = StoredResource(
    kind="eval.run.output_item",
    noun="output item",
    collection="/evals/{eval_id}/runs/{run_id}/output_items",
    parameter="output_item_id",
    parent=RUNS,
    prefix="outputitem_",
)
