"""Whether a project may use a model now: what it is allowed, what it may spend, and how fast."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from ..requests.refusals import Refusal
from ..state.rate_bucket import Bucket
from ..text.tokens import count_tokens
from . import audit, kinds
from .metering import METERS
from .seeds import LIMITS
from .settings import MODEL_PERMISSIONS, TOOL_PERMISSIONS
from .spend import LIMIT, PROJECT_LIMIT

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ..requests.call import ApiCall

REQUESTS, TOKENS = LIMITS
NAMES = {REQUESTS: "requests per min (RPM)", TOKENS: "tokens per min (TPM)"}


def admit(call: ApiCall) -> dict[str, str]:
    """Let a request in, or refuse it; return what its rate-limit headers say, where that is set."""
    if f"{call.operation.method} {call.operation.path_template}" not in METERS:
        return {}
    refuse_forbidden_tools(call)
    refuse_overspent(call)
    model = call.body.get("model")
    if not isinstance(model, str):
        return {}
    refuse_forbidden_model(call, model)
    return take(call, model)


def refuse_forbidden_model(call: ApiCall, model: str) -> None:
    """Refuse a model that the project is not to use."""
    fields = MODEL_PERMISSIONS.of(call.sandbox.store, call.principal.project_id)
    if (model in fields["model_ids"]) is not (fields["mode"] == "allow_list"):
        text = f"Project '{call.principal.project_id}' does not have access to model '{model}'."
        raise Refusal(text, status=403, param="model", code="model_not_found")


def refuse_forbidden_tools(call: ApiCall) -> None:
    """Refuse a hosted tool that the project is not to use."""
    permissions = TOOL_PERMISSIONS.of(call.sandbox.store, call.principal.project_id)
    for kind in tool_types(call.body.get("tools") or []):
        if any(kind.startswith(name) and not one["enabled"] for name, one in permissions.items()):
            text = f"Project '{call.principal.project_id}' does not have access to tool '{kind}'."
            raise Refusal(text, status=403, param="tools", code="tool_not_allowed")


def tool_types(tools: Iterable[Mapping[str, Any]]) -> Iterable[str]:
    """Yield of which types the tools are."""
    return (str(tool.get("type")) for tool in tools)


def refuse_overspent(call: ApiCall) -> None:
    """Refuse everything that costs when the month's limit is reached."""
    project = call.principal.project_id
    for setting, owner, counted in (
        (LIMIT, audit.ORGANIZATION, None),
        (PROJECT_LIMIT, project, project),
    ):
        fields = setting.of(call.sandbox.store, owner)
        if fields and setting.is_reached(call.sandbox.store, fields, counted):
            text = f"You exceeded your current quota: the spend limit of {owner} is reached."
            raise Refusal(text, status=429, code="insufficient_quota")


def take(call: ApiCall, model: str) -> dict[str, str]:
    """Take a request and its tokens out of what a minute allows, if the project's limit is set."""
    place = f"{kinds.RATE_LIMIT}/{call.principal.project_id}/"
    record = call.sandbox.store.get(place, f"rl-{model}")
    limits = {name: record.document[name] for name in LIMITS} if record else LIMITS
    if limits == LIMITS:
        return {}
    wanted = {REQUESTS: 1, TOKENS: count_tokens(str(call.body))}
    buckets = {name: bucket(call, model, name, limits[name]) for name in LIMITS}
    for name, found in buckets.items():
        if found.wait(wanted[name]) > 0:
            raise too_fast(model, name, found, wanted[name], headers(buckets))
    for name, found in buckets.items():
        found.left -= wanted[name]
    return headers(buckets)


def bucket(call: ApiCall, model: str, name: str, limit: int) -> Bucket:
    """Return what is left by now of one limit; at first it is all there."""
    key = (call.principal.project_id, model, name)
    moment = call.sandbox.clock.now()
    found = call.sandbox.buckets.setdefault(key, Bucket(limit, limit, moment))
    found.refill(limit, moment)
    return found


def too_fast(model: str, name: str, found: Bucket, wanted: int, told: Mapping[str, str]) -> Refusal:
    """Return the refusal of a request that comes too early, or is too large to come at all."""
    wait = found.wait(wanted)
    text = (
        f"Rate limit reached for {model} in organization {audit.ORGANIZATION} on {NAMES[name]}:"
        f" Limit {found.limit}, Used {found.limit - math.floor(found.left)}, Requested {wanted}."
        f" Please try again in {wait:.3g}s."
    )
    waits = {"retry-after": str(math.ceil(wait)), "retry-after-ms": str(math.ceil(wait * 1000))}
    return Refusal(text, status=429, code="rate_limit_exceeded", headers={**told, **waits})


def headers(buckets: Mapping[str, Bucket]) -> dict[str, str]:
    """Return what the answer says of the limits."""
    told = {}
    for noun, name in (("requests", REQUESTS), ("tokens", TOKENS)):
        found = buckets[name]
        told[f"x-ratelimit-limit-{noun}"] = str(found.limit)
        told[f"x-ratelimit-remaining-{noun}"] = str(math.floor(found.left))
        told[f"x-ratelimit-reset-{noun}"] = f"{found.wait(found.limit):.3g}s"
    return told
