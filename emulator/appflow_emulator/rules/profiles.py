"""
Rules for a connector profile: properties, credentials and mode must fit the connector.

Public messages suggest that the service stops at the first problem here, so callers use only the first. No message repeats a
credential.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from appflow_emulator.assumptions import Assumptions
from appflow_emulator.connectors import CONNECTORS
from appflow_emulator.rules.buckets import bucket_problems
from appflow_emulator.rules.unions import union_problems

Members = Mapping[str, Any]


@dataclass(frozen=True)
class Case:
    """A profile to check. `is_new` tells creation from update."""

    request: Members
    connector_type: str
    assumptions: Assumptions
    is_new: bool
    region: str
    has_secret: Callable[[str], bool] = field(repr=False)

    @property
    def key(self) -> str:
        return CONNECTORS[self.connector_type].key

    @property
    def properties(self) -> Members:
        union = self.request["connectorProfileConfig"]["connectorProfileProperties"]
        members: Members = union.get(self.key, {})
        return members

    @property
    def all_credentials(self) -> Members | None:
        union: Members | None = self.request["connectorProfileConfig"].get(
            "connectorProfileCredentials"
        )
        return union

    @property
    def credentials(self) -> Members:
        members: Members = (self.all_credentials or {}).get(self.key, {})
        return members

    @property
    def keeps_stored(self) -> bool:
        """Whether this is an update without credentials, and the stored ones stay valid (assumed)."""
        kept = self.assumptions.update_profile_without_credentials == "kept"
        return not self.is_new and kept and not self.all_credentials


def profile_problems(
    request: Members,
    connector_type: str,
    assumptions: Assumptions,
    *,
    is_new: bool,
    region: str,
    has_secret: Callable[[str], bool],
) -> Iterator[str]:
    """What the service would refuse, the most basic problem first."""
    case = Case(request, connector_type, assumptions, is_new, region, has_secret)
    for rule in RULES:
        yield from rule(case)


def _takes_profile(case: Case) -> Iterator[str]:
    """Documented: S3, EventBridge and a few others have no profile. Our words."""
    if not CONNECTORS[case.connector_type].profile:
        yield f"Connector {case.connector_type} does not take a connector profile"


def _unions(case: Case) -> Iterator[str]:
    properties = case.request["connectorProfileConfig"]["connectorProfileProperties"]
    yield from union_problems(
        properties, case.connector_type, "connectorProfileProperties", case.assumptions
    )
    if case.all_credentials:
        yield from union_problems(
            case.all_credentials,
            case.connector_type,
            "connectorProfileCredentials",
            case.assumptions,
        )
        return
    # The registration of a custom connector says which credentials it needs, if any (model, AuthenticationConfig).
    asks = CONNECTORS[case.connector_type].credentials and case.connector_type != "CustomConnector"
    needed = asks and not case.keeps_stored
    if needed and case.connector_type not in case.assumptions.auth_code_connectors:
        yield f"connectorProfileCredentials are required for connector {case.connector_type}"


def _auth_code(case: Case) -> Iterator[str]:
    """
    Seen, word for word, for Salesforce without tokens and code, even with the grant CLIENT_CREDENTIALS (Terraform #26396,
    #43998). A JWT needs neither (documented).
    """
    if case.connector_type not in case.assumptions.auth_code_connectors or case.keeps_stored:
        return
    sent = case.credentials
    code = sent.get("oAuthRequest", {}).get("authCode")
    if not any((sent.get("accessToken"), sent.get("refreshToken"), code, sent.get("jwtToken"))):
        upper = case.connector_type.upper()
        yield f"Validation exception: AuthCode cannot be blank for connector: {upper}"


def _salesforce_grant(case: Case) -> Iterator[str]:
    """Documented: the grant CLIENT_CREDENTIALS is not supported for Salesforce. Our words."""
    grant = case.credentials.get("oAuth2GrantType")
    if case.connector_type == "Salesforce" and grant == "CLIENT_CREDENTIALS":
        yield "Grant type CLIENT_CREDENTIALS is not supported for connector Salesforce"


def _client_credentials(case: Case) -> Iterator[str]:
    """Seen, word for word (Terraform #25802): the secret is missing, or AppFlow cannot read it."""
    arn = case.credentials.get("clientCredentialsArn")
    if arn and case.assumptions.client_credentials_checked and not case.has_secret(arn):
        yield (
            "Please validate the ClientCredentialsArn provided and please make sure Appflow has required"
            " permissions to access the credentials"
        )


# Documented: all members of one group are required.
_ONE_GROUP_OF: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "Servicenow": (("username", "password"), ("oAuth2Credentials",)),
    "SAPOData": (("basicAuthCredentials",), ("oAuthCredentials",)),
    "Snowflake": (("password",), ("privateKey",)),
}


def _credential_groups(case: Case) -> Iterator[str]:
    groups = _ONE_GROUP_OF.get(case.connector_type)
    if groups is None or case.keeps_stored:
        return
    if not any(all(case.credentials.get(name) for name in group) for group in groups):
        choices = " or ".join("+".join(group) for group in groups)
        yield f"Credentials for connector {case.connector_type} must have {choices}"


# Seen in 2024 (cdk-appflow#284): the service's own pattern of labels, without the # of the model. Our words.
LABEL_PATTERN_OF_2024 = "connectorLabel must satisfy the pattern [a-zA-Z0-9][\\w!@.-]+"

_CUSTOM_MEMBER = {"BASIC": "basic", "OAUTH2": "oauth2", "APIKEY": "apiKey", "CUSTOM": "custom"}


def _custom_connector(case: Case) -> Iterator[str]:
    """
    Documented: a label, credentials that match the authentication type, and the OAuth grants of the SDKs of custom connectors.
    In 2024 the service's own pattern of labels did not allow # (switch). Our words.
    """
    if case.connector_type != "CustomConnector":
        return
    label = case.request.get("connectorLabel")
    if case.is_new and label is None:
        yield "connectorLabel is required for connector CustomConnector"
    elif case.is_new and "#" in str(label) and case.assumptions.hash_in_label == "refused":
        yield LABEL_PATTERN_OF_2024
    grant = case.properties.get("oAuth2Properties", {}).get("oAuth2GrantType")
    if grant == "JWT_BEARER":
        yield "Grant type JWT_BEARER is not supported for connector CustomConnector"
    kind = case.credentials.get("authenticationType")
    if kind and _CUSTOM_MEMBER[kind] not in case.credentials:
        yield f"authenticationType {kind} requires the member {_CUSTOM_MEMBER[kind]}"


def _private_mode(case: Case) -> Iterator[str]:
    """Documented: which connectors have PrivateLink, and that SAP requires the service's name. Our words."""
    if case.request["connectionMode"] != "Private":
        return
    if not CONNECTORS[case.connector_type].private and case.connector_type != "CustomConnector":
        yield f"Connection mode Private is not supported for connector {case.connector_type}"
    if case.connector_type == "SAPOData" and not case.properties.get("privateLinkServiceName"):
        yield "Connection mode Private requires privateLinkServiceName for connector SAPOData"


def _sap(case: Case) -> Iterator[str]:
    """Documented: OAuth requires oAuthProperties. Our words."""
    if case.credentials.get("oAuthCredentials") and not case.properties.get("oAuthProperties"):
        yield "oAuthProperties are required for oAuthCredentials"


def _redshift(case: Case) -> Iterator[str]:
    """
    Seen (crossplane upjet#208): the Data API requires a role. Documented: it requires the database's name, Redshift Serverless
    a workgroup, and a URL requires user name and password. Our words but the first.
    """
    if case.connector_type != "Redshift":
        return
    settings = case.properties
    serverless = settings.get("isRedshiftServerless")
    uses_data_api = settings.get("clusterIdentifier") or settings.get("workgroupName")
    if uses_data_api and not settings.get("dataApiRoleArn"):
        yield "dataApiRoleArn cannot be null or empty"
    if uses_data_api and not settings.get("databaseName"):
        yield "databaseName cannot be null or empty"
    if serverless and not settings.get("workgroupName"):
        yield "workgroupName is required for Redshift Serverless"
    if not (uses_data_api or serverless or settings.get("databaseUrl")):
        yield "clusterIdentifier, workgroupName or databaseUrl is required"
    if settings.get("databaseUrl") and not uses_data_api and case.all_credentials:
        for name in ("username", "password"):
            if not case.credentials.get(name):
                yield f"{name} is required with databaseUrl"


def _buckets(case: Case) -> Iterator[str]:
    yield from bucket_problems(case.properties, case.region)


RULES: tuple[Callable[[Case], Iterator[str]], ...] = (
    _takes_profile,
    _unions,
    _auth_code,
    _salesforce_grant,
    _client_credentials,
    _credential_groups,
    _custom_connector,
    _private_mode,
    _sap,
    _redshift,
    _buckets,
)
