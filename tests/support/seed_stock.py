"""What a collection of the sandbox takes that its row does not say, and how the rest is come by."""

from __future__ import annotations

import itertools
import json
from typing import Any

from tests.sandbox.media_files import MP4, SILENT_WAV
from tests.support.moments import eventually
from tests.support.org_samples import PEM

from .seeds import Form, Seeds, Stock, part

NOTE = b"A note.\n"
MANIFEST = b"---\nname: sums\ndescription: Adds numbers.\n---\n"
MODEL = "gpt-5-mini"
MESSAGE = {"role": "user", "content": "Say hello."}
FUNCTION = {"type": "function", "function": {"name": "look_up"}}
GRADER = {
    "type": "string_check",
    "name": "equal",
    "input": "{{item.a}}",
    "reference": "hello",
    "operation": "eq",
}
ROW = {"item": {"a": "hello"}}
ROWS = {"type": "jsonl", "source": {"type": "file_content", "content": [ROW]}}
ITEM_SCHEMA = {"type": "object", "properties": {"a": {"type": "string"}}}
LESSON = {"messages": [MESSAGE, {"role": "assistant", "content": "Hello."}]}
BATCH_LINE = {
    "custom_id": "one",
    "method": "POST",
    "url": "/v1/responses",
    "body": {"model": MODEL, "input": "Say hello."},
}
SDP = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\n"
TRANSPORT = {"type": "webrtc", "sdp": SDP}
LIVE = {"model": "gpt-live-1", "store": True}
BUCKET = {"type": "aws", "bucket": "ours", "role_arn": "arn:aws:iam::1:role/oai"}
AGENT_FUNCTION = {
    "type": "function",
    "name": "look_up",
    "description": "Looks a word up.",
    "parameters": {"type": "object", "properties": {"word": {"type": "string"}}},
}
# A session that has all that there can be: a subagent, an artifact, a trace.
BUSY_SESSION = {
    "agent": {"model": MODEL, "multi_agent": {"enabled": True}},
    "environment": {"type": "openai_hosted"},
    "input": "Say hello.",
}
WAITING_SESSION = {
    "agent": {"model": MODEL, "tools": [AGENT_FUNCTION]},
    "environment": {"type": "none"},
    "input": "Say hello.",
}
TARGET = {
    "type": "existing_session",
    "session_id": "@/agents/sessions",
    "instructions": "Say hello.",
}
SECRET = {"type": "static_bearer", "mcp_server_url": "https://mcp.example.com", "token": "t-1"}
NUMBERS = itertools.count()


def note(purpose: str) -> Form:
    """Return the upload of a small text."""
    return Form({"purpose": purpose}, {"file": ("note.txt", NOTE)})


def lines(purpose: str, document: Any, count: int = 1) -> Form:
    """Return the upload of a file with a JSON document in each line."""
    content = f"{json.dumps(document)}\n".encode() * count
    return Form({"purpose": purpose}, {"file": ("lines.jsonl", content)})


BODIES: dict[str, Any] = {
    "/audio/voices": Form({"name": "Ada", "type": "prompt", "prompt": "Calm and low."}),
    "/agents": {"model": MODEL},
    "/agents/automations": {
        "name": "daily",
        "type": "periodic",
        "expression": "0 9 * * *",
        "timezone": "UTC",
        "target": TARGET,
    },
    "/agents/environments": {"environment": {"type": "openai_hosted"}},
    "/agents/sessions": BUSY_SESSION,
    "/audio/voice_consents": Form(
        {"name": "Ada", "language": "en"}, {"recording": ("a.wav", SILENT_WAV)}
    ),
    "/batches": {
        "input_file_id": "@batch file",
        "endpoint": "/v1/responses",
        "completion_window": "24h",
    },
    "/chat/completions": {"model": MODEL, "messages": [MESSAGE], "store": True},
    "/containers/{container_id}/files": Form({}, {"file": ("note.txt", NOTE)}),
    "/conversations/{conversation_id}/items": {"items": [{"type": "message", **MESSAGE}]},
    "/evals": {
        "data_source_config": {"type": "custom", "item_schema": ITEM_SCHEMA},
        "testing_criteria": [GRADER],
    },
    "/evals/{eval_id}/runs": {"data_source": ROWS},
    "/files": note("assistants"),
    "/fine_tuning/checkpoints/{fine_tuned_model_checkpoint}/permissions": {
        "project_ids": ["@/organization/projects"]
    },
    "/fine_tuning/jobs": {"model": "gpt-4o-mini", "training_file": "@training file"},
    "/live/sessions": {"session": LIVE, "transport": TRANSPORT},
    "/organization/certificates": {"name": "one", "certificate": PEM},
    "/organization/external_keys": {
        "name": "main",
        "type": "azure",
        "vault_uri": "https://ours.vault.example",
        "key_name": "one",
        "tenant_id": "t1",
    },
    "/organization/external_storage": {
        "project_id": "@/organization/projects",
        "provider": BUCKET,
    },
    "/organization/groups/{group_id}/roles": {"role_id": "@/organization/roles"},
    "/organization/groups/{group_id}/users": {"user_id": "@/organization/users"},
    "/organization/invites": {"email": "@new address", "role": "reader"},
    "/organization/projects/{project_id}/groups": {
        "group_id": "@/organization/groups",
        "role": "@/projects/{project_id}/roles",
    },
    "/organization/projects/{project_id}/users": {
        "user_id": "@/organization/users",
        "role": "member",
    },
    "/organization/roles": {"role_name": "@new name", "permissions": ["api.read"]},
    "/organization/users/{user_id}/roles": {"role_id": "@/organization/roles"},
    "/organization/workload_identity_providers/{workload_identity_provider_id}/federation_rules": {
        "attribute_matchers": {"repo": "ada/sums"},
        "project_id": "@/organization/projects",
        "service_account_id": "@/organization/projects/{project_id}/service_accounts",
    },
    "/projects/{project_id}/groups/{group_id}/roles": {"role_id": "@/projects/{project_id}/roles"},
    "/projects/{project_id}/roles": {"role_name": "@new name", "permissions": ["api.read"]},
    "/projects/{project_id}/users/{user_id}/roles": {"role_id": "@/projects/{project_id}/roles"},
    "/responses": {"model": MODEL, "input": "Say hello.", "background": True},
    "/skills": Form({}, {"files": ("sums/SKILL.md", MANIFEST)}),
    "/skills/{skill_id}/versions": Form({}, {"files": ("sums/SKILL.md", MANIFEST)}),
    "/threads": {"messages": [MESSAGE]},
    "/threads/{thread_id}/messages": MESSAGE,
    "/threads/{thread_id}/runs": {"assistant_id": "@/assistants"},
    "/uploads": {
        "filename": "note.txt",
        "purpose": "assistants",
        "bytes": len(NOTE),
        "mime_type": "text/plain",
    },
    "/uploads/{upload_id}/parts": Form({}, {"data": ("part", NOTE)}),
    "/vector_stores/{vector_store_id}/file_batches": {"file_ids": ["@/files"]},
    "/vector_stores/{vector_store_id}/files": {"file_id": "@/files"},
    "/webhook_endpoints": {
        "name": "ci",
        "url": "https://example.com/hook",
        "event_types": ["batch.completed"],
    },
    "/vaults/{vault_id}/credentials": {"name": "tools", "auth": SECRET},
    "/videos/characters": Form({"name": "Mossy"}, {"video": ("a.mp4", MP4)}),
}


def new_file(form: Form) -> Any:
    """Return what makes a file for one use."""
    return lambda seeds: seeds.send("POST", "/files", form).json()["id"]


def tuned_model(seeds: Seeds) -> Any:
    """Return the name of a model that a training has made."""
    return seeds.wait(seeds.fill("/fine_tuning/jobs/{job}"))["fine_tuned_model"]


def queued_job(seeds: Seeds) -> Any:
    """Return a training that may be paused: its files are validated."""
    path = seeds.fill("/fine_tuning/jobs/{job}")
    eventually(lambda: seeds.send("GET", path).json()["status"] != "validating_files")
    return seeds.get("/fine_tuning/jobs")


def paused_job(seeds: Seeds) -> Any:
    """Return a training that is paused."""
    return seeds.send("POST", f"/fine_tuning/jobs/{queued_job(seeds)}/pause").json()["id"]


def call(seeds: Seeds) -> str:
    """Return a call that rings."""
    answer = seeds.send("POST", "/realtime/calls", Form({}, {"sdp": ("offer.sdp", SDP.encode())}))
    return answer.headers["location"].rpartition("/")[2]


def service_key(seeds: Seeds) -> Any:
    """Return the key of a new service account."""
    collection = "/organization/projects/{project_id}/service_accounts"
    return seeds.send("POST", collection, seeds.body(collection)).json()["api_key"]["id"]


def chat_thread(seeds: Seeds) -> Any:
    """Return the thread that a session has begun."""
    seeds.get("/chatkit/sessions")
    return part(seeds.send("GET", "/chatkit/threads").json(), "data.0.id")


def skill_version(seeds: Seeds) -> Any:
    """Return the id of a version, by which lists go on; elsewhere its number names it."""
    collection = "/skills/{skill_id}/versions"
    return seeds.send("POST", collection, BODIES[collection]).json()["id"]


def waiting_run(seeds: Seeds) -> str:
    """Return a run that waits for the answer of a function."""
    body = {"assistant_id": "@/assistants", "tools": [FUNCTION], "tool_choice": "required"}
    run: str = seeds.send("POST", "/threads/{thread_id}/runs", body).json()["id"]
    seeds.wait(f"{seeds.fill('/threads/{thread_id}/runs')}/{run}")
    return run


def waiting_call(seeds: Seeds) -> Any:
    """Return the call of a function that a run waits for."""
    run = seeds.send("GET", f"/threads/{{thread_id}}/runs/{seeds.get('waiting run')}").json()
    return part(run, "required_action.submit_tool_outputs.tool_calls.0.id")


def waiting_session(seeds: Seeds) -> str:
    """Return a session that waits for the result of a function."""
    session: str = seeds.send("POST", "/agents/sessions", WAITING_SESSION).json()["id"]
    seeds.wait(f"/agents/sessions/{session}")
    return session


def project_certificate(seeds: Seeds) -> Any:
    """Return a certificate that a project uses."""
    body = {"certificate_ids": ["@/organization/certificates"]}
    seeds.send("POST", "/organization/projects/{project_id}/certificates/activate", body)
    return seeds.get("/organization/certificates")


STOCK = Stock(
    bodies=BODIES,
    makers={
        "/organization/users": lambda _: "user-sandbox-ada",
        "/organization/projects/{project_id}/api_keys": service_key,
        "/organization/projects/{project_id}/certificates": project_certificate,
        "/organization/projects/{project_id}/rate_limits": lambda _: f"rl-{MODEL}",
        "/chatkit/threads": chat_thread,
        "/fine_tuning/checkpoints": tuned_model,
        "/models": lambda _: MODEL,
        "/realtime/calls": call,
        "/safety/alerts": lambda _: "alert_sandbox",
        "/safety/cases": lambda _: "case_sandbox",
        "batch file": new_file(lines("batch", BATCH_LINE)),
        "training file": new_file(lines("fine-tune", LESSON, 10)),
        "validation file": new_file(lines("fine-tune", LESSON)),
        "queued job": queued_job,
        "paused job": paused_job,
        "skill version": skill_version,
        "waiting run": waiting_run,
        "waiting session": waiting_session,
        "waiting call": waiting_call,
        "new name": lambda _: f"Reader {next(NUMBERS)}",
        "new address": lambda _: f"new{next(NUMBERS)}@example.com",
    },
    moved={
        "/projects": "/organization/projects",
        "/projects/{project_id}/users": "/organization/projects/{project_id}/users",
        "/projects/{project_id}/groups": "/organization/projects/{project_id}/groups",
    },
    ids={
        "/live/sessions": "session.id",
        "/conversations/{conversation_id}/items": "data.0.id",
        "/fine_tuning/checkpoints/{fine_tuned_model_checkpoint}/permissions": "data.0.id",
        "/organization/groups/{group_id}/roles": "role.id",
        "/organization/groups/{group_id}/users": "user_id",
        "/organization/projects/{project_id}/groups": "group_id",
        "/organization/users/{user_id}/roles": "role.id",
        "/projects/{project_id}/groups/{group_id}/roles": "role.id",
        "/projects/{project_id}/users/{user_id}/roles": "role.id",
        "/skills/{skill_id}/versions": "version",
    },
    # A container runs for as long as it is there.
    steady={"/containers"},
)
