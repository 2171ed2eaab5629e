"""`oai fine-tuning`: jobs, permissions and graders over the wire, with the right key."""

from __future__ import annotations

import pytest

from tests.support.answers import Answer
from tests.support.fault_server import FaultServer
from tests.support.runner import CommandLine

from .wire_calls import Call, check, verb

JOBS = "/v1/fine_tuning/jobs"
PERMISSIONS = "/v1/fine_tuning/checkpoints/ft:m:acme::1:ckpt-step-9/permissions"
CREATE = "fine-tuning jobs create --model m --training-file f-1"
GRADER = {"type": "string_check", "name": "same", "operation": "eq"}
CALLS = [
    Call(
        f"{CREATE} --hyperparameters n_epochs=3 --hyperparameters batch_size=auto"
        " --hyperparameters learning_rate_multiplier=0.1 --seed 7 --suffix s",
        "POST",
        JOBS,
        {
            "model": "m",
            "training_file": "f-1",
            "hyperparameters": {
                "n_epochs": 3,
                "batch_size": "auto",
                "learning_rate_multiplier": 0.1,
            },
            "seed": 7,
            "suffix": "s",
        },
    ),
    Call(
        f"{CREATE} --method type=dpo --method dpo.hyperparameters.n_epochs:=2",
        "POST",
        JOBS,
        {
            "model": "m",
            "training_file": "f-1",
            "method": {"type": "dpo", "dpo": {"hyperparameters": {"n_epochs": 2}}},
        },
    ),
    Call(
        "fine-tuning jobs list --metadata a=b --after j_0",
        "GET",
        JOBS,
        query={"metadata[a]": ["b"], "after": ["j_0"]},
    ),
    Call("fine-tuning jobs get j_1", "GET", f"{JOBS}/j_1"),
    Call("fine-tuning jobs cancel j_1 --yes", "POST", f"{JOBS}/j_1/cancel"),
    Call("fine-tuning jobs pause j_1", "POST", f"{JOBS}/j_1/pause"),
    Call("fine-tuning jobs resume j_1", "POST", f"{JOBS}/j_1/resume"),
    Call("fine-tuning jobs checkpoints j_1", "GET", f"{JOBS}/j_1/checkpoints"),
    Call(
        "fine-tuning permissions create ft:m:acme::1:ckpt-step-9 --project-ids a --project-ids b",
        "POST",
        PERMISSIONS,
        {"project_ids": ["a", "b"]},
        admin=True,
    ),
    Call(
        "fine-tuning permissions list ft:m:acme::1:ckpt-step-9 --order ascending",
        "GET",
        PERMISSIONS,
        query={"order": ["ascending"]},
        admin=True,
    ),
    Call(
        "fine-tuning permissions delete ft:m:acme::1:ckpt-step-9 p_1 --yes",
        "DELETE",
        f"{PERMISSIONS}/p_1",
        admin=True,
    ),
    Call(
        "fine-tuning graders validate --grader type=string_check --grader name=same"
        " --grader operation=eq",
        "POST",
        "/v1/fine_tuning/alpha/graders/validate",
        {"grader": GRADER},
    ),
]


@pytest.mark.parametrize("call", CALLS, ids=verb)
def test_request(oai: CommandLine, fault_server: FaultServer, call: Call) -> None:
    check(call, oai, fault_server)


def test_reward(oai: CommandLine, fault_server: FaultServer) -> None:
    fault_server.script(Answer(json={"reward": 0.75, "metadata": {}}))
    command = ("fine-tuning", "graders", "run", "Paris", "--item", "city=Paris")
    result = oai(*command, "--grader", "type=string_check", "-t", env=fault_server.env)
    assert (result.code, result.text) == (0, "0.75\n")
    assert fault_server.requests[0].json() == {
        "grader": {"type": "string_check"},
        "item": {"city": "Paris"},
        "model_sample": "Paris",
    }


def test_events_of_a_job(oai: CommandLine, fault_server: FaultServer) -> None:
    events = [
        {"id": f"e_{n}", "created_at": 1700000000, "level": "info", "message": f"Step {n}"}
        for n in range(3)
    ]
    pages = [
        Answer(json={"object": "list", "data": events[:2], "has_more": True}),
        Answer(json={"object": "list", "data": events[2:], "has_more": False}),
    ]
    fault_server.script(*pages)
    command = ("fine-tuning", "jobs", "events", "j_1", "--all", "--fields", "message", "-t")
    assert oai(*command, env=fault_server.env).lines == ["Step 0", "Step 1", "Step 2"]
    assert fault_server.requests[1].query["after"] == ["e_1"]


def test_a_permission_needs_the_admin_key(oai: CommandLine) -> None:
    result = oai("fine-tuning", "permissions", "list", "ft:m", env={"OPENAI_API_KEY": "sk-1234"})
    assert (result.code, result.stdout) == (3, b"")
    assert "OPENAI_ADMIN_KEY" in result.err


def test_a_number_that_is_none(oai: CommandLine, fault_server: FaultServer) -> None:
    result = oai(*CREATE.split(), "--seed", "3000000000", env=fault_server.env)
    assert (result.code, fault_server.requests) == (2, [])
