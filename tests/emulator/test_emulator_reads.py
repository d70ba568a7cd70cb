"""How reads differ from what was sent: the table of observed differences, row by row."""

from datetime import datetime, timedelta, timezone
from typing import Any

import pytest

from appflow_emulator import assume, clock
from tests.api_requests import (
    REGION,
    destination,
    flow,
    map_all,
    mapped,
    on_schedule,
    profile,
    projection,
    s3_destination,
    source,
    updated,
)
from tests.programs import ACCOUNT

NOON = datetime(2030, 1, 1, 12, tzinfo=timezone.utc)
FORMAT = "destinationFlowConfigList.0.destinationConnectorProperties.S3.s3OutputFormatConfig"
SALESFORCE = "sourceFlowConfig.sourceConnectorProperties.Salesforce"
SCHEDULED = "triggerConfig.triggerProperties.Scheduled"
TO_SALESFORCE = "destinationFlowConfigList.0.destinationConnectorProperties.Salesforce"
ABSENT = "absent"


def at(told: Any, path: str) -> Any:
    for step in path.split("."):
        key: Any = int(step) if step.isdigit() else step
        if isinstance(told, dict) and key not in told:
            return ABSENT
        told = told[key]
    return told


def to_salesforce(**settings: Any) -> dict[str, Any]:
    config = destination("Salesforce", name="crm", object="Lead", **settings)
    return {"destinationFlowConfigList": [config]}


def output(**config: Any) -> dict[str, Any]:
    return {"destinationFlowConfigList": [s3_destination(s3OutputFormatConfig=config)]}


FILLED = {"prefixConfig": {}, "aggregationConfig": {"aggregationType": "None"}}
FROM_SALESFORCE = {"sourceFlowConfig": source("Salesforce")}
# what was sent, what is assumed, where to look, what is there
ROWS: dict[str, tuple[dict[str, Any], dict[str, Any], str, Any]] = {
    "description": ({}, {}, "description", ABSENT),
    "catalog": ({}, {}, "metadataCatalogConfig", {}),
    "tags": ({}, {}, "tags", {}),
    "trigger properties": ({}, {}, "triggerConfig.triggerProperties", {}),
    "task properties": ({}, {}, "tasks.0.taskProperties", {}),
    "destination field": ({}, {}, "tasks.0.destinationField", ABSENT),
    "operator of Map_all": ({}, {}, "tasks.0.connectorOperator", ABSENT),
    "operator of Map_all, assumed": (
        {},
        {"map_all_operator": "NO_OP"},
        "tasks.0.connectorOperator",
        {"S3": "NO_OP"},
    ),
    "excluded fields, assumed": (
        {},
        {"map_all_exclude_list": "filled"},
        "tasks.0.taskProperties",
        {"EXCLUDE_SOURCE_FIELDS_LIST": "[]"},
    ),
    "source fields of Map_all": (
        {"tasks": [{**map_all(), "sourceFields": [""]}]},
        {},
        "tasks.0.sourceFields",
        [],
    ),
    "no output format": ({}, {}, FORMAT, ABSENT),
    "no output format, assumed": (
        {},
        {"s3_output_format": "materialised"},
        FORMAT,
        {"fileType": "JSON", **FILLED},
    ),
    "partial output format": (output(fileType="CSV"), {}, FORMAT, {"fileType": "CSV", **FILLED}),
    "partial aggregation": (
        output(aggregationConfig={"targetFileSize": 64}),
        {},
        f"{FORMAT}.aggregationConfig",
        {"targetFileSize": 64, "aggregationType": "None"},
    ),
    "typing kept": (
        output(preserveSourceDataTyping=True),
        {},
        f"{FORMAT}.preserveSourceDataTyping",
        True,
    ),
    "typing not kept": (
        output(preserveSourceDataTyping=False),
        {},
        f"{FORMAT}.preserveSourceDataTyping",
        ABSENT,
    ),
    "typing not kept, assumed told": (
        output(preserveSourceDataTyping=False),
        {"false_booleans": "returned"},
        f"{FORMAT}.preserveSourceDataTyping",
        False,
    ),
    "error handling": (
        to_salesforce(errorHandlingConfig={"bucketName": "errors"}),
        {},
        f"{TO_SALESFORCE}.errorHandlingConfig",
        {"bucketName": "errors", "failOnFirstDestinationError": False},
    ),
    "error handling, no false booleans": (
        to_salesforce(errorHandlingConfig={"bucketName": "errors"}),
        {"false_booleans": "dropped"},
        f"{TO_SALESFORCE}.errorHandlingConfig",
        {"bucketName": "errors"},
    ),
    "Salesforce source": (
        FROM_SALESFORCE,
        {},
        SALESFORCE,
        {
            "object": "Account",
            "enableDynamicFieldUpdate": False,
            "includeDeletedRecords": False,
            "dataTransferApi": "AUTOMATIC",
        },
    ),
    "Salesforce source, no API told": (
        FROM_SALESFORCE,
        {"salesforce_source_api": "omitted"},
        f"{SALESFORCE}.dataTransferApi",
        ABSENT,
    ),
    "write operation": (to_salesforce(), {}, f"{TO_SALESFORCE}.writeOperationType", ABSENT),
    "write operation, assumed": (
        to_salesforce(),
        {"destination_defaults": "materialised"},
        TO_SALESFORCE,
        {"object": "Lead", "writeOperationType": "INSERT", "dataTransferApi": "AUTOMATIC"},
    ),
    "start time in text": (
        {"triggerConfig": on_schedule(scheduleStartTime="2030-01-01T12:00:00.5Z")},
        {},
        f"{SCHEDULED}.scheduleStartTime",
        NOON,
    ),
    "start time in seconds": (
        {"triggerConfig": on_schedule(scheduleStartTime=NOON.timestamp() + 0.25)},
        {},
        f"{SCHEDULED}.scheduleStartTime",
        NOON,
    ),
    "first execution": (
        {"triggerConfig": on_schedule(firstExecutionFrom=NOON)},
        {},
        f"{SCHEDULED}.firstExecutionFrom",
        NOON,
    ),
    "first execution, assumed gone": (
        {"triggerConfig": on_schedule(firstExecutionFrom=NOON)},
        {"first_execution_from": "dropped"},
        f"{SCHEDULED}.firstExecutionFrom",
        ABSENT,
    ),
    "no offset": (
        {"triggerConfig": on_schedule()},
        {},
        f"{SCHEDULED}.scheduleOffset",
        ABSENT,
    ),
    "no offset, assumed": (
        {"triggerConfig": on_schedule()},
        {"schedule_offset": "materialised"},
        f"{SCHEDULED}.scheduleOffset",
        0,
    ),
    **{
        f"{member}, {answer}": (
            {"triggerConfig": on_schedule()},
            {switch: answer},
            f"{SCHEDULED}.{member}",
            told,
        )
        for switch, member, filled in (
            ("data_pull_mode", "dataPullMode", "Complete"),
            ("timezone", "timezone", "UTC"),
            ("error_threshold", "flowErrorDeactivationThreshold", 100),
        )
        for answer, told in (("omitted", ABSENT), ("materialised", filled))
    },
    "no start": ({"triggerConfig": on_schedule()}, {}, f"{SCHEDULED}.scheduleStartTime", ABSENT),
    "a schedule of no use": (
        {"triggerConfig": {**on_schedule(), "triggerType": "OnDemand"}},
        {},
        f"{SCHEDULED}.scheduleExpression",
        "rate(1hours)",
    ),
    "a schedule of no use, assumed gone": (
        {"triggerConfig": {**on_schedule(), "triggerType": "OnDemand"}},
        {"unused_schedule": "dropped"},
        "triggerConfig",
        {"triggerType": "OnDemand", "triggerProperties": {}},
    ),
    "a schedule of use": (
        {"triggerConfig": on_schedule()},
        {"unused_schedule": "dropped"},
        f"{SCHEDULED}.scheduleExpression",
        "rate(1hours)",
    ),
    "a profile name on S3": (
        {"sourceFlowConfig": {**flow()["sourceFlowConfig"], "connectorProfileName": "useless"}},
        {},
        "sourceFlowConfig.connectorProfileName",
        "useless",
    ),
    "no key, assumed": ({}, {"managed_kms_arn": "omitted"}, "kmsArn", ABSENT),
    "the customer's key": (
        {"kmsArn": f"arn:aws:kms:{REGION}:{ACCOUNT}:key/own"},
        {"managed_kms_arn": "omitted"},
        "kmsArn",
        f"arn:aws:kms:{REGION}:{ACCOUNT}:key/own",
    ),
    "task values are text and kept": (
        {"tasks": [mapped("id", key="S3", taskProperties={"SOURCE_DATA_TYPE": "CSV"})]},
        {},
        "tasks.0.taskProperties",
        {"SOURCE_DATA_TYPE": "CSV"},
    ),
    "schema version": ({}, {}, "schemaVersion", 1),
}


@pytest.mark.parametrize(("sent", "assumed", "path", "expected"), ROWS.values(), ids=ROWS)
def test_describe_flow_returns(appflow, sent, assumed, path, expected) -> None:
    appflow.create_connector_profile(**profile())
    appflow.create_flow(**flow(**sent))
    with assume(**assumed):
        told = appflow.describe_flow(flowName="orders")
    assert at(told, path) == expected


def test_an_omitted_start_time_can_be_returned_as_the_creation_time(appflow) -> None:
    clock.freeze(NOON + timedelta(milliseconds=300))
    appflow.create_flow(**flow(triggerConfig=on_schedule()))
    clock.advance(60)
    with assume(schedule_start_time="materialised"):
        told = appflow.describe_flow(flowName="orders")
    assert at(told, f"{SCHEDULED}.scheduleStartTime") == NOON


def singly(*names: str) -> list[dict[str, Any]]:
    """The tasks that the console writes for these fields of S3."""
    tasks = [projection(*names, key="S3"), *(mapped(name, key="S3") for name in names)]
    return [{**task, "taskProperties": {}} for task in tasks]


def test_a_map_all_task_can_be_returned_as_single_tasks(aws) -> None:
    appflow, s3 = aws(), aws("s3")
    s3.create_bucket(Bucket="orders-in", CreateBucketConfiguration={"LocationConstraint": REGION})
    s3.put_object(Bucket="orders-in", Key="daily/a.csv", Body=b"id,price,note\n1,2,3\n")
    excludes = {"EXCLUDE_SOURCE_FIELDS_LIST": '["note"]'}
    appflow.create_flow(**flow(tasks=[{**map_all(), "taskProperties": excludes}]))
    assert appflow.describe_flow(flowName="orders")["tasks"][0]["taskType"] == "Map_all"
    with assume(map_all_tasks="expanded"):
        assert appflow.describe_flow(flowName="orders")["tasks"] == singly("id", "price")


@pytest.mark.parametrize("excludes", ["[]", "not JSON", "7"])
def test_an_unknown_object_gets_two_placeholder_fields(appflow, excludes) -> None:
    task = {**map_all(), "taskProperties": {"EXCLUDE_SOURCE_FIELDS_LIST": excludes}}
    appflow.create_flow(**flow(tasks=[task]))
    with assume(map_all_tasks="expanded"):
        assert appflow.describe_flow(flowName="orders")["tasks"] == singly("Id", "Name")


def test_a_connector_without_the_operator_gets_a_task_without_it(appflow) -> None:
    appflow.create_connector_profile(**profile("usage", "Amplitude"))
    appflow.create_flow(**flow(sourceFlowConfig=source("Amplitude", name="usage")))
    with assume(map_all_tasks="expanded"):
        tasks = appflow.describe_flow(flowName="orders")["tasks"]
    assert [task["taskType"] for task in tasks] == ["Filter", "Map", "Map"]
    assert not any("connectorOperator" in task for task in tasks)


def test_a_source_without_an_object_gets_placeholder_fields(appflow) -> None:
    appflow.create_connector_profile(**profile("sap", "SAPOData"))
    config = {**source("SAPOData", name="sap"), "sourceConnectorProperties": {"SAPOData": {}}}
    appflow.create_flow(**flow(sourceFlowConfig=config))
    with assume(map_all_tasks="expanded"):
        tasks = appflow.describe_flow(flowName="orders")["tasks"]
    assert [task["taskType"] for task in tasks] == ["Filter", "Map", "Map"]


def test_a_flow_without_a_key_has_the_accounts_managed_one(appflow) -> None:
    keys = set()
    for name in ("a1", "a2"):
        appflow.create_flow(**flow(name))
        keys.add(appflow.describe_flow(flowName=name)["kmsArn"])
    (key,) = keys
    assert key.startswith(f"arn:aws:kms:{REGION}:{ACCOUNT}:key/")


def test_the_order_of_tasks_is_kept_or_shuffled(appflow) -> None:
    tasks = [projection("a", "b", key="S3"), mapped("a", key="S3"), mapped("b", key="S3")]
    appflow.create_flow(**flow(tasks=tasks))

    def fields():
        told = appflow.describe_flow(flowName="orders")["tasks"]
        return [task["sourceFields"] for task in told]

    sent = [task["sourceFields"] for task in tasks]
    assert fields() == sent
    with assume(task_order="shuffled"):
        assert fields() != sent
        assert sorted(fields()) == sorted(sent)
        assert fields() == fields()


def test_descriptions_have_times_and_callers(aws) -> None:
    clock.freeze(NOON)
    appflow, iam, sts = aws(), aws("iam"), aws("sts")
    iam.create_user(UserName="ann")
    key = iam.create_access_key(UserName="ann")["AccessKey"]
    ann = aws(aws_access_key_id=key["AccessKeyId"], aws_secret_access_key=key["SecretAccessKey"])
    ann.create_flow(**flow())
    trust = '{"Version": "2012-10-17", "Statement": []}'
    role = iam.create_role(RoleName="ops", AssumeRolePolicyDocument=trust)["Role"]["Arn"]
    assumed = sts.assume_role(RoleArn=role, RoleSessionName="ben")["Credentials"]
    ben = aws(
        aws_access_key_id=assumed["AccessKeyId"],
        aws_secret_access_key=assumed["SecretAccessKey"],
        aws_session_token=assumed["SessionToken"],
    )
    clock.advance(90)
    ben.update_flow(**updated(flow()))
    told = appflow.describe_flow(flowName="orders")
    assert told["createdBy"] == f"arn:aws:iam::{ACCOUNT}:user/ann"
    assert told["lastUpdatedBy"] == f"arn:aws:sts::{ACCOUNT}:assumed-role/ops/ben"
    assert (told["lastUpdatedAt"] - told["createdAt"]).total_seconds() == 90


def test_list_flows_returns_the_short_form(appflow) -> None:
    appflow.create_connector_profile(
        **profile("jira", "CustomConnector", connectorLabel="JiraCloud")
    )
    appflow.create_flow(
        **flow(
            description="daily",
            tags={"team": "ops"},
            sourceFlowConfig={
                "connectorType": "CustomConnector",
                "connectorProfileName": "jira",
                "sourceConnectorProperties": {"CustomConnector": {"entityName": "issue"}},
            },
            triggerConfig=on_schedule(),
        )
    )
    (told,) = appflow.list_flows()["flows"]
    del told["createdAt"], told["lastUpdatedAt"], told["createdBy"], told["lastUpdatedBy"]
    assert told == {
        "flowArn": f"arn:aws:appflow:{REGION}:{ACCOUNT}:flow/orders",
        "flowName": "orders",
        "description": "daily",
        "flowStatus": "Draft",
        "sourceConnectorType": "CustomConnector",
        "sourceConnectorLabel": "JiraCloud",
        "destinationConnectorType": "S3",
        "triggerType": "Scheduled",
        "tags": {"team": "ops"},
    }


def test_accounts_and_regions_are_separate(aws) -> None:
    aws().create_flow(**flow())
    assert aws(region_name="us-west-2").list_flows()["flows"] == []
