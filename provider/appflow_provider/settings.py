"""
The provider's configuration: read by a front, checked against its shape, and passed on as plain values.

A value that is not configured stays None. The AWS SDK then uses its own sources: environment variables, shared config files and
roles.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from appflow_provider.cautions import REGION_WITHOUT_APPFLOW, UNKNOWN_SETTING, UNUSED_SETTING
from appflow_provider.problems import NOTHING_ACKNOWLEDGED, Acknowledged, Problem
from appflow_provider.shapes.config import ProviderConfig
from appflow_provider.shapes.findings import findings, nearest
from appflow_provider.shapes.regions import doubt
from appflow_provider.shapes.walk import Kind, members
from appflow_provider.tagging import UNTAGGED, Tagging
from appflow_provider.values import Secret, has_unknown, secret_paths, unwrap

_LIKELY = 0.75  # how similar a name must be to a setting's to count as a typo; our choice

MAX_RETRIES_DEFAULT = 10  # our choice: AWS's default of 4 is too low for hundreds of flows at once
_ACKNOWLEDGE, _DEFAULT_TAGS = "acknowledge", "defaultTags"


@dataclass(frozen=True)
class Role:
    """A role to assume. `seconds` is the length of a session; None leaves it to the service."""

    arn: str
    external_id: str | None = None
    session_name: str = "pulumi-appflow"
    seconds: int | None = None


@dataclass(frozen=True)
class Settings:
    """How to reach AppFlow, which identity to use, and what applies to all resources. No account ids means that all are
    allowed."""

    region: str | None = None
    profile: str | None = None
    endpoint_url: str | None = None
    max_retries: int = MAX_RETRIES_DEFAULT
    role: Role | None = None
    tagging: Tagging = UNTAGGED
    allowed_account_ids: tuple[str, ...] = ()
    acknowledged: Acknowledged = NOTHING_ACKNOWLEDGED

    @property
    def account(self) -> str | None:
        """The account of the role to assume, or the only allowed one; None if the configuration does not determine it."""
        if self.role is not None:
            return self.role.arn.split(":")[4]
        return self.allowed_account_ids[0] if len(self.allowed_account_ids) == 1 else None


def settings_from(
    get: Callable[[str], Any], fallback: Callable[[str], Any] = lambda _name: None
) -> tuple[Settings, list[Problem]]:
    """
    The settings, and what is wrong with them. Returns default settings if any value is invalid or unknown.

    Args:
        get: Returns the value of a configuration property, or None. Secrets are marked if the front knows them. Stack
        configuration and
            generated SDKs send only text, so values of other types may be JSON.
        fallback: The same for the AWS package's configuration, from which `region` and `profile` are taken.
    """
    raw = {name: get(name) for name in members(ProviderConfig)}
    given = unwrap(raw)
    for shared in ("region", "profile"):
        given[shared] = given[shared] or fallback(shared)
    found: dict[str, Any] = {}
    problems: list[Problem] = []
    for name, value in given.items():
        try:
            plain = _plain(members(ProviderConfig)[name].kind, value)
        except ValueError as broken:  # noqa: PERF203 (once per property, and all problems are reported)
            problems.append(Problem((name,), f"must be valid JSON ({broken})"))
        else:
            found |= {} if plain in (None, "") else {name: plain}
    problems += findings(ProviderConfig, found) or _unacknowledged(found.get(_ACKNOWLEDGE) or ())
    if problems or has_unknown(found):
        return Settings(), problems
    secret_tags = next(secret_paths(raw[_DEFAULT_TAGS]), None) is not None
    return _settings(found, secret_tags=secret_tags), problems


def _unacknowledged(entries: Iterable[Any]) -> Iterator[Problem]:
    """Problems of entries that do not name a warning."""
    for position, entry in enumerate(entries):
        if not isinstance(entry, str):  # not known yet
            continue
        from appflow_provider.rules import errors, warnings

        rule = entry.rpartition(":")[2]
        known = warnings()
        if rule not in known:
            near = nearest(rule, known)
            reason = (
                f"cannot be acknowledged, because {rule} is an error"
                if rule in errors()
                else "is not the name of a warning" + (f". Did you mean {near}?" if near else "")
            )
            yield Problem((_ACKNOWLEDGE, position), reason, value=entry)


def slips(
    names: Iterable[str], region: object = None, acknowledged: Acknowledged = NOTHING_ACKNOWLEDGED
) -> Iterator[str]:
    """
    Warnings about unknown configuration properties that look like a setting, and about a region without AppFlow.

    Other unknown names get no warning: a project named `appflow` has its own values under the same prefix.
    """
    known = members(ProviderConfig)
    for name in sorted(set(names) - set(known)):
        near = nearest(name, known, _LIKELY)
        if near and not acknowledged.covers(UNKNOWN_SETTING):
            reason = (
                f"appflow:{name} is not a setting of the provider. Did you mean appflow:{near}?"
            )
            yield str(Problem((), reason, UNKNOWN_SETTING))
    doubtful = doubt(region)
    if doubtful and not acknowledged.covers(REGION_WITHOUT_APPFLOW):
        yield str(Problem((), f"appflow:region: {doubtful}", REGION_WITHOUT_APPFLOW))


def unused(
    stack: Iterable[str],
    given: Iterable[str],
    acknowledged: Acknowledged = NOTHING_ACKNOWLEDGED,
) -> Iterator[str]:
    """
    A warning about settings of the stack that a provider does not use, because the program created it without them.

    Such a provider may send requests to the wrong place or with the wrong identity.

    Args:
        stack: The names of the stack's settings, without `appflow:`.
        given: The names that the provider was given.
        acknowledged: The warnings to silence.
    """
    lacking = [
        name
        for name in members(ProviderConfig)
        if name in {*stack} - {*given} and name != _ACKNOWLEDGE
    ]
    if lacking and not acknowledged.covers(UNUSED_SETTING):
        settings = ", ".join(f"appflow:{name}" for name in lacking)
        reason = (
            f"a Provider in the program does not use the stack's configuration, so this one has no {settings}. "
            f"Set {', '.join(lacking)} on it, or acknowledge this warning on it"
        )
        yield str(Problem((), reason, UNUSED_SETTING))


def _settings(found: Mapping[str, Any], *, secret_tags: bool) -> Settings:
    ignored = found.get("ignoreTags") or {}
    tags = (found.get(_DEFAULT_TAGS) or {}).get("tags") or {}
    return Settings(
        region=found.get("region"),
        profile=found.get("profile"),
        endpoint_url=found.get("endpointUrl"),
        max_retries=int(found.get("maxRetries", MAX_RETRIES_DEFAULT)),
        role=_role(found["assumeRole"]) if found.get("assumeRole") else None,
        tagging=Tagging(
            {key: Secret(text) for key, text in tags.items()} if secret_tags else tags,
            frozenset(ignored.get("keys") or ()),
            tuple(ignored.get("keyPrefixes") or ()),
        ),
        allowed_account_ids=tuple(found.get("allowedAccountIds") or ()),
        acknowledged=Acknowledged(frozenset(found.get(_ACKNOWLEDGE) or ())),
    )


def _role(found: Mapping[str, Any]) -> Role:
    seconds = found.get("durationSeconds")
    return Role(
        found["roleArn"],
        found.get("externalId"),
        found.get("sessionName") or Role.session_name,
        None if seconds is None else int(seconds),
    )


def _plain(kind: Kind, value: Any) -> Any:
    """
    The value of a property, parsed if it is JSON.

    Raises:
        ValueError: a structure or a list is not valid JSON.
    """
    if not isinstance(value, str) or value == "" or kind.leaf is str:
        return value
    try:
        return _spelled(kind, json.loads(value))
    except ValueError:
        if kind.leaf is None:
            raise
        return value


def _spelled(kind: Kind, value: Any) -> Any:
    """
    The value as the shape expects it.

    `pulumi config set --path` turns all texts that look like numbers or booleans into those, and an SDK's dictionaries have
    Python's names of properties.
    """
    if kind.shape is not None and isinstance(value, Mapping):
        known = members(kind.shape)
        named = {each.python: name for name, each in known.items()}
        proper: dict[str, Any] = {
            named.get(str(key), str(key)): item for key, item in value.items()
        }
        return {
            key: _spelled(known[key].kind, item) if key in known else item
            for key, item in proper.items()
        }
    if kind.item is not None and isinstance(value, Mapping):
        return {key: _spelled(kind.item, item) for key, item in value.items()}
    if kind.item is not None and isinstance(value, list):
        return [_spelled(kind.item, item) for item in value]
    return (
        json.dumps(value) if kind.leaf is str and isinstance(value, (bool, int, float)) else value
    )
