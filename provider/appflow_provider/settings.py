"""
The provider's configuration: read from wherever a front has it, checked with its shape, and handed on as plain values.

What is not configured stays None and is left to the AWS SDK's own sources, so that environment variables, shared config
files and roles work as everywhere else.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from appflow_provider.problems import Problem
from appflow_provider.shapes.config import ProviderConfig
from appflow_provider.shapes.findings import findings
from appflow_provider.shapes.walk import members
from appflow_provider.values import unwrap

__all__ = ["MAX_RETRIES_DEFAULT", "Settings", "moves", "settings_from"]

MAX_RETRIES_DEFAULT = (
    10  # our choice: AWS's own default of 4 is short for hundreds of flows at once
)


@dataclass(frozen=True)
class Settings:
    """How to reach AppFlow and as whom."""

    region: str | None = None
    profile: str | None = None
    endpoint_url: str | None = None
    max_retries: int = MAX_RETRIES_DEFAULT


def settings_from(
    get: Callable[[str], Any], fallback: Callable[[str], Any] = lambda _name: None
) -> tuple[Settings, list[Problem]]:
    """
    The settings, and what is wrong with them.

    Args:
        get: Gives the value of a property of the configuration, or None. Stack configuration holds text only, so numbers may
            come as text.
        fallback: The same for the AWS package's configuration, which is asked for `region` and `profile`.
    """
    given = {name: _plain(name, get(name)) for name in members(ProviderConfig)}
    for shared in ("region", "profile"):
        given[shared] = given[shared] or fallback(shared)
    found = {name: value for name, value in given.items() if value not in (None, "")}
    problems = findings(ProviderConfig, found)
    if problems:
        return Settings(), problems
    retries = found.get("maxRetries", MAX_RETRIES_DEFAULT)
    return (
        Settings(
            region=found.get("region"),
            profile=found.get("profile"),
            endpoint_url=found.get("endpointUrl"),
            max_retries=int(retries),
        ),
        [],
    )


def moves(olds: Mapping[str, Any], news: Mapping[str, Any]) -> tuple[str, ...]:
    """The properties whose change makes the resources of old unreachable: a known region that becomes another known one."""
    old, new = unwrap(olds.get("region")), unwrap(news.get("region"))
    known = isinstance(old, str) and isinstance(new, str) and old and new
    return ("region",) if known and old != new else ()


def _plain(name: str, value: Any) -> Any:
    if members(ProviderConfig)[name].kind.leaf is not int or not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value
