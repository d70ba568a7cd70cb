"""Where an application lets a person log in and gives out tokens."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from appflow_provider.errors import AppFlowError


@dataclass(frozen=True)
class Endpoints:
    """
    The addresses of one application.

    Attributes:
        authorize: Where the browser goes.
        token: Where the code is exchanged.
        scopes: What to ask for.
        after: What to do with the tokens, for the user.
    """

    authorize: str
    token: str
    scopes: tuple[str, ...] = ()
    after: str = ""


_SALESFORCE_HOST = {False: "https://login.salesforce.com", True: "https://test.salesforce.com"}
_OWN_APP = (
    "The token belongs to your own connected app. Keep its client id and client secret in a secret of Secrets Manager, and set "
    "clientCredentialsArn of the profile to the ARN of that secret."
)


def salesforce(instance_url: str | None = None, *, sandbox: bool = False) -> Endpoints:
    """Salesforce's endpoints (its documentation: OAuth 2.0 web server flow). A My Domain address replaces the usual host."""
    host = (instance_url or _SALESFORCE_HOST[sandbox]).rstrip("/")
    return Endpoints(
        f"{host}/services/oauth2/authorize",
        f"{host}/services/oauth2/token",
        ("api", "refresh_token"),  # as AppFlow asks for (API reference, SalesforceMetadata)
        _OWN_APP,
    )


def of_connector(label: str, call: Callable[..., Mapping[str, Any]]) -> Endpoints:
    """
    The endpoints that AppFlow knows for a connector: the `oAuth2Defaults` of DescribeConnector.

    Args:
        label: The connector's label.
        call: Calls the API.

    Raises:
        AppFlowError: AppFlow refused, or tells no endpoints for the connector.
    """
    reply = call("DescribeConnector", connectorType="CustomConnector", connectorLabel=label)
    config = (reply.get("connectorConfiguration") or {}).get("authenticationConfig") or {}
    defaults = config.get("oAuth2Defaults") or {}
    authorize, token = defaults.get("authCodeUrls") or (), defaults.get("tokenUrls") or ()
    if not authorize or not token:
        raise AppFlowError(
            f"AppFlow tells no addresses for a login to {label}. Set them with --authorize-url and --token-url",
            ours=True,
        )
    return Endpoints(authorize[0], token[0], tuple(defaults.get("oauthScopes") or ()))
