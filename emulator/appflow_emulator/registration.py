"""
Teach moto about AppFlow.

moto finds a service by a host pattern, and then imports `moto.<service>`. `register` adds the pattern and puts this package in the
place of the module. It patches nothing of moto.
"""

import sys
from typing import Any

import appflow_emulator


def register() -> None:
    """
    Teach this process's moto about AppFlow, before or after `mock_aws()` has started. A second call changes nothing.

    A moto that has AppFlow itself is overridden on purpose, because this emulator answers more of it.
    """
    # Imported here, because moto takes a second that `--help` and programs without moto should not wait for.
    from moto import backend_index

    from appflow_emulator.urls import HOST

    sys.modules["moto.appflow"] = appflow_emulator
    patterns: list[tuple[str, Any]] = backend_index.backend_url_patterns
    if not any(entry is HOST for entry in patterns):
        # In place, because other modules hold this list. First, to win over a service of the same name.
        patterns.insert(0, HOST)
