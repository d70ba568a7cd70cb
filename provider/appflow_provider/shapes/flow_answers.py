"""Runs, and flows in lists, as AppFlow returns them."""

from appflow_provider.shapes.base import Answer, Timestamp, member
from appflow_provider.shapes.catalog import MetadataCatalogDetail
from appflow_provider.shapes.connector_type import ConnectorType
from appflow_provider.shapes.flow import ExecutionDetails, FlowStatus
from appflow_provider.shapes.run import ExecutionStatus
from appflow_provider.shapes.trigger import TriggerType


class ErrorInfo(Answer):
    """What went wrong in a run."""

    put_failures_count: int | None = member("Records that could not be written.")
    execution_message: str | None = member("AppFlow's error message.")


class ExecutionResult(Answer):
    """What a run has done."""

    error_info: ErrorInfo | None = member("What went wrong; missing after a success.")
    bytes_processed: int | None = member("Bytes that the run has read.")
    bytes_written: int | None = member("Bytes that the run has written.")
    records_processed: int | None = member("Records that the run has read.")
    num_parallel_processes: int | None = member("Parallel processes that read from SAP.")
    max_page_size: int | None = member("Records on each page from SAP.")


class ExecutionRecord(Answer):
    """A run of a flow."""

    execution_id: str | None = member("Id of the run.")
    execution_status: ExecutionStatus | None = member("Status of the run.")
    execution_result: ExecutionResult | None = member("Results of the run.")
    started_at: Timestamp | None = member("When the run began.")
    last_updated_at: Timestamp | None = member("When the run last changed.")
    data_pull_start_time: Timestamp | None = member("Earliest time of the records that were read.")
    data_pull_end_time: Timestamp | None = member("Latest time of the records that were read.")
    metadata_catalog_details: list[MetadataCatalogDetail] | None = member(
        "What the run registered in the catalog."
    )


class FlowDefinition(Answer):
    """A flow in a list."""

    flow_arn: str | None = member("ARN of the flow.")
    description: str | None = member("Description of the flow.")
    flow_name: str | None = member("Name of the flow.")
    flow_status: FlowStatus | None = member("State of the flow.")
    source_connector_type: ConnectorType | None = member("Connector type of the source.")
    source_connector_label: str | None = member("Label of the source, if it is a custom connector.")
    destination_connector_type: ConnectorType | None = member("Connector type of the destination.")
    destination_connector_label: str | None = member(
        "Label of the destination, if it is a custom connector."
    )
    trigger_type: TriggerType | None = member("What starts a run.")
    created_at: Timestamp | None = member("When the flow was created.")
    last_updated_at: Timestamp | None = member("When the flow was last changed.")
    created_by: str | None = member("ARN of the identity that created the flow.")
    last_updated_by: str | None = member("ARN of the identity that last changed the flow.")
    tags: dict[str, str] | None = member("Tags of the flow.")
    last_run_execution_details: ExecutionDetails | None = member(
        "The last run; missing before the first."
    )
