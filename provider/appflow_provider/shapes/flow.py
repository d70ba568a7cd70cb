"""
Flows as the API's calls carry them: the requests and answers of CreateFlow, UpdateFlow and
DescribeFlow.

What a Pulumi user writes is `FlowInputs` in `resources`, made of the same parts: source,
destination, tasks, trigger and catalog, each in a module of its own. UpdateFlow takes the whole
flow each time, except for its key and its tags.
"""

from typing import Annotated

from appflow_provider.shapes.base import ApiEnum, OutputShape, Shape, Size, Timestamp, member
from appflow_provider.shapes.catalog import MetadataCatalogConfig, MetadataCatalogDetail
from appflow_provider.shapes.destination import DestinationFlowConfig
from appflow_provider.shapes.run import ExecutionStatus
from appflow_provider.shapes.scalars import (
    ClientToken,
    CreatedBy,
    FlowArn,
    FlowDescription,
    FlowName,
    FlowStatusMessage,
    KMSArn,
    Long,
    MostRecentExecutionMessage,
    TagKey,
    TagValue,
    UpdatedBy,
)
from appflow_provider.shapes.source import SourceFlowConfig
from appflow_provider.shapes.task import Task
from appflow_provider.shapes.trigger import TriggerConfig

__all__ = [
    "CreateFlowRequest",
    "CreateFlowResponse",
    "DescribeFlowRequest",
    "DescribeFlowResponse",
    "ExecutionDetails",
    "FlowStatus",
    "UpdateFlowRequest",
    "UpdateFlowResponse",
]


class FlowStatus(ApiEnum):
    """States of a flow."""

    ACTIVE = (
        "Active",
        (
            "Ready: a scheduled or event flow runs by itself, an on-demand flow runs whenever it "
            "is started."
        ),
    )
    DEPRECATED = "Deprecated", "Listed by the API without an explanation."
    DELETED = "Deleted", "Deleted, and about to disappear."
    DRAFT = (
        "Draft",
        "Created with a schedule or an event, and not activated yet. It transfers nothing.",
    )
    ERRORED = "Errored", "Something is wrong with the flow; its status message says what."
    SUSPENDED = (
        "Suspended",
        (
            "Stopped by hand, or deactivated by AppFlow after failures. It transfers nothing "
            "until it is activated again."
        ),
    )


class CreateFlowRequest(Shape):
    """Input of CreateFlow."""

    flow_name: FlowName = member(
        "Name of the new flow, unique in the account and region.", required=True
    )
    description: FlowDescription | None = member("A sentence for people about the flow.")
    kms_arn: KMSArn | None = member(
        "ARN of the KMS key that encrypts the flow's data. AppFlow's own key where it is left out."
    )
    trigger_config: TriggerConfig = member("What starts a run.", required=True)
    source_flow_config: SourceFlowConfig = member("Where the records come from.", required=True)
    destination_flow_config_list: list[DestinationFlowConfig] = member(
        "Where the records go, in a list of exactly one.", required=True
    )
    tasks: list[Task] = member(
        "Which fields are transferred, filtered and transformed.", required=True
    )
    tags: Annotated[dict[TagKey, TagValue], Size(max=50)] | None = member(
        "Tags of the flow, at most 50."
    )
    metadata_catalog_config: MetadataCatalogConfig | None = member(
        "Where to register what the flow writes to S3."
    )
    client_token: ClientToken | None = member(
        "Makes a repeated call safe for eight hours: the same token with the same input gives the "
        "first call's answer."
    )


class CreateFlowResponse(OutputShape):
    """Answer of CreateFlow."""

    flow_arn: FlowArn | None = member(
        "ARN of the new flow, `arn:aws:appflow:REGION:ACCOUNT:flow/NAME`."
    )
    flow_status: FlowStatus | None = member(
        "`Active` for an on-demand flow; `Draft` for a scheduled or event flow, which has to be "
        "activated."
    )


class DescribeFlowRequest(Shape):
    """Input of DescribeFlow."""

    flow_name: FlowName = member("Name of the flow to look up.", required=True)


class ExecutionDetails(OutputShape):
    """The last run of a flow in short."""

    most_recent_execution_message: MostRecentExecutionMessage | None = member(
        "What AppFlow says of the last run; usually missing after a success."
    )
    most_recent_execution_time: Timestamp | None = member("When the last run was.")
    most_recent_execution_status: ExecutionStatus | None = member(
        "How the last run ended, or that it has not ended yet."
    )


class DescribeFlowResponse(OutputShape):
    """Answer of DescribeFlow: the flow as the service keeps it, with defaults that nobody wrote."""

    flow_arn: FlowArn | None = member("ARN of the flow.")
    description: FlowDescription | None = member(
        "The sentence for people; missing when there is none."
    )
    flow_name: FlowName | None = member("Name of the flow.")
    kms_arn: KMSArn | None = member("ARN of the KMS key in use, also when nobody chose one.")
    flow_status: FlowStatus | None = member("State of the flow.")
    flow_status_message: FlowStatusMessage | None = member(
        "Why the flow is in that state, for example after AppFlow deactivated it."
    )
    source_flow_config: SourceFlowConfig | None = member("Where the records come from.")
    destination_flow_config_list: list[DestinationFlowConfig] | None = member(
        "Where the records go."
    )
    last_run_execution_details: ExecutionDetails | None = member(
        "The last run; missing before the first."
    )
    trigger_config: TriggerConfig | None = member("What starts a run.")
    tasks: list[Task] | None = member("Which fields are transferred, filtered and transformed.")
    created_at: Timestamp | None = member("When the flow was created.")
    last_updated_at: Timestamp | None = member("When the flow was last changed.")
    created_by: CreatedBy | None = member("ARN of the identity that created the flow.")
    last_updated_by: UpdatedBy | None = member("ARN of the identity that last changed the flow.")
    tags: Annotated[dict[TagKey, TagValue], Size(max=50)] | None = member("Tags of the flow.")
    metadata_catalog_config: MetadataCatalogConfig | None = member(
        "Where the output is registered; an empty object stands for nowhere."
    )
    last_run_metadata_catalog_details: list[MetadataCatalogDetail] | None = member(
        "What the last run registered in the catalog."
    )
    schema_version: Long | None = member(
        "Version of the output's schema, from 1. It grows with each change of mappings, data "
        "types or partition keys."
    )


class UpdateFlowRequest(Shape):
    """Input of UpdateFlow: the whole flow, because what is left out is cleared."""

    flow_name: FlowName = member("Name of the flow to change.", required=True)
    description: FlowDescription | None = member(
        "A sentence for people about the flow; left out, the old one is cleared."
    )
    trigger_config: TriggerConfig = member("What starts a run.", required=True)
    source_flow_config: SourceFlowConfig = member(
        "Where the records come from. Connector type and object have to stay the same.",
        required=True,
    )
    destination_flow_config_list: list[DestinationFlowConfig] = member(
        "Where the records go. Connector type, object and bucket have to stay the same.",
        required=True,
    )
    tasks: list[Task] = member(
        "Which fields are transferred, filtered and transformed.", required=True
    )
    metadata_catalog_config: MetadataCatalogConfig | None = member(
        "Where to register what the flow writes to S3."
    )
    client_token: ClientToken | None = member(
        "Makes a repeated call safe for eight hours: the same token with the same input gives the "
        "first call's answer."
    )


class UpdateFlowResponse(OutputShape):
    """Answer of UpdateFlow."""

    flow_status: FlowStatus | None = member("State of the flow after the change.")
