"""
What the user guide says of each connector, as one small table, and what the model says by its names.

Written down a third time on purpose: neither from the provider's catalogue nor from the emulator's.
"""

from dataclasses import dataclass, field

from tests.properties.model import enum, members

MINUTE, HOUR, DAY = 1, 60, 1440  # minutes

_STANDARD = "CustomerProfiles Honeycode Redshift S3 Marketo Salesforce Snowflake Upsolver Zendesk"
_LOOKOUT = f"{_STANDARD} LookoutMetrics"
_EVENTS = f"{_LOOKOUT} EventBridge"


@dataclass(frozen=True)
class Source:
    """Where data from a connector can go, beside custom connectors, and how often it can be read."""

    to: str
    fastest: int = MINUTE
    triggers: tuple[str, ...] = ("OnDemand", "Scheduled")
    reaches: list[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "reaches", [*self.to.split(), "CustomConnector"])


_CALLED_OR_TOLD = ("OnDemand", "Scheduled", "Event")

SOURCES = {
    "Amplitude": Source("LookoutMetrics S3", DAY),
    "CustomConnector": Source(f"{_LOOKOUT} SAPOData"),
    "Datadog": Source(_STANDARD),
    "Dynatrace": Source(_LOOKOUT),
    "Googleanalytics": Source("LookoutMetrics S3 Upsolver", DAY),
    "Infornexus": Source(_LOOKOUT),
    "Marketo": Source(_LOOKOUT, HOUR),
    "Pardot": Source(_EVENTS),
    "S3": Source(f"{_STANDARD} SAPOData"),
    "SAPOData": Source("CustomerProfiles Redshift S3 SAPOData"),
    "Salesforce": Source(_EVENTS, triggers=_CALLED_OR_TOLD),
    "Servicenow": Source(_LOOKOUT),
    "Singular": Source(_LOOKOUT, HOUR),
    "Slack": Source(_STANDARD),
    "Trendmicro": Source(_LOOKOUT, HOUR),
    "Veeva": Source(_LOOKOUT),
    "Zendesk": Source(_LOOKOUT),
}
WITHOUT_PROFILE = {"CustomerProfiles", "EventBridge", "LookoutMetrics", "S3", "Upsolver"}
PRIVATE = {"CustomConnector", "SAPOData", "Salesforce", "Singular", "Snowflake", "Trendmicro"}


def key(connector_type: str) -> str:
    """A connector's member in the structures that have one for each: `ServiceNow` for `Servicenow`."""
    return _KEYS[connector_type]


_STRUCTURES = ("SourceConnectorProperties", "DestinationConnectorProperties")
_FOLDED = {
    name.lower(): name
    for structure in (*_STRUCTURES, "ConnectorProfileProperties")
    for name in members(structure)
}
_KEYS = {kind: _FOLDED[kind.lower()] for kind in enum("ConnectorType")}
PROFILES = [kind for kind in _KEYS if _KEYS[kind] in members("ConnectorProfileProperties")]
DESTINATIONS = [kind for kind in _KEYS if _KEYS[kind] in members("DestinationConnectorProperties")]
