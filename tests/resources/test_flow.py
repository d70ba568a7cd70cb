"""Flows against a fake service: calls, state, and errors."""

from dataclasses import replace
from typing import Any

import pytest

from appflow_provider.declarations.flow import FlowInputs
from appflow_provider.errors import AppFlowError, Conflict
from appflow_provider.resources import Inputs, State
from appflow_provider.resources.flow import Flow
from appflow_provider.shapes.walk import to_api
from tests.programs import flow
from tests.resources.fake import ARN, FakeService


def created(service: FakeService, **changes: Any) -> Any:
    return Flow().create(Flow().check({}, flow(**changes)).inputs, service.work())


def test_create_asks_once_and_looks_once(service: FakeService) -> None:
    held = created(service)
    assert service.operations() == ["CreateFlow", "DescribeFlow"]
    assert held.id_ == "orders"
    assert held.state == {**flow(), "flowArn": f"{ARN}:flow/orders", "tagsAll": {}}
    request = service.calls[0][1]
    assert request["sourceFlowConfig"]["sourceConnectorProperties"]["S3"]["bucketName"] == "exports"
    assert "region" not in request


def test_times_and_whole_numbers_reach_the_api_in_its_types(service: FakeService) -> None:
    scheduled = {
        "scheduleExpression": "rate(1hours)",
        "scheduleStartTime": "2031-01-01T06:00:00+02:00",
        "scheduleEndTime": 1956528000.0,
        "scheduleOffset": 60.0,
    }
    created(
        service,
        triggerConfig={"triggerType": "Scheduled", "triggerProperties": {"scheduled": scheduled}},
    )
    sent = service.calls[0][1]["triggerConfig"]["triggerProperties"]["Scheduled"]
    assert sent["scheduleStartTime"].isoformat() == "2031-01-01T04:00:00+00:00"
    assert sent["scheduleEndTime"].timestamp() == 1956528000
    assert sent["scheduleOffset"] == 60
    assert isinstance(sent["scheduleOffset"], int)


def test_a_create_whose_reply_got_lost_finds_its_flow_again(service: FakeService) -> None:
    created(service)
    assert created(service).state["flowArn"] == f"{ARN}:flow/orders"
    assert len(service.flows) == 1


def test_a_token_that_remembers_a_deleted_flow_does_not_hide_the_loss(service: FakeService) -> None:
    created(service)
    service.flows.clear()
    created(service)
    assert "orders" in service.flows


def test_the_flow_of_somebody_else_is_not_adopted(service: FakeService) -> None:
    service.flows["orders"] = {"flowName": "orders"}
    with pytest.raises(Conflict) as refused:
        created(service)
    text = str(refused.value)
    assert text.startswith("creating flow orders in eu-west-1: ConflictException: already exists.")
    assert "A flow of this name exists" in text
    assert text.endswith("(request id r-1)")


def test_a_read_after_a_create_is_no_drift(service: FakeService) -> None:
    held = created(service, tags={"team": "x"}, description="d")
    seen = Flow().read("orders", held.state, service.work())
    assert seen is not None
    assert seen.inputs == held.inputs
    assert seen.state == held.state


def test_drift_shows_and_an_update_puts_it_back(service: FakeService) -> None:
    held = created(service, description="as written")
    service.flows["orders"]["description"] = "changed by hand"
    service.flows["orders"]["tags"]["extra"] = "by hand"
    service.flows["orders"]["tags"]["aws:stack"] = "not ours"
    seen = Flow().read("orders", held.state, service.work())
    assert seen is not None
    assert seen.inputs["description"] == "changed by hand"
    assert seen.inputs["tags"] == {"extra": "by hand"}
    Flow().update("orders", seen.state, held.inputs, service.work())
    assert service.flows["orders"]["description"] == "as written"
    assert "extra" not in service.flows["orders"]["tags"]


def test_a_flow_that_is_gone_reads_as_gone(service: FakeService) -> None:
    assert Flow().read("orders", State(flow()), service.work()) is None
    created(service)
    service.flows["orders"]["flowStatus"] = "Deleted"
    assert Flow().read("orders", State(flow()), service.work()) is None


def test_an_import_by_arn_brings_all_inputs_and_the_region(service: FakeService) -> None:
    created(service, description="d")
    found = Flow().read(f"{ARN}:flow/orders", State({}), service.work())
    assert found is not None
    assert found.id_ == "orders"
    assert found.inputs["description"] == "d"
    assert found.inputs["region"] == "eu-west-1"
    assert found.inputs["sourceFlowConfig"] == flow()["sourceFlowConfig"]


def test_an_update_sends_the_whole_flow_without_what_it_cannot_change(service: FakeService) -> None:
    held = created(service, description="d", tags={"a": "1"})
    service.calls.clear()
    Flow().update("orders", held.state, Inputs(flow(tags={"a": "1"})), service.work())
    assert service.operations() == ["UpdateFlow"]
    assert service.calls[0][1] == {**to_api(FlowInputs, flow()), "description": ""}
    Flow().update("orders", held.state, Inputs(flow(description="other")), service.work())
    assert service.calls[1][1] == {**to_api(FlowInputs, flow()), "description": "other"}


def test_a_change_of_tags_alone_leaves_the_flow_alone(service: FakeService) -> None:
    held = created(service, tags={"a": "1", "b": "2", "c": "3"})
    service.calls.clear()
    Flow().update(
        "orders", held.state, Inputs(flow(tags={"a": "1", "b": "20", "d": "4"})), service.work()
    )
    assert service.operations() == ["UntagResource", "TagResource"]
    assert service.flows["orders"]["tags"] == {"a": "1", "b": "20", "d": "4"}


def test_an_active_flow_is_suspended_before_it_is_deleted(service: FakeService) -> None:
    held = created(service)
    service.flows["orders"]["flowStatus"] = "Active"
    service.calls.clear()
    Flow().delete("orders", held.state, service.work())
    assert service.operations() == [
        *("DeleteFlow", "DescribeFlow", "StopFlow"),
        *("DeleteFlow", "DescribeFlow"),
    ]
    assert service.flows == {}


def test_a_conflict_that_stopping_does_not_resolve_is_reported(
    service: FakeService,
) -> None:
    held = created(service)
    service.flows["orders"]["flowStatus"] = "Active"
    service.refusals["DeleteFlow"] = [Conflict("a run is in progress", code="ConflictException")]
    service.refusals["StopFlow"] = [AppFlowError("on demand", code="UnsupportedOperationException")]
    with pytest.raises(Conflict, match="a run is in progress"):
        Flow().delete("orders", held.state, service.work())


def test_deleting_what_is_gone_is_a_success(service: FakeService) -> None:
    Flow().delete("orders", State(flow()), service.work())
    assert service.operations() == ["DeleteFlow"]


def test_a_refused_change_of_the_destination_says_what_to_do(service: FakeService) -> None:
    held = created(service)
    words = "Update Flow request failed due to:[Destination object for the destination connector can not be updated]"
    service.refusals["UpdateFlow"] = [AppFlowError(words, code="ValidationException")]
    edited = flow(description="x")
    edited["destinationFlowConfigList"][0]["apiVersion"] = "v2"
    with pytest.raises(AppFlowError) as refused:
        Flow().update("orders", held.state, Inputs(edited), service.work())
    told = str(refused.value)
    assert "This update changed destinationFlowConfigList[0].apiVersion. " in told
    assert f"pulumi up --replace '{service.work().urn}'" in told


def test_a_refresh_says_why_a_flow_is_not_active_that_should_be(service: FakeService) -> None:
    held = created(service, flowStatus="Active")
    said: list[AppFlowError] = []
    work = replace(service.work(), report=said.append)
    service.flows["orders"] |= {"flowStatus": "Active", "flowStatusMessage": "all is well"}
    Flow().read("orders", held.state, work)
    assert said == []
    service.flows["orders"] |= {"flowStatus": "Suspended", "flowStatusMessage": "5 runs failed"}
    Flow().read("orders", held.state, work)
    assert [str(each) for each in said] == ["flow orders is Suspended: 5 runs failed."]
    Flow().read(
        "orders", State({key: held.state[key] for key in held.state if key != "flowStatus"}), work
    )
    assert len(said) == 1


def to_event_bridge(**changes: Any) -> dict[str, Any]:
    return flow(
        sourceFlowConfig={
            "connectorType": "Salesforce",
            "connectorProfileName": "crm",
            "sourceConnectorProperties": {"salesforce": {"object": "AccountChangeEvent"}},
        },
        destinationFlowConfigList=[
            {
                "connectorType": "EventBridge",
                "destinationConnectorProperties": {"eventBridge": {"object": "accounts"}},
            }
        ],
        triggerConfig={"triggerType": "Event"},
        tasks=[
            {
                "taskType": "Map_all",
                "sourceFields": [],
                "connectorOperator": {"salesforce": "NO_OP"},
            }
        ],
        **changes,
    )


def test_a_generated_bus_is_no_drift_and_is_sent_back_as_it_is(service: FakeService) -> None:
    bus = "aws.partner/appflow/salesforce.com/123456789012/accounts"
    inputs = Flow().check({}, to_event_bridge())
    assert inputs.problems == ()
    held = Flow().create(inputs.inputs, service.work())
    live = service.flows["orders"]["destinationFlowConfigList"][0]["destinationConnectorProperties"]
    live["EventBridge"]["object"] = bus
    seen = Flow().read("orders", held.state, service.work())
    assert seen is not None
    assert seen.inputs == held.inputs
    Flow().update("orders", seen.state, Inputs(to_event_bridge(description="x")), service.work())
    operation, sent = service.calls[-1]
    assert operation == "UpdateFlow"
    assert (
        sent["destinationFlowConfigList"][0]["destinationConnectorProperties"]["EventBridge"][
            "object"
        ]
        == bus
    )
