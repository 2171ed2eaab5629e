"""Command lines of `oai org projects`, one of each group, and the requests that they make."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

ORGANIZATION = "/v1/organization/projects"


@dataclass(frozen=True)
class Call:
    """A command line behind `oai org projects`, and the request that it has to make."""

    line: str
    method: str
    path: str
    body: Any = None
    query: dict[str, list[str]] = field(default_factory=dict)


ALERT = {
    "threshold_amount": 50000,
    "currency": "USD",
    "interval": "month",
    "notification_channel": {"type": "email", "recipients": ["a@x.org", "b@x.org"]},
}
CALLS = [
    Call(
        "create --name 'Büro 7' --residency EU_STORAGE_PROCESSING --set description=Trials",
        "POST",
        ORGANIZATION,
        {"name": "Büro 7", "residency": "EU_STORAGE_PROCESSING", "description": "Trials"},
    ),
    Call(
        "list --include-archived --after proj_0",
        "GET",
        ORGANIZATION,
        query={"include_archived": ["true"], "after": ["proj_0"]},
    ),
    Call("archive proj_1 --confirm proj_1", "POST", f"{ORGANIZATION}/proj_1/archive"),
    *(
        Call(
            f"api-keys update proj_1 key_2 --expires-in-seconds {length}",
            "POST",
            f"{ORGANIZATION}/proj_1/api_keys/key_2",
            {"expires_in_seconds": 5400},
        )
        for length in ("5400", "90m", "1h30m")
    ),
    *(
        Call(
            f"service-tier-settings update proj_1 {line}",
            "POST",
            f"{ORGANIZATION}/proj_1/service_tier_settings",
            {"enabled_tiers": sent},
        )
        for line, sent in {
            "--enabled-tiers all": "all",
            "--enabled-tiers flex": ["flex"],
            "--enabled-tiers flex --enabled-tiers fast": ["flex", "fast"],
        }.items()
    ),
    Call(
        "users create proj_1 --email ada@example.com --role owner",
        "POST",
        f"{ORGANIZATION}/proj_1/users",
        {"email": "ada@example.com", "role": "owner"},
    ),
    Call(
        "users roles create proj_1 user_2 --role-id role_3",
        "POST",
        "/v1/projects/proj_1/users/user_2/roles",
        {"role_id": "role_3"},
    ),
    Call(
        "groups get proj_1 group_2 --group-type tenant_group",
        "GET",
        f"{ORGANIZATION}/proj_1/groups/group_2",
        query={"group_type": ["tenant_group"]},
    ),
    Call(
        "groups roles delete proj_1 group_2 role_3 --yes",
        "DELETE",
        "/v1/projects/proj_1/groups/group_2/roles/role_3",
    ),
    Call(
        "roles update proj_1 role_2 --permissions a.read --permissions b.write",
        "POST",
        "/v1/projects/proj_1/roles/role_2",
        {"permissions": ["a.read", "b.write"]},
    ),
    Call(
        "service-accounts update proj_1 svc_2 --name deploy --role owner",
        "POST",
        f"{ORGANIZATION}/proj_1/service_accounts/svc_2",
        {"name": "deploy", "role": "owner"},
    ),
    Call(
        "service-accounts api-keys create proj_1 svc_2 --name ci --scopes a.read --scopes b.read",
        "POST",
        f"{ORGANIZATION}/proj_1/service_accounts/svc_2/api_keys",
        {"name": "ci", "scopes": ["a.read", "b.read"]},
    ),
    Call(
        "api-keys list proj_1 --owner-project-access inactive",
        "GET",
        f"{ORGANIZATION}/proj_1/api_keys",
        query={"owner_project_access": ["inactive"]},
    ),
    Call(
        "rate-limits update proj_1 rl-2 --max-requests-per-1-minute 500",
        "POST",
        f"{ORGANIZATION}/proj_1/rate_limits/rl-2",
        {"max_requests_per_1_minute": 500},
    ),
    Call(
        "spend-limit set proj_1 --threshold-amount 50000",
        "POST",
        f"{ORGANIZATION}/proj_1/spend_limit",
        {"threshold_amount": 50000, "currency": "USD", "interval": "month"},
    ),
    Call(
        "spend-alerts create proj_1 --threshold-amount 50000 --notification-channel type=email"
        " --notification-channel recipients=a@x.org,b@x.org",
        "POST",
        f"{ORGANIZATION}/proj_1/spend_alerts",
        ALERT,
    ),
    Call(
        "model-permissions update proj_1 gpt-a gpt-b --mode deny_list",
        "POST",
        f"{ORGANIZATION}/proj_1/model_permissions",
        {"model_ids": ["gpt-a", "gpt-b"], "mode": "deny_list"},
    ),
    Call(
        "hosted-tool-permissions update proj_1 --mcp enabled=false --web-search enabled=true",
        "POST",
        f"{ORGANIZATION}/proj_1/hosted_tool_permissions",
        {"web_search": {"enabled": True}, "mcp": {"enabled": False}},
    ),
    Call(
        "data-retention update proj_1 --retention-type none",
        "POST",
        f"{ORGANIZATION}/proj_1/data_retention",
        {"retention_type": "none"},
    ),
    Call(
        "certificates activate proj_1 cert_2 cert_3",
        "POST",
        f"{ORGANIZATION}/proj_1/certificates/activate",
        {"certificate_ids": ["cert_2", "cert_3"]},
    ),
]


@dataclass(frozen=True)
class Severe:
    """A command that ends something, the id that confirms it, and the request."""

    line: str
    id: str
    method: str
    path: str


SEVERE = [
    Severe("archive proj_1", "proj_1", "POST", "/archive"),
    Severe("api-keys delete proj_1 key_2", "key_2", "DELETE", "/api_keys/key_2"),
    Severe("service-accounts delete proj_1 svc_2", "svc_2", "DELETE", "/service_accounts/svc_2"),
    Severe("users delete proj_1 user_2", "user_2", "DELETE", "/users/user_2"),
    Severe(
        "certificates deactivate proj_1 cert_2 cert_3",
        "cert_2,cert_3",
        "POST",
        "/certificates/deactivate",
    ),
]
