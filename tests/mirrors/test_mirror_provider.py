"""What the provider adds to a plan: its configuration, its lookups, and the warnings to silence."""

from typing import Any

import pytest

from appflow_provider.errors import AppFlowError
from appflow_provider.protocol import MirrorRequest, MirrorResponse, Silence
from appflow_provider.provider import Provider
from appflow_provider.service import Services
from appflow_provider.values import UNKNOWN, Secret
from tests.mirrors.conftest import BASE
from tests.stories import samples
from tests.stories.conftest import services
from tests.stories.lifecycle import Life

__all__ = ["services"]

WITHOUT_LOOKUP = {**BASE, "lookup": False, "mask": ["Email"]}


def mirror(inputs: Any = BASE, **settings: Any) -> MirrorResponse:
    provider = Provider(Silence(), setting="")
    given = {"region": "eu-west-1", **settings}
    provider.configure(given.get)
    return provider.mirror(MirrorRequest("crm", inputs))


@pytest.mark.parametrize(
    ("entries", "number"),
    [
        ([], 1),
        (["mask-not-compared"], 0),
        (["crm:mask-not-compared"], 0),
        (["a:mask-not-compared"], 1),
    ],
)
def test_a_warning_can_be_acknowledged_for_all_mirrors_or_one(
    entries: list[str], number: int
) -> None:
    made = mirror(WITHOUT_LOOKUP, acknowledge=entries)
    assert (len(made.flows), len(made.warnings)) == (2, number)


def test_a_wrong_configuration_ends_a_mirror() -> None:
    with pytest.raises(AppFlowError, match="maxRetries"):
        mirror(WITHOUT_LOOKUP, maxRetries="many")


@pytest.mark.parametrize("later", [UNKNOWN, Secret(UNKNOWN)], ids=["unknown", "secret"])
def test_a_lookup_through_a_profile_that_comes_later_is_a_sentence(later: Any) -> None:
    with pytest.raises(AppFlowError) as refused:
        mirror({**BASE, "connectorProfileName": later})
    assert str(refused.value) == (
        "lookup: connectorProfileName is not known before the deployment, so the objects of the application cannot be looked up. "
        "Set schemas instead."
    )


def test_a_lookup_goes_through_the_profile(services: Services) -> None:
    Life("ConnectorProfile", services).start(
        {**samples.profile("Salesforce"), "connectorProfileName": "crm"}
    )
    provider = Provider(Silence(), setting="", connect=lambda _settings: services)
    provider.configure({"region": "eu-west-1"}.get)
    made = provider.mirror(
        MirrorRequest("crm", {**BASE, "objects": ["Lead"], "include": ["Id", "Email"]})
    )
    assert made.problems == ()
    (flow,) = made.flows
    types = {
        task["sourceFields"][0]: task["taskProperties"]["SOURCE_DATA_TYPE"]
        for task in flow.inputs["tasks"]
        if task["taskType"] == "Map"
    }
    assert types == {"Email": "email", "Id": "id"}
