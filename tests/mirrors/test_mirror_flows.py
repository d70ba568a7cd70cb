"""The flows of a mirror: their names, their inputs, and where the fields come from."""

import json
from pathlib import Path
from typing import Any

import pytest

from appflow_provider.declarations.flow import FlowInputs
from appflow_provider.errors import AppFlowError
from appflow_provider.mirrors import Asked, Looked, Recorded, plan
from appflow_provider.mirrors.schemas import Field, changes, fields_of, read, written
from appflow_provider.mirrors.tasks import all_mapped, can_mask, mapped
from appflow_provider.shapes.connectors import CONNECTORS
from appflow_provider.shapes.findings import findings
from appflow_provider.values import UNKNOWN, Secret
from pulumi_appflow import mapping
from tests.mirrors.conftest import BASE, FIELDS, Application, Planned


def test_each_flow_is_what_a_flow_takes_and_has_a_stable_name(planned: Planned) -> None:
    flows = planned(mask=["*Email*"], incrementalField="LastModifiedDate").flows
    assert [flow.name for flow in flows] == ["crm-Account", "crm-Contact"]
    assert [findings(FlowInputs, flow.inputs) for flow in flows] == [[], []]
    assert flows[0].inputs["sourceFlowConfig"] == {
        "connectorType": "Salesforce",
        "connectorProfileName": "crm",
        "sourceConnectorProperties": {"salesforce": {"object": "Account"}},
        "incrementalPullConfig": {"datetimeTypeFieldName": "LastModifiedDate"},
    }


def test_patterns_are_matched_with_the_catalogue_and_an_object_comes_once(planned: Planned) -> None:
    assert [flow.object for flow in planned(objects=["Contact", "*"]).flows] == [
        "Contact",
        "Account",
    ]


def test_the_placeholder_is_filled_in_wherever_a_text_has_it(planned: Planned) -> None:
    (flow,) = planned(
        objects=["Account"],
        sourceConnectorProperties={
            "salesforce": {"object": "{object}", "includeDeletedRecords": True}
        },
        description="Copies {object}",
        flowName="crm-{object:lower}",
        tags={"object": "{object:upper}"},
        tasks=[
            {
                "taskType": "Merge",
                "sourceFields": ["Id", "Phone"],
                "destinationField": "{object:slug}",
                "taskProperties": {"CONCAT_FORMAT": "${object} {object}"},
            }
        ],
    ).flows
    assert flow.inputs["sourceFlowConfig"]["sourceConnectorProperties"] == {
        "salesforce": {"object": "Account", "includeDeletedRecords": True}
    }
    assert flow.inputs["description"] == "Copies Account"
    assert flow.inputs["flowName"] == "crm-account"
    assert flow.inputs["tags"] == {"object": "ACCOUNT"}
    assert flow.inputs["tasks"][-1]["taskProperties"] == {"CONCAT_FORMAT": "${object} Account"}


def test_what_differs_for_an_object_replaces_and_tags_and_tasks_are_added(
    planned: Planned,
) -> None:
    passes = {
        "taskType": "Filter",
        "sourceFields": ["Id"],
        "connectorOperator": {"salesforce": "EQUAL_TO"},
        "taskProperties": {"DATA_TYPE": "string", "VALUE": "1"},
    }
    hourly = {
        "triggerType": "Scheduled",
        "triggerProperties": {"scheduled": {"scheduleExpression": "rate(1hours)"}},
    }
    account, contact = planned(
        tags={"team": "sales", "kind": "crm"},
        flowStatus="Active",
        perObject={
            "Contact": {
                "tags": {"kind": "person"},
                "triggerConfig": hourly,
                "flowStatus": "Suspended",
                "tasks": [passes],
                "aliases": ["contacts"],
            }
        },
    ).flows
    assert account.inputs["tags"] == {"team": "sales", "kind": "crm"}
    assert contact.inputs["tags"] == {"team": "sales", "kind": "person"}
    assert account.inputs["triggerConfig"] == {"triggerType": "OnDemand"}
    assert contact.inputs["triggerConfig"] == hourly
    assert (account.inputs["flowStatus"], contact.inputs["flowStatus"]) == ("Active", "Suspended")
    assert contact.inputs["tasks"][-1] == passes
    assert passes not in account.inputs["tasks"]
    assert (account.aliases, contact.aliases) == ((), ("contacts",))


def test_a_projection_of_the_program_is_merged_into_the_one_of_the_mirror(planned: Planned) -> None:
    more = {
        "taskType": "Filter",
        "sourceFields": ["Id", "Phone"],
        "connectorOperator": {"salesforce": "PROJECTION"},
    }
    (flow,) = planned(objects=["Account"], include=["Id"], tasks=[more]).flows
    projections = [task for task in flow.inputs["tasks"] if task["taskType"] == "Filter"]
    assert [task["sourceFields"] for task in projections] == [["Id", "Phone"]]


def test_values_that_come_later_are_passed_on(planned: Planned) -> None:
    bucket = {"s3": {"bucketName": UNKNOWN, "bucketPrefix": Secret("{object}")}}
    whole = {"connectorType": "S3", "destinationConnectorProperties": bucket}
    account, _ = planned(destinationFlowConfig=whole).flows
    properties = account.inputs["destinationFlowConfigList"][0]["destinationConnectorProperties"]
    assert properties == {"s3": {"bucketName": UNKNOWN, "bucketPrefix": Secret("Account")}}
    later, _ = planned(destinationFlowConfig=UNKNOWN).flows
    assert later.inputs["destinationFlowConfigList"] == [UNKNOWN]


def test_a_value_of_another_package_is_filled_in_by_it(application: Application) -> None:
    class Output:
        pass

    output = Output()
    made = plan(
        Asked(
            "crm",
            {**BASE, "description": output},
            application,
            later=lambda value, fill: fill("later {object}") if value is output else value,
        )
    )
    assert [flow.inputs["description"] for flow in made.flows] == [
        "later Account",
        "later Contact",
    ]


def test_two_objects_of_one_slug_are_refused(application: Application) -> None:
    objects = {"A/B": FIELDS["Account"], "A-B": FIELDS["Account"]}
    made = plan(Asked("sap", {**BASE, "objects": ["*"]}, Application(objects)))
    (problem,) = made.problems
    assert str(problem) == "objects: The objects A-B and A/B would both be the resource sap-A-B."


def test_flows_into_one_table_are_a_warning(planned: Planned) -> None:
    redshift = {
        "connectorType": "Redshift",
        "connectorProfileName": "warehouse",
        "destinationConnectorProperties": {
            "redshift": {"object": "public.all", "intermediateBucketName": "staging"}
        },
    }
    (warning,) = planned(destinationFlowConfig=redshift).warnings
    assert warning.rule == "one-destination-for-all"
    redshift["destinationConnectorProperties"]["redshift"]["object"] = "public.{object:lower}"  # type: ignore[index]
    assert planned(destinationFlowConfig=redshift).warnings == ()
    elsewhere = {**redshift, "connectorProfileName": "another"}
    own: Any = {"Account": {"destinationFlowConfig": elsewhere}}
    assert planned(destinationFlowConfig=redshift, perObject=own).warnings == ()


BY_CASE = Application({"Account": FIELDS["Account"], "account": FIELDS["Account"]})
"""Two objects that only the case of a letter tells apart."""


@pytest.mark.parametrize("spelling", ["lower", "upper"])
def test_objects_that_a_placeholder_spells_alike_get_no_common_name(spelling: str) -> None:
    inputs = {**BASE, "objects": ["*"], "flowName": f"crm-{{object:{spelling}}}"}
    (problem,) = plan(Asked("crm", inputs, BY_CASE)).problems
    assert str(problem) == "flowName: The flows of Account and account would have the same name."
    made = plan(Asked("crm", {**inputs, "flowName": "crm-{object}"}, BY_CASE))
    assert {flow.inputs["flowName"] for flow in made.flows} == {"crm-Account", "crm-account"}


def test_objects_that_a_placeholder_spells_alike_get_a_warning_about_their_table() -> None:
    redshift = {"object": "public.{object:lower}", "intermediateBucketName": "staging"}
    inputs = {
        **BASE,
        "objects": ["*"],
        "destinationFlowConfig": {
            "connectorType": "Redshift",
            "destinationConnectorProperties": {"redshift": redshift},
        },
    }
    (warning,) = plan(Asked("crm", inputs, BY_CASE)).warnings
    assert str(warning) == (
        "destinationFlowConfig.destinationConnectorProperties.redshift.object: 2 flows write to public.account, those of Account, "
        "account. Give one of them another, unless that is meant. [one-destination-for-all]"
    )


SOURCES = sorted(
    name for name, each in CONNECTORS.items() if each.source is not None and name != "S3"
)


@pytest.mark.parametrize("name", SOURCES)
def test_every_source_has_a_member_for_the_object(application: Application, name: str) -> None:
    inputs = {**BASE, "connectorType": name, "lookup": False}
    made = plan(Asked("crm", inputs, application))
    assert made.problems == ()
    properties = made.flows[0].inputs["sourceFlowConfig"]["sourceConnectorProperties"]
    assert list(properties[CONNECTORS[name].key].values()) == ["Account"]


def test_the_objects_of_s3_are_prefixes(planned: Planned) -> None:
    files = {"connectorType": "S3", "connectorProfileName": None, "lookup": None}
    (problem, *_) = planned(**files).problems
    assert problem.path == ("sourceConnectorProperties", "s3", "bucketName")
    source = {"s3": {"bucketName": "shop", "bucketPrefix": "in/{object}"}}
    account, _ = planned(**files, sourceConnectorProperties=source).flows
    read_from = account.inputs["sourceFlowConfig"]["sourceConnectorProperties"]
    assert read_from == {"s3": {"bucketName": "shop", "bucketPrefix": "in/Account"}}


def in_python(task: dict[str, Any], key: str) -> dict[str, Any]:
    names = {
        "taskType": "task_type",
        "sourceFields": "source_fields",
        "taskProperties": "task_properties",
        "connectorOperator": "connector_operator",
        "destinationField": "destination_field",
    }
    found = {names[name]: value for name, value in task.items()}
    if "connector_operator" in found:
        found["connector_operator"] = {key: next(iter(found["connector_operator"].values()))}
    return found


@pytest.mark.parametrize("name", sorted(set(SOURCES) - {"Amplitude"}))
def test_the_tasks_are_those_of_the_mapping_helpers(name: str) -> None:
    connector, helper = CONNECTORS[name], mapping.of(name)
    types = {"Id": "id", "Phone": "phone"}
    masks = can_mask(connector)
    ours = mapped(connector, {"Id": "key", "Phone": "Phone"}, types, ["Phone"] if masks else [])
    theirs: Any = helper.rename({"Id": "key", "Phone": None}, types=types)
    theirs += helper.mask("Phone") if masks else []
    (key,) = {key for task in theirs for key in task.get("connector_operator", {})}
    assert [in_python(task, key) for task in ours] == theirs
    assert [in_python(task, key) for task in all_mapped(connector, ["Fax"], [])] == list(
        helper.map_all(exclude=["Fax"])
    )


# Recorded fields


def record(folder: Path, objects: Any = FIELDS) -> str:
    for name, fields in objects.items():
        (folder / f"{name}.json").write_text(written(name, fields))
    return str(folder)


def test_a_recorded_object_is_read_as_it_was_written_in_any_order() -> None:
    for name, fields in FIELDS.items():
        backwards = dict(reversed(list(fields.items())))
        assert written(name, backwards) == written(name, fields)
        assert read(written(name, fields), "a.json") == (name, fields)


def test_an_object_in_two_files_is_refused(planned: Planned, tmp_path: Path) -> None:
    for name in ("Account", "copy"):
        (tmp_path / f"{name}.json").write_text(written("Account", FIELDS["Account"]))
    (problem,) = planned(lookup=None, schemas=str(tmp_path)).problems
    assert str(problem) == (
        f"schemas: {tmp_path / 'Account.json'} and {tmp_path / 'copy.json'} both have the fields of Account. Remove one of them."
    )


def test_recorded_fields_need_no_lookup(
    planned: Planned, application: Application, tmp_path: Path
) -> None:
    looked_up = planned(objects=["*"]).flows
    application.asked.clear()
    recorded = planned(objects=["*"], lookup=None, schemas=record(tmp_path))
    assert recorded.flows == looked_up
    assert application.asked == []


def test_recorded_fields_are_compared_with_the_application_in_a_line_for_each_object(
    planned: Planned, tmp_path: Path
) -> None:
    other = {**FIELDS, "Contact": {**FIELDS["Contact"], "Fax": Field(), "Id": Field("string")}}
    del other["Contact"]["Email"]  # type: ignore[attr-defined]
    made = planned(schemas=record(tmp_path, other))
    assert [flow.object for flow in made.flows] == ["Account", "Contact"]
    projection = made.flows[1].inputs["tasks"][0]["sourceFields"]  # the recorded fields count
    assert "Fax" in projection
    assert "Email" not in projection
    (warning,) = map(str, made.warnings)
    assert warning == (
        "schemas: The fields of Contact have changed in the application (new: Email; gone: Fax; changed: Id). Run "
        "`appflow-pulumi fields` to record them again. [fields-changed]"
    )


def test_an_object_that_is_gone_from_the_application_is_a_warning(
    planned: Planned, tmp_path: Path
) -> None:
    recorded = {**FIELDS, "Quote": {"Id": Field("id")}}
    made = planned(schemas=record(tmp_path, recorded), objects=["*"])
    assert len(made.flows) == 3
    (warning,) = map(str, made.warnings)
    assert warning.startswith(
        "schemas: The fields of Quote have changed in the application (the object is gone)."
    )


def test_a_folder_without_recordings_says_how_to_make_some(
    planned: Planned, tmp_path: Path
) -> None:
    (problem,) = planned(schemas=str(tmp_path)).problems
    assert str(problem) == (
        f"schemas: There is no recorded object in {tmp_path}. Record some with `appflow-pulumi fields --out {tmp_path}`."
    )


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"object": "A", "fields": {"B": {}}}'])
def test_a_file_that_is_no_recording_is_named(planned: Planned, tmp_path: Path, text: str) -> None:
    record(tmp_path)
    (tmp_path / "package.json").write_text(text)
    (problem,) = planned(schemas=str(tmp_path)).problems
    assert (
        f"{tmp_path / 'package.json'} is not a file that appflow-pulumi fields has written"
        in str(problem)
    )


def test_listed_fields_are_compared_with_recorded_ones(planned: Planned, tmp_path: Path) -> None:
    listed = {"Account": {"fields": ["Id", "Fone", "Password"]}}
    made = planned(schemas=record(tmp_path), lookup=None, perObject=listed)
    assert [str(each) for each in made.problems] == [
        f'perObject.Account.fields[1]: "Fone" is not a field of Account in {tmp_path}. Did you mean Phone?',
        'perObject.Account.fields[2]: "Password" cannot be read by flows from Account.',
    ]


def test_appflow_is_not_asked_for_fields_that_the_program_lists(
    planned: Planned, application: Application
) -> None:
    listed = {"Account": {"fields": ["Id"]}, "Contact": {"fields": ["Id"]}}
    assert len(planned(perObject=listed).flows) == 2
    assert application.asked == []


def test_fields_come_from_what_appflow_answers() -> None:
    answer = json.loads(
        """[{"identifier": "b", "parentIdentifier": "a", "isPrimaryKey": true,
             "sourceProperties": {"isRetrievable": false, "isTimestampFieldForIncrementalQueries": true},
             "supportedFieldTypeDetails": {"v1": {"fieldType": "date"}}},
            {"identifier": "a"}]"""
    )
    assert fields_of(answer) == {
        "a": Field("string"),
        "b": Field("date", "a", is_key=True, is_hidden=True, is_incremental=True),
    }
    assert changes({"a": Field()}, {"b": Field()}) == "new: b; gone: a"


def test_a_lookup_asks_once_for_the_names_and_once_for_each_object() -> None:
    calls: list[str] = []

    def described(name: str) -> Any:
        calls.append(name)
        return FIELDS[name]

    def listed() -> Any:
        calls.append("*")
        return list(FIELDS)

    made = plan(Asked("crm", {**BASE, "objects": ["*", "A*"]}, Looked(listed, described)))
    assert len(made.flows) == 2
    assert sorted(calls) == ["*", "Account", "Contact"]


def test_a_lookup_that_fails_is_an_error_and_recordings_are_a_problem(tmp_path: Path) -> None:
    def refuse(*_: Any) -> Any:
        raise AppFlowError("no")

    with pytest.raises(AppFlowError, match="no"):
        plan(Asked("crm", BASE, Looked(refuse, refuse)))
    with pytest.raises(AppFlowError, match="no recorded object"):
        Recorded(str(tmp_path)).names()
