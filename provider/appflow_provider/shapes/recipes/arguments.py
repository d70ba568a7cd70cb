"""
The arguments of typed logins: a structure for each application whose label and authentication are known, made from its recipe.

The structures are made when they are first needed, because most programs use none. `expansion` makes the inputs of a profile of
them.
"""

from collections.abc import Iterator
from copy import copy
from functools import cache
from typing import Annotated, Any, Final

from pydantic import SecretStr, create_model

from appflow_provider.shapes.base import Number, Shape, Size, Text, member
from appflow_provider.shapes.recipes.recipe import (
    TOKEN_URL,
    Blank,
    Credential,
    Login,
    Recipe,
    Setting,
    property_of,
)
from appflow_provider.shapes.recipes.table import RECIPES
from appflow_provider.shapes.recipes.wording import about
from appflow_provider.shapes.scalars import (
    AccessToken,
    AuthCode,
    ClientId,
    ClientSecret,
    CodeVerifier,
    CredentialsMapValue,
    ProfilePropertyKey,
    ProfilePropertyValue,
    RedirectUri,
    RefreshToken,
    TokenUrl,
)

__all__ = [
    "CLIENT",
    "CODE",
    "FURTHER",
    "LOGIN",
    "PORT",
    "TOKENS",
    "application_of",
    "applications",
    "login_class",
    "logins",
    "own_arguments",
    "with_login",
]

LOGIN: Final = "login"
"""The input of a profile."""
FURTHER: Final = "profileProperties"
"""The argument with further settings."""
PORT = "port"
CLIENT = ("clientId", "clientSecret")
TOKENS = ("accessToken", "refreshToken")
CODE = ("authCode", "redirectUri", "codeVerifier")

_LOGIN_SAYS = (
    "Login for an application that AppFlow reaches through a custom connector, by its own arguments. Fills in `connectorType`, "
    "`connectorLabel`, `connectionMode` and `connectorProfileConfig`. What you set there beside it wins."
)
_Blank = Annotated[
    str,
    Text(
        max=253,  # of a host name
        min=1,
        pattern=r"[A-Za-z0-9.-]+",
        says="be made of letters (a to z), digits, dots and hyphens: it is a part of an address, not the whole",
    ),
]
_Clear = Annotated[str, Text(max=2048, pattern=r"\S+", says="have no blanks and not be empty")]
_Port = Annotated[int, Number(min=1, max=65535)]
_OAUTH: dict[str, tuple[Any, str]] = {
    "clientId": (ClientId, "Id of the OAuth client. Not secret."),
    "clientSecret": (ClientSecret, "Secret that belongs to `clientId`."),
    "accessToken": (
        AccessToken,
        "Token with which AppFlow calls the application until it expires.",
    ),
    "refreshToken": (
        RefreshToken,
        "Token with which AppFlow obtains new access tokens. Needs `clientId` and `clientSecret`.",
    ),
    "authCode": (
        AuthCode,
        "Code of a login, which AppFlow exchanges for tokens, instead of tokens. Works once. Needs `redirectUri`, `clientId` and `clientSecret`.",
    ),
    "redirectUri": (RedirectUri, "URL to which the browser was sent after the login."),
    "codeVerifier": (CodeVerifier, "Verifier that the login started with, if it used PKCE."),
}


@cache
def applications() -> dict[str, Recipe]:
    """The applications that have a typed login, by the name of their property."""
    return {recipe.key: recipe for recipe in RECIPES if recipe.known_logins}


def application_of(key: str) -> Recipe:
    """The application of a member of `Login`."""
    return applications()[key]


@cache
def with_login(inputs: type[Shape], *fills: str) -> type[Shape]:
    """
    A structure with a login beside its other members.

    Args:
        inputs: The structure.
        fills: The members, by their names in Python, that a login fills in, so that they are not required beside it.
    """
    members: dict[str, Any] = {LOGIN: (logins() | None, member(_LOGIN_SAYS))}
    for name in fills:
        info = copy(inputs.model_fields[name])
        info.default = None
        members[name] = (info.annotation | None, info)  # type: ignore[operator]
    made: type[Shape] = create_model(
        f"{inputs.__name__}WithLogin",
        __base__=inputs,
        __doc__=inputs.__doc__,
        __module__=__name__,
        **members,
    )
    return made


@cache
def logins() -> type[Shape]:
    """The structure with a member for each application. A program sets one of them."""
    members: dict[str, Any] = {
        _snake_case(key): (login_class(key) | None, member(f"Login for {recipe.name}.", api=key))
        for key, recipe in applications().items()
    }
    return create_model(
        "Login",
        __base__=Shape,
        __doc__="A login for an application that AppFlow reaches through a custom connector with a label. Set exactly one member.",
        __module__=__name__,
        **members,
    )


@cache
def login_class(key: str) -> type[Shape]:
    """The structure with the arguments of the login for an application."""
    recipe = application_of(key)
    members: dict[str, Any] = {}
    for name, kind, info in _arguments(recipe):
        members.setdefault(_snake_case(name), (kind if info.is_required() else kind | None, info))
    return create_model(
        f"{key[:1].upper()}{key[1:]}Login",
        __base__=Shape,
        __doc__=about(recipe),
        __module__=__name__,
        **members,
    )


def own_arguments(login: Login) -> tuple[str, ...]:
    """The arguments that tell a way to log in from the others."""
    if login.grant == "CLIENT_CREDENTIALS":
        return CLIENT
    if login.grant:
        return (*reversed(TOKENS), *CODE, *CLIENT)
    return tuple(property_of(each.key) for each in login.credentials if len(each.values) != 1)


def _arguments(recipe: Recipe) -> Iterator[tuple[str, Any, Any]]:
    """The name of each argument, its type and its member."""
    is_only = len(recipe.known_logins) == 1
    for login in recipe.known_logins:
        yield from _of_oauth(login, is_only) if login.grant else _of_custom(login, is_only)
    for setting in recipe.settings:
        yield from _of_setting(setting)
    if any(login.grant for login in recipe.known_logins):
        # Without a known address it is required, but only for OAuth 2.0.
        says = "URL that gives out tokens. No public source has it: AppFlow's console, or `get_connector`, shows it."
        yield TOKEN_URL, TokenUrl, member(says, required=is_only, api=TOKEN_URL)
    says = "Further settings that the connector asks for, by name. At most 50."
    kind = Annotated[dict[ProfilePropertyKey, ProfilePropertyValue], Size(max=50)]
    yield FURTHER, kind, member(says, api=FURTHER)


def _of_oauth(login: Login, is_only: bool) -> Iterator[tuple[str, Any, Any]]:
    is_client_alone = login.grant == "CLIENT_CREDENTIALS"
    for name in CLIENT if is_client_alone else _OAUTH:
        kind, says = _OAUTH[name]
        is_required = is_only and is_client_alone
        yield (
            name,
            kind,
            member(says, required=is_required, secret=_is_secret(kind), api=name),
        )


def _of_custom(login: Login, is_only: bool) -> Iterator[tuple[str, Any, Any]]:
    for each in login.credentials:
        if len(each.values) != 1:
            name = property_of(each.key)
            is_required = is_only and not each.default
            yield (
                name,
                _type_of(each),
                member(_said(each), required=is_required, secret=each.secret, api=name),
            )


def _type_of(credential: Credential) -> Any:
    if credential.key == PORT:
        return _Port
    return CredentialsMapValue if credential.secret else _Clear


def _said(credential: Credential) -> str:
    if credential.values:
        return f"{credential.says} One of {', '.join(f'`{each}`' for each in credential.values)}."
    return (
        f"{credential.says} Default `{credential.default}`."
        if credential.default
        else credential.says
    )


def _of_setting(setting: Setting) -> Iterator[tuple[str, Any, Any]]:
    name = property_of(setting.key)
    kind = TokenUrl if setting.key == TOKEN_URL else ProfilePropertyValue
    for blank in setting.blanks:
        yield blank.name, _Blank, member(_asked(blank, setting), api=blank.name)
    is_required = setting.required and not setting.value
    yield name, kind, member(_explained(setting), required=is_required, api=name)


def _asked(blank: Blank, setting: Setting) -> str:
    return (
        blank.says
        if blank.default
        else f"{blank.says} Required without `{property_of(setting.key)}`."
    )


def _explained(setting: Setting) -> str:
    if not setting.value:
        return setting.says
    shown = "".join(
        f"<{part}>" if at % 2 else part for at, part in enumerate(_split(setting.value))
    )
    return f"{setting.says} Default `{shown}`."


def _split(value: str) -> list[str]:
    """The parts of an address: those at odd places are names of blanks."""
    return value.replace("}", "{").split("{")


def _is_secret(kind: Any) -> bool:
    return SecretStr in kind.__args__ or kind.__origin__ is SecretStr


def _snake_case(name: str) -> str:
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name)
