"""A mirror of two objects, whose fields a made-up catalogue has."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest

from appflow_provider.mirrors import Asked, Plan, plan
from appflow_provider.mirrors.schemas import Field, Fields

FIELDS: Mapping[str, Fields] = {
    "Account": {
        "Address": Field("address"),
        "Address.City": Field("string", parent="Address"),
        "Id": Field("id", is_key=True),
        "LastModifiedDate": Field("datetime", is_incremental=True),
        "Password": Field(is_hidden=True),
        "Phone": Field("phone"),
    },
    "Contact": {
        "Email": Field("email"),
        "Id": Field("id", is_key=True),
        "LastModifiedDate": Field("datetime"),
        "SystemModstamp": Field("datetime", is_incremental=True),
    },
}


@dataclass
class Application:
    """An application as AppFlow sees it, which remembers what was looked up."""

    objects: Mapping[str, Fields] = field(default_factory=lambda: FIELDS)
    place: str = "AppFlow"
    asked: list[str] = field(default_factory=list)

    def names(self) -> Iterable[str]:
        self.asked.append("*")
        return list(self.objects)

    def fields(self, names: Iterable[str]) -> Mapping[str, Fields]:
        found = {name: self.objects[name] for name in names if name in self.objects}
        self.asked += found
        return found


BASE: Mapping[str, Any] = {
    "connectorType": "Salesforce",
    "connectorProfileName": "crm",
    "objects": ["Account", "Contact"],
    "lookup": True,
    "destinationFlowConfig": {
        "connectorType": "S3",
        "destinationConnectorProperties": {
            "s3": {"bucketName": "lake", "bucketPrefix": "crm/{object}"}
        },
    },
    "triggerConfig": {"triggerType": "OnDemand"},
}

Planned = Callable[..., Plan]


@pytest.fixture
def application() -> Application:
    return Application()


@pytest.fixture
def planned(application: Application) -> Planned:
    """The plan of the mirror with other inputs. None takes an input away."""

    def planned(**inputs: Any) -> Plan:
        whole = {**BASE, **inputs}
        given = {name: value for name, value in whole.items() if value is not None}
        return plan(Asked("crm", given, application))

    return planned
