"""Flows: their life, what reads add to them, what is refused."""

import copy
from datetime import datetime, timedelta, timezone

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
    s3_source,
    source,
    updated,
)
from tests.programs import ACCOUNT

ARN = f"arn:aws:appflow:{REGION}:{ACCOUNT}:flow/orders"
NOON = datetime(2030, 1, 1, 12, tzinfo=timezone.utc)


def status(appflow, name="orders"):
    return appflow.describe_flow(flowName=name)["flowStatus"]


@pytest.mark.parametrize(
    ("trigger", "first"),
    [
        pytest.param({"triggerType": "OnDemand"}, "Active", id="on demand"),
        pytest.param(on_schedule(), "Draft", id="scheduled"),
    ],
)
def test_the_trigger_gives_the_first_status(appflow, trigger, first) -> None:
    answer = appflow.create_flow(**flow(triggerConfig=trigger))
    assert (answer["flowArn"], answer["flowStatus"]) == (ARN, first)
    assert status(appflow) == first


def test_an_event_flow_begins_as_a_draft(appflow) -> None:
    appflow.create_connector_profile(**profile())
    request = flow(
        sourceFlowConfig=source("Salesforce", object="AccountChangeEvent"),
        triggerConfig={"triggerType": "Event"},
    )
    assert appflow.create_flow(**request)["flowStatus"] == "Draft"


def test_a_scheduled_flow_is_started_stopped_and_started_again(appflow, refused) -> None:
    appflow.create_flow(**flow(triggerConfig=on_schedule()))
    refused("ConflictException", appflow.stop_flow, flowName="orders")
    started = appflow.start_flow(flowName="orders")
    assert (started["flowArn"], started["flowStatus"]) == (ARN, "Active")
    assert "executionId" not in started
    refused("ConflictException", appflow.start_flow, flowName="orders")
    assert appflow.stop_flow(flowName="orders")["flowStatus"] == "Suspended"
    assert appflow.start_flow(flowName="orders")["flowStatus"] == "Active"


def test_starting_and_stopping_twice_can_be_accepted(appflow) -> None:
    appflow.create_flow(**flow(triggerConfig=on_schedule()))
    with assume(start_active_scheduled="no_op", stop_draft="no_op"):
        assert appflow.stop_flow(flowName="orders")["flowStatus"] == "Draft"
        appflow.start_flow(flowName="orders")
        assert appflow.start_flow(flowName="orders")["flowStatus"] == "Active"


def test_starting_moves_the_time_of_the_last_update_if_so_assumed(appflow) -> None:
    clock.freeze(NOON)
    appflow.create_flow(**flow(triggerConfig=on_schedule()))
    clock.advance(60)
    appflow.start_flow(flowName="orders")
    assert appflow.describe_flow(flowName="orders")["lastUpdatedAt"] == NOON
    with assume(start_stop_moves_last_updated=True):
        appflow.stop_flow(flowName="orders")
    moved = appflow.describe_flow(flowName="orders")["lastUpdatedAt"]
    assert moved == NOON + timedelta(seconds=60)


def test_an_on_demand_flow_cannot_be_stopped(appflow, refused) -> None:
    appflow.create_flow(**flow())
    refused("UnsupportedOperationException", appflow.stop_flow, flowName="orders")
    assert status(appflow) == "Active"


def test_an_active_scheduled_flow_is_deleted_only_by_force(appflow, refused) -> None:
    appflow.create_flow(**flow(triggerConfig=on_schedule()))
    appflow.start_flow(flowName="orders")
    assert refused("ConflictException", appflow.delete_flow, flowName="orders") == (
        "Conflict executing request: Flow is in active state, please set forceDelete to true or"
        " deactivate the flow: orders"
    )
    appflow.delete_flow(flowName="orders", forceDelete=True)
    refused("ResourceNotFoundException", appflow.describe_flow, flowName="orders")


def test_a_deleted_flow_can_be_described_for_a_while(appflow, refused) -> None:
    with assume(deleted_flow_describes=1):
        appflow.create_flow(**flow())
        appflow.delete_flow(flowName="orders")
        assert appflow.list_flows()["flows"] == []
        assert status(appflow) == "Deleted"
        refused("ResourceNotFoundException", appflow.describe_flow, flowName="orders")
        appflow.create_flow(**flow())
        appflow.delete_flow(flowName="orders")
        appflow.create_flow(**flow())
        assert status(appflow) == "Active"


@pytest.mark.parametrize(
    "operation",
    [
        "delete_flow",
        "describe_flow",
        "start_flow",
        "stop_flow",
        "cancel_flow_executions",
        "describe_flow_execution_records",
    ],
)
def test_a_missing_flow_is_refused(appflow, refused, operation) -> None:
    message = refused("ResourceNotFoundException", getattr(appflow, operation), flowName="orders")
    assert message == "Flow with name orders does not exist."


def test_a_name_is_taken_once_and_free_after_deletion(appflow, refused) -> None:
    appflow.create_flow(**flow())
    assert refused("ConflictException", appflow.create_flow, **flow()) == (
        "Flow with name orders already exists."
    )
    appflow.delete_flow(flowName="orders")
    appflow.create_flow(**flow())


def test_the_quota_of_flows(appflow, refused) -> None:
    with assume(flow_quota=1):
        appflow.create_flow(**flow("a1"))
        refused("ServiceQuotaExceededException", appflow.create_flow, **flow("a2"))


# -- updates


def test_an_update_replaces_the_definition_and_keeps_the_rest(appflow) -> None:
    clock.freeze(NOON)
    key = f"arn:aws:kms:{REGION}:{ACCOUNT}:key/own"
    request = flow(
        description="daily",
        kmsArn=key,
        tags={"team": "ops"},
        metadataCatalogConfig={
            "glueDataCatalog": {
                "roleArn": f"arn:aws:iam::{ACCOUNT}:role/glue",
                "databaseName": "lake",
                "tablePrefix": "o",
            }
        },
    )
    appflow.create_flow(**request)
    clock.advance(60)
    change = updated(request)
    del change["description"], change["metadataCatalogConfig"]
    assert appflow.update_flow(**change)["flowStatus"] == "Active"
    told = appflow.describe_flow(flowName="orders")
    assert "description" not in told
    assert told["metadataCatalogConfig"] == {}
    assert (told["kmsArn"], told["tags"]) == (key, {"team": "ops"})
    assert told["createdAt"] == NOON
    assert told["lastUpdatedAt"] == NOON + timedelta(seconds=60)


def test_what_an_update_leaves_out_may_stay(appflow) -> None:
    catalog = {
        "glueDataCatalog": {
            "roleArn": f"arn:aws:iam::{ACCOUNT}:role/glue",
            "databaseName": "lake",
            "tablePrefix": "o",
        }
    }
    appflow.create_flow(**flow(description="daily", metadataCatalogConfig=catalog))
    with assume(omitted_description="kept", omitted_catalog="kept"):
        appflow.update_flow(**updated(flow()))
        told = appflow.describe_flow(flowName="orders")
        assert (told["description"], told["metadataCatalogConfig"]) == ("daily", catalog)
        appflow.update_flow(**updated(flow(), description="hourly"))
        assert appflow.describe_flow(flowName="orders")["description"] == "hourly"
    with assume(omitted_catalog="kept"):
        appflow.update_flow(**updated(flow()))
        told = appflow.describe_flow(flowName="orders")
        assert "description" not in told
        assert told["metadataCatalogConfig"] == catalog


@pytest.mark.parametrize(
    ("tasks", "version"),
    [
        pytest.param([map_all()], 1, id="the same"),
        pytest.param([map_all(), projection("id", key="S3")], 1, id="a filter"),
        pytest.param([mapped("id", key="S3")], 2, id="a mapping"),
        pytest.param(
            [
                map_all(),
                {
                    "taskType": "Partition",
                    "sourceFields": ["day"],
                    "connectorOperator": {"S3": "NO_OP"},
                },
            ],
            2,
            id="a partition key",
        ),
    ],
)
def test_the_schema_version_counts_changes_of_the_mapping(appflow, tasks, version) -> None:
    appflow.create_flow(**flow())
    appflow.update_flow(**updated(flow(), tasks=tasks))
    assert appflow.describe_flow(flowName="orders")["schemaVersion"] == version


@pytest.mark.parametrize(
    ("assumed", "expected"), [("as_created", ["Draft", "Active"]), ("kept", ["Active", "Active"])]
)
def test_a_change_of_the_trigger(appflow, assumed, expected) -> None:
    with assume(update_flow_on_trigger_change=assumed):
        appflow.create_flow(**flow())
        scheduled = appflow.update_flow(**updated(flow(), triggerConfig=on_schedule()))
        back = appflow.update_flow(**updated(flow()))
    assert [scheduled["flowStatus"], back["flowStatus"]] == expected


def test_an_update_of_an_active_flow(appflow, refused) -> None:
    request = flow(triggerConfig=on_schedule())
    appflow.create_flow(**request)
    appflow.start_flow(flowName="orders")
    assert appflow.update_flow(**updated(request))["flowStatus"] == "Active"
    with assume(update_active_flow="conflict"):
        refused("ConflictException", appflow.update_flow, **updated(request))
    with assume(update_active_flow="suspended"):
        assert appflow.update_flow(**updated(request))["flowStatus"] == "Suspended"


DESTINATION = (
    "Update Flow request failed due to:"
    "[Destination object for the destination connector can not be updated]"
)
IMMUTABLE = {
    "destination bucket": (
        {"destinationFlowConfigList": [s3_destination(bucketName="elsewhere")]},
        DESTINATION,
    ),
    "destination connector": (
        {
            "destinationFlowConfigList": [
                destination("CustomerProfiles", domainName="domain"),
            ]
        },
        "Update Flow request failed due to:[Destination connector type can not be updated]",
    ),
    "source bucket": (
        {"sourceFlowConfig": s3_source(bucket="elsewhere")},
        (
            "Update Flow request failed due to:"
            "[Source object for the source connector can not be updated]"
        ),
    ),
    "source connector": (
        {"sourceFlowConfig": source("Salesforce")},
        "Update Flow request failed due to:[Source connector type can not be updated]",
    ),
}


@pytest.mark.parametrize(("change", "text"), IMMUTABLE.values(), ids=IMMUTABLE)
def test_source_and_destination_cannot_be_changed(appflow, refused, change, text) -> None:
    appflow.create_connector_profile(**profile())
    appflow.create_flow(**flow())
    before = appflow.describe_flow(flowName="orders")
    request = updated(flow(), **change)
    assert refused("ValidationException", appflow.update_flow, **request) == text
    after = appflow.describe_flow(flowName="orders")
    assert {**before, "ResponseMetadata": None} == {**after, "ResponseMetadata": None}


def test_prefixes_and_formats_can_be_changed(appflow) -> None:
    appflow.create_flow(**flow())
    change = updated(
        flow(),
        sourceFlowConfig=s3_source(prefix="hourly"),
        destinationFlowConfigList=[s3_destination(bucketPrefix="new")],
    )
    appflow.update_flow(**change)
    with assume(source_object_change="accepted"):
        change["sourceFlowConfig"] = s3_source(bucket="elsewhere")
        appflow.update_flow(**change)


@pytest.mark.parametrize(
    ("change", "text"),
    [
        pytest.param(
            {"sourceFlowConfig": s3_source(prefix="hourly")},
            "Source object for the source connector can not be updated",
            id="of the source",
        ),
        pytest.param(
            {"destinationFlowConfigList": [s3_destination(bucketPrefix="new")]},
            "Destination object for the destination connector can not be updated",
            id="of the destination",
        ),
    ],
)
def test_a_prefix_may_be_part_of_the_object(appflow, refused, change, text) -> None:
    appflow.create_flow(**flow())
    with assume(s3_prefix_change="refused"):
        message = refused("ValidationException", appflow.update_flow, **updated(flow(), **change))
        assert message == f"Update Flow request failed due to:[{text}]"
        appflow.update_flow(**updated(flow(), description="the same place"))
    appflow.update_flow(**updated(flow(), **change))


def test_an_object_type_of_customer_profiles_is_part_of_the_object_or_not(appflow, refused) -> None:
    def request(name):
        settings = {"domainName": "domain", "objectTypeName": name}
        return flow(destinationFlowConfigList=[destination("CustomerProfiles", **settings)])

    appflow.create_flow(**request("person"))
    change = updated(request("company"))
    assert refused("ValidationException", appflow.update_flow, **change) == DESTINATION
    with assume(object_type_change="accepted"):
        appflow.update_flow(**change)


def to_event_bridge(name="Account"):
    return flow(
        sourceFlowConfig=source("Salesforce", object="AccountChangeEvent"),
        destinationFlowConfigList=[destination("EventBridge", object=name)],
        triggerConfig={"triggerType": "Event"},
    )


def test_an_event_bridge_object_may_be_rewritten_and_then_blocks_updates(appflow, refused) -> None:
    appflow.create_connector_profile(**profile())
    with assume(event_bridge_object="rewritten"):
        appflow.create_flow(**to_event_bridge())
        told = appflow.describe_flow(flowName="orders")["destinationFlowConfigList"][0]
        name = told["destinationConnectorProperties"]["EventBridge"]["object"]
        assert name == f"aws.partner/appflow/salesforce.com/{ACCOUNT}/Account"
        request = updated(to_event_bridge())
        assert refused("ValidationException", appflow.update_flow, **request) == DESTINATION
        appflow.update_flow(**updated(to_event_bridge(name)))


@pytest.mark.parametrize(
    ("assumed", "code"),
    [("conflict", "ConflictException"), ("validation", "ValidationException")],
)
@pytest.mark.parametrize(
    "name", ["Account", f"aws.partner/appflow/salesforce.com/{ACCOUNT}/Account"]
)
def test_a_flow_to_event_bridge_may_wait_for_its_bus(aws, refused, assumed, code, name) -> None:
    appflow, events = aws(), aws("events")
    appflow.create_connector_profile(**profile())
    appflow.create_flow(**to_event_bridge(name))
    source = f"aws.partner/appflow/salesforce.com/{ACCOUNT}/Account"
    with assume(event_bridge_start=assumed):
        message = refused(code, appflow.start_flow, flowName="orders")
        assert message == f"The partner event source {source} is not associated with an event bus."
        assert status(appflow) == "Draft"
        events.create_event_bus(Name=source, EventSourceName=source)
        assert appflow.start_flow(flowName="orders")["flowStatus"] == "Active"


def test_a_flow_to_event_bridge_starts_without_a_bus_unless_assumed_otherwise(appflow) -> None:
    appflow.create_connector_profile(**profile())
    appflow.create_flow(**to_event_bridge())
    assert appflow.start_flow(flowName="orders")["flowStatus"] == "Active"
    with assume(event_bridge_start="conflict"):
        appflow.create_flow(**flow("files", triggerConfig=on_schedule()))
        assert appflow.start_flow(flowName="files")["flowStatus"] == "Active"


# -- refusals


def problem(text):
    return f"Create Flow request failed: [{text}]"


NO_OP = (  # word for word, two blanks among it (aws-cdk#17748)
    "Task Validation Error: The operator NO_OP is not valid for filtering tasks.  The task sourceConnectorType is FILTERING"
    " and the task operator is NO_OP"
)
REFUSED = {
    "no projection": (
        {"tasks": [mapped("Id")], "sourceFlowConfig": source("Salesforce")},
        problem("Task Validation Error: You must specify a projection task or a MAP_ALL task"),
    ),
    "no tasks at all": (
        {"tasks": [], "sourceFlowConfig": source("Salesforce")},
        problem("Task Validation Error: You must specify a projection task or a MAP_ALL task"),
    ),
    "two destinations": (
        {"destinationFlowConfigList": [s3_destination(), s3_destination()]},
        problem("A flow must have exactly one destination; got: 2"),
    ),
    "no destination": (
        {"destinationFlowConfigList": []},
        problem("A flow must have exactly one destination; got: 0"),
    ),
    "NO_OP in a filter": (
        {
            "tasks": [
                {
                    "taskType": "Filter",
                    "sourceFields": ["a"],
                    "connectorOperator": {"S3": "NO_OP"},
                }
            ]
        },
        problem(NO_OP),
    ),
    "another connector's operator in a filter": (
        {"tasks": [projection("a"), map_all()]},
        problem(NO_OP),
    ),
    "events of a custom connector": (
        {
            "sourceFlowConfig": {
                "connectorType": "CustomConnector",
                "connectorProfileName": "custom",
                "sourceConnectorProperties": {"CustomConnector": {"entityName": "contact"}},
            },
            "triggerConfig": {"triggerType": "Event"},
        },
        problem("Trigger type Event is not supported for the source CustomConnector"),
    ),
    "events from S3": (
        {"triggerConfig": {"triggerType": "Event"}},
        problem("Trigger type Event is not supported for the source S3"),
    ),
    "EventBridge on a schedule": (
        {
            "sourceFlowConfig": source("Salesforce"),
            "destinationFlowConfigList": [destination("EventBridge", object="bus")],
            "triggerConfig": on_schedule(),
        },
        problem("Destination EventBridge requires the trigger type Event"),
    ),
    "LookoutMetrics on demand": (
        {
            "sourceFlowConfig": source("Salesforce"),
            "destinationFlowConfigList": [destination("LookoutMetrics")],
        },
        problem(
            "Destination LookoutMetrics requires the trigger type Scheduled,"
            " Destination LookoutMetrics requires a customer managed kmsArn"
        ),
    ),
    "an upsert without ids": (
        {
            "destinationFlowConfigList": [
                destination("Salesforce", name="crm", object="Lead", writeOperationType="UPSERT")
            ]
        },
        problem("Write operation UPSERT requires idFieldNames"),
    ),
    "no profile": (
        {
            "sourceFlowConfig": {
                "connectorType": "Salesforce",
                "sourceConnectorProperties": {"Salesforce": {"object": "Account"}},
            }
        },
        problem("A connector profile name is required for connector Salesforce"),
    ),
    "a profile of another connector": (
        {"sourceFlowConfig": source("Slack")},
        problem("Connector Profile crm is for connector Salesforce, not Slack"),
    ),
    "another connector's settings": (
        {
            "sourceFlowConfig": {
                **source("Salesforce"),
                "sourceConnectorProperties": {"Slack": {"object": "Account"}},
            }
        },
        problem(
            "sourceConnectorProperties for connector Salesforce must have exactly one member"
            " Salesforce; got: Slack"
        ),
    ),
    "a destination as source": (
        {
            "sourceFlowConfig": {
                "connectorType": "Redshift",
                "connectorProfileName": "crm",
                "sourceConnectorProperties": {"S3": {"bucketName": "abc"}},
            }
        },
        None,
    ),
    "an unlisted destination": (
        {"destinationFlowConfigList": [destination("EventBridge", object="bus")]},
        problem("Destination EventBridge is not supported for the source S3"),
    ),
    "a schedule without settings": (
        {"triggerConfig": {"triggerType": "Scheduled"}},
        problem("TriggerProps is required for Scheduled Trigger Type."),
    ),
    "a schedule of no form": (
        {"triggerConfig": on_schedule("hourly")},
        problem("Schedule expression hourly is not valid"),
    ),
    "an end before the start": (
        {
            "triggerConfig": on_schedule(
                scheduleStartTime=2_000_000_000, scheduleEndTime=1_900_000_000
            )
        },
        problem("Schedule end time must be after the start time"),
    ),
    "a catalog without S3": (
        {
            "destinationFlowConfigList": [destination("CustomerProfiles", domainName="domain")],
            "metadataCatalogConfig": {
                "glueDataCatalog": {
                    "roleArn": f"arn:aws:iam::{ACCOUNT}:role/glue",
                    "databaseName": "lake",
                    "tablePrefix": "o",
                }
            },
        },
        problem("metadataCatalogConfig requires the destination S3"),
    ),
}


@pytest.mark.parametrize(("change", "text"), REFUSED.values(), ids=REFUSED)
def test_a_flow_that_makes_no_sense_is_refused(appflow, refused, change, text) -> None:
    appflow.create_connector_profile(**profile())
    message = refused("ValidationException", appflow.create_flow, **flow(**change))
    assert text in (message, None)
    assert message.startswith("Create Flow request failed: [")
    assert appflow.list_flows()["flows"] == []


def test_an_update_is_held_to_the_same_rules_in_other_words(appflow, refused) -> None:
    appflow.create_flow(**flow())
    request = updated(flow(), triggerConfig={"triggerType": "Event"})
    assert refused("ValidationException", appflow.update_flow, **request) == (
        "Update Flow request failed due to:[Trigger type Event is not supported for the source S3]"
    )


@pytest.mark.parametrize("kind", ["Filter", "Map"])
def test_operators_of_other_connectors_are_accepted(appflow, kind) -> None:
    """AWS's integration tests of the SDKs for custom connectors send such tasks; on a Filter the source's is read."""
    odd = {**mapped("id"), "connectorOperator": {"Salesforce": "NO_OP", "Marketo": "NO_OP"}}
    if kind == "Filter":
        odd = {**projection("a"), "connectorOperator": {"S3": "PROJECTION", "Salesforce": "NO_OP"}}
    appflow.create_flow(**flow(tasks=[odd, map_all()]))
    told = appflow.describe_flow(flowName="orders")["tasks"][0]["connectorOperator"]
    assert told == odd["connectorOperator"]


@pytest.mark.parametrize("answer", ["accepted", "refused"])
def test_a_source_that_may_need_a_projection_is_an_assumption(appflow, refused, answer) -> None:
    appflow.create_connector_profile(**profile("chat", "Slack"))
    request = flow(sourceFlowConfig=source("Slack", name="chat"), tasks=[mapped("id", key="Slack")])
    with assume(projection_of_other_sources=answer):
        if answer == "accepted":
            appflow.create_flow(**request)
        else:
            message = refused("ValidationException", appflow.create_flow, **request)
            assert "You must specify a projection task" in message


def test_members_of_other_connectors_are_an_assumption(appflow, refused) -> None:
    request = flow()
    request["sourceFlowConfig"] = copy.deepcopy(request["sourceFlowConfig"])
    request["sourceFlowConfig"]["sourceConnectorProperties"]["Slack"] = {"object": "x"}
    with assume(members_of_other_connectors="refused"):
        refused("ValidationException", appflow.create_flow, **request)
    appflow.create_flow(**request)
    told = appflow.describe_flow(flowName="orders")["sourceFlowConfig"]
    assert list(told["sourceConnectorProperties"]) == ["S3"]


@pytest.mark.parametrize(
    ("config", "versions"),
    [
        ({"prefixType": "PATH", "prefixFormat": "DAY"}, 1),
        ({"prefixType": "PATH", "prefixFormat": "HOUR"}, 2),
        ({"prefixType": "FILENAME", "prefixFormat": "DAY"}, 2),
    ],
)
def test_other_folders_by_date_make_a_new_schema_version(appflow, config, versions) -> None:
    def to(prefix):
        return {
            **s3_destination(),
            "destinationConnectorProperties": {
                "S3": {"bucketName": "lake", "s3OutputFormatConfig": {"prefixConfig": prefix}}
            },
        }

    first = flow(destinationFlowConfigList=[to({"prefixType": "PATH", "prefixFormat": "DAY"})])
    appflow.create_flow(**first)
    appflow.update_flow(**updated(first, destinationFlowConfigList=[to(config)]))
    assert appflow.describe_flow(flowName="orders")["schemaVersion"] == versions


def test_a_bucket_that_can_be_none_is_refused_but_for_the_old_ones(aws, refused) -> None:
    for name in ("s3://lake/x", "Lake", "a_b", "lake.", "192.168.0.1", "a..b"):
        message = refused(
            "ValidationException",
            aws(region_name="eu-west-1").create_flow,
            **flow(destinationFlowConfigList=[s3_destination(bucketName=name)]),
        )
        assert message == problem(f"The bucket name {name} is not valid")
    old = flow(destinationFlowConfigList=[s3_destination(bucketName="Old_Lake")])
    aws(region_name="us-east-1").create_flow(**old)


def test_s3_needs_no_projection(appflow) -> None:
    appflow.create_flow(**flow(tasks=[mapped("id", key="S3")]))


def test_pardot_reaches_event_bridge_by_any_trigger(appflow) -> None:
    appflow.create_connector_profile(**profile("leads", "Pardot"))
    for trigger in ({"triggerType": "OnDemand"}, {"triggerType": "Event"}, on_schedule()):
        request = flow(
            f"to-the-bus-by-{trigger['triggerType']}",
            sourceFlowConfig=source("Pardot", name="leads"),
            destinationFlowConfigList=[destination("EventBridge", object="bus")],
            triggerConfig=trigger,
        )
        appflow.create_flow(**request)


def test_a_missing_profile_is_not_found(appflow, refused) -> None:
    request = flow(sourceFlowConfig=source("Salesforce", name="gone"))
    assert refused("ResourceNotFoundException", appflow.create_flow, **request) == (
        "Connector Profile with name gone does not exist."
    )


def test_unlisted_destinations_and_past_starts_are_assumptions(appflow, refused) -> None:
    appflow.create_connector_profile(**profile("lake", "Snowflake"))
    appflow.create_connector_profile(**profile("usage", "Amplitude"))
    request = flow(
        sourceFlowConfig=source("Amplitude", name="usage"),
        destinationFlowConfigList=[
            destination("Snowflake", name="lake", object="T", intermediateBucketName="tmp")
        ],
        triggerConfig=on_schedule("rate(1days)", scheduleStartTime=1_000_000),
    )
    with assume(unlisted_destination="refused"):
        message = refused("ValidationException", appflow.create_flow, **request)
    assert message == problem("Connector Amplitude does not support the destination Snowflake")
    appflow.create_flow(**request)
    with assume(past_start_time="refused"):
        request["flowName"] = "second"
        message = refused("ValidationException", appflow.create_flow, **request)
    assert message == problem("Schedule start time must be in the future")


def test_a_filter_without_an_operator_may_be_accepted(appflow) -> None:
    with assume(filter_without_operator="accepted"):
        appflow.create_flow(
            **flow(tasks=[{"taskType": "Filter", "sourceFields": ["a"]}, map_all()])
        )


@pytest.mark.parametrize(
    "expression",
    ["rate(5minutes)", "rate(5 minutes)", "rate(1weeks)", "cron(0 1 ? * MON-SUN *)", "once"],
)
def test_schedules_that_were_seen_are_accepted(appflow, expression) -> None:
    appflow.create_flow(**flow(triggerConfig=on_schedule(expression)))


def test_an_empty_source_prefix_is_refused_when_the_bucket_is_here(aws, refused) -> None:
    appflow, s3 = aws(), aws("s3")
    appflow.create_flow(**flow("foreign"))
    s3.create_bucket(Bucket="orders-in", CreateBucketConfiguration={"LocationConstraint": REGION})
    refused("ConnectorServerException", appflow.create_flow, **flow())
    refused("ConnectorServerException", appflow.update_flow, **updated(flow("foreign")))
    s3.put_object(Bucket="orders-in", Key="daily_1.csv", Body=b"id\n1\n")
    appflow.create_flow(**flow())  # a plain string prefix: `daily` finds `daily_1.csv`
    with assume(s3_source_listing="always"):
        request = flow("far", sourceFlowConfig=s3_source(bucket="elsewhere"))
        message = refused("ConnectorServerException", appflow.create_flow, **request)
    assert message == "The S3 bucket elsewhere does not exist."
    with assume(s3_source_listing="never"):
        appflow.create_flow(**flow("empty", sourceFlowConfig=s3_source(prefix="nothing")))
