"""Declares the functions: arguments, results and API operations. They only read."""

from typing import Annotated

from appflow_provider.declarations.declaration import FunctionDeclaration
from appflow_provider.shapes.base import Answer, Flag, Number, OutputShape, Shape, Size, member
from appflow_provider.shapes.connector_answers import ConnectorConfiguration, ConnectorDetail
from appflow_provider.shapes.connector_type import ConnectorType
from appflow_provider.shapes.entity import ConnectorEntity, ConnectorEntityField
from appflow_provider.shapes.flow import DescribeFlowResponse, FlowStatus
from appflow_provider.shapes.flow_answers import ExecutionRecord, FlowDefinition
from appflow_provider.shapes.profile import ConnectorProfile
from appflow_provider.shapes.run import ExecutionStatus
from appflow_provider.shapes.scalars import (
    ARN,
    ConnectorLabel,
    ConnectorProfileName,
    FlowName,
    Region,
    String,
)
from appflow_provider.shapes.trigger import TriggerType

_REGION = (
    "AWS region to look in, for example `eu-west-1`. The provider's region where it is left out."
)
_PATTERN = "Only those whose name fits a pattern such as `sales-*`."


class GetFlow(Shape):
    """Looks up a flow by its name, with all that AppFlow says of it: status, last run and schema version among it."""

    flow_name: FlowName = member("Name of the flow.", required=True)
    region: Region | None = member(_REGION)


class GetFlowResult(DescribeFlowResponse, Answer):
    """The flow."""


class GetFlows(Shape):
    """Looks up all flows of a region, or those that fit."""

    name_pattern: String | None = member(_PATTERN)
    flow_status: FlowStatus | None = member("Only those of this status.")
    trigger_type: TriggerType | None = member("Only those with this trigger.")
    source_connector_type: ConnectorType | None = member("Only those that read from it.")
    destination_connector_type: ConnectorType | None = member("Only those that write to it.")
    region: Region | None = member(_REGION)


class GetFlowsResult(OutputShape):
    """Flows in short."""

    flows: list[FlowDefinition] = member("The flows.", required=True)


class GetConnectorProfile(Shape):
    """Looks up a connector profile by its name. Credentials are no part of it: AppFlow returns none."""

    connector_profile_name: ConnectorProfileName = member("Name of the profile.", required=True)
    region: Region | None = member(_REGION)


class GetConnectorProfileResult(ConnectorProfile, Answer):
    """The connector profile."""


class GetConnectorProfiles(Shape):
    """Looks up all connector profiles of a region, or those that fit."""

    connector_profile_names: Annotated[list[ConnectorProfileName], Size(max=100)] | None = member(
        "Only these. AppFlow leaves out names that it does not know."
    )
    name_pattern: String | None = member(_PATTERN)
    connector_type: ConnectorType | None = member("Only those of this type.")
    connector_label: ConnectorLabel | None = member("Only those of this custom connector.")
    region: Region | None = member(_REGION)


class GetConnectorProfilesResult(OutputShape):
    """Connector profiles."""

    connector_profiles: list[ConnectorProfile] = member("The profiles.", required=True)


class GetConnector(Shape):
    """Looks up what a connector can do: triggers, frequencies, operators, logins."""

    connector_type: ConnectorType = member("Type of the connector.", required=True)
    connector_label: ConnectorLabel | None = member(
        "Label of a custom connector, for which it is needed."
    )
    region: Region | None = member(_REGION)


class GetConnectorResult(ConnectorConfiguration):
    """The connector."""


class GetConnectors(Shape):
    """Looks up all connectors that flows of a region can use: built-in ones and those that are registered."""

    connector_types: Annotated[list[ConnectorType], Size(max=100)] | None = member(
        "Only these types."
    )
    registered: Flag | None = member("Only those that are registered in this account.")
    region: Region | None = member(_REGION)


class GetConnectorsResult(OutputShape):
    """Connectors."""

    connectors: list[ConnectorDetail] = member("The connectors in short.", required=True)
    connector_configurations: dict[String, ConnectorConfiguration] = member(
        "All that is said of built-in connectors, by type; empty where `registered` is set.",
        required=True,
    )


class GetConnectorEntities(Shape):
    """Looks up the objects that an application offers to flows, such as `Account` of Salesforce."""

    connector_profile_name: ConnectorProfileName | None = member(
        "Profile with which to look; needed for all connectors that log in."
    )
    connector_type: ConnectorType | None = member("Type of a connector that needs no profile.")
    entities_path: String | None = member(
        "Object whose nested objects to look up; those at the top where it is left out."
    )
    api_version: String | None = member("Version of the application's API.")
    reset_cache: Flag | None = member(
        "Whether AppFlow forgets first what it knows of the application, so that new objects show. Default `false`."
    )
    region: Region | None = member(_REGION)


class GetConnectorEntitiesResult(OutputShape):
    """Objects."""

    connector_entity_map: dict[String, list[ConnectorEntity]] = member(
        "The objects by group.", required=True
    )


class GetConnectorEntity(Shape):
    """Looks up the fields of an object: their types, and what flows can do with them."""

    connector_entity_name: String = member("Name of the object.", required=True)
    connector_profile_name: ConnectorProfileName | None = member(
        "Profile with which to look; needed for all connectors that log in."
    )
    connector_type: ConnectorType | None = member("Type of a connector that needs no profile.")
    api_version: String | None = member("Version of the application's API.")
    region: Region | None = member(_REGION)


class GetConnectorEntityResult(OutputShape):
    """Fields."""

    connector_entity_fields: list[ConnectorEntityField] = member("The fields.", required=True)


class GetFlowExecutionRecords(Shape):
    """Looks up the runs of a flow, the latest first."""

    flow_name: FlowName = member("Name of the flow.", required=True)
    execution_status: ExecutionStatus | None = member("Only runs of this status.")
    maximum: Annotated[int, Number(min=1, unit="results")] | None = member(
        "How many at most. Default: all that AppFlow keeps."
    )
    region: Region | None = member(_REGION)


class GetFlowExecutionRecordsResult(OutputShape):
    """Runs."""

    flow_executions: list[ExecutionRecord] = member("The runs.", required=True)


class GetFlowTags(Shape):
    """Looks up the tags of a flow by its ARN, those that AWS puts on by itself among them."""

    flow_arn: ARN = member("ARN of the flow.", required=True)


class GetFlowTagsResult(OutputShape):
    """Tags."""

    tags: dict[String, String] = member("The tags.", required=True)


DECLARED = (
    FunctionDeclaration("getConnector", GetConnector, GetConnectorResult, ("DescribeConnector",)),
    FunctionDeclaration(
        "getConnectorEntities",
        GetConnectorEntities,
        GetConnectorEntitiesResult,
        ("ListConnectorEntities", "ResetConnectorMetadataCache"),
    ),
    FunctionDeclaration(
        "getConnectorEntity",
        GetConnectorEntity,
        GetConnectorEntityResult,
        ("DescribeConnectorEntity",),
    ),
    FunctionDeclaration(
        "getConnectorProfile",
        GetConnectorProfile,
        GetConnectorProfileResult,
        ("DescribeConnectorProfiles",),
    ),
    FunctionDeclaration(
        "getConnectorProfiles",
        GetConnectorProfiles,
        GetConnectorProfilesResult,
        ("DescribeConnectorProfiles",),
    ),
    FunctionDeclaration(
        "getConnectors",
        GetConnectors,
        GetConnectorsResult,
        ("DescribeConnectors", "ListConnectors"),
    ),
    FunctionDeclaration("getFlow", GetFlow, GetFlowResult, ("DescribeFlow",)),
    FunctionDeclaration(
        "getFlowExecutionRecords",
        GetFlowExecutionRecords,
        GetFlowExecutionRecordsResult,
        ("DescribeFlowExecutionRecords",),
    ),
    FunctionDeclaration(
        "getFlowTags", GetFlowTags, GetFlowTagsResult, ("ListTagsForResource",), arn="flowArn"
    ),
    FunctionDeclaration("getFlows", GetFlows, GetFlowsResult, ("ListFlows",)),
)
"""Every function."""
