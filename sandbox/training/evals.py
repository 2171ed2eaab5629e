"""Evals: what is tested and by which criteria; their runs are made here and done in `eval_work`."""

from __future__ import annotations

import secrets
import time
from typing import TYPE_CHECKING, Any

from ..requests.answers import CreatedAnswer
from ..requests.paging import page_of
from ..requests.refusals import Refusal, absent, unsupported
from ..state.identifiers import new_id, now
from .eval_objects import EVALS, RUNS
from .eval_sources import check_source
from .eval_work import NO_RESULTS, launch
from .grader_forms import check_grader

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.responses import Response

    from ..requests.call import ApiCall, Handler
    from ..state.store import Document

CONFIGURATIONS = ("custom", "logs", "stored_completions")
RUNNING = ("queued", "in_progress")


async def create(call: ApiCall) -> Response:
    """Keep a new eval."""
    body = call.body
    document = {
        "object": "eval",
        "id": new_id("eval_"),
        "name": body.get("name") or "",
        "data_source_config": read_configuration(body["data_source_config"]),
        "testing_criteria": read_criteria(body["testing_criteria"]),
        "created_at": now(),
        "metadata": body.get("metadata") or {},
    }
    document = call.keeping_unknown(document)
    call.sandbox.store.add("eval", document, {"updated_at": time.time()})
    return CreatedAnswer(document)


def read_configuration(given: Mapping[str, Any]) -> Document:
    """Return what the items of an eval look like."""
    kind = given.get("type")
    if kind not in CONFIGURATIONS:
        raise unsupported(kind, CONFIGURATIONS, "data_source_config.type")
    if kind != "custom":
        return {"type": kind, "metadata": given.get("metadata") or {}, "schema": item_schema({})}
    if not isinstance(given.get("item_schema"), dict):
        raise absent("data_source_config.item_schema")
    return {"type": "custom", "schema": item_schema(given["item_schema"])}


def item_schema(item: Mapping[str, Any]) -> Document:
    """Return the schema of a row: the item, and the sample that a model may have made of it."""
    properties = {"item": dict(item), "sample": {"type": "object"}}
    return {"type": "object", "properties": properties, "required": ["item"]}


def read_criteria(given: list[Document]) -> list[Document]:
    """Return the criteria, each with an id of its own."""
    for place, criterion in enumerate(given):
        check_grader(criterion, f"testing_criteria[{place}]")
    return [{**one, "id": f"{one['name']}-{secrets.token_hex(16)}"} for one in given]


async def update(call: ApiCall) -> Document:
    """Change the name and the metadata."""
    record = EVALS.find(call)
    document = {**record.document, **call.body}
    call.sandbox.store.replace("eval", document, {**record.hidden, "updated_at": time.time()})
    return document


async def list_evals(call: ApiCall) -> Document:
    """List the evals, by when they were created or last changed."""
    if call.query.get("order_by") != "updated_at":
        return await EVALS.list(call)
    records = call.sandbox.store.all("eval")
    records.sort(key=lambda record: record.hidden["updated_at"])
    return page_of([record.document for record in records], call.query, order="asc")


async def delete(call: ApiCall) -> Document:
    """Delete an eval with its runs."""
    for record in call.sandbox.store.unfinished(RUNS.within(call.path["eval_id"]), RUNNING):
        call.sandbox.jobs.cancel(record.document["id"])
    deleted = await EVALS.delete(call)
    return {"object": "eval.deleted", "deleted": True, "eval_id": deleted["id"]}


async def create_run(call: ApiCall) -> Response:
    """Begin a run."""
    definition = EVALS.find(call).document
    check_source(call, call.body["data_source"])
    run = call.keeping_unknown(new_run(call, definition))
    with call.sandbox.store.transaction():
        call.sandbox.store.add(RUNS.place(call), run)
        share_input(call, run)
    launch(call.sandbox, run)
    return CreatedAnswer(run)


def new_run(call: ApiCall, definition: Document) -> Document:
    """Return a run of which nothing is done yet."""
    identifier = new_id("evalrun_")
    source = call.body["data_source"]
    host = call.headers.get("host", "localhost")
    results = f"/v1/evals/{definition['id']}/runs/{identifier}/output_items"
    return {
        "object": "eval.run",
        "id": identifier,
        "eval_id": definition["id"],
        "report_url": f"http://{host}{results}",
        "status": "queued",
        "model": source.get("model") or "",
        "name": call.body.get("name") or "",
        "created_at": now(),
        "result_counts": NO_RESULTS,
        "per_model_usage": [],
        "per_testing_criteria_results": [],
        "data_source": source,
        "error": None,
        "metadata": call.body.get("metadata") or {},
    }


def share_input(call: ApiCall, run: Document) -> None:
    """Give the run its file to itself: deleting the other does not disturb it."""
    inner = run["data_source"].get("source") or {}
    if inner.get("type") == "file_id":
        call.sandbox.blobs.share(inner["id"], run["id"])


async def cancel_run(call: ApiCall) -> Document:
    """End a run where it stands; what was graded is kept."""
    run = RUNS.find(call).document
    if run["status"] not in RUNNING:
        text = f"Cannot cancel the run {run['id']}: its status is '{run['status']}'."
        raise Refusal(text, code="invalid_status_for_cancel")
    call.sandbox.jobs.cancel(run["id"])
    cancelled: Document = {**run, "status": "canceled"}
    call.sandbox.store.replace(RUNS.place(call), cancelled)
    call.sandbox.blobs.delete(run["id"])
    return cancelled


async def delete_run(call: ApiCall) -> Document:
    """Delete a run with what came of it."""
    run_id = RUNS.find(call).document["id"]
    call.sandbox.jobs.cancel(run_id)
    call.sandbox.blobs.delete(run_id)
    await RUNS.delete(call)
    return {"object": "eval.run.deleted", "deleted": True, "run_id": run_id}


HANDLERS: dict[str, Handler] = {
    "POST /evals": create,
    "GET /evals": list_evals,
    "POST /evals/{eval_id}": update,
    "DELETE /evals/{eval_id}": delete,
    "POST /evals/{eval_id}/runs": create_run,
    "POST /evals/{eval_id}/runs/{run_id}/cancel": cancel_run,
    "DELETE /evals/{eval_id}/runs/{run_id}": delete_run,
    **RUNS.serve("get"),
}
