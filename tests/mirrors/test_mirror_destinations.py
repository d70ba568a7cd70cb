"""Mirrors into every destination: each flow is one that the provider takes."""

import pytest

from appflow_provider.protocol import Call, CheckRequest, Silence
from appflow_provider.provider import Provider
from tests.mirrors.conftest import Planned
from tests.stories import samples


@pytest.mark.parametrize("connector", samples.DESTINATIONS)
def test_a_mirror_writes_into_every_destination(planned: Planned, connector: str) -> None:
    given = samples.flow_to(connector)
    (destination,) = given["destinationFlowConfigList"]
    plan = planned(
        objects=["Account"],
        mask=["Phone"],
        destinationFlowConfig=destination,
        triggerConfig=given["triggerConfig"],
        kmsArn=given.get("kmsArn"),
    )
    assert plan.problems == ()
    (flow,) = plan.flows
    assert flow.inputs["destinationFlowConfigList"] == [destination]
    provider = Provider(Silence(), setting="")
    provider.configure({"region": "eu-west-1"}.get)
    checked = provider.check(CheckRequest(Call("Flow", name=flow.name), {}, flow.inputs))
    assert checked.failures == ()
