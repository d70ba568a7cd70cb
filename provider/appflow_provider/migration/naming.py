"""Readable names for resources, from their addresses in another tool."""

import re
from collections.abc import Iterable
from unicodedata import combining, normalize

_GENERIC = frozenset({"this", "main", "default", "flow", "profile"})
"""Names of resources in Terraform modules that say nothing beside the module's name or the key."""


def label(parts: Iterable[str], name: str, key: str = "") -> str:
    """
    A name from an address: `crm-orders` for `module.crm.aws_appflow_flow.this["orders"]`.

    Letters lose their accents. The name is empty if the address has no letter that is left.

    Args:
        parts: The modules around the resource, outermost first.
        name: The resource's name. It is left out if it is a generic one and something else is left.
        key: The key of `for_each`, or the position of `count`.
    """
    around, inner = [*parts], [key] if key else []
    kept = [] if name in _GENERIC and (around or inner) and not key.isdigit() else [name]
    joined = "-".join([*around, *kept, *inner])
    letters = "".join(each for each in normalize("NFKD", joined) if not combining(each))
    return re.sub(r"[^\w.-]+", "-", letters, flags=re.ASCII).strip("-")
