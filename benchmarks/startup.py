"""How long the plugin takes until the engine may talk to it, beside the imports that no plugin in Python can do without."""

import subprocess
import sys
import time
from pathlib import Path
from statistics import median

__all__ = ["startup"]

# The stubs alone, as the plugin loads them: `import pulumi` is not needed by a plugin and takes longer than all the rest.
_BARE = (
    "from appflow_provider.plugin.stubs import load_stubs; load_stubs(); import grpc; "
    "from pulumi.runtime.proto import provider_pb2_grpc; print(1, flush=True)"
)


def startup(rounds: int = 11) -> tuple[float, float]:
    """Seconds until the port is printed, and until the bare imports are done; the medians of alternating rounds."""
    plugin = [str(Path(sys.executable).parent / "pulumi-resource-appflow"), "127.0.0.1:1"]
    bare = [sys.executable, "-c", _BARE]
    times = [(_until_a_line(plugin), _until_a_line(bare)) for _ in range(rounds)]
    return median(port for port, _ in times), median(imports for _, imports in times)


def _until_a_line(command: list[str]) -> float:
    began = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    assert process.stdout is not None
    process.stdout.readline()
    took = time.monotonic() - began
    process.terminate()
    process.wait(timeout=10)
    process.stdout.close()
    return took
