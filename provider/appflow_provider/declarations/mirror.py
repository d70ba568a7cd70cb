"""Mirrors: a flow for each of many objects of one source, from one set of rules."""

from typing import Annotated

from appflow_provider.declarations.declaration import ComponentDeclaration
from appflow_provider.shapes.base import Flag, OutputShape, Shape, Size, member
from appflow_provider.shapes.catalog import MetadataCatalogConfig
from appflow_provider.shapes.connector_type import ConnectorType
from appflow_provider.shapes.destination import DestinationFlowConfig
from appflow_provider.shapes.scalars import (
    ApiVersion,
    ConnectorProfileName,
    DatetimeTypeFieldName,
    FlowArn,
    FlowDescription,
    FlowName,
    KMSArn,
    Region,
    String,
    TagKey,
    TagValue,
)
from appflow_provider.shapes.source import SourceConnectorProperties
from appflow_provider.shapes.task import Task
from appflow_provider.shapes.trigger import DesiredFlowStatus, TriggerConfig

_PLACEHOLDER = "`{object}` stands for the name of the object."
_PATTERNS = "Names of fields, or patterns such as `*Email*`."


class MirrorObject(Shape):
    """What differs for one object of a mirror. Everything that is not set is as for the other objects."""

    fields: Annotated[list[String], Size(min=1)] | None = member(
        "The fields of the object. They replace those that `schemas` or `lookup` find.", plain=True
    )
    include: list[String] | None = member(
        "Maps only these fields, in place of the mirror's `include`.", plain=True
    )
    exclude: list[String] | None = member(
        "Leaves out these fields too, besides the mirror's `exclude`.", plain=True
    )
    mask: list[String] | None = member(
        "Masks these fields too, besides the mirror's `mask`.", plain=True
    )
    rename: dict[String, String] | None = member(
        "New names of fields, which override the mirror's `rename`.", plain=True
    )
    types: dict[String, String] | None = member(
        "Types of fields, which override the mirror's `types`.", plain=True
    )
    tasks: list[Task] | None = member(
        "Further tasks, besides the mirror's `tasks`: a filter, for example."
    )
    incremental_field: DatetimeTypeFieldName | None = member(
        "Field with the time of a record's last change, in place of the mirror's."
    )
    source_connector_properties: SourceConnectorProperties | None = member(
        "How the object is read, in place of the mirror's `sourceConnectorProperties`."
    )
    destination_flow_config: DestinationFlowConfig | None = member(
        "Where the records go, in place of the mirror's `destinationFlowConfig`."
    )
    trigger_config: TriggerConfig | None = member(
        "What starts a run, in place of the mirror's `triggerConfig`."
    )
    metadata_catalog_config: MetadataCatalogConfig | None = member(
        "How the files are registered in the AWS Glue Data Catalog, in place of the mirror's `metadataCatalogConfig`."
    )
    flow_name: FlowName | None = member("Name of the flow, in place of the mirror's `flowName`.")
    description: FlowDescription | None = member(
        "Description of the flow, in place of the mirror's `description`."
    )
    flow_status: DesiredFlowStatus | None = member(
        "Whether the flow runs by itself, in place of the mirror's `flowStatus`."
    )
    tags: dict[TagKey, TagValue] | None = member(
        "Tags of the flow, besides the mirror's `tags`, which they override."
    )
    aliases: list[String] | None = member(
        "Which flows of this stack become the flow of this object: the URN of each, or its name in the program if it has no "
        "parent. The flow is then changed in place and keeps its history.",
        plain=True,
    )


class MirrorInputs(Shape):
    """
    Copies many objects of one source: a component that makes one `Flow` for each object, all by the same rules. The flows are
    resources of their own, with stable names: `crm-Account` is the flow of `Account` in the mirror `crm`. A flow whose
    rules do not change is not touched, and an object that you remove takes only its own flow with it.

    The fields of an object come from one of three places. `schemas` reads the files that `appflow-pulumi fields` has recorded,
    so that a preview needs no login. `lookup` asks AppFlow at each preview and deployment. `fields` in `perObject` lists
    them by hand. Without any of these a flow maps all fields, and rules can only name fields, not match patterns.

    Properties with texts take a placeholder. `{object}` stands for the name of the object, `{object:lower}` and `{object:upper}`
    for the name in lower or upper case, and `{object:slug}` for the name with a hyphen in place of every character that is not
    a letter, a digit or one of `_ -`.
    """

    connector_type: ConnectorType = member(
        "Which system the flows read from, for example `Salesforce`.", required=True, plain=True
    )
    connector_profile_name: ConnectorProfileName | None = member(
        "Name of the connector profile with the login. `S3` needs none, all other sources do."
    )
    api_version: ApiVersion | None = member(
        "Version of the source's API, for example `v1`. It matters for `CustomConnector`."
    )
    source_connector_properties: SourceConnectorProperties | None = member(
        "How an object is read, under the key of the connector, for example "
        '`{salesforce: {object: "{object}", includeDeletedRecords: true}}`. If not set, only the name of the object is. Needed for '
        f"`S3`, whose bucket it names. {_PLACEHOLDER}"
    )
    objects: Annotated[list[String], Size(min=1)] = member(
        "The objects to copy, one flow for each: names, or patterns such as `Order*`, which need `schemas` or `lookup`. For `S3`, "
        "prefixes.",
        required=True,
        plain=True,
    )
    schemas: String | None = member(
        "Folder with the recorded fields of objects, from the project's folder, for example `./schemas`. "
        "`appflow-pulumi fields` writes it. With `lookup` too, the recorded fields count, and a warning for each object says "
        "which fields have appeared in the application or vanished from it.",
        plain=True,
    )
    lookup: Flag | None = member(
        "Whether to look up the objects and their fields in AppFlow, at each preview and deployment. Default `false`.",
        default=False,
        plain=True,
    )
    include: list[String] | None = member(
        f"Maps only these fields. {_PATTERNS} If not set, all fields that can be read.", plain=True
    )
    exclude: list[String] | None = member(
        f"Leaves out these fields, also where `include` has them. {_PATTERNS}", plain=True
    )
    mask: list[String] | None = member(
        f"Replaces all characters of these fields by `*`. {_PATTERNS}", plain=True
    )
    rename: dict[String, String] | None = member(
        "New names by the names of fields, for example `{Id: account_id}`.", plain=True
    )
    types: dict[String, String] | None = member(
        "Types of data by field, in the application's words. They replace those that `schemas` or `lookup` find. Keys are names of "
        "fields, or patterns such as `*Date`. A name comes before a pattern.",
        plain=True,
    )
    tasks: list[Task] | None = member(
        f"Further tasks for each flow, such as a filter or a validation. {_PLACEHOLDER}"
    )
    incremental_field: DatetimeTypeFieldName | None = member(
        "Field with the time of a record's last change, for example `LastModifiedDate`. For schedules whose `dataPullMode` is "
        "`Incremental`."
    )
    destination_flow_config: DestinationFlowConfig = member(
        "Where the records go, for example `{connectorType: S3, destinationConnectorProperties: {s3: {bucketName: lake, "
        f"bucketPrefix: 'crm/{{object}}'}}}}}}`. {_PLACEHOLDER}",
        required=True,
    )
    trigger_config: TriggerConfig = member(
        "What starts a run of each flow: a call, a schedule or an event.", required=True
    )
    metadata_catalog_config: MetadataCatalogConfig | None = member(
        f"Registers the files in the AWS Glue Data Catalog. For `S3` as destination only. {_PLACEHOLDER}"
    )
    flow_name: FlowName | None = member(
        "Name of each flow, with a placeholder: `crm-{object}`. If not set, it is made from the name of the resource "
        "and a suffix."
    )
    description: FlowDescription | None = member(f"Description of each flow. {_PLACEHOLDER}")
    flow_status: DesiredFlowStatus | None = member(
        "Whether the flows run by themselves: `Active` or `Suspended`. If not set, the flows are created as `Draft`, which "
        "transfer nothing. Not for on-demand flows."
    )
    kms_arn: KMSArn | None = member(
        "ARN of the KMS key that encrypts what the flows transfer. Another key replaces the flows."
    )
    tags: Annotated[dict[TagKey, TagValue], Size(max=50)] | None = member(
        f"Tags of each flow. {_PLACEHOLDER}"
    )
    region: Region | None = member(
        "AWS region of the flows, for example `eu-west-1`. If not set, the provider's region."
    )
    per_object: dict[String, MirrorObject] | None = member(
        "What differs for single objects, by the name of the object: `{Account: {mask: [Phone]}}`."
    )


class MirrorFacts(OutputShape):
    """What a program can read from a mirror."""

    flow_names: dict[String, FlowName] = member(
        "Names of the flows by the name of the object.", required=True
    )
    flow_arns: dict[String, FlowArn] = member(
        "ARNs of the flows by the name of the object.", required=True
    )


MIRROR = ComponentDeclaration(
    token="Mirror",  # noqa: S106 - the component's name in the schema
    inputs=MirrorInputs,
    outputs=MirrorFacts,
)
