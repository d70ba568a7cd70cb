"""
What each connector can do, as a table: AppFlow's user guide, one page a connector, read against the API's model.

`key` is the property of the connector in the structures that have a member for each; the API spells three connectors
differently there. What a structure requires is not repeated here, the shapes know it. Recipes stand at the end: how to reach
the many applications that are no connector type of their own.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from appflow_provider.rules.recipes import folded, recipe_for

__all__ = ["CONNECTORS", "DAY", "HOUR", "MINUTE", "Connector", "recipe_hint"]

MINUTE, HOUR, DAY = 1, 60, 24 * 60  # minutes

_TOKENS = (("accessToken",), ("refreshToken",), ("oauthRequest.authCode",))
_TOKEN = (("accessToken",), ("oauthRequest.authCode",))

_STANDARD = frozenset(
    {"CustomerProfiles", "Honeycode", "Redshift", "S3", "Marketo", "Salesforce", "Snowflake"}
    | {"Upsolver", "Zendesk"}
)
_WITH_LOOKOUT = _STANDARD | {"LookoutMetrics"}

_CALLED = frozenset({"OnDemand", "Scheduled"})
_ALL = _CALLED | {"Event"}


@dataclass(frozen=True)
class Connector:
    """
    What AppFlow can do with one system.

    Attributes:
        type: Its `connectorType`.
        key: Its member in the structures that have one for each connector.
        profile: Whether a flow needs a connector profile for it.
        destination: Whether it can be written to.
        triggers: What can start a flow that reads from it; empty for what cannot be read.
        fastest: Minutes between scheduled runs, at least.
        reaches: Where data from it can go beside custom connectors; None where only the connector itself knows.
        logins: Credentials of which one set has to be complete, beyond what the structure requires; empty for no choice.
        anonymous: Whether a profile may do without credentials.
        private: Whether it can be reached through AWS PrivateLink; None where only the connector itself knows.
    """

    type: str
    key: str
    profile: bool = True
    destination: bool = False
    triggers: frozenset[str] = frozenset()
    fastest: int = MINUTE
    reaches: frozenset[str] | None = _WITH_LOOKOUT
    logins: tuple[tuple[str, ...], ...] = ()
    anonymous: bool = False
    private: bool | None = False

    @property
    def source(self) -> bool:
        """Whether it can be read from."""
        return bool(self.triggers)


_TABLE = (
    Connector(
        "Amplitude",
        "amplitude",
        triggers=_CALLED,
        fastest=DAY,
        reaches=frozenset({"LookoutMetrics", "S3"}),
    ),
    Connector(
        "CustomConnector",
        "customConnector",
        destination=True,
        triggers=_CALLED,  # all that the SDKs of custom connectors have
        reaches=None,
        anonymous=True,  # its registration says what it asks for, which may be nothing
        private=None,
    ),
    Connector("CustomerProfiles", "customerProfiles", profile=False, destination=True),
    Connector("Datadog", "datadog", triggers=_CALLED, reaches=_STANDARD),
    Connector("Dynatrace", "dynatrace", triggers=_CALLED),
    Connector("EventBridge", "eventBridge", profile=False, destination=True),
    Connector(
        "Googleanalytics",
        "googleAnalytics",
        triggers=_CALLED,
        fastest=DAY,
        reaches=frozenset({"LookoutMetrics", "S3", "Upsolver"}),
        logins=_TOKENS,
    ),
    Connector("Honeycode", "honeycode", destination=True, logins=_TOKENS),
    Connector("Infornexus", "inforNexus", triggers=_CALLED),
    Connector("LookoutMetrics", "lookoutMetrics", profile=False, destination=True),
    Connector("Marketo", "marketo", destination=True, triggers=_CALLED, fastest=HOUR),
    Connector(
        "Pardot",
        "pardot",
        triggers=_CALLED,
        reaches=_WITH_LOOKOUT | {"EventBridge"},
        logins=_TOKENS,
    ),
    Connector("Redshift", "redshift", destination=True, anonymous=True),  # a role logs in
    Connector(
        "S3",
        "s3",
        profile=False,
        destination=True,
        triggers=_CALLED,
        reaches=_STANDARD | {"SAPOData"},
    ),
    Connector(
        "SAPOData",
        "sapoData",
        destination=True,
        triggers=_CALLED,
        reaches=frozenset({"CustomerProfiles", "Redshift", "S3", "SAPOData"}),
        logins=(("basicAuthCredentials",), ("oauthCredentials",)),
        private=True,
    ),
    Connector(
        "Salesforce",
        "salesforce",
        destination=True,
        triggers=_ALL,
        reaches=_WITH_LOOKOUT | {"EventBridge"},
        logins=(*_TOKENS, ("jwtToken",)),
        private=True,
    ),
    Connector(
        "Servicenow",
        "serviceNow",
        triggers=_CALLED,
        logins=(("username", "password"), ("oauth2Credentials",)),
    ),
    Connector("Singular", "singular", triggers=_CALLED, fastest=HOUR, private=True),
    Connector("Slack", "slack", triggers=_CALLED, reaches=_STANDARD, logins=_TOKEN),
    Connector(
        "Snowflake",
        "snowflake",
        destination=True,
        logins=(("password",), ("privateKey",)),
        private=True,
    ),
    Connector("Trendmicro", "trendmicro", triggers=_CALLED, fastest=HOUR, private=True),
    Connector("Upsolver", "upsolver", profile=False, destination=True),
    Connector("Veeva", "veeva", triggers=_CALLED),
    Connector("Zendesk", "zendesk", destination=True, triggers=_CALLED, logins=_TOKEN),
)

CONNECTORS: Mapping[str, Connector] = {connector.type: connector for connector in _TABLE}
"""Every connector by its `connectorType`."""


def recipe_hint(word: str) -> str:
    """
    How to reach an application that is no connector type, as a sentence.

    Empty for a connector type, however it is spelt: that is a matter of spelling.
    """
    if folded(word) in {name.lower() for name in CONNECTORS}:
        return ""
    recipe = recipe_for(word)
    if recipe is None:
        return f"To reach another application, {_WAY} {_UNKNOWN}. {_LOOK}"
    label = f"connectorLabel {recipe.label}" if recipe.label else _UNKNOWN
    login = f"authenticationType {recipe.authentication} in its connector profile"
    hint = f"To reach {recipe.name}, {_WAY} {label} and {login}"
    return hint if recipe.label else f"{hint}. {_LOOK}"


_WAY = "use connectorType CustomConnector with"
_UNKNOWN = "the label of its connector as connectorLabel"
_LOOK = "Run aws appflow describe-connectors to list the labels"
