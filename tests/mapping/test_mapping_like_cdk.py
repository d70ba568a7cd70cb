"""
The flow in the README of cdk-appflow 0.2 with our helpers, and two more that its classes can make, in as many lines or fewer; what they
send passes check and the emulator.
"""

import inspect
from datetime import datetime, timezone

import pytest

from appflow_provider.resources import RESOURCES, OperationContext
from appflow_provider.service import Services
from pulumi_appflow import mapping
from tests.mapping.test_mapping import as_properties
from tests.stories import samples
from tests.stories.conftest import from_nothing, services

__all__ = ["from_nothing", "services"]


def account() -> mapping.Tasks:
    it = mapping.of("Salesforce")
    return (
        it.map_all()
        + it.mask("Name", by="*")
        + it.validate_not_null("Name")
        + it.filter_less_or_equal("LastModifiedDate", datetime(2022, 2, 2, tzinfo=timezone.utc))
    )


def changes() -> mapping.Tasks:
    return mapping.of("Salesforce").map_all(exclude=["SystemModstamp"])


def people() -> mapping.Tasks:
    it = mapping.of("Salesforce")
    return (
        it.map_fields("Id", Phone="phone")
        + it.merge(["FirstName", "LastName"], into="name")
        + it.divide("Amount", "Count", into="mean")
    )


# Lines of mappings, transforms, validations and filters there: in its README, and as the same formatter breaks the others.
FLOWS = {
    "account": (account, "Salesforce", 10),
    "changes": (changes, "Salesforce", 6),
    "people": (people, "Salesforce", 16),
}


@pytest.mark.parametrize("name", FLOWS)
def test_it_is_not_longer_and_is_accepted(services: Services, name: str) -> None:
    make, connector, lines = FLOWS[name]
    body = inspect.getsource(make).splitlines()[1:]
    assert len(body) <= lines
    program = {**samples.flow_from(connector), "tasks": as_properties(list(make()))}
    checked = RESOURCES["Flow"].check({}, program)
    assert (checked.problems, checked.warnings) == ((), ())
    RESOURCES["Flow"].create(checked.inputs, OperationContext(services))
