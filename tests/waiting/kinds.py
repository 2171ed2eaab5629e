"""Everything that has a life: how it is created, asked for, and how it ends."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

PENDING = "in_progress"


@dataclass(frozen=True)
class Kind:
    """One kind: the words that create and wait, the path it is at, and its statuses."""

    id: str
    at: str
    wait: tuple[str, ...]
    creations: tuple[tuple[str, ...], ...]
    good: tuple[str, ...] = ("completed",)
    bad: tuple[str, ...] = ("failed", "cancelled", "expired")
    stuck: str | None = None
    more: tuple[tuple[str, Any], ...] = ()

    def state(self, status: str, **facts: Any) -> dict[str, Any]:
        """Return the object as the server shows it."""
        return {"id": self.id, "object": "thing", "status": status, **dict(self.more), **facts}


CREATE_RUN = ("threads", "runs", "create", "thread_1", "--assistant-id", "asst_1")
CREATE_AND_RUN = ("threads", "create-and-run", "Hi", "--assistant-id", "asst_1")
SUBMIT = ("threads", "runs", "submit-tool-outputs", "thread_1", "run_1", "--tool-outputs", "[]")
SOURCE = ("--data-source", "type=jsonl")

KINDS = {
    "batch": Kind(
        "batch_1",
        "/v1/batches/batch_1",
        ("batches", "wait", "batch_1"),
        (("batches", "create", "--input-file-id", "file-1", "--endpoint", "/v1/responses"),),
    ),
    "fine-tuning job": Kind(
        "ftjob-1",
        "/v1/fine_tuning/jobs/ftjob-1",
        ("fine-tuning", "jobs", "wait", "ftjob-1"),
        (("fine-tuning", "jobs", "create", "--model", "m", "--training-file", "file-1"),),
        good=("succeeded",),
        bad=("failed", "cancelled"),
        stuck="paused",
    ),
    "vector store": Kind(
        "vs_1",
        "/v1/vector_stores/vs_1",
        ("vector-stores", "wait", "vs_1"),
        (("vector-stores", "create", "--file-ids", "file-1"),),
        bad=("expired",),
    ),
    "file of a vector store": Kind(
        "file-1",
        "/v1/vector_stores/vs_1/files/file-1",
        ("vector-stores", "files", "wait", "vs_1", "file-1"),
        (("vector-stores", "files", "create", "vs_1", "--file-id", "file-1"),),
        bad=("failed", "cancelled"),
    ),
    "file batch": Kind(
        "vsfb_1",
        "/v1/vector_stores/vs_1/file_batches/vsfb_1",
        ("vector-stores", "file-batches", "wait", "vs_1", "vsfb_1"),
        (("vector-stores", "file-batches", "create", "vs_1", "--file-ids", "file-1"),),
        bad=("failed", "cancelled"),
    ),
    "response": Kind(
        "resp_1",
        "/v1/responses/resp_1",
        ("responses", "wait", "resp_1"),
        (("responses", "create", "Hi", "--model", "m", "--background"),),
        good=("completed", "incomplete"),
        bad=("failed", "cancelled"),
        more=(("output", []),),
    ),
    "response of the beta": Kind(
        "resp_1",
        "/v1/responses/resp_1",
        ("beta", "responses", "wait", "resp_1"),
        (("beta", "responses", "create", "Hi", "--model", "m", "--background"),),
        good=("completed", "incomplete"),
        bad=("failed", "cancelled"),
        more=(("output", []),),
    ),
    "run": Kind(
        "run_1",
        "/v1/threads/thread_1/runs/run_1",
        ("threads", "runs", "wait", "thread_1", "run_1"),
        (CREATE_RUN, CREATE_AND_RUN, SUBMIT),
        good=("completed", "incomplete"),
        stuck="requires_action",
        more=(("thread_id", "thread_1"),),
    ),
    "run of an eval": Kind(
        "evalrun_1",
        "/v1/evals/eval_1/runs/evalrun_1",
        ("evals", "runs", "wait", "eval_1", "evalrun_1"),
        (("evals", "runs", "create", "eval_1", *SOURCE),),
        bad=("failed", "canceled"),
    ),
    "video": Kind(
        "video_1",
        "/v1/videos/video_1",
        ("videos", "wait", "video_1"),
        (
            ("videos", "create", "A cat"),
            ("videos", "edit", "Snow", "--video", "video_0"),
            ("videos", "extend", "On", "--video", "video_0", "--seconds", "4"),
            ("videos", "remix", "video_0", "At night"),
        ),
        bad=("failed",),
    ),
    "session": Kind(
        "sess_1",
        "/v1/agents/sessions/sess_1",
        ("agents", "sessions", "wait", "sess_1"),
        (("agents", "sessions", "create", "Hi", "--environment", "type=none"),),
        good=("idle",),
        bad=("failed",),
        stuck="requires_action",
    ),
    "turn": Kind(
        "turn_1",
        "/v1/agents/sessions/sess_1/turns/turn_1",
        ("agents", "sessions", "turns", "wait", "sess_1", "turn_1"),
        (),
        bad=("failed", "cancelled"),
        stuck="waiting",
    ),
    "subagent's turn": Kind(
        "turn_1",
        "/v1/agents/sessions/sess_1/subagents/sub_1/turns/turn_1",
        ("agents", "sessions", "subagents", "turns", "wait", "sess_1", "sub_1", "turn_1"),
        (),
        bad=("failed", "cancelled"),
        stuck="waiting",
    ),
    "environment": Kind(
        "env_1",
        "/v1/agents/environments/env_1",
        ("agents", "environments", "wait", "env_1"),
        (("agents", "environments", "create", "--environment", "type=openai_hosted"),),
        good=("ready", "connected", "suspended"),
        bad=("failed", "expired"),
    ),
    "external storage": Kind(
        "es_1",
        "/v1/organization/external_storage/es_1",
        ("org", "external-storage", "wait", "es_1"),
        (
            ("org", "external-storage", "create", "--project-id", "p", "--provider", "type=aws"),
            ("org", "external-storage", "validate", "es_1"),
        ),
        good=("validated",),
        bad=("degraded", "unhealthy"),
    ),
    "invocation of an automation": Kind(
        "inv_1",
        "/v1/agents/automations/auto_1/invocations/inv_1",
        ("agents", "automations", "invocations", "wait", "auto_1", "inv_1"),
        (("agents", "automations", "invocations", "create", "auto_1"),),
        bad=("failed", "skipped"),
    ),
}
BATCH = KINDS["batch"]
