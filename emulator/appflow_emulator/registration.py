"""
Register AppFlow with moto.

moto finds a service by a host pattern, and then imports `moto.<service>`. `register` adds the pattern and puts this package in
the place of that module. It patches nothing in moto.
"""

import sys
from typing import Any

import appflow_emulator


def register() -> None:
    """
    Register AppFlow with this process's moto, before or after `mock_aws()` starts. A second call changes nothing.

    If moto has an AppFlow backend of its own, this one replaces it on purpose, because it covers more of the API.
    """
    # Imported here, because moto takes a second to load, which would slow down `--help` and programs without moto.
    from moto import backend_index

    from appflow_emulator.urls import HOST

    sys.modules["moto.appflow"] = appflow_emulator
    patterns: list[tuple[str, Any]] = backend_index.backend_url_patterns
    if not any(entry is HOST for entry in patterns):
        # In place, because other modules hold a reference to this list. First, to override a service of the same name.
        patterns.insert(0, HOST)
