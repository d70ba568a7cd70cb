"""
For every connector the shortest program that is valid and the longest: as source, as destination and as profile.

Values come from the shapes (`variety`). The tables here hold what the rules ask of members together, and which members
cannot be taken away or changed by themselves, with the reason.
"""

from collections.abc import Mapping
from typing import Any

from appflow_provider.declarations.flow import FlowInputs
from appflow_provider.shapes.destination import DestinationConnectorProperties
from appflow_provider.shapes.profile import ConnectorProfileCredentials, ConnectorProfileProperties
from appflow_provider.shapes.source import SourceConnectorProperties
from appflow_provider.shapes.task import ConnectorOperator
from appflow_provider.shapes.walk import members
from tests import programs
from tests.programs import (
    EVENT,
    MAP_ALL,
    ON_DEMAND,
    WITHOUT_PROFILE,
    Program,
    login,
    scheduled,
    task,
    type_of,
)
from tests.stories import backend, variety

__all__ = [
    "DESTINATIONS",
    "PROFILES",
    "SOURCES",
    "destination",
    "flow_from",
    "flow_to",
    "let_there_be_profiles",
    "profile",
    "source",
    "tasks",
    "whole_flow",
]

SOURCES = {type_of(key): key for key in members(SourceConnectorProperties)}
DESTINATIONS = {type_of(key): key for key in members(DestinationConnectorProperties)}
PROFILES = {type_of(key): key for key in members(ConnectorProfileProperties)}

_KEY = "arn:aws:kms:eu-west-1:123456789012:key/alpha"
DAILY = scheduled("rate(1days)")


def let_there_be_profiles() -> None:
    """The profiles that the flows here name."""
    for connector in {*SOURCES, *DESTINATIONS}:
        for word in ("alpha", "bravo", "carol"):
            backend.profile_for(connector, f"{connector}-{word}")


def source(connector: str, *, longest: bool = False) -> Program:
    """A source of the connector."""
    key = SOURCES[connector]
    pull = {"incrementalPullConfig": {"datetimeTypeFieldName": "alpha"}} if longest else {}
    properties = _properties(SourceConnectorProperties, key, longest=longest)
    return programs.source(connector, key, properties, **_named(connector, longest=longest), **pull)


def destination(connector: str, *, longest: bool = False) -> Program:
    """A destination of the connector."""
    key = DESTINATIONS[connector]
    properties = _properties(DestinationConnectorProperties, key, longest=longest)
    return programs.destination(connector, key, properties, **_named(connector, longest=longest))


def _properties(union: Any, key: str, *, longest: bool) -> Program:
    shape: Any = members(union)[key].kind.shape
    return variety.filled(shape) if longest else variety.required(shape)


def _named(connector: str, *, longest: bool) -> Program:
    named = {"connectorProfileName": f"{connector}-alpha"}
    if longest:
        return {**named, "apiVersion": "v1"}
    return {} if connector in WITHOUT_PROFILE else named


def flow_from(connector: str, *, longest: bool = False) -> Program:
    """A flow from the connector to S3."""
    return programs.flow(
        flowName="story",
        sourceFlowConfig=source(connector, longest=longest),
        destinationFlowConfigList=[destination("S3")],
        triggerConfig=DAILY if longest else ON_DEMAND,
        tasks=tasks(connector) if longest else [MAP_ALL],
    )


def flow_to(connector: str, *, longest: bool = False) -> Program:
    """A flow to the connector, from one that reaches it."""
    return programs.flow(
        flowName="story",
        sourceFlowConfig=source("S3" if connector == "SAPOData" else "Salesforce"),
        destinationFlowConfigList=[destination(connector, longest=longest)],
        triggerConfig=_TRIGGERS.get(connector, ON_DEMAND),
        tasks=[MAP_ALL],
        **({"kmsArn": _KEY} if connector == "LookoutMetrics" else {}),
    )


_TRIGGERS = {"EventBridge": EVENT, "LookoutMetrics": DAILY}


def whole_flow() -> Program:
    """A flow that has every member a flow can have, from Salesforce to S3."""
    program = variety.filled(FlowInputs, leave_out=("flowStatus", "region"))
    return {
        **program,
        "flowName": "story",
        "sourceFlowConfig": source("Salesforce", longest=True),
        "destinationFlowConfigList": [destination("S3", longest=True)],
        "triggerConfig": {**program["triggerConfig"], "triggerType": "Scheduled"},
        "tasks": tasks("Salesforce"),
    }


# Task type: the operators it takes, and what else it has.
_KINDS: Mapping[str, tuple[tuple[str, ...], Mapping[str, Any]]] = {
    "Filter": (
        ("EQUAL_TO", "NOT_EQUAL_TO", "GREATER_THAN", "LESS_THAN", "CONTAINS"),
        {"sourceFields": ["stage"], "taskProperties": {"DATA_TYPE": "string", "VALUE": "won"}},
    ),
    "Map": (
        ("NO_OP",),
        {
            "sourceFields": ["id"],
            "destinationField": "id",
            "taskProperties": {"SOURCE_DATA_TYPE": "id", "DESTINATION_DATA_TYPE": "string"},
        },
    ),
    "Mask": (
        ("MASK_ALL", "MASK_FIRST_N", "MASK_LAST_N"),
        {"sourceFields": ["phone"], "taskProperties": {"MASK_VALUE": "*", "MASK_LENGTH": "5"}},
    ),
    "Truncate": (
        ("NO_OP",),
        {"sourceFields": ["note"], "taskProperties": {"TRUNCATE_LENGTH": "20"}},
    ),
    "Validate": (
        ("VALIDATE_NON_NULL", "VALIDATE_NON_ZERO", "VALIDATE_NON_NEGATIVE", "VALIDATE_NUMERIC"),
        {"sourceFields": ["id"], "taskProperties": {"VALIDATION_ACTION": "DropRecord"}},
    ),
    "Arithmetic": (
        ("ADDITION", "SUBTRACTION", "MULTIPLICATION", "DIVISION"),
        {
            "sourceFields": ["price", "discount"],
            "destinationField": "price,discount",
            "taskProperties": {"MATH_OPERATION_FIELDS_ORDER": "price,discount"},
        },
    ),
    "Merge": (
        ("NO_OP",),
        {
            "sourceFields": ["first", "last"],
            "destinationField": "first,last",
            "taskProperties": {"CONCAT_FORMAT": "${first} ${last}"},
        },
    ),
}


def offered(connector: str) -> list[str]:
    """The operators that a flow from the connector can use."""
    enum = members(ConnectorOperator)[SOURCES[connector]].kind.leaf
    return [str(item.value) for item in enum]


def tasks(connector: str) -> list[Program]:
    """A projection, or all fields where there is none, and a task of every kind that the connector has operators for."""
    key, known = SOURCES[connector], offered(connector)
    projection = task("Filter", ["id", "stage", "phone"], key, "PROJECTION")
    found: list[Program] = [projection if "PROJECTION" in known else dict(MAP_ALL)]
    if "BETWEEN" in known:
        bounds = {"LOWER_BOUND": "1", "UPPER_BOUND": "2"}
        found.append(task("Filter", ["created"], key, "BETWEEN", taskProperties=bounds))
    for kind, (operators, rest) in _KINDS.items():
        first = next((one for one in operators if one in known), None)
        if first:
            found.append({"taskType": kind, "connectorOperator": {key: first}, **rest})
    return found


def other_operators(connector: str, operator: str) -> list[str]:
    """Operators that can take another's place without more changes."""
    families = (operators for operators, _ in _KINDS.values() if operator in operators)
    known = offered(connector)
    return [one for family in families for one in family if one in known and one != operator]


# What does not go together with the rest of the longest sample.
_WITHOUT: Mapping[str, tuple[str, ...]] = {
    "Redshift": ("clusterIdentifier", "databaseUrl"),  # a database is reached in one way
}
# What has to fit other members, by path below the credentials or properties of the connector.
_FITTING: Mapping[str, Mapping[str, Any]] = {
    "CustomConnector": {"authenticationType": "OAUTH2"},
    "Salesforce": {"oauth2GrantType": "JWT_BEARER"},
}
# What the shortest login is made of, where the structure requires nothing.
_LOGINS: Mapping[str, Program] = {
    "CustomConnector": {
        "authenticationType": "APIKEY",
        "apiKey": {"apiKey": variety.HUSH},
    },
    "Googleanalytics": {
        "clientId": "alpha",
        "clientSecret": variety.HUSH,
        "refreshToken": variety.HUSH,
    },
    "Honeycode": {"refreshToken": variety.HUSH},
    "Pardot": {"refreshToken": variety.HUSH},
    "SAPOData": {"basicAuthCredentials": {"username": "alpha", "password": variety.HUSH}},
    "Salesforce": {"refreshToken": variety.HUSH},
    "Servicenow": {"username": "alpha", "password": variety.HUSH},
    "Snowflake": {"username": "alpha", "password": variety.HUSH},
}


def profile(connector: str, *, longest: bool = False) -> Program:
    """A connector profile of the connector."""
    key = PROFILES[connector]
    properties = _part(ConnectorProfileProperties, connector, longest=longest)
    credentials = _part(ConnectorProfileCredentials, connector, longest=longest)
    if not longest:
        credentials = _LOGINS.get(connector, credentials)
    if connector == "Redshift" and not longest:
        properties["databaseUrl"] = "jdbc:redshift://alpha"
        credentials = {"username": "alpha", "password": variety.HUSH}
    program = login(connector, key, properties, credentials, connectorProfileName="story")
    if connector == "CustomConnector":
        program["connectorLabel"] = "HubSpot"
    if longest:
        program["kmsArn"] = _KEY
    return program


def _part(union: Any, connector: str, *, longest: bool) -> Program:
    shape: Any = members(union)[PROFILES[connector]].kind.shape
    if not longest:
        return variety.required(shape)
    found = variety.filled(shape, leave_out=_WITHOUT.get(connector, ()))
    fitting = _FITTING.get(connector, {})
    return {**found, **{name: value for name, value in fitting.items() if name in found}}
