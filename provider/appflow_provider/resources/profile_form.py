"""
What Amazon AppFlow makes of a connector profile between writing and reading it.

Evidence: DescribeConnectorProfiles returns neither
credentials nor key; the rest is from reports of other providers' users.
"""

from typing import Any

from appflow_provider.canonical import Form
from appflow_provider.patterns import places

__all__ = ["PROFILE_FORM"]

_PROPERTIES = "connectorProfileConfig.connectorProfileProperties"
_CREDENTIALS = "connectorProfileConfig.connectorProfileCredentials"


def _stage(value: Any) -> Any:
    """Snowflake's stage comes back with an @ in front."""
    return value.removeprefix("@") if isinstance(value, str) else value


PROFILE_FORM = Form(
    defaults={
        f"{_PROPERTIES}.*.bucketPrefix": "",
        f"{_PROPERTIES}.*.isSandboxEnvironment": False,
        f"{_PROPERTIES}.*.privateLinkServiceName": "",
        f"{_PROPERTIES}.redshift.isRedshiftServerless": False,
        f"{_PROPERTIES}.salesforce.usePrivateLinkForMetadataAndAuthorization": False,
        f"{_PROPERTIES}.sapoData.disableSSO": False,
    },
    spellings={f"{_PROPERTIES}.snowflake.stage": _stage},
    write_only=places(_CREDENTIALS, "kmsArn"),
    dropped=places(f"{_PROPERTIES}.snowflake.privateLinkServiceName"),
    sealed=places(f"{_CREDENTIALS}.customConnector.custom.credentialsMap"),
    watched=places(
        f"{_PROPERTIES}.*.bucketPrefix",
        f"{_PROPERTIES}.*.isSandboxEnvironment",
        f"{_PROPERTIES}.customConnector.oauth2Properties.tokenUrlCustomProperties.*",
        f"{_PROPERTIES}.customConnector.profileProperties.*",
        f"{_PROPERTIES}.redshift.isRedshiftServerless",
        f"{_PROPERTIES}.salesforce.usePrivateLinkForMetadataAndAuthorization",
        f"{_PROPERTIES}.sapoData.disableSSO",
    ),
)
