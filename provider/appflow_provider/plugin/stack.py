"""
Reads the stack's configuration for this package, which the engine passes to the plugin's process.

A provider that the program creates does not get that configuration. This module shows which settings it lacks.
"""

import json
import os

# JSON, from the names of the package's settings, without the package, to their values. The engine sets it (3.259).
_CONFIGURATION = "PULUMI_CONFIG"


def settings_of_the_stack() -> list[str]:
    """The names of our settings in the stack's configuration; empty if the engine does not pass it. Values are not read."""
    try:
        found = json.loads(os.environ.get(_CONFIGURATION, "{}"))
    except ValueError:
        return []
    return list(found) if isinstance(found, dict) else []
