"""Fleets that look ill and are not, or look well and are not; and values that are not known, about which no rule says anything."""

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from appflow_command.doctor.facts import Fact, Listed
from appflow_command.doctor.judging import judge
from appflow_command.doctor.program import of_stack
from appflow_emulator.assumptions import Assumptions, set_assumptions
from appflow_provider.mirrors.schemas import Field
from appflow_provider.service import Services
from appflow_provider.values import SECRET, SIGNATURE
from tests.command.doctor import fleets
from tests.command.doctor.fleets import NOW, definitions, failed, flow, login, put, run
from tests.command.doctor.test_doctor_rules import (
    DAY,
    OF_PROGRAMS,
    PLANTS,
    destination,
    fields,
    runs,
    schedule,
    source,
    status,
)
from tests.command.previews import UNKNOWN
from tests.properties.odd_values import places, with_value

__all__ = ["fields"]

Found = Callable[..., list[tuple[str, str]]]
HOUR = timedelta(hours=1)
MARK = {SIGNATURE: SECRET, "ciphertext": "v1:abc"}


def tasks(kind: str, **more: Any) -> None:
    flow("accounts").definition["tasks"] = [{**fleets.MAP_ALL, "taskType": kind, **more}]


def dynamic_fields() -> None:
    tasks("Map", sourceFields=["Id"], destinationField="Id")
    source("accounts").update(enableDynamicFieldUpdate=True)


def empty_runs(oldest: int) -> None:
    """Seven runs, of which the oldest has read so many records."""
    runs(
        "copied",
        run(7 * HOUR, records=oldest),
        *(run(n * HOUR, records=0) for n in range(6, 0, -1)),
    )


def late(**more: Any) -> None:
    """A flow whose last run was yesterday."""
    runs("copied", run(DAY))
    for key, value in more.items():
        setattr(flow("copied"), key, value)


def still_running() -> None:
    set_assumptions(Assumptions(run_in_progress_describes=100))
    begun = run(5 * HOUR, status="InProgress")
    begun.definition = flow("copied").definition
    runs("copied", run(DAY), begun)


def late_and(**members: Any) -> None:
    late()
    schedule("copied").update(members)


def of_sap() -> None:
    made = definitions("sap")["accounts"]
    made["sourceFlowConfig"] = fleets.of_application("SAPOData", "erp", {"objectPath": "/sap/X"})
    login("erp", "SAPOData")
    put("sap", made)


def on_demand_with_a_schedule() -> None:
    late()
    flow("copied").definition["triggerConfig"]["triggerType"] = "OnDemand"
    schedule("copied").update(scheduleExpression="rate(1minutes)", dataPullMode="Complete")


def changing(*operations: str) -> None:
    """Flows that write to the same records, in this order."""
    for number, operation in enumerate(operations):
        name = f"orders-{number}"
        put(name, definitions(name)["orders"])
        destination(name).update(object="Order__c", writeOperationType=operation)
        if operation != "INSERT":
            destination(name).update(idFieldNames=["Number__c"])


def on_events() -> None:
    """A flow that writes the object whose changes start it."""
    put("events", definitions("events")["orders"])
    flow("events").definition["triggerConfig"] = {"triggerType": "Event"}
    flow("events").definition["sourceFlowConfig"] = fleets.of_application(
        "Salesforce", "crm", {"object": "LeadChangeEvent"}
    )
    destination("events")["object"] = "Lead"


# What is planted into a healthy region, and what is found in it.
REGIONS: Mapping[str, tuple[Callable[[], Any], list[tuple[str, str]]]] = {
    "all fields as Terraform's documentation writes it": (
        lambda: tasks("Map_all", sourceFields=[""]),
        [],
    ),
    "an object of another application with the same name": (
        lambda: tasks("Map", sourceFields=["emailAddress"], destinationField="email"),
        [],
    ),
    "records as they are": (lambda: tasks("Passthrough"), []),
    "fields that appear by themselves": (
        dynamic_fields,
        [],
    ),
    "a profile at a source that needs none": (
        lambda: flow("copied").source.update(connectorProfileName="gone"),
        [],
    ),
    "nothing new since a while": (lambda: empty_runs(200), []),
    "never a record": (lambda: empty_runs(0), [("reads-nothing", "copied")]),
    "a Draft of today": (lambda: late(status="Draft", created_at=NOW - HOUR, runs=[]), []),
    "a schedule of today": (lambda: late(updated_at=NOW - HOUR), []),
    "a run that is still going on": (
        still_running,
        [],
    ),
    "a schedule that begins tomorrow": (
        lambda: late_and(scheduleStartTime=NOW + DAY),
        [],
    ),
    "a schedule that has ended": (
        lambda: late_and(scheduleEndTime=NOW - HOUR),
        [("schedule-has-ended", "copied")],
    ),
    "a flow that has never run": (lambda: late(runs=[]), [("missed-runs", "copied")]),
    "a flow of today that has never run": (lambda: late(runs=[], created_at=NOW - HOUR), []),
    "an object of SAP, which may belong to ODP": (of_sap, []),
    "records that are added and changed": (lambda: changing("INSERT", "UPSERT"), []),
    "records that two of three change": (
        lambda: changing("INSERT", "UPSERT", "UPDATE"),
        [("same-records", "orders-2")],
    ),
    "its own events": (on_events, [("loop", "events")]),
    "a schedule that is not used": (on_demand_with_a_schedule, []),
    "everything four times an hour by cron": (
        lambda: schedule("orders").update(scheduleExpression="cron(0/15 * ? * * *)"),
        [("everything-too-often", "orders")],
    ),
    "the list of flows is behind the runs": (
        lambda: runs("copied", *failed("No."), run(HOUR / 4)),
        [],
    ),
}


@pytest.mark.parametrize(("plant", "expected"), REGIONS.values(), ids=REGIONS)
def test_what_is_found_in_a_region(
    plant: Callable[[], Any],
    expected: list[tuple[str, str]],
    found: Found,
    fields: list[str],
) -> None:
    plant()
    assert found("--deep", *fields) == expected


def pause(state: Any) -> None:
    fleets.resource(state, "copied")["flowStatus"] = "Suspended"


def of_another_region(state: Any) -> None:
    fleets.resource(state, "crm")["region"] = "us-east-1"


def of_profiles(state: Any) -> None:
    listed = state["deployment"]["resources"]
    listed[:] = [each for each in listed if not each["type"].endswith(":Flow")]


# What is planted into AppFlow and into a healthy stack, options, and what is found.
STACKS: Mapping[str, tuple[Callable[[], Any], Callable[[Any], Any], str, list[tuple[str, str]]]] = {
    "a flow that its program suspends": (
        lambda: status("copied", "Suspended", "5 runs failed."),
        pause,
        "--live",
        [],
    ),
    "a new flow that its program suspends": (
        lambda: status("copied", "Draft"),
        pause,
        "--live",
        [],
    ),
    "a flow whose name is secret": (
        lambda: None,
        lambda state: fleets.resource(state, "copied").update(flowName=MARK),
        "--live",
        [],
    ),
    "a profile whose name is secret": (
        lambda: None,
        lambda state: fleets.resource(state, "crm").update(connectorProfileName=MARK),
        "--live",
        [],
    ),
    "a stack of profiles": (lambda: None, of_profiles, "", []),
    "a profile of another region": (
        lambda: None,
        of_another_region,
        "",
        [("unused-profile", "crm")],
    ),
}


@pytest.mark.parametrize(("plant", "change", "options", "expected"), STACKS.values(), ids=STACKS)
def test_what_is_found_in_a_stack(
    plant: Callable[[], Any],
    change: Callable[[Any], Any],
    options: str,
    expected: list[tuple[str, str]],
    found: Found,
) -> None:
    plant()
    state = fleets.state()
    change(state)
    assert found(*options.split(), state=state) == expected


@pytest.mark.parametrize(
    ("message", "runs_", "said"),
    [
        ("5 runs failed.", [], "AppFlow suspended it: 5 runs failed."),
        (None, failed("No."), "It is Suspended, and its last run failed: No."),
    ],
)
def test_it_says_who_suspended_a_flow_only_if_appflow_says_so(
    message: str | None, runs_: list[Any], said: str, doctor: Callable[..., tuple[int, str, str]]
) -> None:
    status("copied", "Suspended", message)
    runs("copied", *runs_)
    _, out, _ = doctor()
    assert f"flow copied: {said} [deactivated]" in out


@pytest.mark.parametrize("name", ["copied", "tickets"])
def test_the_message_about_a_broken_flow_is_read_whatever_starts_it(
    name: str, doctor: Callable[..., tuple[int, str, str]]
) -> None:
    status(name, "Errored", "The stream is lost.")
    assert "The stream is lost. [broken]" in doctor()[1]


def judged(state: Any) -> set[tuple[str, str]]:
    """What all rules find in a stack, as if the region and the fields were known too."""
    fleet = of_stack(state, "stack", NOW)
    known = fleet.known | {Fact.FIELDS, Fact.LISTED, Fact.PROFILES}
    recorded = {"Account": {"Id": Field("id"), "Phone": Field("phone")}}
    listed = Listed(4, frozenset({"crm", "help"}))
    report = judge(replace(fleet, known=known, fields=recorded, listed=listed))
    return {(each.rule.name, each.name) for each in report.findings}


@pytest.mark.parametrize("name", ["", *OF_PROGRAMS])
@pytest.mark.parametrize("mark", [UNKNOWN, "[secret]", MARK], ids=["unknown", "hidden", "secret"])
def test_what_is_not_known_is_no_finding(name: str, mark: Any, services: Services) -> None:
    fleets.healthy()
    if name:
        PLANTS[name][0]()
    state = json.loads(json.dumps(fleets.state(), default=str))
    resources = state["deployment"]["resources"]
    before = judged(state)
    for path in places(resources):
        if len(path) > 2 and path[1] == "inputs":
            state["deployment"]["resources"] = with_value(resources, path, mark)
            assert judged(state) <= before, path
