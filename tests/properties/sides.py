"""The two readings of the API that are held against each other: the provider's check and the emulator, with the way between."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Any

from botocore.exceptions import ClientError, ParamValidationError

from appflow_emulator import appflow_backends, clock
from appflow_emulator.records import ProfileRecord
from appflow_provider.resources import Checked, Inputs, OperationContext, Resource, State
from appflow_provider.resources.connector_profile import ConnectorProfile
from appflow_provider.resources.flow import Flow
from appflow_provider.service.refusals import translated
from appflow_provider.values import path_text
from tests.properties.model import spelled

REGION = "eu-west-1"
ACCOUNT = "123456789012"  # moto's own
Request = dict[str, Any]


@dataclass(frozen=True)
class Kind:
    """One kind of request."""

    shape: str
    operation: str
    resource: Resource

    def check(self, request: Request) -> Checked:
        """What the provider says of it, written as a program writes it."""
        return self.resource.check(
            {}, spelled(self.shape, request), resource_name="drawn", seed=b"1"
        )


FLOW = Kind("CreateFlowRequest", "create_flow", Flow())
PROFILE = Kind("CreateConnectorProfileRequest", "create_connector_profile", ConnectorProfile())


@dataclass(frozen=True)
class _Here:
    """The service as the resources ask for it: one client, and no waiting."""

    client: Any
    region: str = REGION

    def call(self, operation: str, request: Mapping[str, Any]) -> dict[str, Any]:
        method = re.sub(r"(?<!^)(?=[A-Z])", "_", operation).lower()
        try:
            reply: dict[str, Any] = getattr(self.client, method)(**request)
        except ClientError as refused:
            raise translated(refused) from refused
        return reply

    def shared(self, operation: str, request: Mapping[str, Any]) -> dict[str, Any]:
        return self.call(operation, request)

    def now(self) -> datetime:
        return datetime.now(timezone.utc)

    def pause(self, seconds: float) -> None:
        raise AssertionError(f"nothing here takes {seconds} seconds")


class Emulator:
    """The emulator in this process, emptied before each request."""

    def __init__(self, client: Any) -> None:
        self._client = client
        self.work = OperationContext(lambda _region: _Here(client))

    def empty(self) -> None:
        """Forget all flows and profiles."""
        appflow_backends[ACCOUNT][REGION].reset()

    def refusal(self, kind: Kind, request: Request) -> str | None:
        """What the emulator, or boto3 before it, has against a request; None when it was carried out."""
        self.empty()
        if kind is FLOW:
            _know_profiles(request)
        try:
            getattr(self._client, kind.operation)(**request)
        except ParamValidationError as refused:
            return str(refused)
        except ClientError as refused:
            error = refused.response["Error"]
            assert error["Code"] == "ValidationException", error
            return str(error["Message"])
        return None

    def drift(self, kind: Kind, inputs: Mapping[str, Any]) -> list[str]:
        """What a refresh and the next preview would show of something that was just created."""
        resource = kind.resource
        held = resource.read(str(inputs[resource.name_property]), State({**inputs}), self.work)
        assert held is not None
        changed = [
            path_text(change.path)
            for change in resource.diff(held.state, Inputs({**inputs})).changes
        ]
        return changed if held.inputs == inputs else [*changed, "the inputs"]


def _know_profiles(request: Request) -> None:
    """Put the profiles that a flow names into the emulator's memory, as if they had been created."""
    targets = request.get("destinationFlowConfigList")
    ends = [request.get("sourceFlowConfig"), *(targets if isinstance(targets, list) else [])]
    backend = appflow_backends[ACCOUNT][REGION]
    for end in ends:
        name = end.get("connectorProfileName") if isinstance(end, Mapping) else None
        if isinstance(name, str):
            backend.profiles[name] = _profile(name, str(end.get("connectorType")))


def _profile(name: str, connector_type: str) -> ProfileRecord:
    return ProfileRecord(
        number=1,
        name=name,
        arn=f"arn:aws:appflow:{REGION}:{ACCOUNT}:connectorprofile/{name}",
        connector_type=connector_type,
        connector_label=None,
        connection_mode="Public",
        properties={},
        kms_arn=None,
        created_at=clock.now(),
        updated_at=clock.now(),
    )
