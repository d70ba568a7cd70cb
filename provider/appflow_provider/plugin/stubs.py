"""
Loads the stubs of Pulumi's protocol without the rest of Pulumi's SDK. The plugin opens its port in less than half the time.

The stubs are in `pulumi.runtime.proto`. To import them, Python runs `pulumi/__init__.py` and `pulumi/runtime/__init__.py`, which
load the Automation API, the runtime of programs and all that they import. Neither the stubs nor a plugin need any of it. So two
empty packages replace these two while the stubs are loaded, and are removed afterwards. `import pulumi` then loads the SDK as
usual, with the stubs that are already loaded. If the SDK has another layout, nothing is done, and the first import of a stub loads
the whole SDK.

Only the plugin's process calls this, before it imports anything else of Pulumi.
"""

import importlib
import sys
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType

_STUBS = ("pulumi.runtime.proto", "pulumi.runtime.proto.status_pb2")  # the package loads all others


def load_stubs() -> bool:
    """Load only the stubs. Returns False if the SDK is already loaded or has another layout."""
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
    except Exception:  # noqa: BLE001 - after any error, importing the whole SDK still works
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
