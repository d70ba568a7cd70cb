"""The page of the policies: each with its level, its source and its parameters."""

import json
from collections.abc import Iterator
from typing import Any

from appflow_policies.pack import POLICIES
from appflow_policies.policy import Parameter, Policy
from appflow_policies.subjects import Flow, Profile, Stack
from tools.docs.writing import filled, table

__all__ = ["pages"]

_SUBJECTS: dict[Any, str] = {
    Flow: "flow",
    Profile: "profile",
    Flow | Profile: "flow, profile",
    Stack: "stack",
}
_SHORT = 60  # characters of a default that fit into a table; our choice


def pages() -> Iterator[tuple[str, str]]:
    """The page's path in the documentation, and its text."""
    head = ["policy", "judges", "level", "demands", "source"]
    parameters = [
        [f"`{policy.name}`", f"`{one.name}`", _default(one), one.about]
        for policy in POLICIES.values()
        for one in policy.parameters
    ]
    parts = {
        "policies": "\n".join(table(head, map(_row, POLICIES.values()))),
        "parameters": "\n".join(table(["policy", "parameter", "default", "meaning"], parameters)),
        "patterns": ", ".join(f"`{one}`" for one in _value("personal-data", "patterns")),
        "exceptions": ", ".join(f"`{one}`" for one in _value("personal-data", "except")),
        "secrets": ", ".join(f"`{one}`" for one in _value("plain-secrets", "names")),
    }
    yield "how-to/policies.md", filled("policies", **parts)


def _row(policy: Policy[Any]) -> list[str]:
    subject = _SUBJECTS[policy.subject]
    return [f"`{policy.name}`", subject, policy.level.value, policy.description, policy.source]


def _value(policy: str, parameter: str) -> list[str]:
    (found,) = (one.default for one in POLICIES[policy].parameters if one.name == parameter)
    return list(found)


def _default(parameter: Parameter) -> str:
    text = json.dumps(parameter.default)
    return f"`{text}`" if len(text) <= _SHORT else "see below"
