"""
How the cost of one call grows with a flow's tasks. Calls the plugin's servicer directly, with a service in memory.

The figures are CPU time of this process, in milliseconds. Each is the minimum of several runs, because disturbances only make a
run longer.
"""

import time
from collections.abc import Callable, Mapping
from datetime import datetime, timezone
from functools import partial
from typing import Any

from google.protobuf.struct_pb2 import Struct
from pulumi.runtime.proto import provider_pb2

from appflow_provider.plugin.servicer import Servicer
from appflow_provider.wire.structs import encoded
from benchmarks.api import Memory

__all__ = ["CALLS", "SIZES", "Flow", "growth", "inputs", "renamed", "servicer"]

SIZES = (10, 100, 500, 1000, 2000)  # tasks
_URN = "urn:pulumi:dev::bench::appflow:index:Flow::orders"
_NO_WIRE: Any = None  # the context of a call, which is used only for errors
_PATIENCE = 1.5  # seconds per figure, but at least three runs


class _Service:
    """The benchmark's API, without a network."""

    region = "eu-west-1"

    def __init__(self) -> None:
        self.memory = Memory()

    def call(self, operation: str, request: Mapping[str, Any]) -> dict[str, Any]:
        """Answer at once."""
        path = "".join(f"-{c.lower()}" if c.isupper() else c for c in operation).strip("-")
        _, answer = self.memory.operations[path]({**request})
        return answer

    shared = call

    def now(self) -> datetime:
        """This machine's clock."""
        return datetime.now(timezone.utc)

    def pause(self, _seconds: float) -> None:
        """Return at once."""


class _Services:
    """The same service in every region."""

    def __init__(self, service: _Service) -> None:
        self._service = service

    def __call__(self, _region: str | None = None) -> _Service:
        return self._service

    def region(self) -> str:
        """The only region."""
        return self._service.region

    def missing_region(self, _region: str | None) -> None:
        """Never an error."""


def inputs(tasks: int) -> dict[str, Any]:
    """The inputs of a flow with this many Map tasks."""
    return {
        "flowName": "orders",
        "sourceFlowConfig": {
            "connectorType": "S3",
            "sourceConnectorProperties": {"s3": {"bucketName": "exports", "bucketPrefix": "in"}},
        },
        "destinationFlowConfigList": [
            {
                "connectorType": "S3",
                "destinationConnectorProperties": {"s3": {"bucketName": "lake"}},
            }
        ],
        "triggerConfig": {"triggerType": "OnDemand"},
        "tasks": [
            {
                "taskType": "Map",
                "sourceFields": [f"field_{number}"],
                "destinationField": f"column_{number}",
                "connectorOperator": {"s3": "NO_OP"},
                "taskProperties": {"SOURCE_DATA_TYPE": "string", "DESTINATION_DATA_TYPE": "string"},
            }
            for number in range(tasks)
        ],
    }


def renamed(flow: Mapping[str, Any]) -> dict[str, Any]:
    """The flow with every other destination field renamed."""
    tasks = [
        {**task, "destinationField": f"renamed_{number}"} if number % 2 else task
        for number, task in enumerate(flow["tasks"])
    ]
    return {**flow, "tasks": tasks}


def servicer() -> tuple[Servicer, _Service]:
    """A configured servicer without a network, and its service."""
    service = _Service()
    plugin = Servicer(connect=lambda _settings: _Services(service))
    plugin.Configure(provider_pb2.ConfigureRequest(args=Struct()), _NO_WIRE)
    return plugin, service


class Flow:
    """A flow of one size, before and after a change of half of its tasks."""

    def __init__(self, tasks: int) -> None:
        self.plugin, self.service = servicer()
        news = encoded(inputs(tasks))
        self.checked = self.plugin.Check(
            provider_pb2.CheckRequest(urn=_URN, news=news, randomSeed=b"x" * 32), _NO_WIRE
        ).inputs
        self.changed = encoded(renamed(inputs(tasks)))
        self.state = self._create().properties

    def _create(self) -> Any:
        self.service.memory.flows.clear()
        return self.plugin.Create(
            provider_pb2.CreateRequest(urn=_URN, properties=self.checked), _NO_WIRE
        )

    def check(self) -> Any:
        """Validate the inputs of an existing flow."""
        request = provider_pb2.CheckRequest(urn=_URN, olds=self.checked, news=self.checked)
        return self.plugin.Check(request, _NO_WIRE)

    def create(self) -> Any:
        """Create the flow."""
        return self._create()

    def diff_same(self) -> Any:
        """Compare a flow without changes."""
        return self._diff(self.checked)

    def diff_changed(self) -> Any:
        """Compare a flow with half of its tasks changed."""
        return self._diff(self.changed)

    def _diff(self, news: Struct) -> Any:
        return self.plugin.Diff(
            provider_pb2.DiffRequest(
                urn=_URN, id="orders", olds=self.state, old_inputs=self.checked, news=news
            ),
            _NO_WIRE,
        )

    def read_same(self) -> Any:
        """Refresh a flow without drift."""
        return self._read(self.checked)

    def read_drifted(self) -> Any:
        """Refresh a flow with drift in half of its tasks."""
        return self._read(self.changed)

    def _read(self, written: Struct) -> Any:
        state = Struct()
        state.CopyFrom(self.state)
        state.MergeFrom(written)
        return self.plugin.Read(
            provider_pb2.ReadRequest(urn=_URN, id="orders", properties=state, inputs=written),
            _NO_WIRE,
        )


CALLS: Mapping[str, Callable[[Flow], Any]] = {
    "check": Flow.check,
    "create": Flow.create,
    "diff, same": Flow.diff_same,
    "diff, half changed": Flow.diff_changed,
    "read, same": Flow.read_same,
    "read, half drifted": Flow.read_drifted,
}
"""The calls that are measured, by their names in the table."""


def growth(
    sizes: tuple[int, ...] = SIZES, patience: float = _PATIENCE
) -> dict[int, dict[str, float]]:
    """CPU milliseconds per call, by number of tasks and name of the call."""
    return {
        size: {name: _least(partial(call, flow), patience) for name, call in CALLS.items()}
        for size in sizes
        for flow in [Flow(size)]
    }


def _least(call: Callable[[], Any], patience: float) -> float:
    call()
    taken: list[float] = []
    began = time.process_time()
    while len(taken) < 3 or time.process_time() - began < patience:
        start = time.process_time()
        call()
        taken.append(time.process_time() - start)
    return min(taken) * 1000
