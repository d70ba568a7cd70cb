"""
Loads the stubs of Pulumi's protocol without the rest of Pulumi's SDK: over half of the plugin's time until its port is saved.

The stubs lie in `pulumi.runtime.proto`, and Python runs `pulumi/__init__.py` and `pulumi/runtime/__init__.py` before it comes there:
the Automation API, the runtime of programs and all that they import. The stubs need none of it, and neither does a plugin. So
two empty packages stand in for these two while the stubs are loaded, and are taken away afterwards: `import pulumi` then loads
the SDK as ever, with the stubs that are there already. Where the SDK is laid out in another way, nothing is done, and the first
import of a stub loads the whole SDK.

This is the only place that knows of it, and only the plugin's process calls it, before anything else of Pulumi's is loaded.
"""

import importlib
import sys
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType

_STUBS = ("pulumi.runtime.proto", "pulumi.runtime.proto.status_pb2")  # the package loads all others


def load_stubs() -> bool:
    """Load the stubs alone; whether it was done. It is not where the SDK is loaded already, or is not as it is known."""
    sdk = None if "pulumi" in sys.modules else find_spec("pulumi")
    if sdk is None or not sdk.submodule_search_locations:
        return False
    places = list(sdk.submodule_search_locations)
    stand_ins = {
        "pulumi": _package("pulumi", places),
        "pulumi.runtime": _package("pulumi.runtime", [str(Path(one, "runtime")) for one in places]),
    }
    sys.modules.update(stand_ins)
    try:
        for name in _STUBS:
            importlib.import_module(name)
    except Exception:  # noqa: BLE001 - whatever it is, the whole SDK is the way that is known to work
        for name in [name for name in sys.modules if name.startswith("pulumi.")]:
            del sys.modules[name]
        return False
    finally:
        for name in stand_ins:
            sys.modules.pop(name, None)
    return True


def _package(name: str, places: list[str]) -> ModuleType:
    package = ModuleType(name)
    package.__path__ = places
    return package
