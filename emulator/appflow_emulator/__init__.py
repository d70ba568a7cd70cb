"""
An emulator of Amazon AppFlow: a moto backend outside moto.

To mock AppFlow in your own process, register it once and use moto as usual:

    import appflow_emulator
    appflow_emulator.register()
    with moto.mock_aws():
        boto3.client("appflow", region_name="eu-central-1").list_flows()

As a server, in this process (`Server`) or as the command `appflow-emulator`, it answers for AppFlow and for every service of
moto. Where AppFlow's behaviour is not publicly known, an `Assumption` has a default and a switch. Modules that load moto are
imported late, so that `--help` stays quick.
"""

import importlib
from typing import TYPE_CHECKING, Any

from appflow_emulator.assumptions import Assumptions, assume, current_assumptions
from appflow_emulator.registration import register
from appflow_emulator.schemas import add_schemas, forget_schemas

if TYPE_CHECKING:
    from appflow_emulator.admin.runs import run_now as run_now
    from appflow_emulator.data_plane.rehearsal import rehearse as rehearse
    from appflow_emulator.held import add_samples as add_samples
    from appflow_emulator.held import forget_samples as forget_samples
    from appflow_emulator.held import store as store
    from appflow_emulator.models import appflow_backends as appflow_backends
    from appflow_emulator.server import Server as Server

__all__ = [
    "Assumptions",
    "Server",
    "add_samples",
    "add_schemas",
    "appflow_backends",
    "assume",
    "current_assumptions",
    "forget_samples",
    "forget_schemas",
    "register",
    "rehearse",
    "run_now",
    "store",
]

_LATE = {  # public name -> module that has it
    "Server": ".server",
    "add_samples": ".held",
    "appflow_backends": ".models",
    "forget_samples": ".held",
    "rehearse": ".data_plane.rehearsal",
    "run_now": ".admin.runs",
    "store": ".held",
}


def __getattr__(name: str) -> Any:
    if name not in _LATE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(_LATE[name], __name__), name)
