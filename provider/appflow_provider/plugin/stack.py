"""
What a plugin can know of the stack: the engine starts it with its package's part of the stack's configuration.

A provider that a program makes for itself does not get that configuration, so this is where what it lacks can be seen.
"""

import json
import os

__all__ = ["settings_of_the_stack"]

# JSON, from the names of the package's settings, without the package, to their values. The engine sets it (3.259).
_CONFIGURATION = "PULUMI_CONFIG"


def settings_of_the_stack() -> list[str]:
    """The names of our settings in the stack's configuration; none where the engine does not say. Values are not read."""
    try:
        found = json.loads(os.environ.get(_CONFIGURATION, "{}"))
    except ValueError:
        return []
    return list(found) if isinstance(found, dict) else []
