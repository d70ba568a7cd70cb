"""
What a user may write, and what our shapes refuse: tables of values for each kind of limit.

Values are property names and plain values, as Pulumi's engine hands them over. Where a table speaks of one scalar, the
value goes through the scalar alone; the rest goes through the two resources.
"""

import copy
import math
import re
from collections.abc import Mapping
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from appflow_provider.declarations.connector_profile import ConnectorProfileInputs
from appflow_provider.declarations.flow import FlowInputs
from appflow_provider.shapes import scalars
from appflow_provider.shapes.base import Flag, Number, Shape, Text, Timestamp
from appflow_provider.shapes.flow import DescribeFlowResponse
from appflow_provider.shapes.profile import ConnectorProfileCredentials, ConnectorProfileProperties
from appflow_provider.shapes.task import Task
from appflow_provider.shapes.trigger import ScheduledTriggerProperties
from appflow_provider.shapes.walk import members
from tests.programs import KEY, ROLE
from tests.shapes import conformance

SECRET = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:salesforce-AbCdEf"
CONSOLE = "https://eu-west-1.console.aws.amazon.com/appflow/oauth"


def refusals(kind: Any, value: Any) -> list[str]:
    """What a scalar has against a value, in our sentences."""
    try:
        TypeAdapter(kind).validate_python(value)
    except ValidationError as invalid:
        return [error["msg"] for error in invalid.errors()]
    return []


def places(shape: type[Shape], value: Any) -> dict[str, str]:
    """What a shape has against a value: the kind of each refusal by its path."""
    try:
        shape.model_validate(value)
    except ValidationError as invalid:
        return {
            ".".join(str(step) for step in error["loc"]): error["type"]
            for error in invalid.errors()
        }
    return {}


# Text: lengths and patterns.


ACCEPTED_TEXT = {
    "ApplicationHostUrl": ["https://sap.example.com", "http://10.0.0.7:8000/x?y=%20"],
    "BucketName": ["abc", "orders.example-1", "b" * 63],
    "BucketPrefix": ["", "in", "in/2031/orders with blanks", "in\t\x0b\x0c\x1cout", "p" * 512],
    "BusinessUnitId": ["0Uv000000000002AAA"],
    "ClientCredentialsArn": [SECRET],
    "ClientNumber": ["001", "999"],
    "ConnectorLabel": ["HubSpot", "GoogleAnalytics4", "a1"],
    "ConnectorProfileName": ["p", "team/salesforce", "a@b+c=d#e!f.g-h_i", "n" * 256],
    "DestinationField": ["AccountId", "e mail,firm", ""],
    "FlowDescription": ["", "Orders of the day, hourly. Why not?", "two\nlines\tand tabs"],
    "FlowName": ["orders", "7-days", "A.b_c-d@e#f!", "ab", "f" * 256],
    "GlueDataCatalogTablePrefix": ["", "mat", "mat rial\t\u00e4\ud7ff\U0001f600"],
    "InstanceUrl": ["https://example.my.salesforce.com", "example"],
    "JwtToken": ["aaa.bbb.ccc-d", "eyJh_=.eyJz0=.a-b+c/d="],
    "KMSArn": [KEY, KEY.replace("key/", "alias/")],
    "LogonLanguage": ["", "D", "EN"],
    "Password": ["", "with blanks \u00fc and $ymbols", "p" * 512],
    "PrivateKey": ["x", "k" * 8192],
    "PrivateLinkServiceName": ["", "com.amazonaws.vpce.eu-west-1.vpce-svc-0123456789abcdef0"],
    "Property": ["x", '["Fax","Phone"]', "${FirstName} ${LastName}", "1707696000000"],
    "RoleArn": [ROLE],
    "ScheduleExpression": ["rate(5minutes)", "cron(0/15 6-20 ? * MON-FRI *)", ""],
    "Stage": ["OPS.PUBLIC.APPFLOW", "@OPS.PUBLIC.APPFLOW"],
    "TagKey": ["team", "cost-centre", "a:b/c.d,e;f<g=h_i+j", "Aws:x", "1" * 128],
    "TagValue": ["", "with blanks", "a@b", "v" * 256],
    "TokenUrl": ["https://login.example.com/oauth2/token"],
    "UpsolverBucketName": ["upsolver-appflow", "upsolver-appflow-orders"],
    "Warehouse": ["", "OPS_WH", "my warehouse"],
}

REFUSED_TEXT = {
    "ApplicationHostUrl": ["sap.example.com", "ftp://sap.example.com", "https://", "https://a b"],
    "BucketName": ["ab", "b" * 64, "or ders", "orders\n"],
    "BucketPrefix": ["p" * 513, "in\nout", "in\rout", "in\u0085out", "in\u2028out", "in\u2029"],
    "BusinessUnitId": ["", "0Uv000000000002AAAB"],
    "ClientCredentialsArn": ["", KEY, f" {SECRET}"],
    "ClientNumber": ["1", "01", "0001", "abc", "\u0661\u0662\u0663"],
    "ConnectorLabel": ["H", "-HubSpot", "Hub Spot", "l" * 257],
    "ConnectorProfileName": ["", "my profile", "caf\u00e9", "n" * 257],
    "FlowDescription": ["quoted 'word'", "a/b", "note: (x)", "d" * 2049],
    "FlowName": ["", "a", "_ab", "my flow", "a/b", "orders\n", "f" * 257, "caf\u00e9"],
    "GlueDataCatalogTablePrefix": ["a\nb", "m" * 129],
    "InstanceUrl": ["", "https://a b", "u" * 257],
    "JwtToken": ["", "aaa", "aaa.bbb", "a-a.bbb.ccc", "aaa.bbb.ccc.ddd"],
    "KMSArn": ["", "1234abcd", f"{KEY}\n", "arn:aws-cn:kms:cn-north-1:123456789012:key/1"],
    "LogonLanguage": ["ENG", "E-"],
    "Password": ["p" * 513, "two\nlines"],
    "PrivateKey": ["", "k" * 8193, "-----BEGIN PRIVATE KEY-----\nMII"],
    "PrivateLinkServiceName": ["vpce-svc-0123456789abcdef0", "com.amazonaws.vpce."],
    "Property": ["", "two\nlines", "v" * 2049],
    "RoleArn": ["", "appflow", KEY],
    "ScheduleExpression": ["rate(5minutes)\n", "s" * 257],
    "Stage": ["", "OPS.PUBLIC.MY STAGE"],
    "TagKey": ["", "aws:team", "cost centre", "a@b", "k" * 129],
    "TagValue": ["v" * 257, 'a"b'],
    "TokenUrl": ["", "login.example.com", "https://login.example.com/ token"],
    "UpsolverBucketName": ["upsolver-orders", "upsolver-appflo", "my-upsolver-appflow", "U" * 16],
    "Warehouse": ["a;b", "w" * 513],
}


def _cases(table: Mapping[str, list[Any]]) -> Any:
    return [
        pytest.param(name, value, id=f"{name}: {_short(value)}")
        for name, values in table.items()
        for value in values
    ]


def _short(value: Any) -> str:
    text = ascii(value)
    return text if len(text) <= 40 else f"{text[:30]}... ({len(value)})"


@pytest.mark.parametrize(("name", "value"), _cases(ACCEPTED_TEXT))
def test_text_within_its_limits_is_accepted(name: str, value: str) -> None:
    assert refusals(getattr(scalars, name), value) == []


@pytest.mark.parametrize(("name", "value"), _cases(REFUSED_TEXT))
def test_text_beyond_its_limits_is_refused_in_one_sentence(name: str, value: str) -> None:
    (sentence,) = refusals(getattr(scalars, name), value)
    assert sentence.startswith("must ")


@pytest.mark.parametrize("value", [1, 1.0, True, None, b"orders", ["orders"], {}], ids=ascii)
def test_only_text_is_text(value: Any) -> None:
    assert refusals(scalars.FlowName, value) == ["Input should be a valid string"]


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("BucketName", "ab", "must have at least 3 characters, not 2"),
        ("LogonLanguage", "ENG", "must have at most 2 characters, not 3"),
        ("ClientNumber", "abc", "must be three digits, as 001"),
        ("KMSArn", "k" * 20, "must be the ARN of a KMS key, arn:aws:kms:REGION:ACCOUNT:key/ID"),
    ],
)
def test_a_refusal_says_what_would_be_accepted(name: str, value: str, sentence: str) -> None:
    assert refusals(getattr(scalars, name), value) == [sentence]


# Whole numbers: Pulumi's are doubles.


@pytest.mark.parametrize(
    ("name", "value", "number"),
    [
        ("PortNumber", 8, 8),
        ("PortNumber", 8.0, 8),
        ("PortNumber", 1, 1),
        ("PortNumber", 65_535.0, 65_535),
        ("ScheduleOffset", 0, 0),
        ("ScheduleOffset", -0.0, 0),
        ("ScheduleOffset", 36_000, 36_000),
        ("FlowErrorDeactivationThreshold", 100, 100),
        ("Long", -1, -1),
        ("Long", 2**53, 2**53),
        ("Long", float(2**60), 2**60),
    ],
)
def test_a_whole_number_is_accepted_as_an_integer(name: str, value: float, number: int) -> None:
    found = TypeAdapter(getattr(scalars, name)).validate_python(value)
    assert (found, type(found)) == (number, int)


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("PortNumber", 8.5, "must be a whole number"),
        ("PortNumber", "8", "must be a whole number"),
        ("PortNumber", True, "must be a whole number"),
        ("PortNumber", None, "must be a whole number"),
        ("PortNumber", math.nan, "must be a whole number"),
        ("PortNumber", math.inf, "must be a whole number"),
        ("PortNumber", -math.inf, "must be a whole number"),
        ("PortNumber", [8], "must be a whole number"),
        ("PortNumber", 0, "must be at least 1"),
        ("PortNumber", 65_536, "must be at most 65535"),
        ("ScheduleOffset", -1, "must be at least 0 seconds"),
        ("ScheduleOffset", 36_001.0, "must be at most 36,000 seconds"),
        ("FlowErrorDeactivationThreshold", 0, "must be at least 1 failed run"),
        ("FlowErrorDeactivationThreshold", 101, "must be at most 100 failed runs"),
        ("SAPODataMaxParallelism", 11, "must be at most 10 parallel reads"),
        ("SAPODataMaxPageSize", 10_001, "must be at most 10,000 records"),
    ],
)
def test_another_number_is_refused(name: str, value: Any, sentence: str) -> None:
    assert refusals(getattr(scalars, name), value) == [sentence]


# Flags.


@pytest.mark.parametrize("value", [True, False])
def test_true_and_false_are_flags(value: bool) -> None:
    assert TypeAdapter(Flag).validate_python(value) is value


@pytest.mark.parametrize("value", ["true", "false", "yes", 0, 1, 1.0, None], ids=ascii)
def test_nothing_else_is_a_flag(value: Any) -> None:
    assert refusals(Flag, value) == ["must be true or false"]


LEAVES = [
    pytest.param(shape, name, member.kind.leaf, id=f"{shape.__name__}.{name}")
    for shape in conformance.classes().values()
    if issubclass(shape, Shape)
    for name, member in members(shape).items()
    if member.kind.leaf in (bool, int, float)
]


@pytest.mark.parametrize(("shape", "name", "leaf"), LEAVES)
def test_no_member_takes_text_for_a_number_or_a_flag(
    shape: type[Shape], name: str, leaf: type
) -> None:
    for value in ("1", "true", 1 if leaf is bool else True):
        assert name in places(shape, {name: value}), value


# Times.


NEW_YEAR = datetime(2031, 1, 1, 6, tzinfo=timezone.utc)


@pytest.mark.parametrize(
    "value",
    [
        "2031-01-01T06:00:00Z",
        "2031-01-01T06:00:00z",
        "2031-01-01T06:00:00+00:00",
        "2031-01-01T07:00:00+01:00",
        "2031-01-01T01:00:00-05:00",
        "2031-01-01 06:00:00Z",
        "2031-01-01T06:00:00.000Z",
        "2031-01-01T06:00Z",
        1925013600,
        1925013600.0,
        NEW_YEAR,
        NEW_YEAR.astimezone(timezone(timedelta(hours=-8))),
    ],
    ids=str,
)
def test_spellings_of_one_instant_are_one_time(value: Any) -> None:
    found = TypeAdapter(Timestamp).validate_python(value)
    assert (found, found.utcoffset()) == (NEW_YEAR, timedelta(0))


@pytest.mark.parametrize(
    "value",
    [
        "2031-01-01T06:00:00",
        "2031-01-01",
        "06:00:00Z",
        "next Monday",
        "1925013600",
        "",
        "2031-02-30T06:00:00Z",
        "2031-01-01T06:00:00Z Europe/Lisbon",
        math.nan,
        math.inf,
        True,
        None,
        ["2031-01-01T06:00:00Z"],
        datetime(2031, 1, 1, 6),  # noqa: DTZ001 - the case is a time without an offset
    ],
    ids=str,
)
def test_anything_else_is_refused_as_a_time(value: Any) -> None:
    assert refusals(Timestamp, value) == [
        "must be a time with its offset, as 2031-01-01T06:00:00Z, or seconds since 1970"
    ]


@pytest.mark.parametrize("value", [1925013600000, 1925013600000000])
def test_milliseconds_are_not_seconds(value: Any) -> None:
    (said,) = refusals(Timestamp, value)
    assert said.endswith("or seconds since 1970, not milliseconds")


# Whole resources: every path from here on is in Pulumi's spelling.


FLOW: Mapping[str, Any] = {
    "flowName": "orders-to-s3",
    "description": "Closed orders, hourly",
    "kmsArn": KEY,
    "triggerConfig": {
        "triggerType": "Scheduled",
        "triggerProperties": {
            "scheduled": {
                "scheduleExpression": "rate(1hours)",
                "dataPullMode": "Incremental",
                "scheduleStartTime": "2031-01-01T06:00:00+01:00",
                "scheduleOffset": 900.0,
            }
        },
    },
    "sourceFlowConfig": {
        "connectorType": "Salesforce",
        "connectorProfileName": "sales/prod",
        "sourceConnectorProperties": {
            "salesforce": {"object": "Order", "includeDeletedRecords": False}
        },
    },
    "destinationFlowConfigList": [
        {
            "connectorType": "S3",
            "destinationConnectorProperties": {
                "s3": {
                    "bucketName": "orders-archive",
                    "s3OutputFormatConfig": {
                        "fileType": "PARQUET",
                        "prefixConfig": {
                            "prefixType": "PATH",
                            "pathPrefixHierarchy": ["EXECUTION_ID"],
                        },
                        "aggregationConfig": {"aggregationType": "None", "targetFileSize": 128.0},
                    },
                }
            },
        }
    ],
    "tasks": [
        {
            "taskType": "Filter",
            "sourceFields": ["Id", "Status"],
            "connectorOperator": {"salesforce": "PROJECTION"},
        },
        {
            "taskType": "Map",
            "sourceFields": ["Id"],
            "destinationField": "id",
            "connectorOperator": {"salesforce": "NO_OP"},
            "taskProperties": {"SOURCE_DATA_TYPE": "id", "DESTINATION_DATA_TYPE": "string"},
        },
    ],
    "metadataCatalogConfig": {
        "glueDataCatalog": {"roleArn": ROLE, "databaseName": "sales", "tablePrefix": "orders"}
    },
    "tags": {"team": "sales", "cost-centre": "S 10", "none": None},
    "region": "eu-west-1",
}

PROFILE: Mapping[str, Any] = {
    "connectorProfileName": "sales/prod",
    "connectorType": "Salesforce",
    "connectionMode": "Public",
    "connectorProfileConfig": {
        "connectorProfileProperties": {
            "salesforce": {"instanceUrl": "https://example.my.salesforce.com"}
        },
        "connectorProfileCredentials": {
            "salesforce": {
                "oauth2GrantType": "AUTHORIZATION_CODE",
                "clientCredentialsArn": SECRET,
                "oauthRequest": {"authCode": "made-up", "redirectUri": CONSOLE},
            }
        },
    },
}


def with_value(inputs: Mapping[str, Any], path: str, value: Any) -> dict[str, Any]:
    """A copy with another value at a path, `tasks.0.taskType`."""
    changed = copy.deepcopy(dict(inputs))
    *way, last = (int(step) if step.isdigit() else step for step in path.split("."))
    target: Any = changed
    for step in way:
        target = target[step]
    target[last] = value
    return changed


def without(inputs: Mapping[str, Any], path: str) -> dict[str, Any]:
    """A copy without the member at a path."""
    changed = copy.deepcopy(dict(inputs))
    *way, last = (int(step) if step.isdigit() else step for step in path.split("."))
    target: Any = changed
    for step in way:
        target = target[step]
    del target[last]
    return changed


def test_a_whole_flow_and_a_whole_profile_are_accepted() -> None:
    assert places(FlowInputs, FLOW) == {}
    assert places(ConnectorProfileInputs, PROFILE) == {}


@pytest.mark.parametrize(
    "path",
    [
        "flowName",
        "description",
        "kmsArn",
        "metadataCatalogConfig",
        "tags",
        "region",
        "triggerConfig.triggerProperties",
        "sourceFlowConfig.connectorProfileName",
        "tasks.1.connectorOperator",
        "tasks.1.destinationField",
        "tasks.1.taskProperties",
        "destinationFlowConfigList.0.destinationConnectorProperties.s3.s3OutputFormatConfig",
    ],
)
def test_an_optional_member_may_be_left_out_or_null(path: str) -> None:
    assert places(FlowInputs, without(FLOW, path)) == {}
    assert places(FlowInputs, with_value(FLOW, path, None)) == {}


@pytest.mark.parametrize(
    "path",
    [
        "triggerConfig",
        "triggerConfig.triggerType",
        "triggerConfig.triggerProperties.scheduled.scheduleExpression",
        "sourceFlowConfig",
        "sourceFlowConfig.connectorType",
        "sourceFlowConfig.sourceConnectorProperties",
        "destinationFlowConfigList",
        "destinationFlowConfigList.0.connectorType",
        "destinationFlowConfigList.0.destinationConnectorProperties.s3.bucketName",
        "tasks",
        "tasks.0.sourceFields",
        "tasks.1.taskType",
        "metadataCatalogConfig.glueDataCatalog.tablePrefix",
    ],
)
def test_a_missing_member_is_named_by_its_path(path: str) -> None:
    assert places(FlowInputs, without(FLOW, path)) == {path: "missing"}


@pytest.mark.parametrize("path", ["connectorType", "connectionMode", "connectorProfileConfig"])
def test_a_missing_member_of_a_profile_is_named(path: str) -> None:
    assert places(ConnectorProfileInputs, without(PROFILE, path)) == {path: "missing"}


S3 = "destinationFlowConfigList.0.destinationConnectorProperties.s3"
FORMAT = f"{S3}.s3OutputFormatConfig"
SCHEDULE = "triggerConfig.triggerProperties.scheduled"

REFUSED_IN_A_FLOW: list[tuple[str, Any, str]] = [
    ("flowName", "my flow", "pattern"),
    ("flowName", 7, "string_type"),
    ("description", "a: b", "pattern"),
    ("kmsArn", "short", "pattern"),
    ("triggerConfig", "Scheduled", "model_type"),
    ("triggerConfig.triggerType", "scheduled", "enum"),
    ("triggerConfig.triggerType", "Monthly", "enum"),
    (f"{SCHEDULE}.dataPullMode", "Full", "enum"),
    (f"{SCHEDULE}.scheduleStartTime", "2031-01-01T06:00:00", "timestamp"),
    (f"{SCHEDULE}.scheduleOffset", 36_001, "too_large"),
    (f"{SCHEDULE}.scheduleOffset", 1.5, "whole_number"),
    ("sourceFlowConfig.connectorType", "SalesForce", "enum"),
    ("sourceFlowConfig.sourceConnectorProperties.salesforce.object", "My Object", "pattern"),
    (
        "sourceFlowConfig.sourceConnectorProperties.salesforce.includeDeletedRecords",
        "false",
        "flag",
    ),
    ("destinationFlowConfigList", {}, "list_type"),
    (f"{S3}.bucketName", "ab", "too_short"),
    (f"{FORMAT}.fileType", "parquet", "enum"),
    (f"{FORMAT}.aggregationConfig.targetFileSize", "128", "whole_number"),
    (f"{FORMAT}.prefixConfig.pathPrefixHierarchy.0", "YEAR", "enum"),
    ("tasks", "Map_all", "list_type"),
    ("tasks.0", "Map_all", "model_type"),
    ("tasks.0.sourceFields", "Id", "list_type"),
    ("tasks.0.sourceFields.1", 1, "string_type"),
    ("tasks.0.connectorOperator.salesforce", "PROJECT", "enum"),
    ("tasks.1.taskType", "MapAll", "enum"),
    ("tasks.1.taskProperties", [], "dict_type"),
    ("tasks.1.taskProperties.SOURCE_DATA_TYPE", "", "pattern"),
    ("tasks.1.taskProperties.SOURCE_DATA_TYPE", 5, "string_type"),
    ("tags", [], "dict_type"),
    ("tags", {f"key{n}": "" for n in range(51)}, "too_many"),
    ("tags.team", "v" * 257, "too_long"),
    ("metadataCatalogConfig.glueDataCatalog.roleArn", "glue", "pattern"),
]


@pytest.mark.parametrize(
    ("path", "value", "kind"),
    [pytest.param(*case, id=f"{case[0]}: {_short(case[1])}") for case in REFUSED_IN_A_FLOW],
)
def test_a_wrong_value_is_refused_at_its_path(path: str, value: Any, kind: str) -> None:
    assert places(FlowInputs, with_value(FLOW, path, value)) == {path: kind}


@pytest.mark.parametrize(
    ("path", "value", "kind"),
    [
        ("tags.aws:team", "sales", "pattern"),
        ("tags.cost centre", "sales", "pattern"),
        ("tasks.1.taskProperties.SOURCE_TYPE", "id", "enum"),
        ("tasks.1.taskProperties.value", "id", "enum"),
    ],
)
def test_a_wrong_key_of_a_map_is_refused_at_its_path(path: str, value: Any, kind: str) -> None:
    assert places(FlowInputs, with_value(FLOW, path, value)) == {f"{path}.[key]": kind}


@pytest.mark.parametrize(
    "path",
    [
        "flow_name",
        "FlowName",
        "clientToken",
        "triggerConfig.schedule",
        "triggerConfig.triggerProperties.Scheduled",
        "sourceFlowConfig.sourceConnectorProperties.Salesforce",
        "sourceFlowConfig.sourceConnectorProperties.redshift",
        "destinationFlowConfigList.0.destinationConnectorProperties.singular",
        f"{S3}.prefix",
        f"{FORMAT}.file_type",
        "tasks.0.connectorOperator.eventBridge",
        "tasks.1.sourceField",
    ],
)
def test_an_unknown_member_is_refused_at_its_path(path: str) -> None:
    assert places(FlowInputs, with_value(FLOW, path, "x")) == {path: "extra_forbidden"}


def test_every_refusal_is_reported_in_one_run() -> None:
    inputs = with_value(without(FLOW, "sourceFlowConfig"), "tasks.1.taskType", "Mapp")
    assert places(FlowInputs, with_value(inputs, "flowName", "my flow")) == {
        "flowName": "pattern",
        "sourceFlowConfig": "missing",
        "tasks.1.taskType": "enum",
    }


@pytest.mark.parametrize(
    ("connector", "properties"),
    [
        ("amplitude", {}),
        ("googleAnalytics", {}),
        ("inforNexus", {"instanceUrl": "https://nexus.example.com"}),
        ("serviceNow", {"instanceUrl": "https://example.service-now.com"}),
        (
            "sapoData",
            {
                "applicationHostUrl": "https://sap.example.com",
                "applicationServicePath": "/sap/opu/odata/iwfnd/catalogservice;v=2",
                "portNumber": 8443.0,
                "clientNumber": "200",
                "oauthProperties": {
                    "tokenUrl": "https://sap.example.com/token",
                    "authCodeUrl": "https://sap.example.com/authorize",
                    "oauthScopes": ["ZMATERIAL_SRV_0001"],
                },
                "disableSSO": True,
            },
        ),
        (
            "customConnector",
            {
                "profileProperties": {"instanceUrl": "https://example.com"},
                "oauth2Properties": {
                    "tokenUrl": "https://example.com/token",
                    "oauth2GrantType": "CLIENT_CREDENTIALS",
                    "tokenUrlCustomProperties": {"audience": "appflow"},
                },
            },
        ),
        ("redshift", {"bucketName": "between", "roleArn": ROLE, "isRedshiftServerless": True}),
        ("pardot", {"businessUnitId": "0Uv000000000002AAA", "isSandboxEnvironment": True}),
    ],
)
def test_a_connector_goes_by_its_property_name(connector: str, properties: Any) -> None:
    assert places(ConnectorProfileProperties, {connector: properties}) == {}


def test_a_shape_dumps_what_the_api_takes() -> None:
    flow = FlowInputs.model_validate(
        with_value(FLOW, "tasks", [{"taskType": "Map_all", "sourceFields": []}])
    )
    sent = flow.model_dump(by_alias=True, exclude_none=True, mode="json")
    assert sent["sourceFlowConfig"]["sourceConnectorProperties"] == {
        "Salesforce": {"object": "Order", "includeDeletedRecords": False}
    }
    assert sent["triggerConfig"]["triggerProperties"]["Scheduled"]["scheduleOffset"] == 900
    assert sent["tasks"] == [{"taskType": "Map_all", "sourceFields": []}]


def test_what_the_service_adds_in_future_is_ignored() -> None:
    answer = DescribeFlowResponse.model_validate({"flowName": "orders", "nextRun": 1})
    assert answer == DescribeFlowResponse.model_validate({"flowName": "orders"})


def test_a_shape_cannot_be_changed() -> None:
    task = Task.model_validate({"taskType": "Map_all", "sourceFields": []})
    with pytest.raises(ValidationError, match="frozen"):
        task.task_type = task.task_type


def test_a_time_in_a_shape_is_an_instant_in_utc() -> None:
    schedule = ScheduledTriggerProperties.model_validate(
        {"scheduleExpression": "rate(1hours)", "scheduleStartTime": "2031-01-01T07:00:00+01:00"}
    )
    assert schedule.schedule_start_time == NEW_YEAR


# Secrets: no message, repr or log may show one.


HUSH = "hunter2 is not for your eyes"

SECRETS: dict[str, dict[str, Any]] = {
    "amplitude": {"apiKey": HUSH, "secretKey": HUSH},
    "customConnector": {
        "authenticationType": "CUSTOM",
        "apiKey": {"apiKey": HUSH, "apiSecretKey": HUSH},
        "basic": {"username": "ann", "password": f"{HUSH}\n"},
        "custom": {"customAuthenticationType": "x", "credentialsMap": {"token": HUSH}},
        "oauth2": {"clientSecret": HUSH, "oauthRequest": {"codeVerifier": HUSH}},
    },
    "datadog": {"apiKey": HUSH, "applicationKey": HUSH},
    "dynatrace": {"apiToken": HUSH},
    "googleAnalytics": {"clientId": "x", "clientSecret": HUSH, "refreshToken": HUSH},
    "inforNexus": {
        "accessKeyId": HUSH,
        "userId": "ann",
        "secretAccessKey": HUSH,
        "datakey": HUSH,
    },
    "pardot": {"accessToken": HUSH, "clientCredentialsArn": HUSH},
    "redshift": {"username": "ann", "password": f"{HUSH}\n"},
    "salesforce": {"jwtToken": HUSH, "oauthRequest": {"authCode": HUSH}},
    "sapoData": {"oauthCredentials": {"clientId": "x", "clientSecret": HUSH}},
    "serviceNow": {"oauth2Credentials": {"accessToken": HUSH}},
    "singular": {"apiKey": HUSH},
    "slack": {"clientId": "x", "clientSecret": HUSH, "accessToken": HUSH},
    "snowflake": {"username": "ann", "privateKey": f"{HUSH}\n"},
    "trendmicro": {"apiSecretKey": HUSH},
    "veeva": {"username": "ann", "password": f"{HUSH}\n"},
    "zendesk": {"clientId": "x", "clientSecret": HUSH},
}


@pytest.mark.parametrize("connector", SECRETS)
def test_a_refused_secret_is_not_shown(connector: str) -> None:
    with pytest.raises(ValidationError) as caught:
        ConnectorProfileCredentials.model_validate({connector: SECRETS[connector]})
    assert "hunter2" not in str(caught.value)
    assert "hunter2" not in repr(caught.value)
    assert connector in str(caught.value)


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param({"password": [HUSH], "username": "ann"}, id="a list"),
        pytest.param({"password": {"value": HUSH}, "username": "ann"}, id="an object"),
        pytest.param({"password": HUSH, "user": HUSH}, id="beside an unknown member"),
        pytest.param({"password": HUSH}, id="beside a missing member"),
        pytest.param(HUSH, id="instead of the structure"),
        pytest.param([{"password": HUSH}], id="in a list"),
    ],
)
def test_a_secret_in_the_wrong_place_is_not_shown(wrong: Any) -> None:
    config = {
        "connectorProfileProperties": {"veeva": {"instanceUrl": "https://example.veevavault.com"}},
        "connectorProfileCredentials": {"veeva": wrong},
    }
    with pytest.raises(ValidationError) as caught:
        ConnectorProfileInputs.model_validate(with_value(PROFILE, "connectorProfileConfig", config))
    assert "hunter2" not in str(caught.value)
    assert "hunter2" not in repr(caught.value)


def test_an_accepted_secret_is_not_shown_either() -> None:
    credentials = ConnectorProfileCredentials.model_validate(
        {
            "amplitude": {"apiKey": "hunter2", "secretKey": "hunter2"},
            "customConnector": {
                "authenticationType": "CUSTOM",
                "custom": {
                    "customAuthenticationType": "x",
                    "credentialsMap": {"hunter2": "hunter2"},
                },
            },
        }
    )
    assert "hunter2" not in repr(credentials)
    assert "hunter2" not in str(credentials)
    assert "hunter2" not in credentials.model_dump_json(by_alias=True)


MEASURED = {
    name: limit
    for name, kind in vars(scalars).items()
    if not name.startswith("_")
    for limit in getattr(kind, "__metadata__", ())
    if isinstance(limit, Number) and (limit.min, limit.max) != (None, None)
}


@pytest.mark.parametrize("name", MEASURED)
def test_a_limit_of_a_number_says_what_is_counted(name: str) -> None:
    assert MEASURED[name].unit or name == "PortNumber"


SAID = {
    name: limit.says
    for name, kind in vars(scalars).items()
    if not name.startswith("_")
    for limit in getattr(kind, "__metadata__", ())
    if isinstance(limit, Text) and re.search(r"\bletters?\b", limit.says)
}


@pytest.mark.parametrize("name", SAID)
def test_a_sentence_about_letters_says_which(name: str) -> None:
    assert "(a to z)" in SAID[name]
