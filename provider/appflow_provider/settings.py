"""
The provider's configuration: read from wherever a front has it, checked with its shape, and handed on as plain values.

What is not configured stays None and is left to the AWS SDK's own sources, so that environment variables, shared config
files and roles work as everywhere else.
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

__all__ = ["MAX_RETRIES_DEFAULT", "Role", "Settings", "settings_from", "slips", "unused"]

_LIKELY = 0.75  # how much a name has to be like a setting's to be taken for a slip; our choice

MAX_RETRIES_DEFAULT = 10  # our choice: AWS's own 4 are few for hundreds of flows at once
_ACKNOWLEDGE, _DEFAULT_TAGS = "acknowledge", "defaultTags"


@dataclass(frozen=True)
class Role:
    """A role to work as. `seconds` is how long a session lasts; None leaves it to the service."""

    arn: str
    external_id: str | None = None
    session_name: str = "pulumi-appflow"
    seconds: int | None = None


@dataclass(frozen=True)
class Settings:
    """How to reach AppFlow and as whom, and what holds for all resources. Without accounts, every one is allowed."""

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
        """The account of the role to assume, or the only one allowed; None where the configuration alone cannot tell."""
        if self.role is not None:
            return self.role.arn.split(":")[4]
        return self.allowed_account_ids[0] if len(self.allowed_account_ids) == 1 else None


def settings_from(
    get: Callable[[str], Any], fallback: Callable[[str], Any] = lambda _name: None
) -> tuple[Settings, list[Problem]]:
    """
    The settings, and what is wrong with them. With something wrong, or not known yet, the settings are those of nobody.

    Args:
        get: Gives the value of a property of the configuration, secrets marked where the front knows, or None. Stack configuration holds text only, and generated
            SDKs send nothing else, so all but text may come as JSON.
        fallback: The same for the AWS package's configuration, which is asked for `region` and `profile`.
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
        except ValueError as broken:  # noqa: PERF203 - once for each property, all of which are told
            problems.append(Problem((name,), f"is not valid JSON, which it must be ({broken})"))
        else:
            found |= {} if plain in (None, "") else {name: plain}
    problems += findings(ProviderConfig, found) or _unacknowledged(found.get(_ACKNOWLEDGE) or ())
    if problems or has_unknown(found):
        return Settings(), problems
    secret_tags = next(secret_paths(raw[_DEFAULT_TAGS]), None) is not None
    return _settings(found, secret_tags=secret_tags), problems


def _unacknowledged(entries: Iterable[Any]) -> Iterator[Problem]:
    """What is wrong with entries that name no warning."""
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
                else "names no warning of the provider"
                + (f". Did you mean {near}?" if near else "")
            )
            yield Problem((_ACKNOWLEDGE, position), reason, value=entry)


def slips(
    names: Iterable[str], region: object = None, acknowledged: Acknowledged = NOTHING_ACKNOWLEDGED
) -> Iterator[str]:
    """
    Sentences about names that are no properties of the configuration and look like one, and about a region without AppFlow.

    Other names are left alone: a project that is called `appflow` has its own values under the same prefix.
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
    A sentence about settings of the stack that a provider does not use, because a program made it and did not pass them on.

    It matters where requests go and whose they are.

    Args:
        stack: The names of the stack's settings, without `appflow:`.
        given: The names that the provider was given.
        acknowledged: The warnings that the provider does not repeat.
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
    The value of a property, out of its JSON.

    Raises:
        ValueError: a structure or a list does not come as JSON.
    """
    if not isinstance(value, str) or value == "" or kind.leaf is str:
        return value
    try:
        return _spelt(kind, json.loads(value))
    except ValueError:
        if kind.leaf is None:
            raise
        return value


def _spelt(kind: Kind, value: Any) -> Any:
    """
    The value as the shape has it.

    `pulumi config set --path` makes numbers and flags of all texts that look so, and an SDK's dictionaries come with the
    names that Python has for properties.
    """
    if kind.shape is not None and isinstance(value, Mapping):
        known = members(kind.shape)
        named = {each.python: name for name, each in known.items()}
        proper: dict[str, Any] = {
            named.get(str(key), str(key)): item for key, item in value.items()
        }
        return {
            key: _spelt(known[key].kind, item) if key in known else item
            for key, item in proper.items()
        }
    if kind.item is not None and isinstance(value, Mapping):
        return {key: _spelt(kind.item, item) for key, item in value.items()}
    if kind.item is not None and isinstance(value, list):
        return [_spelt(kind.item, item) for item in value]
    return (
        json.dumps(value) if kind.leaf is str and isinstance(value, (bool, int, float)) else value
    )
