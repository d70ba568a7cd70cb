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
    execution_message: str | None = member("What AppFlow says of it.")


class ExecutionResult(Answer):
    """What a run has done."""

    error_info: ErrorInfo | None = member("What went wrong; missing after a success.")
    bytes_processed: int | None = member("Bytes that it has read.")
    bytes_written: int | None = member("Bytes that it has written.")
    records_processed: int | None = member("Records that it has read.")
    num_parallel_processes: int | None = member("Processes that it used at once, from SAP.")
    max_page_size: int | None = member("Records for each page, from SAP.")


class ExecutionRecord(Answer):
    """A run of a flow."""

    execution_id: str | None = member("Its id.")
    execution_status: ExecutionStatus | None = member("How it is.")
    execution_result: ExecutionResult | None = member("What it has done.")
    started_at: Timestamp | None = member("When it began.")
    last_updated_at: Timestamp | None = member("When it last changed.")
    data_pull_start_time: Timestamp | None = member("Earliest time of the records that it read.")
    data_pull_end_time: Timestamp | None = member("Latest time of the records that it read.")
    metadata_catalog_details: list[MetadataCatalogDetail] | None = member(
        "What it registered in the catalog."
    )


class FlowDefinition(Answer):
    """A flow in a list."""

    flow_arn: str | None = member("ARN of the flow.")
    description: str | None = member("The sentence for people.")
    flow_name: str | None = member("Name of the flow.")
    flow_status: FlowStatus | None = member("State of the flow.")
    source_connector_type: ConnectorType | None = member("Connector type of the source.")
    source_connector_label: str | None = member("Label of the source, if it is a custom connector.")
    destination_connector_type: ConnectorType | None = member("Connector type of the destination.")
    destination_connector_label: str | None = member(
        "Label of the destination, if it is a custom connector."
    )
    trigger_type: TriggerType | None = member("What starts a run.")
    created_at: Timestamp | None = member("When it was created.")
    last_updated_at: Timestamp | None = member("When it was last changed.")
    created_by: str | None = member("ARN of the identity that created it.")
    last_updated_by: str | None = member("ARN of the identity that last changed it.")
    tags: dict[str, str] | None = member("Its tags.")
    last_run_execution_details: ExecutionDetails | None = member(
        "The last run; missing before the first."
    )
