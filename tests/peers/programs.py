"""Programs from complaints about other providers, as short as possible, and the messages that they must get."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from appflow_provider.resources import RESOURCES, Checked, OperationContext
from appflow_provider.service import Services
from tests.programs import flow, task
from tests.stories import samples
from tests.stories.lifecycle import Life

__all__ = [
    "FORMAT",
    "FROM_S3",
    "FROM_SALESFORCE",
    "MAP",
    "PROJECTION",
    "SCHEDULE",
    "SOURCE",
    "TARGET",
    "Listening",
    "filter_by",
    "is_the_same",
    "listening",
    "map_of",
    "said",
]

SOURCE = ("sourceFlowConfig", "sourceConnectorProperties")
TARGET = ("destinationFlowConfigList", 0, "destinationConnectorProperties")
FORMAT = (*TARGET, "s3", "s3OutputFormatConfig")
SCHEDULE = ("triggerConfig", "triggerProperties", "scheduled")


def map_of(field: str, connector: str = "salesforce") -> dict[str, Any]:
    """A task that copies a field."""
    types = {"SOURCE_DATA_TYPE": "string", "DESTINATION_DATA_TYPE": "string"}
    return task("Map", [field], connector, "NO_OP", destinationField=field, taskProperties=types)


def filter_by(field: str, value: str) -> dict[str, Any]:
    """A task that lets records pass which have a value."""
    compared = {"DATA_TYPE": "string", "VALUE": value}
    return task("Filter", [field], "salesforce", "EQUAL_TO", taskProperties=compared)


MAP = map_of("Id")
PROJECTION = task("Filter", ["Id", "Name", "Phone"], "salesforce", "PROJECTION")
FROM_SALESFORCE = {
    **samples.flow_from("Salesforce"),
    "triggerConfig": samples.DAILY,
    "tasks": [PROJECTION, map_of("Id"), map_of("Name"), filter_by("Stage", "won")],
}
FROM_S3 = {
    **samples.flow_from("S3"),
    "sourceFlowConfig": flow()["sourceFlowConfig"],
    "triggerConfig": samples.DAILY,
}


def said(kind: str, program: Mapping[str, Any]) -> Checked:
    """The warnings and problems of a new resource."""
    return RESOURCES[kind].check({}, program, resource_name="story", seed=b"story")


def is_the_same(life: Life, program: Mapping[str, Any]) -> bool:
    """Whether a program in another spelling changes nothing, also after a refresh."""
    held = life.read()
    assert held is not None
    inputs = life.check(program)
    refreshed = life.resource.diff(held.state, inputs)
    return life.diff(inputs).changes == refreshed.changes == ()


class Listening:
    """A region's service, and its recorded calls."""

    def __init__(self, service: Any) -> None:
        self._service, self.asked = service, list[tuple[str, dict[str, Any]]]()

    @property
    def region(self) -> str:
        """The region that requests go to."""
        return str(self._service.region)

    def call(self, operation: str, request: Mapping[str, Any]) -> dict[str, Any]:
        """Hand the call on and remember it."""
        self.asked.append((operation, dict(request)))
        answer: dict[str, Any] = self._service.call(operation, request)
        return answer

    def shared(self, operation: str, request: Mapping[str, Any]) -> dict[str, Any]:
        """The same; what is read a moment later is read anew."""
        return self.call(operation, request)

    def now(self) -> datetime:
        """The service's time."""
        present: datetime = self._service.now()
        return present

    def pause(self, seconds: float) -> None:
        """Hand the wait on."""
        self._service.pause(seconds)

    def last(self, operation: str) -> dict[str, Any]:
        """The last request of an operation."""
        return next(request for each, request in reversed(self.asked) if each == operation)

    def operations(self) -> list[str]:
        """What was asked, in order."""
        return [operation for operation, _ in self.asked]


def listening(kind: str, services: Services) -> tuple[Life, Listening]:
    """A resource, and a service that records calls."""
    life, ear = Life(kind, services), Listening(services())
    life.work = OperationContext(lambda _region: ear)
    return life, ear
