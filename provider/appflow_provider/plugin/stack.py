"""
What a plugin can know of the stack: the engine starts it with the stack's configuration in an environment variable.

A provider that a program makes for itself does not get that configuration, so this is where what it lacks can be seen.
"""

import json
import os

__all__ = ["settings_of_the_stack"]

_CONFIGURATION = (
    "PULUMI_CONFIG"  # JSON, from full name to value; set by the engine (3.259) for each plugin
)
_OURS = "appflow:"


def settings_of_the_stack() -> list[str]:
    """The names of our settings in the stack's configuration; none where the engine does not say. Values are not read."""
    try:
        found = json.loads(os.environ.get(_CONFIGURATION, "{}"))
    except ValueError:
        return []
    return [
        name.removeprefix(_OURS)
        for name in found
        if isinstance(name, str) and name.startswith(_OURS)
    ]
