"""Flows read from previews of both fronts, and from requests; and a flow's inputs as a request."""

from collections.abc import Callable
from datetime import datetime, timezone
from typing import Any

import pytest

from appflow_command.changes import against, flows_of, requested
from appflow_command.doctor import program
from appflow_command.graph import origins
from appflow_command.pulumi_files import AnotherFile, errors_of
from appflow_command.rehearse.request import AUTOMATIC, request_of
from appflow_emulator.data_plane.errors import CannotRehearse
from appflow_emulator.data_plane.planning import plan_of
from tests.command.previews import SECRET, TYPES, UNKNOWN, flow, mapped, preview, step
from tests.programs import EVENT, destination, source

OLD, NEW = flow(mapped("Id")), flow(mapped("Id"), mapped("Name"))


@pytest.mark.parametrize("front", TYPES)
@pytest.mark.parametrize(
    ("op", "before", "after"),
    [
        ("same", OLD, OLD),
        ("create", None, NEW),
        ("update", OLD, NEW),
        ("replace", OLD, NEW),
        ("delete", OLD, None),
    ],
)
def test_each_operation_gives_both_versions_on_either_front(front, op, before, after) -> None:
    (found,) = flows_of(preview(step(op, before, after, front=front)))
    assert (found.before and found.before.inputs) == before
    assert (found.after and found.after.inputs) == after
    assert found.name == "orders"


@pytest.mark.parametrize("front", TYPES)
def test_a_name_may_have_the_separator_of_a_urn_in_it(front) -> None:
    (found,) = flows_of(preview(step("create", None, NEW, front=front, name="eu::orders")))
    assert found.name == "eu::orders"


def test_the_steps_of_a_replacement_are_one_flow() -> None:
    steps = [
        step("create-replacement", OLD, NEW),
        step("replace", OLD, NEW),
        step("delete-replaced", OLD),
    ]
    (found,) = flows_of(preview(*steps))
    assert found.before is not None
    assert found.after is not None
    assert (found.before.inputs, found.after.inputs) == (OLD, NEW)


def test_other_resources_are_no_flows() -> None:
    others = [
        step("create", after={"name": "x"}, kind="FlowRun"),
        {"op": "same", "urn": "urn:pulumi:dev::shop::pulumi:pulumi:Stack::shop-dev"},
        {"op": "create", "urn": "urn:pulumi:dev::shop::aws:flow:Flow::orders", "newState": {}},
    ]
    assert flows_of(preview(*others)) == []


def test_the_place_is_the_innermost_frame_of_the_program_itself() -> None:
    (found,) = flows_of(preview(step("create", after=NEW)))
    assert found.place == "__main__.py:12"


def test_a_flow_of_a_component_is_found_and_equal_names_are_told_apart() -> None:
    other = flow(mapped("Id"), flowName="second")
    inside = step("create", after=other, parent="shop:index:Team$")
    assert [each.name for each in flows_of(preview(inside))] == ["orders"]
    both = flows_of(preview(step("create", after=NEW), inside))
    assert [each.name for each in both] == ["orders", "second"]
    assert len(both) == 2


def test_labels_of_custom_connectors_come_from_the_profiles_of_each_version() -> None:
    def profile(label: str) -> dict[str, str]:
        return {"connectorProfileName": "hub", "connectorLabel": label}

    custom = source("CustomConnector", "customConnector", {"entityName": "contacts"})
    custom["connectorProfileName"] = "hub"
    wanted = flow(mapped("Id", key="customConnector"), sourceFlowConfig=custom)
    (found,) = flows_of(
        preview(
            step("update", wanted, wanted),
            step("update", profile("Old"), profile("HubSpot"), name="hub", kind="ConnectorProfile"),
        )
    )
    for declared, label in ((found.before, "Old"), (found.after, "HubSpot")):
        assert declared is not None
        plan = plan_of(request_of(declared), declared.labels)
        assert str(plan.source) == f"{label}/contacts"


def test_a_base_stands_in_for_what_is_deployed() -> None:
    deployed = flow(mapped("Phone"))
    now = flows_of(preview(step("update", deployed, NEW), step("create", after=NEW, name="fresh")))
    base = flows_of(preview(step("same", deployed, OLD), step("create", after=OLD, name="gone")))
    found = {each.name: each for each in against(now, base)}
    assert found["orders"].before is not None
    assert found["orders"].before.inputs == OLD
    assert found["fresh"].before is None
    assert found["gone"].before is not None
    assert found["gone"].after is None


def test_replies_of_describe_flow_are_a_base() -> None:
    (now,) = flows_of(preview(step("create", after=NEW, name="resource")))
    assert now.after is not None
    reply = {**request_of(now.after), "flowStatus": "Active", "flowArn": "arn:x"}
    for content in (reply, [reply]):
        base = requested(content, [now])
        assert base is not None
        (found,) = against([now], base)
        assert found.name == "resource"
        assert found.before is not None
        assert request_of(found.before)["tasks"] == request_of(now.after)["tasks"]
    assert requested({"flows": []}, [now]) is None
    assert requested("orders", [now]) is None


def test_errors_of_a_preview_are_single_lines_said_once() -> None:
    said = {"severity": "error", "message": "error: orders:\n  tasks is  empty\n"}
    diagnostics = [said, said, {"severity": "warning", "message": "careful"}]
    assert errors_of(preview(diagnostics=diagnostics)) == ["orders: tasks is empty"]


def request(**changes):
    (found,) = flows_of(preview(step("create", after=flow(mapped("Id"), **changes))))
    assert found.after is not None
    return request_of(found.after)


def test_a_request_has_only_what_a_rehearsal_reads_in_the_spelling_of_the_api() -> None:
    found = request(description="x", kmsArn=UNKNOWN, tags={"token": SECRET}, flowStatus="Active")
    assert list(found) == [
        "flowName",
        "sourceFlowConfig",
        "destinationFlowConfigList",
        "tasks",
        "triggerConfig",
    ]
    assert found["sourceFlowConfig"]["sourceConnectorProperties"] == {
        "Salesforce": {"object": "Account"}
    }
    assert plan_of(found).name == "orders"


def test_an_automatic_name_is_the_same_in_every_stack() -> None:
    assert request(flowName="orders-1a2b3c4", __autonamed=True)["flowName"] == AUTOMATIC


@pytest.mark.parametrize(
    ("mark", "why"),
    [(UNKNOWN, "is known only after an update"), (SECRET, "is a secret")],
    ids=["unknown", "secret"],
)
def test_a_hidden_value_is_named_by_its_path(mark: str, why: str) -> None:
    lake = [destination("S3", "s3", {"bucketName": mark})]
    with pytest.raises(CannotRehearse) as cannot:
        request(destinationFlowConfigList=lake, tasks=mark)
    path = "destinationFlowConfigList[0].destinationConnectorProperties.s3.bucketName"
    assert f"{path} {why}" in str(cannot.value)
    assert f"tasks {why}" in str(cannot.value)


def test_the_unknown_name_of_a_login_stops_nothing() -> None:
    login = {**source("Salesforce", "salesforce", {"object": "Account"})}
    login["connectorProfileName"] = UNKNOWN
    assert plan_of(request(sourceFlowConfig=login)).source.object == "Account"


def test_what_is_missing_is_named() -> None:
    with pytest.raises(CannotRehearse, match="sourceFlowConfig is required"):
        request(sourceFlowConfig=None, triggerConfig=EVENT)


NOW = datetime(2031, 1, 1, tzinfo=timezone.utc)
READERS = {
    "doctor": lambda content: program.of_preview(content, "preview", NOW),
    "graph": origins.of_preview,
    "rehearse": flows_of,
}


STACK = {"op": "same", "urn": "urn:pulumi:dev::shop::pulumi:pulumi:Stack::shop-dev"}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ([], "is not a preview. Write one with pulumi preview --json --show-sames"),
        ({"version": 3}, "is not a preview. Write one with pulumi preview --json --show-sames"),
        (
            {
                "duration": 7,
                "diagnostics": [{"severity": "error", "message": "error: No bucket.\n"}],
            },
            "is a preview that failed: No bucket.",
        ),
        (
            {"steps": [], "changeSummary": {"same": 3}},
            "leaves out the resources that do not change. Add --show-sames to pulumi preview",
        ),
        (
            {"steps": [STACK], "changeSummary": {"same": 3}},
            "leaves out the resources that do not change. Add --show-sames to pulumi preview",
        ),
    ],
)
@pytest.mark.parametrize("read", READERS.values(), ids=READERS)
def test_what_is_not_a_whole_preview_is_refused_by_each_subcommand(
    read: Callable[[Any], object], content: Any, said: str
) -> None:
    with pytest.raises(AnotherFile) as caught:
        read(content)
    assert str(caught.value) == said


@pytest.mark.parametrize("read", READERS.values(), ids=READERS)
def test_a_stack_without_resources_has_a_whole_preview(read: Callable[[Any], object]) -> None:
    read({"steps": [STACK], "changeSummary": {"same": 1}})
