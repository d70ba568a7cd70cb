"""The table of all policies."""

from collections.abc import Mapping
from typing import Any

from appflow_policies.judges import ends, fields, fleet, logins, runs
from appflow_policies.policy import Policy

NAME = "appflow"

POLICIES: Mapping[str, Policy[Any]] = {
    each.name: each
    for module in (fields, ends, runs, logins, fleet)
    for each in vars(module).values()
    if isinstance(each, Policy)
}
"""Each policy by its name, in the order of the modules."""
