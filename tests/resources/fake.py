"""AppFlow as small as the resources' tests need it: named objects in memory, and refusals on request."""

import copy
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from typing import Any

from appflow_provider.errors import AppFlowError, Cancelled, Conflict, NotFound
from appflow_provider.resources import OperationContext

REGION = "eu-west-1"
ARN = f"arn:aws:appflow:{REGION}:123456789012"


@dataclass
class FakeService:
    """Its objects, its recorded calls, and what it must refuse."""

    region: str = REGION
    flows: dict[str, dict[str, Any]] = field(default_factory=dict)
    profiles: dict[str, dict[str, Any]] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)
    calls: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    refusals: dict[str, list[AppFlowError]] = field(default_factory=dict)
    paused: float = 0.0
    cancel_after: float | None = None
    provisioning: list[dict[str, str]] = field(default_factory=list)
    present: datetime = field(default_factory=lambda: datetime.now(timezone.utc))

    def call(self, operation: str, request: Mapping[str, Any]) -> dict[str, Any]:
        self.calls.append((operation, copy.deepcopy(dict(request))))
        if self.refusals.get(operation):
            raise self.refusals[operation].pop(0)
        answer: dict[str, Any] = copy.deepcopy(getattr(self, f"_{operation}")(**request))
        return answer

    def shared(self, operation: str, request: Mapping[str, Any]) -> dict[str, Any]:
        return self.call(operation, request)

    def now(self) -> datetime:
        return self.present + timedelta(seconds=self.paused)

    def pause(self, seconds: float) -> None:
        self.paused += seconds
        if self.cancel_after is not None and self.paused >= self.cancel_after:
            raise Cancelled("cancelled")

    def operations(self) -> list[str]:
        return [operation for operation, _ in self.calls]

    def work(
        self, urn: str = "urn:pulumi:dev::shop::type::orders", timeout: float = 0
    ) -> OperationContext:
        return OperationContext(lambda _region: self, urn=urn, timeout=timeout)

    def _new(self, store: dict[str, Any], name: str, token: str) -> bool:
        """Whether the name has to be made; a token that was used answers as it did then."""
        if self.tokens.get(token) == name:
            return False
        if name in store:
            raise Conflict("already exists", code="ConflictException", request_id="r-1")
        self.tokens[token] = name
        return True

    def _CreateFlow(self, *, flowName: str, clientToken: str, **rest: Any) -> dict[str, Any]:
        arn = f"{ARN}:flow/{flowName}"
        if self._new(self.flows, flowName, clientToken):
            self.flows[flowName] = {
                "flowName": flowName,
                "flowArn": arn,
                "flowStatus": "Draft",
                "kmsArn": "arn:aws:kms:eu-west-1:123456789012:key/own",
                "metadataCatalogConfig": {},
                "tags": {},
                **rest,
            }
        return {"flowArn": arn, "flowStatus": "Draft"}

    def _DescribeFlow(self, *, flowName: str) -> dict[str, Any]:
        if flowName not in self.flows:
            raise NotFound("no such flow", code="ResourceNotFoundException", request_id="r-2")
        return self.flows[flowName]

    def _ListFlows(self, *, maxResults: int, nextToken: str = "0") -> dict[str, Any]:
        start = int(nextToken)
        found = sorted(self.flows.values(), key=lambda flow: str(flow["flowName"]))
        more = {"nextToken": str(start + maxResults)} if start + maxResults < len(found) else {}
        return {"flows": found[start : start + maxResults], **more}

    def _UpdateFlow(self, *, flowName: str, **rest: Any) -> dict[str, Any]:
        kept = ("flowName", "flowArn", "flowStatus", "kmsArn", "tags")
        old = self._DescribeFlow(flowName=flowName)
        self.flows[flowName] = {**{key: old[key] for key in kept}, **rest}
        return {"flowStatus": old["flowStatus"]}

    def _StartFlow(self, *, flowName: str) -> dict[str, Any]:
        self.flows[flowName]["flowStatus"] = "Active"
        return {"flowStatus": "Active"}

    def _StopFlow(self, *, flowName: str) -> dict[str, Any]:
        self.flows[flowName]["flowStatus"] = "Suspended"
        return {}

    def _DeleteFlow(self, *, flowName: str) -> dict[str, Any]:
        if self._DescribeFlow(flowName=flowName)["flowStatus"] == "Active":
            raise Conflict("Flow is in active state", code="ConflictException", request_id="r-3")
        del self.flows[flowName]
        return {}

    def _TagResource(self, *, resourceArn: str, tags: dict[str, str]) -> dict[str, Any]:
        self.flows[resourceArn.rsplit("/", 1)[-1]]["tags"].update(tags)
        return {}

    def _UntagResource(self, *, resourceArn: str, tagKeys: list[str]) -> dict[str, Any]:
        for key in tagKeys:
            self.flows[resourceArn.rsplit("/", 1)[-1]]["tags"].pop(key, None)
        return {}

    def _CreateConnectorProfile(
        self, *, connectorProfileName: str, clientToken: str, **rest: Any
    ) -> dict[str, Any]:
        arn = f"{ARN}:connectorprofile/{connectorProfileName}"
        if self._new(self.profiles, connectorProfileName, clientToken):
            self.profiles[connectorProfileName] = {
                "connectorProfileName": connectorProfileName,
                "connectorProfileArn": arn,
                "credentialsArn": "arn:aws:secretsmanager:eu-west-1:123456789012:secret:appflow!x",
                **rest,
            }
        return {"connectorProfileArn": arn}

    def _UpdateConnectorProfile(self, *, connectorProfileName: str, **rest: Any) -> dict[str, Any]:
        self.profiles[connectorProfileName].update(rest)
        return {"connectorProfileArn": self.profiles[connectorProfileName]["connectorProfileArn"]}

    def _DescribeConnectorProfiles(self, *, connectorProfileNames: list[str]) -> dict[str, Any]:
        found = []
        for name in connectorProfileNames:
            if name not in self.profiles:
                continue
            profile = dict(self.profiles[name])
            config = profile.pop("connectorProfileConfig")
            profile.pop("kmsArn", None)
            profile["connectorProfileProperties"] = config["connectorProfileProperties"]
            if self.provisioning:
                state = (
                    self.provisioning.pop(0) if len(self.provisioning) > 1 else self.provisioning[0]
                )
                profile["privateConnectionProvisioningState"] = state
            found.append(profile)
        return {"connectorProfileDetails": found}

    def _DeleteConnectorProfile(self, *, connectorProfileName: str) -> dict[str, Any]:
        if self.profiles.pop(connectorProfileName, None) is None:
            raise NotFound("no such profile", code="ResourceNotFoundException", request_id="r-4")
        return {}
