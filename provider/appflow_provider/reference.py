"""
Properties of the state for the dynamic front: a reference to its code, and which values are secret.

The plugin writes them too, so that a stack can switch to dynamic resources, which find their code only by this reference.
"""

import base64
from typing import Final

PROVIDER: Final = "__provider"
"""The property's name, given by Pulumi."""

SECRETS: Final = "__secrets"
"""The property that lists the places that the program marked as secret, as JSON: `[["tags", "owner"]]`. Programs write the
same."""


_DYNAMIC = "pulumi-python:dynamic/appflow:"
_FRONTS = ("appflow:", _DYNAMIC)


def dynamic_type(token: str) -> str:
    """The type of a resource of the dynamic front, by the resource's name in the schema."""
    return f"{_DYNAMIC}{token}"


def token_in(type_: str) -> str:
    """The resource's name in the schema, as `Flow`, by its type on either front; empty for a type of another package."""
    return type_.rsplit(":", 1)[-1] if type_.startswith(_FRONTS) else ""


def reference(token: str) -> str:
    """
    A pickle that calls `appflow_provider.dynamic.load(token)`.

    Written by hand in the oldest protocol, because the text must be the same for every version of Python and never change: a
    different text would count as a change of every resource. Programs write the same (`pulumi_appflow.dynamic`).
    """
    pickled = f"cappflow_provider.dynamic\nload\n(V{token}\ntR."
    return base64.b64encode(pickled.encode()).decode()
