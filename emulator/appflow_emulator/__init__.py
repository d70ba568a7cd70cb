"""
Amazon AppFlow on a laptop: a moto backend that lives outside moto.

In a process of your own, teach moto about AppFlow once and mock as usual:

    import appflow_emulator
    appflow_emulator.register()
    with moto.mock_aws():
        boto3.client("appflow", region_name="eu-central-1").list_flows()

As a server, in this process (`Server`) or as the command `appflow-emulator`, it answers for AppFlow beside all of
moto's own services. What the public evidence leaves open about the service is an `Assumption` with a default and a
switch. The module that moto's machinery is loaded by is imported late, so that `--help` stays quick.
"""

from __future__ import annotations

import importlib
import sys
from typing import TYPE_CHECKING, Any

from .assumptions import Assumptions, assume, current_assumptions
from .schemas import add_schemas

if TYPE_CHECKING:
    from .models import appflow_backends as appflow_backends
    from .server import Server as Server

__all__ = [
    "Assumptions",
    "Server",
    "add_schemas",
    "appflow_backends",
    "assume",
    "current_assumptions",
    "register",
]

_LATE = {"Server": ".server", "appflow_backends": ".models"}  # public name -> module that has it


def __getattr__(name: str) -> Any:
    if name not in _LATE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(_LATE[name], __name__), name)


def register() -> None:
    """
    Teach this process's moto about AppFlow, before or after `mock_aws()` has started. Safe to call twice.

    moto finds a service by a host pattern and then imports `moto.<service>`; we add the one and stand in for the
    other. Nothing of moto is patched. A moto that ships AppFlow itself is overridden, knowingly: this emulator
    answers more of it.
    """
    # Late, as the module docstring says.
    from moto import backend_index

    from .urls import HOST

    sys.modules["moto.appflow"] = sys.modules[__name__]
    patterns: list[tuple[str, Any]] = backend_index.backend_url_patterns
    if not any(entry is HOST for entry in patterns):
        patterns.insert(
            0, HOST
        )  # in place, since every importer holds this list; first, to win over a namesake
