"""What the command lines of `test_sandbox_accepts` say where any value would not do.

A value is text, or what is sent as JSON; `@/files` in it stands for the id of a new file.
"""

from __future__ import annotations

from base64 import b64encode
from hashlib import md5
from pathlib import Path
from typing import Any

from tests.sandbox.media_files import MP4, PNG, SILENT_WAV
from tests.support.org_samples import ALERT, PEM

from .seed_stock import (
    AGENT_FUNCTION,
    BUCKET,
    FUNCTION,
    GRADER,
    ITEM_SCHEMA,
    LIVE,
    MANIFEST,
    MESSAGE,
    MODEL,
    NOTE,
    ROW,
    ROWS,
    SDP,
    SECRET,
    TARGET,
    TRANSPORT,
)

# A day's first second: pages of usage begin at it, whatever the width of their buckets.
MIDNIGHT = 1_760_054_400
LATER = {"anchor": "created_at", "seconds": 3600}
ITEM = {"type": "message", **MESSAGE}
OBJECT_FORMAT = {"name": "answer", "schema": ITEM_SCHEMA}
PICTURE_URL = f"data:image/png;base64,{b64encode(PNG).decode()}"
QUESTIONS = [
    {"type": "predicate", "name": "late", "instructions": "Is it late?"},
    {"type": "choice", "instructions": "How?", "choices": [{"value": "slow"}, {"value": True}]},
    {"type": "score", "instructions": "How sad?", "levels": [{"label": "no"}, {"label": "yes"}]},
]
REALTIME_FUNCTION = {"type": "function", "name": "look_up"}
HOSTED_TOOLS = ("file_search", "web_search", "image_generation", "mcp", "code_interpreter")
WEB_SEARCH = {"type": "web_search"}
FILE_SEARCH = {"type": "file_search"}
FILES = {
    "note.txt": NOTE,
    "picture.png": PNG,
    "voice.wav": SILENT_WAV,
    "film.mp4": MP4,
    "SKILL.md": MANIFEST,
}
OF_PARAMETER: dict[str, Any] = {
    "additional_messages": [MESSAGE],
    "assistant_id": "@/assistants",
    "attributes": {"author": "ada"},
    "certificate_ids": "@/organization/certificates",
    "chunking_strategy": {
        "type": "static",
        "static": {"max_chunk_size_tokens": 100, "chunk_overlap_tokens": 50},
    },
    "email": "@new address",
    "end_time": MIDNIGHT + 3600,
    "expires_after": LATER,
    "file_id": "@/files",
    "file_ids": "@/files",
    "grader": GRADER,
    "hyperparameters": {"n_epochs": 1},
    "image": "picture.png",
    "input_reference": "picture.png",
    "markup": "picture.png",
    "mask": "picture.png",
    "messages": [MESSAGE],
    "notification_channel": ALERT["notification_channel"],
    "output_expires_after": LATER,
    "page": f"page_{MIDNIGHT:x}",
    "project_id": "@/organization/projects",
    "project_ids": "@/organization/projects",
    "prompt_cache_options": {"mode": "explicit"},
    "recording": "voice.wav",
    "role_id": "@/organization/roles",
    "sdp": SDP,
    "service_account_id": "@/organization/projects/{project_id}/service_accounts",
    "session": {"type": "realtime", "model": "gpt-realtime"},
    "start_time": MIDNIGHT,
    "stream_options": {"include_obfuscation": False},
    "svg": {"model": "gpt-5-mini"},
    "tool_resources": {"file_search": {"vector_store_ids": ["@/vector_stores"]}},
    "tools": [FUNCTION],
    "truncation_strategy": {"type": "last_messages", "last_messages": 3},
    "url": "https://example.com/hook",
    "user_id": "@/organization/users",
    "video": "film.mp4",
}
MODERATION = {"model": "omni-moderation-latest"}
PROMPT = {"id": "pmpt_1", "version": "2", "variables": {"name": "Ada"}}
SINCE_USE = {"anchor": "last_active_at", "days": 7}
ALLOWED = {"enabled": True}
IDENTITY = {
    "attribute_transformations": [{"attribute": "repo", "expression": "claims.repository"}],
    "verification": {"type": "discovery", "discovery_url": "https://ci.example"},
}
RULE = {
    "attribute_matchers": {"repo": "ada/sums"},
    "permissions": {"type": "restricted", "scopes": ["api.read"]},
}
OF_PROJECT_ROLE = {"role_id": "@/projects/{project_id}/roles"}
AGENT = {
    "compaction": {"async": True},
    "experimental": {"time_awareness": True},
    "model": MODEL,
    "multi_agent": {"enabled": True, "max_concurrent_subagents": 3},
    "reasoning": {"effort": "low"},
    "text": {"format": {"type": "json_schema", "schema": ITEM_SCHEMA}},
    "tools": [AGENT_FUNCTION],
}
TOLD = [{"role": "user", "content": [{"type": "input_text", "text": "Say hello."}]}]
NOTE_BASE64 = b64encode(NOTE).decode()
ENVIRONMENT = {
    "desktop": {"enabled": True},
    "files": [{"type": "inline", "path": "/workspace/note.txt", "data": NOTE_BASE64}],
    "network": {"access": "restricted", "allowed_domains": ["pypi.org"]},
    "packages": {"python": ["numpy"]},
    "plugins": [
        {
            "type": "inline",
            "name": "sums",
            "description": "Adds numbers.",
            "source": {"type": "base64", "media_type": "application/zip", "data": NOTE_BASE64},
        }
    ],
    "setup_commands": [{"command": "make setup"}],
    "skills": [{"type": "skill_reference", "skill_id": "@/skills"}],
}
CACHED = {"prompt_cache_options": {"ttl": "12h"}}
WITH_VAULTS = {"vault_ids": "@/vaults"}
DAILY = {"expression": "0 9 * * *", "target": TARGET, "timezone": "Europe/Rome"}
OF_COMMAND: dict[str, dict[str, Any]] = {
    "agents create": AGENT,
    "agents update": AGENT,
    "agents sessions create": {
        "agent": {"model": MODEL, "instructions": "echo"},
        "agent_id": "@/agents",
        "environment": {"type": "none"},
        **CACHED,
        **WITH_VAULTS,
    },
    "agents sessions update": {"agent": {"model": MODEL, "reasoning": {"effort": "low"}}, **CACHED},
    "agents sessions events create": {
        "events": [{"type": "agent.session.input.message", "input": TOLD}]
    },
    "agents sessions events stream": {"session_id": "@waiting session"},
    "agents environments create": {
        "environment": {"type": "openai_hosted", **ENVIRONMENT},
        **WITH_VAULTS,
    },
    "agents environments files create": {
        "data": NOTE_BASE64,
        "path": "/workspace/note.txt",
        "type": "inline",
    },
    "agents environments files list": {
        "page": f"page_{b'/workspace/note.txt'.hex()}",
        "path": "/workspace",
    },
    "agents environments templates create": ENVIRONMENT,
    "agents environments templates update": ENVIRONMENT,
    "agents automations create": DAILY,
    "agents automations update": DAILY,
    "vaults credentials create": {"auth": SECRET},
    "vaults credentials update": {"auth": {"type": "static_bearer", "token": "t-2"}},
    "responses create": {
        "context_management": [{"type": "compaction", "compact_threshold": 1000}],
        "conversation": "@/conversations",
        "moderation": MODERATION,
        "previous_response_id": "@/responses",
        "prompt": PROMPT,
        "reasoning": {"effort": "low"},
        "text": {"verbosity": "low", "format": {"type": "json_schema", **OBJECT_FORMAT}},
        "tools": [WEB_SEARCH],
    },
    "responses count-tokens": {
        "conversation": "@/conversations",
        "previous_response_id": "@/responses",
        "reasoning": {"effort": "low"},
        "text": {"verbosity": "low"},
        "tools": [WEB_SEARCH],
    },
    "responses compact": {
        "image": {"context_compression": "enabled"},
        "previous_response_id": "@/responses",
    },
    "beta responses create": {"multi_agent": {"enabled": True, "max_concurrent_subagents": 2}},
    "conversations create": {"items": [ITEM]},
    "conversations items create": {"items": [ITEM]},
    "chat create": {
        "audio": {"voice": "alloy", "format": "mp3"},
        "functions": [FUNCTION["function"]],
        "logit_bias": {"50256": -100},
        "moderation": MODERATION,
        "prediction": {"type": "content", "content": "Hello."},
        "response_format": {"type": "json_schema", "json_schema": OBJECT_FORMAT},
        "stream_options": {"include_usage": True},
        "web_search_options": {"search_context_size": "low"},
    },
    "completions create": {
        "logit_bias": {"50256": -100},
        "stream_options": {"include_usage": True},
    },
    "models delete": {"model": "@/fine_tuning/checkpoints"},
    "uploads complete": {"part_ids": "@/uploads/{upload_id}/parts", "md5": md5(NOTE).hexdigest()},
    "audio voices create": {"audio_sample": "voice.wav", "consent": "@/audio/voice_consents"},
    "audio transcribe": {"file": "voice.wav", "known_speaker_references": "voice.wav"},
    "audio translate": {"file": "voice.wav"},
    "images edit": {"images": [{"image_url": PICTURE_URL}]},
    "provenance check": {"file": "picture.png"},
    "containers create": {
        "expires_after": {"anchor": "last_active_at", "minutes": 20},
        "network_policy": {"type": "allowlist", "allowed_domains": ["example.com"]},
        "skills": [{"type": "skill_reference", "skill_id": "@/skills"}],
    },
    "skills create": {"files": "SKILL.md"},
    "skills versions create": {"files": "SKILL.md"},
    "skills versions list": {"after": "@skill version"},
    "skills update": {"default_version": "@/skills/{skill_id}/versions"},
    "batches create": {"input_file_id": "@batch file"},
    "decisions create": {"questions": QUESTIONS},
    "live sessions accept": {"session": {"type": "live", "model": "gpt-live-1"}},
    "live sessions create": {"session": LIVE, "transport": TRANSPORT},
    "live sessions fork": {"session": {"store": True}, "transport": TRANSPORT},
    "realtime calls accept": {
        "audio": {"output": {"voice": "marin"}},
        "prompt": PROMPT,
        "reasoning": {"effort": "low"},
        "tools": [REALTIME_FUNCTION],
    },
    "realtime sessions create": {
        "client_secret": {"expires_after": {"anchor": "created_at", "seconds": 60}},
        "input_audio_transcription": {"model": "whisper-1"},
        "prompt": PROMPT,
        "tools": [REALTIME_FUNCTION],
        "turn_detection": {"type": "server_vad"},
    },
    "realtime transcription-sessions create": {
        "client_secret": {"expires_at": {"anchor": "created_at", "seconds": 60}},
        "input_audio_noise_reduction": {"type": "near_field"},
        "input_audio_transcription": {"model": "whisper-1"},
        "turn_detection": {"type": "server_vad"},
    },
    "realtime translations create-client-secret": {"session": {"model": "gpt-realtime-translate"}},
    "vector-stores create": {"expires_after": SINCE_USE},
    "vector-stores update": {"expires_after": SINCE_USE},
    "vector-stores search": {
        "filters": {"type": "eq", "key": "author", "value": "ada"},
        "ranking_options": {"score_threshold": 0.5},
    },
    "vector-stores file-batches create": {"files": [{"file_id": "@/files"}]},
    "fine-tuning jobs create": {
        "integrations": [{"type": "wandb", "wandb": {"project": "search"}}],
        "method": {"type": "supervised"},
        "training_file": "@training file",
        "validation_file": "@validation file",
    },
    "fine-tuning jobs pause": {"fine_tuning_job_id": "@queued job"},
    "fine-tuning jobs resume": {"fine_tuning_job_id": "@paused job"},
    "fine-tuning graders run": {"item": ROW["item"]},
    "evals create": {
        "data_source_config": {"type": "custom", "item_schema": ITEM_SCHEMA},
        "testing_criteria": [GRADER],
    },
    "evals runs create": {"data_source": ROWS},
    "threads messages create": {"attachments": [{"file_id": "@/files", "tools": [FILE_SEARCH]}]},
    "threads messages list": {"run_id": "@/threads/{thread_id}/runs"},
    "threads create-and-run": {"thread": {"messages": [MESSAGE]}},
    "threads runs submit-tool-outputs": {
        "run_id": "@waiting run",
        "tool_outputs": [{"tool_call_id": "@waiting call", "output": "42"}],
    },
    "chatkit sessions create": {
        "chatkit_configuration": {"history": {"enabled": True, "recent_threads": 3}},
        "expires_after": {"anchor": "created_at", "seconds": 60},
        "rate_limits": {"max_requests_per_1_minute": 3},
        "workflow": {"id": "wf_1"},
    },
    "org projects users create": {"email": "ada@example.com"},
    "org projects users roles create": OF_PROJECT_ROLE,
    "org projects groups create": {
        "group_id": "@/organization/groups",
        "role": "@/projects/{project_id}/roles",
    },
    "org projects groups roles create": OF_PROJECT_ROLE,
    "org projects hosted-tool-permissions update": dict.fromkeys(HOSTED_TOOLS, ALLOWED),
    "org users delete": {"user_id": "user-sandbox-ben"},
    "org invites create": {"projects": [{"id": "@/organization/projects", "role": "member"}]},
    "org certificates create": {"certificate": PEM},
    "org external-keys create": {"type": "aws"},
    "org external-storage create": {"provider": BUCKET},
    "org external-storage list": {"project_id": "@/organization/projects"},
    "org workload-identity-providers create": IDENTITY,
    "org workload-identity-providers update": IDENTITY,
    "org workload-identity-providers federation-rules create": RULE,
    "org workload-identity-providers federation-rules update": RULE,
    "org audit-logs": {"effective_at": {"gte": MIDNIGHT}},
}
# What is to be there that no id names.
LIMIT = {"threshold_amount": 500, "currency": "USD", "interval": "month"}
LIMITED = ("POST", "/organization/spend_limit", LIMIT)
PROJECT_LIMITED = ("POST", "/organization/projects/{project_id}/spend_limit", LIMIT)
FIRST: dict[str, list[tuple[str, str, Any]]] = {
    "live sessions download": [("POST", "/live/sessions/{session_id}/hangup", None)],
    "org spend-limit get": [LIMITED],
    "org spend-limit delete": [LIMITED],
    "org projects spend-limit get": [PROJECT_LIMITED],
    "org projects spend-limit delete": [PROJECT_LIMITED],
}
# Where parameters exclude each other: what each line leaves out.
LINES: dict[str, list[set[str]]] = {
    "responses create": [{"previous_response_id"}, {"conversation"}],
    "responses count-tokens": [{"previous_response_id"}, {"conversation"}],
    "images edit": [{"images"}, {"image", "markup", "mask"}],
    "agents environments files create": [{"file_id"}, {"data"}],
    "containers files upload": [{"file_id"}, {"file"}],
    "vector-stores file-batches create": [
        {"files"},
        {"file_ids", "attributes", "chunking_strategy"},
    ],
    "org projects users create": [{"email"}, {"user_id"}],
}
# Only what is not over can be cancelled, paused or resumed.
UNFINISHED = {
    "responses cancel",
    "beta responses cancel",
    "batches cancel",
    "vector-stores file-batches cancel",
    "fine-tuning jobs cancel",
    "fine-tuning jobs pause",
    "fine-tuning jobs resume",
    "evals runs cancel",
    "threads runs cancel",
}
# What the list of fields has not, though the guide shows it or the request has brought it.
UNLISTED: dict[str, set[str]] = {
    "responses cancel": {"store"},
    "realtime sessions create": {"client_secret"},
    "realtime transcription-sessions create": {"include", "input_audio_noise_reduction"},
    "vector-stores create": {"description"},
    "assistants create": {"reasoning_effort"},
    "assistants update": {"reasoning_effort"},
}
# What the list of fields has, and an answer only in a case that this is not.
NOT_ALWAYS = {"output_text", "shutdown_date"}
OF_MESSAGES = {"annotations", "audio", "function_call", "refusal", "tool_calls"}
OF_PICTURES = {
    "background",
    "output_format",
    "quality",
    "safety_identifier",
    "size",
    "svg_usage",
    "usage",
}
OF_ONE_PICTURE = {"b64_json", "revised_prompt"}
OF_OTHER_MODELS = {
    "max_audio_megabytes_per_1_minute",
    "max_images_per_1_minute",
    "max_requests_per_1_day",
}
OPTIONAL: dict[str, set[str]] = {
    "chat messages": OF_MESSAGES,
    "images vary": OF_PICTURES | OF_ONE_PICTURE,
    "org projects rate-limits list": OF_OTHER_MODELS,
    "org projects rate-limits update": OF_OTHER_MODELS,
}
# A command of a beta is given what the settled one is, and gives the same.
OF_COMMAND |= {
    f"beta {name}": {**OF_COMMAND.get(f"beta {name}", {}), **OF_COMMAND[name]}
    for name in ("responses create", "responses count-tokens", "responses compact")
}
LINES |= {f"beta {name}": LINES[name] for name in ("responses create", "responses count-tokens")}
UNLISTED["beta responses cancel"] = UNLISTED["responses cancel"]


def write_files(folder: Path) -> None:
    """Put down the files that the command lines name."""
    for name, content in FILES.items():
        (folder / name).write_bytes(content)
