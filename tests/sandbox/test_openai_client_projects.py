"""The official client looks after projects and the rest of the organization."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openai
import pytest
from openai import OpenAI

from ..support.org_samples import ALERT, PEM
from .official import official_client
from .organization import ADA, BEN
from .running import Running

LIMIT: Any = {"threshold_amount": 500, "currency": "USD", "interval": "month"}
ALERTED: Any = ALERT
USAGES = (
    "audio_speeches",
    "audio_transcriptions",
    "code_interpreter_sessions",
    "completions",
    "embeddings",
    "file_search_calls",
    "images",
    "moderations",
    "vector_stores",
    "web_search_calls",
)


@pytest.fixture
def project(client: OpenAI) -> str:
    return client.admin.organization.projects.create(name="Looked after").id


def is_gone(ask: Callable[[], Any]) -> bool:
    """Say whether there is no such thing any more."""
    with pytest.raises(openai.NotFoundError):
        ask()
    return True


def test_users_of_a_project_and_their_roles(client: OpenAI, project: str) -> None:
    projects = client.admin.organization.projects
    users, roles = projects.users, projects.roles
    for user in (ADA, BEN):
        users.create(project, user_id=user, role="member")
    assert {user.id for user in users.list(project, limit=1)} >= {ADA, BEN}
    assert users.update(ADA, project_id=project, role="owner").role == "owner"
    role = roles.create(project, role_name="Tester", permissions=["api.read"]).id
    assert roles.update(role, project_id=project, description="Tests").description == "Tests"
    assert roles.retrieve(role, project_id=project).description == "Tests"
    assert role in [one.id for one in roles.list(project, limit=1)]
    users.roles.create(ADA, project_id=project, role_id=role)
    assert role in [one.id for one in users.roles.list(ADA, project_id=project, limit=1)]
    assert users.roles.retrieve(role, project_id=project, user_id=ADA).id == role
    assert users.roles.delete(role, project_id=project, user_id=ADA).deleted
    assert is_gone(lambda: users.roles.retrieve(role, project_id=project, user_id=ADA))
    assert roles.delete(role, project_id=project).deleted


def test_groups_of_a_project_and_their_roles(client: OpenAI, project: str) -> None:
    organization = client.admin.organization
    projects = organization.projects
    role = projects.roles.create(project, role_name="Tester", permissions=["api.read"]).id
    made = [organization.groups.create(name=f"Team {number}").id for number in range(2)]
    groups = projects.groups
    for group in made:
        groups.create(project, group_id=group, role=role)
    assert {one.group_id for one in groups.list(project, limit=1)} == set(made)
    assert groups.retrieve(made[0], project_id=project).group_name == "Team 0"
    other = projects.roles.create(project, role_name="Other", permissions=["api.read"]).id
    groups.roles.create(made[0], project_id=project, role_id=other)
    listed = groups.roles.list(made[0], project_id=project, limit=1)
    assert other in [one.id for one in listed]
    assert groups.roles.retrieve(other, project_id=project, group_id=made[0]).id == other
    assert groups.roles.delete(other, project_id=project, group_id=made[0]).deleted
    assert groups.delete(made[0], project_id=project).deleted
    assert is_gone(lambda: groups.retrieve(made[0], project_id=project))


def test_service_accounts_and_keys(client: OpenAI, project: str) -> None:
    projects = client.admin.organization.projects
    accounts, keys = projects.service_accounts, projects.api_keys
    made = [accounts.create(project, name=f"bot {number}").id for number in range(2)]
    assert {one.id for one in accounts.list(project, limit=1)} == set(made)
    assert accounts.update(made[0], project_id=project, name="new").name == "new"
    assert accounts.retrieve(made[0], project_id=project).name == "new"
    more = accounts.api_keys.create(made[0], project_id=project, name="second")
    assert keys.retrieve(more.id, project_id=project).name == "second"
    assert keys.delete(more.id, project_id=project).deleted
    assert more.id not in [key.id for key in keys.list(project, limit=1)]
    assert accounts.delete(made[0], project_id=project).deleted
    assert is_gone(lambda: accounts.retrieve(made[0], project_id=project))


def test_spending_is_limited_and_alerted(client: OpenAI, project: str) -> None:
    organization = client.admin.organization
    alerts = organization.projects.spend_alerts
    made = [alerts.create(project, **ALERTED).id for _ in range(2)]
    assert {one.id for one in alerts.list(project, limit=1)} == set(made)
    higher = {**ALERTED, "threshold_amount": 900}
    assert alerts.update(made[0], project_id=project, **higher).threshold_amount == 900
    assert alerts.retrieve(made[0], project_id=project).threshold_amount == 900
    assert alerts.delete(made[0], project_id=project).deleted
    limits = organization.projects.spend_limit
    assert limits.update(project, **LIMIT).threshold_amount == 500
    assert limits.retrieve(project).threshold_amount == 500
    limits.delete(project)
    assert is_gone(lambda: limits.retrieve(project))
    whole = organization.spend_limit
    assert whole.update(**LIMIT).threshold_amount == whole.retrieve().threshold_amount == 500
    whole.delete()
    assert is_gone(whole.retrieve)
    alert = organization.spend_alerts.create(**ALERTED).id
    organization.spend_alerts.update(alert, **higher)
    assert organization.spend_alerts.retrieve(alert).threshold_amount == 900


def test_permissions_and_retention(client: OpenAI, project: str) -> None:
    projects = client.admin.organization.projects
    models, tools = projects.model_permissions, projects.hosted_tool_permissions
    models.update(project, mode="allow_list", model_ids=["gpt-5"])
    assert models.retrieve(project).api_model_ids == ["gpt-5"]
    assert models.delete(project).deleted
    tools.update(project, web_search={"enabled": False})
    assert tools.retrieve(project).web_search.enabled is False
    assert tools.retrieve(project).file_search.enabled is True
    assert projects.data_retention.retrieve(project).type == "organization_default"
    retention = client.admin.organization.data_retention
    usual: Any = retention.retrieve().type
    assert retention.update(retention_type="zero_data_retention").type == "zero_data_retention"
    assert retention.update(retention_type=usual).type == usual


def test_certificates_of_a_project(client: OpenAI, project: str) -> None:
    organization = client.admin.organization
    certificates, of_project = organization.certificates, organization.projects.certificates
    made = [certificates.create(name=f"{number}", certificate=PEM).id for number in range(2)]
    assert set(made) <= {one.id for one in certificates.list(limit=1)}
    assert certificates.update(made[0], name="new").name == "new"
    shown = certificates.retrieve(made[0], include=["content"])
    assert shown.certificate_details.content == PEM
    of_project.activate(project, certificate_ids=made)
    assert {one.id for one in of_project.list(project, limit=1)} == set(made)
    of_project.deactivate(project, certificate_ids=made)
    assert not any(one.active for one in of_project.list(project))


def test_roles_groups_and_keys_of_the_organization(client: OpenAI) -> None:
    organization = client.admin.organization
    roles, groups, users = organization.roles, organization.groups, organization.users
    role = roles.create(role_name="Watcher", permissions=["api.read"]).id
    assert roles.update(role, role_name="Seer").name == roles.retrieve(role).name == "Seer"
    assert role in [one.id for one in roles.list(limit=1)]
    users.roles.create(BEN, role_id=role)
    assert role in [one.id for one in users.roles.list(BEN, limit=1)]
    assert users.roles.retrieve(role, user_id=BEN).id == role
    assert users.roles.delete(role, user_id=BEN).deleted
    group = groups.create(name="Watchers").id
    assert groups.update(group, name="Seers").name == "Seers"
    groups.users.create(group, user_id=BEN)
    assert groups.users.retrieve(BEN, group_id=group).id == BEN
    assert groups.users.delete(BEN, group_id=group).deleted
    groups.roles.create(group, role_id=role)
    assert groups.roles.retrieve(role, group_id=group).id == role
    assert groups.roles.delete(role, group_id=group).deleted
    assert roles.delete(role).deleted
    invite = organization.invites.create(email="seer@example.com", role="reader").id
    assert organization.invites.retrieve(invite).email == "seer@example.com"
    keys = organization.admin_api_keys
    key = keys.create(name="seers").id
    assert keys.retrieve(key).name == "seers"
    assert key in [one.id for one in keys.list(limit=1)]


@pytest.mark.parametrize("kind", USAGES)
def test_usage_pages(client: OpenAI, kind: str) -> None:
    asked = {"start_time": 1_760_054_400, "end_time": 1_760_140_800, "bucket_width": "1h"}
    usage = getattr(client.admin.organization.usage, kind)
    first = usage(**asked, limit=20)
    rest = usage(**asked, limit=20, page=first.next_page)
    assert [len(page.data) for page in (first, rest)] == [20, 4]
    assert rest.next_page is None


def test_a_user_is_removed(tmp_path: Path) -> None:
    with Running(tmp_path / "sandbox.sqlite3") as running, official_client(running) as client:
        users = client.admin.organization.users
        assert users.delete(BEN).deleted
        assert is_gone(lambda: users.retrieve(BEN))
        assert BEN not in [user.id for user in users.list(limit=1)]
