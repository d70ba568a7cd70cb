"""Declares the functions: arguments, results and API operations. They only read."""

from typing import Annotated, Any

from appflow_provider.declarations.declaration import FunctionDeclaration
from appflow_provider.shapes.base import Answer, Flag, Number, OutputShape, Shape, Size, member
from appflow_provider.shapes.config import AccountId
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

_REGION = "AWS region to read from, for example `eu-west-1`. If not set, the provider's region."
_PATTERN = "Only those whose name matches a pattern such as `sales-*`."


class GetFlow(Shape):
    """Looks up a flow by its name, with everything that AppFlow returns: status, last run, schema version and more."""

    flow_name: FlowName = member("Name of the flow.", required=True)
    region: Region | None = member(_REGION)


class GetFlowResult(DescribeFlowResponse, Answer):
    """The flow."""


class GetFlows(Shape):
    """Looks up all flows of a region, or only those that match the arguments."""

    name_pattern: String | None = member(_PATTERN)
    flow_status: FlowStatus | None = member("Only flows with this status.")
    trigger_type: TriggerType | None = member("Only flows with this trigger.")
    source_connector_type: ConnectorType | None = member("Only flows with this source.")
    destination_connector_type: ConnectorType | None = member("Only flows with this destination.")
    region: Region | None = member(_REGION)


class GetFlowsResult(OutputShape):
    """Flows in short."""

    flows: list[FlowDefinition] = member("The flows.", required=True)


class GetConnectorProfile(Shape):
    """Looks up a connector profile by its name. The result has no credentials, because AppFlow returns none."""

    connector_profile_name: ConnectorProfileName = member("Name of the profile.", required=True)
    region: Region | None = member(_REGION)


class GetConnectorProfileResult(ConnectorProfile, Answer):
    """The connector profile."""


class GetConnectorProfiles(Shape):
    """Looks up all connector profiles of a region, or only those that match the arguments."""

    connector_profile_names: Annotated[list[ConnectorProfileName], Size(max=100)] | None = member(
        "Only the profiles with these names. AppFlow ignores names that do not exist."
    )
    name_pattern: String | None = member(_PATTERN)
    connector_type: ConnectorType | None = member("Only profiles of this type.")
    connector_label: ConnectorLabel | None = member("Only profiles of this custom connector.")
    region: Region | None = member(_REGION)


class GetConnectorProfilesResult(OutputShape):
    """Connector profiles."""

    connector_profiles: list[ConnectorProfile] = member("The profiles.", required=True)


class GetConnector(Shape):
    """Looks up what a connector can do: triggers, frequencies, operators, logins."""

    connector_type: ConnectorType = member("Type of the connector.", required=True)
    connector_label: ConnectorLabel | None = member(
        "Label of the connector. Required for a custom connector."
    )
    region: Region | None = member(_REGION)


class GetConnectorResult(ConnectorConfiguration):
    """The connector."""


class GetConnectors(Shape):
    """Looks up all connectors that flows of a region can use: built-in and registered ones."""

    connector_types: Annotated[list[ConnectorType], Size(max=100)] | None = member(
        "Only connectors of these types."
    )
    registered: Flag | None = member("Only connectors that are registered in this account.")
    region: Region | None = member(_REGION)


class GetConnectorsResult(OutputShape):
    """Connectors."""

    connectors: list[ConnectorDetail] = member("The connectors in short.", required=True)
    connector_configurations: dict[String, ConnectorConfiguration] = member(
        "The details of built-in connectors, by type. Empty if `registered` is set.",
        required=True,
    )


class GetConnectorEntities(Shape):
    """Looks up the objects that an application offers to flows, such as `Account` of Salesforce."""

    connector_profile_name: ConnectorProfileName | None = member(
        "Profile to use. Required for all connectors that log in."
    )
    connector_type: ConnectorType | None = member("Type of a connector that needs no profile.")
    entities_path: String | None = member(
        "Object whose nested objects to look up. If not set, the top-level objects."
    )
    api_version: String | None = member("Version of the application's API.")
    reset_cache: Flag | None = member(
        "Whether AppFlow clears its cache of the application's objects first, so that new objects appear. Default `false`."
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
        "Profile to use. Required for all connectors that log in."
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
        "The maximum number of runs. Default: all that AppFlow keeps."
    )
    region: Region | None = member(_REGION)


class GetFlowExecutionRecordsResult(OutputShape):
    """Runs."""

    flow_executions: list[ExecutionRecord] = member("The runs.", required=True)


class GetFlowTags(Shape):
    """Looks up the tags of a flow by its ARN, including those that AWS sets."""

    flow_arn: ARN = member("ARN of the flow.", required=True)


class GetFlowTagsResult(OutputShape):
    """Tags."""

    tags: dict[String, String] = member("The tags.", required=True)


class GetSurroundings(Shape):
    """
    Returns the policies that buckets, KMS keys and secrets need before AppFlow creates the flows that use them. Each has one policy,
    however many flows use it: the one that `Surroundings` writes in Python. It calls no API, so the flows need not exist.
    """

    flows: list[dict[String, Any]] = member(
        "The properties of `Flow`, `Mirror` and `ConnectorProfile` resources, one entry for each. Those without buckets, keys, secrets "
        "and databases can be left out.",
        required=True,
    )
    account: AccountId = member(
        "AWS account of the flows, for example `123456789012`.", required=True
    )
    region: Region | None = member(
        "AWS region of the flows, for example `eu-west-1`. If not set, the provider's region."
    )


class GetSurroundingsResult(OutputShape):
    """Policies, as JSON."""

    bucket_policies: dict[String, String] = member(
        "The policy of each bucket, by its name.", required=True
    )
    key_policies: dict[String, String] = member(
        "The policy of each KMS key, by its ARN. It keeps AWS's default statement, with which the account administers the key.",
        required=True,
    )
    secret_policies: dict[String, String] = member(
        "The policy of each secret with client credentials, by its ARN.", required=True
    )
    databases: list[String] = member(
        "The names of the Glue databases where flows register their files.", required=True
    )


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
    FunctionDeclaration("getSurroundings", GetSurroundings, GetSurroundingsResult, ()),
)
"""Every function."""
