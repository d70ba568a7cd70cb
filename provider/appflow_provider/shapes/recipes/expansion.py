"""
From a typed login to the inputs of a connector profile: connector type, label, mode, properties and credentials.

Secrets and unknown values are passed on where they stand. What the program sets beside the login wins, member by member: it is
how a program goes beyond the login, and how Pulumi's option `ignoreChanges` keeps old credentials. `kept` keeps a whole login.
"""

from collections.abc import Mapping
from typing import Any, Final

from appflow_provider.problems import Problem
from appflow_provider.shapes.base import Shape
from appflow_provider.shapes.findings import findings
from appflow_provider.shapes.recipes.arguments import (
    CLIENT,
    CODE,
    FURTHER,
    LOGIN,
    TOKENS,
    applications,
    own_arguments,
    with_login,
)
from appflow_provider.shapes.recipes.recipe import (
    TOKEN_URL,
    Credential,
    Login,
    Recipe,
    Setting,
    property_of,
)
from appflow_provider.values import UNKNOWN, Path, Secret, Unknown, has_unknown, unwrap

__all__ = ["PLACEHOLDER", "expanded", "kept"]

PLACEHOLDER: Final = "placeholder"
"""The access token where the program has only a refresh token, for applications for which cdk-appflow sends such a one too."""

_TYPE: Final = "connectorType"
_CONFIG: Final = "connectorProfileConfig"
_MADE: Final = (_TYPE, "connectorLabel", "connectionMode", _CONFIG)
_ONE_OF: Final = "refreshToken, accessToken or authCode"
_Values = Mapping[str, Any]


def expanded(given: _Values) -> tuple[dict[str, Any], list[Problem]]:
    """
    The inputs of a profile with all that its login stands for, and without the login; or the problems of the login.

    Args:
        given: What the program sets, in property spelling, with secrets and unknowns marked.
    """
    beside = {name: value for name, value in given.items() if name != LOGIN}
    login = given.get(LOGIN)
    if login is None:
        return beside, []
    if isinstance(unwrap(login), Unknown):
        return _merged(dict.fromkeys(_MADE, UNKNOWN), beside), []
    if problems := findings(with_login(Shape), {LOGIN: login}):
        return beside, problems
    chosen = {key: each for key, each in _opened(login).items() if unwrap(each) is not None}
    if len(chosen) != 1:
        return beside, [Problem((LOGIN,), _only_one(chosen))]
    ((key, arguments),) = chosen.items()
    made, problems = _profile(applications()[key], arguments)
    if problems:
        return beside, [_below(each, LOGIN, key) for each in problems]
    type_ = unwrap(beside.get(_TYPE))
    if isinstance(type_, str) and type_ != made[_TYPE]:
        reason = (
            f"does not fit login.{key}, which is for {made[_TYPE]}. Remove connectorType or login"
        )
        return beside, [Problem((_TYPE,), reason)]
    return _merged(made, beside), []


def kept(given: _Values, olds: _Values) -> dict[str, Any]:
    """
    The inputs of a profile without a login. If they name no connector either, with what an earlier login stands for.

    With `ignoreChanges` of `login`, the engine takes the login out of the program's inputs, because those of the state have none.

    Args:
        given: What the program sets, without a login.
        olds: The inputs of the state.
    """
    label = unwrap(olds.get("connectorLabel"))
    if given.get(_TYPE) is not None or label is None:
        return {**given}
    is_typed = any(each.label == label for each in applications().values())
    if not is_typed and unwrap(given.get("connectorLabel")) != label:
        return {**given}
    return _merged({name: olds[name] for name in _MADE if name in olds}, given)


def _only_one(chosen: _Values) -> str:
    if not chosen:
        return f"has no application. Set one of {', '.join(applications())}"
    return f"has {' and '.join(chosen)}. Set one of them: a profile logs in to one application"


def _profile(recipe: Recipe, arguments: Any) -> tuple[dict[str, Any], list[Problem]]:
    static = {
        _TYPE: "CustomConnector",
        "connectorLabel": recipe.label,
        "connectionMode": "Public",
    }
    if isinstance(unwrap(arguments), Unknown):
        return {**static, _CONFIG: UNKNOWN}, []
    set_ = {name: value for name, value in _opened(arguments).items() if unwrap(value) is not None}
    writing = _Writing(recipe, set_)
    config = writing.config()
    return {**static, _CONFIG: config}, writing.problems


class _Writing:
    """Writes the configuration of one profile, and collects what is wrong with the arguments."""

    def __init__(self, recipe: Recipe, given: _Values) -> None:
        self._recipe, self._given = recipe, given
        self.problems: list[Problem] = []

    def config(self) -> dict[str, Any]:
        """Properties and credentials."""
        login = self._login()
        if login is None:
            return {}
        properties: dict[str, Any] = {}
        settings = {each.key: self._setting(each) for each in self._recipe.settings}
        token_url = settings.pop(TOKEN_URL) if TOKEN_URL in settings else self._token_url(login)
        known = {key: value for key, value in settings.items() if value is not None}
        more = self._given.get(FURTHER, {})
        is_unknown = isinstance(unwrap(more), Unknown)
        if further := UNKNOWN if is_unknown else {**known, **_opened(more)}:
            properties[FURTHER] = further
        if login.grant:
            properties["oauth2Properties"] = {
                "tokenUrl": token_url,
                "oauth2GrantType": login.grant,
            }
        write = self._oauth if login.grant else self._custom
        return {
            "connectorProfileProperties": {"customConnector": properties},
            "connectorProfileCredentials": {"customConnector": write(login)},
        }

    def _login(self) -> Login | None:
        """The way to log in that the arguments are for."""
        ways = self._recipe.known_logins
        if len(ways) == 1:
            return ways[0]
        meant = {way: [name for name in own_arguments(way) if name in self._given] for way in ways}
        meant = {way: names for way, names in meant.items() if names}
        if len(meant) == 1:
            return next(iter(meant))
        if meant:
            both = " and ".join(names[0] for names in meant.values())
            self._wrong(
                (), f"has {both}, which belong to different logins. Set the arguments of one login"
            )
        else:
            each = ", or ".join(map(_wanted, ways))
            self._wrong((), f"has no credentials. Set {each}")
        return None

    def _oauth(self, login: Login) -> dict[str, Any]:
        found = {name: self._given[name] for name in (*CLIENT, *TOKENS) if name in self._given}
        code = {name: self._given[name] for name in CODE if name in self._given}
        if login.grant == "AUTHORIZATION_CODE":
            self._check_tokens(code)
        if self._recipe.stands_in and "refreshToken" in found:
            found.setdefault("accessToken", PLACEHOLDER)
        if code:
            found["oauthRequest"] = code
        return {"authenticationType": "OAUTH2", "oauth2": found}

    def _check_tokens(self, code: _Values) -> None:
        given, has_code = self._given, "authCode" in code
        if not has_code and not any(name in given for name in TOKENS):
            self._wrong((), f"has no token. Set {_ONE_OF}")
        elif not has_code and self._recipe.refreshes and "refreshToken" not in given:
            self._wrong(("refreshToken",), "is required, even where accessToken is set")
        needs_client = "refreshToken" in given or has_code
        for name in CLIENT:
            if needs_client and name not in given:
                cause = "refreshToken" if "refreshToken" in given else "authCode"
                self._wrong((name,), f"is required with {cause}")
        if code and not has_code:
            self._wrong(("authCode",), f"is required with {next(iter(code))}")
        if has_code and "redirectUri" not in code:
            self._wrong(("redirectUri",), "is required with authCode")

    def _custom(self, login: Login) -> dict[str, Any]:
        return {
            "authenticationType": "CUSTOM",
            "custom": {
                "customAuthenticationType": login.name,
                # All of it is secret, so single values need no mark.
                "credentialsMap": {each.key: self._credential(each) for each in login.credentials},
            },
        }

    def _credential(self, credential: Credential) -> Any:
        if len(credential.values) == 1:
            return credential.values[0]
        name = property_of(credential.key)
        value = self._given.get(name, credential.default or None)
        if value is None:
            self._wrong((name,), "is required")
        word = unwrap(value)
        if credential.values and isinstance(word, str) and word not in credential.values:
            self._wrong((name,), f"is not accepted. Use one of {', '.join(credential.values)}")
        return _text(word)

    def _setting(self, setting: Setting) -> Any:
        """The value of a setting; None where it is left out."""
        name = property_of(setting.key)
        if name in self._given:
            return self._given[name]
        if not setting.blanks:
            return setting.value or None
        parts = {
            each.name: self._given.get(each.name, each.default or None) for each in setting.blanks
        }
        lacking = [blank for blank, value in parts.items() if value is None]
        for blank in lacking:
            self._wrong((blank,), f"is required without {name}")
        return None if lacking else _filled(setting.value, parts)

    def _token_url(self, login: Login) -> Any:
        value = self._given.get(TOKEN_URL)
        if value is None and login.grant:
            self._wrong((TOKEN_URL,), "is required for OAuth 2.0")
        return value

    def _wrong(self, path: Path, reason: str) -> None:
        found = Problem(path, reason)
        if found not in self.problems:
            self.problems.append(found)


def _wanted(login: Login) -> str:
    if login.grant:
        return _ONE_OF
    return " and ".join(own_arguments(login))


def _filled(address: str, parts: _Values) -> Any:
    """The address with its blanks filled in: a secret if one of them is, and unknown while one is not known."""
    if has_unknown(parts):
        text: Any = UNKNOWN
    else:
        text = address.format(**unwrap(parts))
    return Secret(text) if any(isinstance(each, Secret) for each in parts.values()) else text


def _text(value: Any) -> Any:
    """A credential as AppFlow takes it. Pulumi's numbers are doubles."""
    return str(int(value)) if isinstance(value, (int, float)) else value


def _opened(value: Any) -> dict[str, Any]:
    """The members of a structure. If it is a secret as a whole, so is each of them."""
    if not isinstance(value, Secret):
        return dict(value)
    return {
        name: item if isinstance(item, (Secret, Unknown)) or item is None else Secret(item)
        for name, item in _opened(value.value).items()
    }


def _merged(made: _Values, beside: _Values) -> dict[str, Any]:
    """The made values, where the program sets nothing beside them."""
    found = dict(made)
    for name, value in beside.items():
        ours, theirs = unwrap(found.get(name)), unwrap(value)
        if isinstance(theirs, Mapping) and isinstance(ours, Mapping):
            found[name] = _merged(_opened(found[name]), _opened(value))
        elif theirs is not None and not (
            isinstance(theirs, Mapping) and isinstance(ours, Unknown)
        ):  # what is not known yet may hold more than the program sets
            found[name] = value
    return found


def _below(problem: Problem, *path: str) -> Problem:
    return Problem((*path, *problem.path), problem.reason, problem.rule, problem.value)
