"""Runs of on-demand flows."""

from typing import Any

from appflow_provider.declarations.declaration import ResourceDeclaration
from appflow_provider.shapes.base import Flag, OutputShape, Shape, Timestamp, member
from appflow_provider.shapes.create_only import ANOTHER_REGION
from appflow_provider.shapes.run import ExecutionStatus
from appflow_provider.shapes.scalars import FlowArn, FlowName, Long, Region, String
from appflow_provider.shapes.window import RunWindow


class FlowRunInputs(Shape):
    """
    A run of an on-demand flow. Creating the resource starts a run, and each change of `triggers` starts another. Deleting
    the resource cancels a run in progress and changes nothing else on AWS.

    If the flow was updated less than 15 seconds ago, the run waits until that time is over, because AppFlow may still use
    the flow's old definition.

    With a `window`, the run is a backfill: it reads a span of time again, slice by slice, through a temporary copy of the flow, which
    may be scheduled. An interrupted backfill goes on with the next deployment. The copy is removed at the end.
    """

    flow_name: FlowName = member(
        "Name of the flow to run, for example `orders-to-s3`. Without a `window`, the flow must have the trigger `OnDemand`. To "
        "activate any other flow, set `flowStatus` on the `Flow`. Another name runs another flow.",
        required=True,
        create_only="another flow is another run",
    )
    triggers: dict[str, Any] | None = member(
        "Values of any kind. When one of them changes, the flow runs again: a date, or a digest of the flow's tasks.",
        create_only="a run happens once",
    )
    wait: Flag | None = member(
        "Whether the deployment waits until the run ends, and fails if the run fails. Default `true`. If the deployment is "
        "canceled or reaches its `customTimeouts`, the run is canceled.",
        default=True,
        write_only=True,
    )
    window: RunWindow | None = member(
        "A span of time to read again. The copy is on demand and has the flow's tags, but reads nothing incrementally and registers "
        "nothing in the Glue Data Catalog. An S3 destination gets its objects under the name of the copy. Flows that react to "
        "events cannot be read again.",
        create_only="another window is another backfill",
    )
    region: Region | None = member(
        "AWS region of the flow, for example `eu-west-1`. If not set, the provider's region. Another region runs the flow "
        "there.",
        create_only=ANOTHER_REGION,
    )


class FlowRunFacts(OutputShape):
    """What the state of a run holds beside its inputs."""

    flow_arn: FlowArn = member("ARN of the flow.", required=True)
    execution_id: String = member("Id of the run, as the console shows it.", required=True)
    execution_status: ExecutionStatus = member(
        "Status of the run when Pulumi last read it.", required=True
    )
    records_processed: Long | None = member("Records that the run has read.")
    bytes_processed: Long | None = member("Bytes that the run has read.")
    bytes_written: Long | None = member("Bytes that the run has written.")
    started_at: Timestamp | None = member("When the run began.")
    last_updated_at: Timestamp | None = member("When the run last changed.")
    slices_done: Long | None = member("Slices of the `window` that have been read.")
    temporary_flow_name: FlowName | None = member(
        "Name of the temporary copy of a backfill that is not finished."
    )
    data_pull_start_time: Timestamp | None = member("Earliest time of the records that were read.")
    data_pull_end_time: Timestamp | None = member("Latest time of the records that were read.")


_OF_THE_COPY = ("CreateFlow", "UpdateFlow", "DeleteFlow")

FLOW_RUN = ResourceDeclaration(
    token="FlowRun",  # noqa: S106 - the resource's name in the schema
    noun="run",
    name_property="flowName",
    arn_property="flowArn",
    import_id="FLOW_NAME/EXECUTION_ID",
    inputs=FlowRunInputs,
    outputs=FlowRunFacts,
    operations={
        "create": (
            "StartFlow",
            "DescribeFlow",
            "DescribeFlowExecutionRecords",
            "CancelFlowExecutions",
            *_OF_THE_COPY,
        ),
        "read": ("DescribeFlowExecutionRecords", "DescribeFlow"),
        "update": (
            "DescribeFlowExecutionRecords",
            "CancelFlowExecutions",
            "StartFlow",
            "DescribeFlow",
            *_OF_THE_COPY,
        ),
        "delete": ("CancelFlowExecutions", "DescribeFlowExecutionRecords", "DeleteFlow"),
    },
)
