"""
How many functions of the provider one call of the engine runs, and how deep they nest. Calls the plugin's servicer directly,
with a service in memory.

The numbers are the same in each run with one version of Python.
"""

import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Any

import appflow_provider
from benchmarks.growth import CALLS, Flow

__all__ = ["Steps", "steps"]

_PACKAGE = str(Path(appflow_provider.__file__).parent)


@dataclass(frozen=True)
class Steps:
    """
    What one call ran.

    Attributes:
        calls: Number of calls per function of the provider, by its name.
        depth: Depth of the provider's functions at the first call of the API; 0 if the API was not called.
    """

    calls: Counter[str]
    depth: int


def steps(name: str, tasks: int = 1) -> Steps:
    """Count the functions of a call, by its name in the table of `growth`, for a flow with this many tasks."""
    flow, called, depths = Flow(tasks), Counter[str](), list[int]()
    CALLS[name](flow)  # the first call loads modules

    def counted(frame: FrameType, event: str, _value: Any) -> None:
        if event != "call":
            return
        if frame.f_code.co_filename.startswith(_PACKAGE):
            called[frame.f_code.co_name] += 1
        elif frame.f_code is type(flow.service).call.__code__:
            depths.append(_ours(frame))

    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        CALLS[name](flow)
    finally:
        sys.setprofile(before)
    return Steps(called, next(iter(depths), 0))


def _ours(frame: FrameType | None) -> int:
    number = 0
    while frame is not None:
        number += frame.f_code.co_filename.startswith(_PACKAGE)
        frame = frame.f_back
    return number
