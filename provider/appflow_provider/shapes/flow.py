"""Flows as DescribeFlow returns them. `declarations.flow` has the inputs of a program, made of the same structures."""

from typing import Annotated

from appflow_provider.shapes.base import ApiEnum, OutputShape, Size, Timestamp, member
from appflow_provider.shapes.catalog import MetadataCatalogConfig, MetadataCatalogDetail
from appflow_provider.shapes.destination import DestinationFlowConfig
from appflow_provider.shapes.run import ExecutionStatus
from appflow_provider.shapes.scalars import (
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
