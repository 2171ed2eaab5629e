"""OpenAI's own Python library administers the sandbox's organization."""

from __future__ import annotations

import time
from collections.abc import Iterator

import openai
import pytest
from openai import OpenAI

from ..support.org_samples import ALERT, PEM
from .organization import ADA, BEN, OWNER
from .running import Running


@pytest.fixture(scope="module")
def client(server: Running) -> Iterator[OpenAI]:
    with OpenAI(
        base_url=f"{server.origin}/v1",
        api_key=server.here.key,
        admin_api_key=server.here.admin_key,
        max_retries=0,
    ) as client:
        yield client


@pytest.fixture(scope="module")
def project(client: OpenAI) -> str:
    return client.admin.organization.projects.create(name="By the library").id


def test_projects_page_by_themselves(client: OpenAI) -> None:
    projects = client.admin.organization.projects
    made = [projects.create(name=f"Page {number}").id for number in range(3)]
    assert [project.id for project in projects.list(limit=1)][:3] == made[::-1]
    assert projects.update(made[0], name="Renamed").name == "Renamed"
    assert projects.retrieve(made[0]).name == "Renamed"
    assert projects.archive(made[0]).status == "archived"
    assert made[0] not in [project.id for project in projects.list(limit=2)]
    assert made[0] in [project.id for project in projects.list(include_archived=True)]


def test_users_and_invites(client: OpenAI, project: str) -> None:
    organization = client.admin.organization
    assert {user.id for user in organization.users.list(limit=1)} == {OWNER, ADA, BEN}
    changed = organization.users.update(ADA, technical_level="expert")
    assert changed.technical_level == "expert"
    invite = organization.invites.create(
        email="lib@example.com", role="reader", projects=[{"id": project, "role": "member"}]
    )
    assert invite.id in [item.id for item in organization.invites.list(limit=1)]
    assert organization.invites.delete(invite.id).deleted
    member = organization.projects.users.create(project, user_id=BEN, role="member")
    assert organization.projects.users.retrieve(BEN, project_id=project).email == member.email
    assert organization.projects.users.delete(BEN, project_id=project).deleted


def test_groups_page_by_their_own_cursor(client: OpenAI) -> None:
    groups = client.admin.organization.groups
    made = [groups.create(name=f"Group {number}").id for number in range(3)]
    assert set(made) <= {group.id for group in groups.list(limit=1)}
    groups.users.create(made[0], user_id=ADA)
    groups.users.create(made[0], user_id=BEN)
    assert [user.id for user in groups.users.list(made[0], limit=1)] == [BEN, ADA]
    role = client.admin.organization.roles.create(role_name="Reader", permissions=["api.read"])
    assert groups.roles.create(made[0], role_id=role.id).role.id == role.id
    assert [assigned.id for assigned in groups.roles.list(made[0])] == [role.id]
    for group in made:
        assert groups.delete(group).deleted
    with pytest.raises(openai.NotFoundError):
        groups.retrieve(made[0])


def test_keys_open_what_they_are_for(client: OpenAI, project: str) -> None:
    organization = client.admin.organization
    admin_key = organization.admin_api_keys.create(name="library")
    other = client.with_options(admin_api_key=admin_key.value)
    assert other.admin.organization.users.retrieve(OWNER).role == "owner"
    assert organization.admin_api_keys.delete(admin_key.id).deleted
    account = organization.projects.service_accounts.create(project, name="bot")
    assert account.api_key is not None
    listed = organization.projects.api_keys.list(project)
    assert account.api_key.id in [key.id for key in listed]
    bot = client.with_options(api_key=account.api_key.value)
    response = bot.responses.create(model="gpt-5", input="count me")
    assert response.usage is not None
    page = organization.usage.completions(
        start_time=int(time.time()) - 3600,
        bucket_width="1h",
        group_by=["project_id"],
        project_ids=[project],
    )
    results = [result for bucket in page.data for result in bucket.results]
    assert [result.to_dict()["input_tokens"] for result in results] == [response.usage.input_tokens]
    costs = organization.usage.costs(start_time=int(time.time()) - 3600, project_ids=[project])
    assert sum(len(bucket.results) for bucket in costs.data) == 1


def test_certificates_limits_and_settings(client: OpenAI, project: str) -> None:
    organization = client.admin.organization
    certificate = organization.certificates.create(certificate=PEM, name="tls")
    activated = organization.certificates.activate(certificate_ids=[certificate.id])
    assert [item.active for item in activated] == [True]
    organization.certificates.deactivate(certificate_ids=[certificate.id])
    assert organization.certificates.delete(certificate.id).id == certificate.id
    limits = organization.projects.rate_limits
    by_model = {limit.model: limit.id for limit in limits.list_rate_limits(project, limit=5)}
    changed = limits.update_rate_limit(
        by_model["gpt-5"], project_id=project, max_requests_per_1_minute=9
    )
    assert changed.max_requests_per_1_minute == 9
    alert = organization.spend_alerts.create(**ALERT)
    assert alert.id in [item.id for item in organization.spend_alerts.list(limit=1)]
    assert organization.spend_alerts.delete(alert.id).deleted
    retention = organization.projects.data_retention
    assert retention.update(project, retention_type="none").type == "none"


def test_the_audit_log_pages_and_filters(client: OpenAI, project: str) -> None:
    log = client.admin.organization.audit_logs
    found = list(log.list(project_ids=[project], limit=1))
    assert found[-1].type == "project.created"
    assert found[-1].project_created is not None
    assert found[-1].project_created.id == project
    recent = log.list(event_types=["project.created"], effective_at={"gt": int(time.time()) + 60})
    assert list(recent) == []


def test_external_keys_page(client: OpenAI) -> None:
    keys = client.admin.organization.external_keys
    made = [
        keys.create(
            type="azure",
            name=f"Key {number}",
            vault_uri="https://ours.vault.example",
            key_name="one",
            tenant_id="t1",
        ).id
        for number in range(3)
    ]
    assert [key.id for key in keys.list(limit=1)][:3] == made[::-1]
    assert keys.retrieve(made[0]).tenant_id == "t1"
    assert keys.validate(made[0]).status == "valid"
    assert [keys.delete(each).id for each in made] == made
    with pytest.raises(openai.NotFoundError):
        keys.retrieve(made[0])


def test_external_storage_pages(client: OpenAI, project: str) -> None:
    storage = client.admin.organization.external_storage
    made = [
        storage.create(
            project_id=project, provider={"type": "aws", "bucket": f"b{number}", "role_arn": "arn"}
        ).id
        for number in range(3)
    ]
    assert [each.id for each in storage.list(project_id=project, limit=1)] == made[::-1]
    assert storage.retrieve(made[0]).status in ("pending", "validated")
    assert storage.validate(made[0]).status == "pending"
    assert all(storage.delete(each).deleted for each in made)


def test_workload_identity(client: OpenAI, project: str) -> None:
    organization = client.admin.organization
    providers = organization.workload_identity_providers
    made = [
        providers.create(
            name=f"ci {number}", type="oidc", issuer="https://ci.example", audience="o"
        )
        for number in range(2)
    ]
    assert [each.id for each in providers.list(limit=1)][:2] == [each.id for each in made[::-1]]
    provider = made[0].id
    assert not providers.update(provider, enabled=False).enabled
    assert providers.retrieve(provider).verification.type == "discovery"
    account = organization.projects.service_accounts.create(project, name="ci").id
    rules = providers.federation_rules
    rule = rules.create(
        provider,
        attribute_matchers={"repo": "ada/sums"},
        project_id=project,
        service_account_id=account,
    )
    where = {"workload_identity_provider_id": provider}
    assert [each.id for each in rules.list(provider, limit=1)] == [rule.id]
    assert rules.update(rule.id, **where, name="main").name == "main"
    assert rules.retrieve(rule.id, **where).name == "main"
    assert rules.delete(rule.id, **where).deleted
    assert all(providers.delete(each.id).deleted for each in made)


def test_keys_and_tiers_of_a_project(client: OpenAI, project: str) -> None:
    projects = client.admin.organization.projects
    account = projects.service_accounts.create(project, name="bot", expires_in_seconds=60)
    assert account.api_key is not None
    key = projects.api_keys.update(
        account.api_key.id, project_id=project, expires_in_seconds=3600, scopes=["api.read"]
    )
    assert key.expires_at is not None
    assert key.expires_at > key.created_at
    tiers = projects.service_tier_settings
    assert tiers.retrieve(project).enabled_tiers == "all"
    assert tiers.update(project, enabled_tiers=["flex"]).enabled_tiers == ["flex"]
