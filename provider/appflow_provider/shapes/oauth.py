"""
Credentials that several connectors share: OAuth 2.0 in its variants, and username with password.

The connectors' modules refer to these. Everything that grants access is marked secret here, so no
schema, state or message of a connector shows it.
"""

from typing import Annotated, Any

from appflow_provider.shapes.base import ApiEnum, Shape, Size, member
from appflow_provider.shapes.scalars import (
    AccessToken,
    AuthCode,
    ClientId,
    ClientSecret,
    CodeVerifier,
    CustomPropertyKey,
    CustomPropertyValue,
    Password,
    RedirectUri,
    RefreshToken,
    TokenUrl,
    Username,
)


class OAuth2GrantType(ApiEnum):
    """Ways in which AppFlow obtains an OAuth 2.0 access token."""

    CLIENT_CREDENTIALS = (
        "CLIENT_CREDENTIALS",
        "With the client's own id and secret; no person logs in. Salesforce does not support it.",
    )
    AUTHORIZATION_CODE = (
        "AUTHORIZATION_CODE",
        "With a code that the system hands out once a person has logged in and agreed.",
    )
    JWT_BEARER = "JWT_BEARER", "With a signed JSON web token; no person logs in."


class BasicAuthCredentials(Shape):
    """A username with its password."""

    username: Username = member(
        "Name to log in with, up to 512 characters without blanks.", required=True
    )
    password: Password = member(
        "Password that belongs to `username`. Secret: encrypted in the state, and never returned "
        "by AppFlow.",
        required=True,
        secret=True,
    )


class ConnectorOAuthRequest(Shape):
    """
    What a person's login left behind, for AppFlow to exchange for tokens. An alternative to tokens
    that you already hold.
    """

    auth_code: AuthCode | None = member(
        "Code that the system handed to `redirectUri` after the login. It works once and expires "
        "soon, so a later update of the profile needs a new one, or tokens. Secret: encrypted in "
        "the state.",
        secret=True,
    )
    redirect_uri: RedirectUri | None = member(
        "URL to which the browser was sent after the login, exactly as registered with the "
        "system's OAuth client: for AppFlow's console, "
        "`https://<region>.console.aws.amazon.com/appflow/oauth`."
    )
    code_verifier: CodeVerifier | None = member(
        "Verifier that the login started with, where the system asks for PKCE (Proof Key for Code "
        "Exchange). Secret: encrypted in the state.",
        secret=True,
    )


def login_code(system: str, *, refreshes: bool = True) -> Any:
    """The member of credentials with a `ConnectorOAuthRequest`. `refreshes` is whether they have a refresh token too."""
    gets, instead = (
        ("tokens", "`accessToken` and `refreshToken`")
        if refreshes
        else ("a token", "`accessToken`")
    )
    return member(
        f"Code of a login to {system}, which AppFlow exchanges for {gets}. Instead of {instead}.",
        api="oAuthRequest",
    )


class OAuth2Credentials(Shape):
    """OAuth 2.0 credentials: the client's, and tokens or the code of a login."""

    client_id: ClientId | None = member(
        "Id of the OAuth client that was registered with the system for AppFlow. Not secret."
    )
    client_secret: ClientSecret | None = member(
        "Secret that belongs to `clientId`. Encrypted in the state, and never returned by AppFlow.",
        secret=True,
    )
    access_token: AccessToken | None = member(
        "Token with which AppFlow calls the system until it expires. Secret: encrypted in the "
        "state.",
        secret=True,
    )
    refresh_token: RefreshToken | None = member(
        "Token with which AppFlow obtains new access tokens, so that flows keep running after the "
        "first one expires. Secret: encrypted in the state.",
        secret=True,
    )
    oauth_request: ConnectorOAuthRequest | None = member(
        "Code of a login instead of tokens: AppFlow exchanges it for both.", api="oAuthRequest"
    )


class OAuth2Properties(Shape):
    """Where and how AppFlow obtains OAuth 2.0 tokens for a custom connector."""

    token_url: TokenUrl = member(
        "URL that gives out tokens, for example `https://login.example.com/oauth2/token`.",
        required=True,
    )
    oauth2_grant_type: OAuth2GrantType = member(
        "How AppFlow obtains a token: `AUTHORIZATION_CODE`, `CLIENT_CREDENTIALS` or `JWT_BEARER`, "
        "whichever the connector supports.",
        required=True,
        api="oAuth2GrantType",
    )
    token_url_custom_properties: (
        Annotated[dict[CustomPropertyKey, CustomPropertyValue], Size(max=50)] | None
    ) = member(
        "More parameters for the token URL that the connector asks for, by name. At most 50.",
        drift_when_added="keys",
    )
