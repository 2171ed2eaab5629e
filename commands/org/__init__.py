"""The organization: its people, projects, keys and bills."""

from ...cli.declare.endpoint import Resource

org = Resource(
    "org",
    description="These calls take an admin key: OPENAI_ADMIN_KEY, which a project's key is not.",
    admin_key=True,
    package=__name__,
    modules={
        "usage": "See how much of the API was used, and by whom.",
        "costs": "See what the organization spent, day by day.",
        "spend-limit": "Cap what the organization may spend.",
        "spend-alerts": "Send an email when spending reaches an amount.",
        "projects": "Manage projects, and their people, keys and limits.",
        "users": "Manage the organization's people and their roles.",
        "invites": "Invite people to the organization.",
        "groups": "Manage groups of people and their roles.",
        "roles": "Manage the roles that people and groups can have.",
        "admin-api-keys": "Manage the keys that may call these commands.",
        "certificates": "Manage the certificates for mutual TLS.",
        "external-keys": "Encrypt with keys that stay in your own cloud.",
        "external-storage": "Keep a project's data in your own cloud.",
        "workload-identity-providers": "Let machines in by their platform's tokens.",
        "data-retention": "See and change how long data is kept.",
        "audit-logs": "See who did what in the organization.",
    },
)
