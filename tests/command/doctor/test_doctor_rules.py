"""Each rule of the doctor finds the fault that is planted for it, and nothing else does."""

import json
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from appflow_command.doctor.facts import Fact
from appflow_command.doctor.rules import RULES
from appflow_command.doctor.ruling import Rule, Severity
from appflow_emulator.assumptions import Assumptions, set_assumptions
from appflow_provider.mirrors.schemas import Field, written
from tests.command.doctor import fleets
from tests.command.doctor.fleets import NOW, definitions, failed, flow, login, put, run, scheduled
from tests.stories import backend

Found = Callable[..., list[tuple[str, str]]]

DAY = timedelta(days=1)


def schedule(name: str) -> dict[str, Any]:
    found: dict[str, Any] = flow(name).definition["triggerConfig"]["triggerProperties"]["Scheduled"]
    return found


def source(name: str) -> dict[str, Any]:
    (found,) = flow(name).source["sourceConnectorProperties"].values()
    return found  # type: ignore[no-any-return]


def destination(name: str) -> dict[str, Any]:
    (found,) = flow(name).destination["destinationConnectorProperties"].values()
    return found  # type: ignore[no-any-return]


def status(name: str, word: str, message: str | None = None) -> None:
    flow(name).status, flow(name).status_message = word, message
    if word == "Draft":
        flow(name).runs = []


def old_profile(**more: Any) -> None:
    login("crm", "Salesforce", **more)


def private(how: str) -> None:
    login("crm", "Salesforce", connection_mode="Private", provisioned_from=NOW)
    looks = 10 if how == "PENDING" else 0
    why = "CONNECTOR_SERVER" if how == "FAILED" else ""
    set_assumptions(Assumptions(private_connection_describes=looks, private_connection_failure=why))


def runs(name: str, *found: Any) -> None:
    flow(name).runs = list(found)


def fill_profiles() -> None:
    login("desk", "Zendesk")
    made = definitions("desk")["tickets"]
    made["sourceFlowConfig"]["connectorProfileName"] = "desk"
    put("desk", made)


def fill_flows() -> None:
    fleets.healthy(10)


def still_running() -> None:
    set_assumptions(Assumptions(run_in_progress_describes=100))
    begun = run(timedelta(hours=30), status="InProgress")
    begun.definition = flow("orders").definition
    runs("orders", begun)


def every_minute() -> None:
    for number in range(3):
        made = definitions(f"m{number}")["copied"]
        made["triggerConfig"] = scheduled("rate(1minutes)", dataPullMode="Incremental")
        put(f"m{number}", made)


def salesforce_all_day() -> None:
    for number in range(2):
        made = definitions(f"s{number}")["accounts"]
        made["triggerConfig"] = scheduled("rate(1minutes)", dataPullMode="Incremental")
        put(f"s{number}", made)


def without_catalogue() -> None:
    put("copied-2", definitions("copied-2")["copied"])
    put("copied-3", definitions("copied-3")["copied"])
    del flow("copied-2").definition["metadataCatalogConfig"]


def into_the_other() -> None:
    made = definitions("late")["copied"]
    made["destinationFlowConfigList"] = fleets.lake("shop/copied")
    put("late", made)


def same_records() -> None:
    for name in ("orders", "more-orders"):
        if name != "orders":
            put(name, definitions(name)["orders"])
        destination(name).update(
            object="Order__c", writeOperationType="UPSERT", idFieldNames=["Number__c"]
        )


def loop() -> None:
    source("copied")["bucketName"], source("copied")["bucketPrefix"] = "lake", "crm/"
    destination("copied").update(bucketName="back")
    flow("copied").definition.pop("metadataCatalogConfig")
    made = definitions("back")["copied"]
    put("back", made)
    source("back")["bucketName"], source("back")["bucketPrefix"] = "back", "shop"
    destination("back").update(bucketName="lake", bucketPrefix="crm/again")


def mapped(*names: str) -> None:
    flow("accounts").definition["tasks"] = [
        {
            "taskType": "Map",
            "sourceFields": [name],
            "destinationField": name,
            "taskProperties": {},
            "connectorOperator": {"Salesforce": "NO_OP"},
        }
        for name in names
    ]


def excluded(name: str) -> None:
    properties = {"EXCLUDE_SOURCE_FIELDS_LIST": json.dumps([name])}
    flow("accounts").definition["tasks"] = [{**fleets.MAP_ALL, "taskProperties": properties}]


LOGIN = "Error while authenticating to connector"
LATELY = NOW + timedelta(days=3)

# For each rule, what plants its fault, and the name of the flow, profile or bucket that has it.
PLANTS: Mapping[str, tuple[Callable[[], Any], str]] = {
    "never-activated": (lambda: status("copied", "Draft"), "copied"),
    "deactivated": (lambda: status("copied", "Suspended", "5 runs failed."), "copied"),
    "suspended": (lambda: status("copied", "Suspended"), "copied"),
    "broken": (lambda: status("copied", "Errored", "The stream is lost."), "copied"),
    "idle": (lambda: runs("tickets", run(100 * DAY)), "tickets"),
    "keeps-failing": (lambda: runs("copied", *failed(LOGIN, 3)), "copied"),
    "last-run-failed": (lambda: runs("copied", *failed(LOGIN)), "copied"),
    "reads-nothing": (
        lambda: runs("copied", *(run(timedelta(hours=age), records=0) for age in range(5, 0, -1))),
        "copied",
    ),
    "records-refused": (lambda: runs("orders", run(refused=3)), "orders"),
    "runs-too-long": (still_running, "orders"),
    "longer-than-interval": (
        lambda: runs("copied", run(2 * DAY / 24, took=1.5 * DAY / 24)),
        "copied",
    ),
    "missed-runs": (lambda: runs("copied", run(DAY)), "copied"),
    "near-run-size": (lambda: runs("accounts", run(size=14 * 1000**3)), "accounts"),
    "unused-profile": (lambda: login("old", "Marketo"), "old"),
    "missing-profile": (lambda: backend.memory().profiles.pop("help"), "tickets"),
    "not-rotated": (lambda: old_profile(updated_at=NOW - 200 * DAY), "crm"),
    "private-connection-failed": (lambda: private("FAILED"), "crm"),
    "private-connection-pending": (lambda: private("PENDING"), "crm"),
    "old-salesforce-api": (
        lambda: old_profile(created_at=datetime(2023, 6, 1, tzinfo=timezone.utc)),
        "crm",
    ),
    "schedule-has-ended": (
        lambda: schedule("orders").update(scheduleEndTime=NOW - DAY),
        "orders",
    ),
    "schedule-ends-soon": (lambda: schedule("orders").update(scheduleEndTime=LATELY), "orders"),
    "incremental-without-field": (
        lambda: flow("accounts").source.pop("incrementalPullConfig"),
        "accounts",
    ),
    "everything-too-often": (
        lambda: schedule("copied").update(
            dataPullMode="Complete", scheduleExpression="rate(30minutes)"
        ),
        "copied",
    ),
    "no-failure-threshold": (
        lambda: schedule("copied").pop("flowErrorDeactivationThreshold"),
        "copied",
    ),
    "field-gone": (lambda: mapped("Id", "Phone", "Fax"), "accounts"),
    "fields-not-mapped": (lambda: mapped("Id"), "accounts"),
    "automatic-transfer": (lambda: source("accounts").pop("dataTransferApi"), "accounts"),
    "excluded-field-gone": (lambda: excluded("Fax"), "accounts"),
    "same-keys": (into_the_other, "late"),
    "same-records": (same_records, "orders"),
    "loop": (loop, "back"),
    "no-error-handling": (lambda: destination("orders").pop("errorHandlingConfig"), "orders"),
    "no-catalogue": (without_catalogue, "copied-2"),
    "no-tags": (lambda: setattr(flow("copied"), "tags", {}), "copied"),
    "near-flow-quota": (fill_flows, ""),
    "near-profile-quota": (fill_profiles, ""),
    "near-run-quota": (every_minute, ""),
    "near-api-quota": (salesforce_all_day, "crm"),
    "expensive": (lambda: runs("copied", run(size=10 * 1000**3)), "copied"),
    "runs-very-often": (
        lambda: schedule("copied").update(scheduleExpression="rate(3minutes)"),
        "copied",
    ),
}

# Rules that only a program can show: what changes its state.
IN_STATE: Mapping[str, tuple[Callable[[Any], Any], str]] = {
    "no-customer-key": (lambda state: fleets.resource(state, "copied").pop("kmsArn"), "copied"),
    "bucket-open-to-accounts": (
        lambda state: fleets.resource(state, "lake").update(policy=fleets.policy(None)),
        "lake",
    ),
    "gone": (lambda _state: backend.memory().flows.pop("copied"), "copied"),
    "interrupted": (fleets.interrupt, "more"),
}

# Thresholds that keep a fleet small, and where else the facts come from.
OPTIONS: Mapping[str, str] = {
    "near-flow-quota": "--quota-percent 1",
    "near-profile-quota": "--quota-percent 3",
    "near-run-quota": "--quota-percent 1",
    "near-api-quota": "--api-calls 2000",
    "gone": "--live",
}
# Faults that are another one too.
ALSO: Mapping[str, set[str]] = {
    "near-flow-quota": {"near-profile-quota"},
    "near-run-quota": {"near-profile-quota", "runs-very-often"},
    "near-api-quota": {"runs-very-often"},
}


def also(name: str) -> set[tuple[str, str]]:
    return {(each, "") for each in ALSO.get(name, ())}


@pytest.fixture
def fields(doctor: object) -> list[str]:
    """The recorded fields of the object that `accounts` reads."""
    recorded = {"Id": Field("id", is_key=True), "Phone": Field("phone")}
    Path("schemas").mkdir()
    Path("schemas/Account.json").write_text(written("Account", recorded))
    return ["--fields", "schemas"]


def test_every_rule_has_a_planted_fault_and_no_other_has() -> None:
    assert sorted((*PLANTS, *IN_STATE)) == sorted(each.name for each in RULES)
    assert len(RULES) >= 30


@pytest.mark.parametrize("name", PLANTS)
def test_a_fault_in_the_region_is_found_by_its_rule_and_by_no_other(
    name: str, found: Found, fields: list[str]
) -> None:
    plant, subject = PLANTS[name]
    assert found("--deep", *fields) == []
    plant()
    told = found("--deep", *fields, *OPTIONS.get(name, "").split())
    assert (name, subject) in told
    assert {rule for rule, _ in told} == {name} | ALSO.get(name, set())
    assert len([rule for rule, _ in told if rule == name]) == 1


@pytest.mark.parametrize("name", IN_STATE)
def test_a_fault_in_a_program_is_found_by_its_rule_and_by_no_other(
    name: str, found: Found, fields: list[str]
) -> None:
    state, options = fleets.state(), OPTIONS.get(name, "").split()
    assert found(*options, state=state) == []
    plant, subject = IN_STATE[name]
    plant(state)
    assert found(*options, state=state) == [(name, subject)]


LISTED = [each.name for each in RULES if each.needs <= {Fact.LISTED, Fact.SUSPECTS, Fact.PROFILES}]


@pytest.mark.parametrize("name", LISTED)
def test_what_the_lists_show_is_found_without_reading_every_flow(name: str, found: Found) -> None:
    plant, subject = PLANTS[name]
    assert found() == []
    plant()
    assert {*found(*OPTIONS.get(name, "").split())} - also(name) == {(name, subject)}


OF_PROGRAMS = [
    each.name
    for each in RULES
    if each.name in PLANTS
    and Fact.DEFINITIONS in each.needs
    and each.needs <= {Fact.DEFINITIONS, Fact.FIELDS}
]


@pytest.mark.parametrize("name", OF_PROGRAMS)
def test_what_definitions_show_is_found_in_a_stack_too(
    name: str, found: Found, fields: list[str]
) -> None:
    plant, subject = PLANTS[name]
    plant()
    if name == "expensive":
        schedule("copied").update(scheduleExpression="rate(1minutes)")
        told = found("--flow-cost", "40", state=fleets.state())
        assert (name, subject) in told
        return
    options = OPTIONS.get(name, "").split()
    assert (name, subject) in found(*fields, *options, state=fleets.state())


@pytest.mark.parametrize("rule", [pytest.param(each, id=each.name) for each in RULES])
def test_a_rule_that_rests_on_an_inference_is_a_note_and_says_so(rule: Rule) -> None:
    if "inferred" in rule.source:
        assert rule.severity is Severity.NOTE
    assert rule.about[0].isupper()
    assert not rule.about.endswith(".")
    assert rule.source
    assert rule.step[0].isupper()
    assert not rule.step.endswith(".")
