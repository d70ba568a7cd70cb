"""
Reads the stack's configuration for this package, which the engine passes to the plugin's process.

A provider that a program makes for itself does not get that configuration, so this is where what it lacks can be seen.
"""

import json
import os

# JSON, from the names of the package's settings, without the package, to their values. The engine sets it (3.259).
_CONFIGURATION = "PULUMI_CONFIG"


def settings_of_the_stack() -> list[str]:
    """The names of our settings in the stack's configuration; none where the engine does not say. Values are not read."""
    try:
        found = json.loads(os.environ.get(_CONFIGURATION, "{}"))
    except ValueError:
        return []
    return list(found) if isinstance(found, dict) else []
