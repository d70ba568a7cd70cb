"""
The connectors of AppFlow: whether each is a source or destination, and its triggers, schedules and destinations.

One row per connector type. Source of every fact unless noted: the connector pages of the user guide (documented), and the model
2020-08-23 for names. Rules use the table to refuse flows, and DescribeConnectors to answer.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_STANDARD = frozenset(
    {
        "CustomerProfiles",
        "Honeycode",
        "Redshift",
        "S3",
        "Marketo",
        "Salesforce",
        "Snowflake",
        "Upsolver",
        "Zendesk",
    }
)
_WITH_METRICS = _STANDARD | {"LookoutMetrics"}
_WITH_EVENTS = _WITH_METRICS | {"EventBridge"}

# Fastest schedule first. Each connector's fastest is documented; that it allows all slower ones is inferred.
_FREQUENCIES = ("BYMINUTE", "HOURLY", "DAILY", "WEEKLY", "MONTHLY", "ONCE")
_PULLED = ("Scheduled", "OnDemand")


@dataclass(frozen=True, kw_only=True)
class ConnectorFacts:
    """
    What is known about one connector type.

    `key` is the struct member that holds its settings, which is not always spelled like the type. `profile` and `credentials`
    say whether it needs a connector profile, and credentials in it. `private` marks PrivateLink. `record_id` is the field of the id
    that the application gives a new record.
    """

    key: str
    source: bool = True
    destination: bool = False
    profile: bool = True
    credentials: bool = True
    private: bool = False
    triggers: tuple[str, ...] = _PULLED
    fastest: str = "BYMINUTE"
    destinations: frozenset[str] = frozenset()
    writes: tuple[str, ...] = ()
    scopes: tuple[str, ...] = ()
    record_id: str | None = None

    @property
    def frequencies(self) -> list[str]:
        """Schedules that the connector allows as a source."""
        if not self.source:
            return []
        return list(_FREQUENCIES[_FREQUENCIES.index(self.fastest) :])


def _source(key: str, destinations: frozenset[str], **more: Any) -> ConnectorFacts:
    return ConnectorFacts(key=key, destinations=destinations, **more)


def _target(key: str, **more: Any) -> ConnectorFacts:
    return ConnectorFacts(key=key, source=False, destination=True, triggers=(), **more)


_SLACK_SCOPES = tuple(
    f"{kind}:{right}"
    for kind in ("channels", "groups", "im", "mpim")
    for right in ("history", "read")
)
_UPSERTS = ("INSERT", "UPSERT", "UPDATE", "DELETE")

CONNECTORS: Mapping[str, ConnectorFacts] = {
    "Salesforce": _source(
        "Salesforce",
        _WITH_EVENTS,
        destination=True,
        private=True,
        triggers=("Scheduled", "Event", "OnDemand"),
        writes=_UPSERTS,
        scopes=("api", "refresh_token", "id"),
        record_id="Id",
    ),
    "Singular": _source("Singular", _WITH_METRICS, private=True, fastest="HOURLY"),
    "Slack": _source("Slack", _STANDARD, scopes=_SLACK_SCOPES),
    "Redshift": _target("Redshift", credentials=False, writes=("INSERT",)),
    "S3": _source("S3", _STANDARD | {"SAPOData"}, destination=True, profile=False),
    "Marketo": _source(
        "Marketo", _WITH_METRICS, destination=True, fastest="HOURLY", record_id="id"
    ),
    "Googleanalytics": _source(
        "GoogleAnalytics", frozenset({"LookoutMetrics", "S3", "Upsolver"}), fastest="DAILY"
    ),
    "Zendesk": _source("Zendesk", _WITH_METRICS, destination=True, writes=_UPSERTS, record_id="id"),
    "Servicenow": _source("ServiceNow", _WITH_METRICS),
    "Datadog": _source("Datadog", _STANDARD),
    "Trendmicro": _source("Trendmicro", _WITH_METRICS, private=True, fastest="HOURLY"),
    "Snowflake": _target("Snowflake", private=True),
    "Dynatrace": _source("Dynatrace", _WITH_METRICS),
    "Infornexus": _source("InforNexus", _WITH_METRICS),
    "Amplitude": _source("Amplitude", frozenset({"LookoutMetrics", "S3"}), fastest="DAILY"),
    "Veeva": _source("Veeva", _WITH_METRICS),
    "EventBridge": _target("EventBridge", profile=False),
    "LookoutMetrics": _target("LookoutMetrics", profile=False),
    "Upsolver": _target("Upsolver", profile=False),
    "Honeycode": _target("Honeycode"),
    "CustomerProfiles": _target("CustomerProfiles", profile=False),
    "SAPOData": _source(
        "SAPOData",
        frozenset({"CustomerProfiles", "Redshift", "S3", "SAPOData"}),
        destination=True,
        private=True,
        writes=("INSERT", "UPSERT", "UPDATE"),
    ),
    # A registration determines what a custom connector can do. Here it can do everything but send events, because the SDKs of
    # custom connectors have no trigger.
    "CustomConnector": _source(
        "CustomConnector",
        _WITH_METRICS | {"SAPOData", "CustomConnector"},
        destination=True,
        writes=_UPSERTS,
        record_id="id",
    ),
    "Pardot": _source("Pardot", _WITH_EVENTS, triggers=("Scheduled", "Event", "OnDemand")),
}


# The member of a connector's settings that names its object. For every other connector it is `object`.
OBJECT_MEMBER: Mapping[str, str] = {
    "S3": "bucketName",
    "Upsolver": "bucketName",
    "SAPOData": "objectPath",
    "CustomConnector": "entityName",
    "CustomerProfiles": "domainName",
}


def can_go_to(source: str, destination: str) -> bool:
    """Whether the user guide lists the destination for the source. Custom connectors accept every source."""
    return destination == "CustomConnector" or destination in CONNECTORS[source].destinations


def configuration(connector_type: str) -> dict[str, Any]:
    """What DescribeConnector returns for a connector type, in the API's spelling."""
    facts = CONNECTORS[connector_type]
    listed = [one for one in CONNECTORS if facts.source and can_go_to(connector_type, one)]
    metadata: dict[str, Any] = {"oAuthScopes": list(facts.scopes)} if facts.scopes else {}
    if connector_type == "Salesforce":
        metadata["dataTransferApis"] = ["AUTOMATIC", "BULKV2", "REST_SYNC"]
        metadata["oauth2GrantTypesSupported"] = ["AUTHORIZATION_CODE", "JWT_BEARER"]
    modes = ["SOURCE"] * facts.source + ["DESTINATION"] * facts.destination
    answer: dict[str, Any] = {
        "connectorType": connector_type,
        "connectorName": connector_type,
        "connectorOwner": "AWS",
        "connectorModes": modes,
        "canUseAsSource": facts.source,
        "canUseAsDestination": facts.destination,
        "supportedDestinationConnectors": listed,
        "supportedSchedulingFrequencies": facts.frequencies,
        "supportedTriggerTypes": list(facts.triggers),
        "supportedWriteOperations": list(facts.writes),
        "isPrivateLinkEnabled": facts.private,
        "isPrivateLinkEndpointUrlRequired": False,
        "supportedDataTransferTypes": ["RECORD"],
    }
    if connector_type not in {"LookoutMetrics", "CustomConnector"}:  # no member in the model
        answer["connectorMetadata"] = {facts.key: metadata}
    return answer
