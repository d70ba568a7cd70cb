"""
The ways of doing a thing that other members have to follow: stories from one way to another and back.

From the first program through the others, each of which comes to the step beside it.
"""

from collections.abc import Mapping
from typing import Any

from tests.stories import samples, variety
from tests.stories.members import Path, changed

__all__ = ["S3", "SNOWFLAKE", "STORIES"]

S3, _SALESFORCE = samples.flow_from("S3"), samples.flow_from("Salesforce")
_DESTINATION = ("destinationFlowConfigList", 0)
_CONFIG = "connectorProfileConfig"
_MAPPED = {
    "tasks": [
        {
            "taskType": "Filter",
            "sourceFields": ["id"],
            "connectorOperator": {"salesforce": "PROJECTION"},
        },
        {
            "taskType": "Map",
            "sourceFields": ["id"],
            "destinationField": "id",
            "connectorOperator": {"salesforce": "NO_OP"},
        },
    ]
}


def _to(connector: str) -> dict[str, Any]:
    """A flow from Salesforce to a place of the connector."""
    return changed(_SALESFORCE, _DESTINATION, samples.destination(connector))


def _profile(connector: str, properties: Mapping[str, Any], login: Any) -> dict[str, Any]:
    """A profile whose properties, beside the required ones, and credentials are these."""
    program = samples.profile(connector)
    key = samples.PROFILES[connector]
    required = variety.at(program, (_CONFIG, "connectorProfileProperties", key))
    required.pop("databaseUrl", None)
    program[_CONFIG] = {
        "connectorProfileProperties": {key: {**required, **properties}},
        "connectorProfileCredentials": {key: login},
    }
    return program


_BASIC = {"username": "alpha", "password": variety.HUSH}
_OAUTH = {"clientId": "alpha", "clientSecret": variety.HUSH, "accessToken": variety.HUSH}
_DATA_API = {"databaseName": "sales", "dataApiRoleArn": "arn:aws:iam::123456789012:role/data"}
_WRITING: Path = (*_DESTINATION, "destinationConnectorProperties", "salesforce")
_UPDATING = {"object": "object-alpha", "writeOperationType": "UPDATE", "idFieldNames": ["Id"]}
SNOWFLAKE = samples.profile("Snowflake")
_SNOWFLAKE_PRIVATE = {
    **_profile("Snowflake", {"privateLinkServiceName": "com.amazonaws.vpce.eu-west-1.a"}, _BASIC),
    "connectionMode": "Private",
}

STORIES: Mapping[str, tuple[str, list[tuple[dict[str, Any], str]]]] = {
    "trigger": (
        "Flow",
        [
            (_SALESFORCE, "create"),
            ({**_SALESFORCE, "triggerConfig": samples.DAILY}, "update"),
            ({**_SALESFORCE, "triggerConfig": {"triggerType": "Event"}}, "update"),
            (_SALESFORCE, "update"),
        ],
    ),
    "tasks": (
        "Flow",
        [(_SALESFORCE, "create"), ({**_SALESFORCE, **_MAPPED}, "update"), (_SALESFORCE, "update")],
    ),
    "source": ("Flow", [(S3, "create"), (_SALESFORCE, "replace"), (S3, "replace")]),
    "destination": (
        "Flow",
        [
            (_to("S3"), "create"),
            (_to("Salesforce"), "replace"),
            (_to("Upsolver"), "replace"),
            (_to("S3"), "replace"),
        ],
    ),
    "writing": (
        "Flow",
        [
            (_to("Salesforce"), "create"),
            (changed(_to("Salesforce"), _WRITING, _UPDATING), "update"),
            (_to("Salesforce"), "update"),
        ],
    ),
    "connector": (
        "ConnectorProfile",
        [
            (samples.profile(name), step)
            for name, step in (("Slack", "create"), ("Zendesk", "replace"), ("SAPOData", "replace"))
        ],
    ),
    "redshift": (
        "ConnectorProfile",
        [
            (_profile("Redshift", {"databaseUrl": "jdbc:redshift://alpha"}, _BASIC), "create"),
            (_profile("Redshift", {**_DATA_API, "clusterIdentifier": "a"}, _BASIC), "update"),
            (
                _profile(
                    "Redshift",
                    {**_DATA_API, "workgroupName": "a", "isRedshiftServerless": True},
                    {},
                ),
                "update",
            ),
            (_profile("Redshift", {"databaseUrl": "jdbc:redshift://alpha"}, _BASIC), "update"),
        ],
    ),
    "custom-login": (
        "ConnectorProfile",
        [
            (_profile("CustomConnector", {}, {"authenticationType": kind, **login}), step)
            for kind, login, step in (
                ("APIKEY", {"apiKey": {"apiKey": variety.HUSH}}, "create"),
                ("BASIC", {"basic": _BASIC}, "update"),
                ("CUSTOM", {"custom": {"customAuthenticationType": "alpha"}}, "update"),
                ("OAUTH2", {"oauth2": _OAUTH}, "update"),
                ("APIKEY", {"apiKey": {"apiKey": variety.HUSH}}, "update"),
            )
        ],
    ),
    "sap-login": (
        "ConnectorProfile",
        [
            (samples.profile("SAPOData"), "create"),
            (
                _profile(
                    "SAPOData",
                    {
                        "oauthProperties": {
                            "tokenUrl": "https://alpha.example.com/token",
                            "authCodeUrl": "https://alpha.example.com/code",
                            "oauthScopes": ["alpha"],
                        }
                    },
                    {"oauthCredentials": _OAUTH},
                ),
                "update",
            ),
            (samples.profile("SAPOData"), "update"),
        ],
    ),
    "private": (
        "ConnectorProfile",
        [(SNOWFLAKE, "create"), (_SNOWFLAKE_PRIVATE, "update"), (SNOWFLAKE, "update")],
    ),
}
