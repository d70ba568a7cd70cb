"""Existing objects are imported completely: their inputs pass check, equal what was found, and keep their meaning."""

from typing import Any

import pytest

from appflow_provider.resources import State
from appflow_provider.service import Services
from tests.stories import samples
from tests.stories.lifecycle import Life
from tests.stories.programs import LONGEST, SHORTEST

EXISTING = {
    f"{name}-{size}": item
    for size, programs in (("long", LONGEST), ("short", SHORTEST))
    for name, item in programs.items()
}


@pytest.mark.parametrize("by_arn", [False, True], ids=["name", "arn"])
@pytest.mark.parametrize(("kind", "program"), EXISTING.values(), ids=EXISTING)
def test_an_import_plans_no_change(
    services: Services, kind: str, program: dict[str, Any], *, by_arn: bool
) -> None:
    made = Life(kind, services)
    made.start(program)
    id_ = str(made.state[made.resource.arn_property]) if by_arn else made.id_
    found = made.resource.read(id_, State({}), made.work)
    assert found is not None
    assert found.id_ == made.id_
    imported = Life(kind, services)
    checked = imported.check(found.inputs)
    assert imported.resource.diff(found.state, checked, region=services.region).changes == ()
    # Nor does the program that made it differ, but for credentials, which nobody sees.
    differs = imported.resource.diff(found.state, imported.check(program)).changes
    assert kind == "ConnectorProfile" or differs == ()
    assert {change.path[:2] for change in differs} <= {
        ("connectorProfileConfig", "connectorProfileCredentials"),
        ("kmsArn",),
    }


def test_a_flow_keeps_its_key_when_the_program_no_longer_names_it(services: Services) -> None:
    program = samples.whole_flow()
    unnamed = {name: value for name, value in program.items() if name != "kmsArn"}
    life = Life("Flow", services)
    life.start(program)
    assert life.diff(life.check(unnamed)).action == "same"
    edited = {**unnamed, "description": "edited"}
    assert life.up(edited) == "update"
    held = life.held()
    assert held is not None
    assert held["kmsArn"] == program["kmsArn"]
    other = {**program, "kmsArn": "arn:aws:kms:eu-west-1:123456789012:key/another"}
    assert life.diff(life.check(other)).action == "replace"
