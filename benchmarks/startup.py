"""The time until the engine can call the plugin, compared with the imports that every Python plugin needs."""

import subprocess
import sys
import time
from pathlib import Path
from statistics import median

__all__ = ["startup"]

# Only the stubs, as the plugin loads them. A plugin does not need `import pulumi`, which takes longer than all the rest.
_BARE = (
    "from appflow_provider.plugin.stubs import load_stubs; load_stubs(); import grpc; "
    "from pulumi.runtime.proto import provider_pb2_grpc; print(1, flush=True)"
)


def startup(rounds: int = 11) -> tuple[float, float]:
    """Seconds until the port is printed, and until the bare imports are done: medians of alternating rounds."""
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
