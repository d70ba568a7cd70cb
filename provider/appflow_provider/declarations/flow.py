"""Flows: what is copied from where to where, when, and how each field is mapped."""

from typing import Annotated

from appflow_provider.declarations.declaration import Listing, ResourceDeclaration
from appflow_provider.shapes import map_all
from appflow_provider.shapes.base import OutputShape, Shape, Size, member
from appflow_provider.shapes.catalog import MetadataCatalogConfig
from appflow_provider.shapes.create_only import ANOTHER_REGION
from appflow_provider.shapes.destination import DestinationFlowConfig
from appflow_provider.shapes.scalars import (
    FlowArn,
    FlowDescription,
    FlowName,
    KMSArn,
    Region,
    TagKey,
    TagValue,
)
from appflow_provider.shapes.source import SourceFlowConfig
from appflow_provider.shapes.task import Task
from appflow_provider.shapes.transforms import is_key_of_alias, without_idle_schedule
from appflow_provider.shapes.trigger import DesiredFlowStatus, TriggerConfig


class FlowInputs(Shape):
    """
    A flow, which copies records from one system to another. `sourceFlowConfig` says where they come
    from, `destinationFlowConfigList` where they go (a list of which AppFlow accepts exactly one
    entry), `tasks` which fields are transferred, filtered and transformed, and `triggerConfig` what
    starts a run: a call, a schedule, or an event in Salesforce.

    An on-demand flow is `Active` at once, and each StartFlow (`aws appflow start-flow --flow-name
    NAME`) starts a run. AppFlow creates a scheduled or event flow as `Draft`, which transfers
    nothing until it is activated. To activate it, set `flowStatus`.

    Another `flowName`, `kmsArn` or `region` replaces the flow. So does another connector type,
    object or bucket of the source, and another connector type, object, bucket, event source or
    domain of the destination, because AppFlow refuses to change them. All else is updated in place,
    and holds for runs that start later. Names are unique in an account and region, so a replacement
    that keeps its name deletes the old flow first, and with it the history of its runs.

    Before you create one: buckets have to be in the account and region of the flow, with a policy
    that lets `appflow.amazonaws.com` list and read the source or write to the destination. AppFlow
    reads an S3 source while it creates the flow and refuses a prefix with no file under it.
    The identity that runs Pulumi needs `appflow:UseConnectorProfile` for the connector profiles; the
    flow itself holds no credentials.
    """

    flow_name: FlowName | None = member(
        "Name of the flow, for example `orders-to-s3`: 2 to 256 letters, digits and `_ ! @ # . "
        "-`, beginning with a letter or digit, no blanks, unique in the account and region. Left "
        "out, it is made from the resource's name and a suffix. Another name replaces the flow. "
        "It is also a folder in the path of every file that the flow writes to S3.",
        create_only="AppFlow cannot rename a flow",
    )
    description: FlowDescription | None = member(
        "Description of the flow, up to 2,048 characters. Letters, digits, blanks "
        "and `_ ! @ # - . ? ,` are allowed; quotes, colons, slashes and parentheses are not.",
        default="",
        drift_when_added=True,
    )
    kms_arn: KMSArn | None = member(
        "ARN of the KMS key that encrypts what the flow transfers and writes to S3, for example "
        "`arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab`. Left out, "
        "AppFlow uses a key of its own. Needed for a flow to `LookoutMetrics`. Another key "
        "replaces the flow; a flow whose key is taken out of the program keeps it.",
        create_only="AppFlow cannot change the key of a flow",
        # A flow created without a key uses one of AppFlow's. An import cannot tell it from a key of the user.
        optional_computed=True,
        equivalent=is_key_of_alias,
    )
    trigger_config: TriggerConfig = member(
        "What starts a run: a call (`OnDemand`), a schedule (`Scheduled`) or a Salesforce event "
        "(`Event`). AppFlow creates scheduled and event flows as `Draft`; they transfer nothing "
        "until they are activated.",
        required=True,
        transform=without_idle_schedule,
    )
    source_flow_config: SourceFlowConfig = member(
        "Where the records come from. Another connector type, object or bucket replaces the flow.",
        required=True,
    )
    destination_flow_config_list: list[DestinationFlowConfig] = member(
        "Where the records go: a list with exactly one entry, because AppFlow accepts no other number. "
        "Another connector type, object, bucket, event source or domain replaces the flow; "
        "prefixes and formats are updated in place.",
        required=True,
    )
    tasks: list[Task] = member(
        "Which fields are transferred, filtered and transformed. Most sources, Salesforce and "
        "custom connectors among them, need either one `Map_all` task, or a `Filter` task with "
        "the operator `PROJECTION` that lists the fields to read beside a `Map` task for each "
        "field to write; `S3` can do without the projection. AppFlow answers `You must specify a "
        "projection task or a MAP_ALL task` where it is missing. A `Passthrough` task takes the "
        "place of mappings. Another order of the same tasks is no change.",
        required=True,
        unordered=True,
        transform=map_all.spelled,
        expands=map_all.expanded,
    )
    metadata_catalog_config: MetadataCatalogConfig | None = member(
        "Registers what the flow writes in the AWS Glue Data Catalog. For `S3` as destination only.",
        drift_when_added=True,
    )
    tags: Annotated[dict[TagKey, TagValue | None], Size(max=50)] | None = member(
        "Tags of the flow, at most 50 together with the provider's `defaultTags`, which they "
        "override. `tagsAll` has all of them. Keys have 1 to 128 letters, digits and `+ , - . / : ; < = "
        "_`, without blanks, and do not begin with `aws:`; values have up to 256 characters and "
        "may have blanks and `@`.",
        drift_when_added=True,
    )
    flow_status: DesiredFlowStatus | None = member(
        "Whether a scheduled or event flow runs by itself: `Active` or `Suspended`. After each create and update, the flow is "
        "started or stopped if necessary. If somebody pauses or activates the flow by hand, that shows as drift and is undone. "
        "If not set, or no longer set, the status is not changed: AppFlow creates such flows as `Draft`, which transfer "
        "nothing. Not for on-demand flows, which always wait for a call.",
        optional_computed=True,  # a status that the program does not set is not changed
    )
    region: Region | None = member(
        "AWS region of the flow, for example `eu-west-1`. If not set, the provider's region. "
        "Another region replaces the flow.",
        create_only=ANOTHER_REGION,
    )


class FlowFacts(OutputShape):
    """What the state of a flow holds beside its inputs."""

    flow_arn: FlowArn = member(
        "ARN of the flow, `arn:aws:appflow:REGION:ACCOUNT:flow/NAME`.", required=True
    )
    tags_all: dict[TagKey, TagValue] = member(
        "All tags of the flow: its own and the provider's `defaultTags`, without those of "
        "`ignoreTags` and those that AWS sets.",
        required=True,
    )


FLOW = ResourceDeclaration(
    token="Flow",  # noqa: S106 - the resource's name in the schema
    noun="flow",
    name_property="flowName",
    arn_property="flowArn",
    import_id="its name or ARN",
    inputs=FlowInputs,
    outputs=FlowFacts,
    operations={
        "create": ("CreateFlow", "DescribeFlow", "StartFlow"),
        "read": ("DescribeFlow",),
        "update": (
            "UpdateFlow",
            "DescribeFlow",
            "StartFlow",
            "StopFlow",
            "TagResource",
            "UntagResource",
        ),
        "delete": ("DeleteFlow", "DescribeFlow", "StartFlow", "StopFlow"),
    },
    listing=Listing("ListFlows", "flows", "flowName", "flowArn"),
)
