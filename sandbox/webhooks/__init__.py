"""Webhooks: where the sandbox would tell of what has happened."""
