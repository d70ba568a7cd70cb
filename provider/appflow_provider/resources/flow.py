"""Flows: what is copied from where to where, when, and how each field is mapped."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from appflow_provider import rules
from appflow_provider.errors import AppFlowError, Conflict, NotFound
from appflow_provider.resources.asking import Asking
from appflow_provider.resources.flow_form import FLOW_FORM, FLOW_REPLACED, generated_bus
from appflow_provider.resources.managed import Managed
from appflow_provider.resources.names import located, region_of
from appflow_provider.resources.resource import Held
from appflow_provider.resources.work import Work
from appflow_provider.shapes.resources import FlowFacts, FlowInputs
from appflow_provider.shapes.walk import from_api
from appflow_provider.values import unwrap

__all__ = ["Flow"]

_AWS_TAGS = "aws:"  # tags that AWS puts on by itself begin with it; nobody else may write them
_NOT_IN_UPDATE = frozenset({"kmsArn", "tags"})  # of CreateFlow's members; model 2020-08-23

_DESTINATIONS, _PROPERTIES = "destinationFlowConfigList", "destinationConnectorProperties"
_BUS = "EventBridge"


class Flow(Managed):
    """`appflow:index:Flow`."""

    token = "Flow"  # noqa: S105 - the resource's name in the schema
    noun = "flow"
    name_property = "flowName"
    arn_property = "flowArn"
    inputs = FlowInputs
    facts = FlowFacts
    form = FLOW_FORM
    replaced = FLOW_REPLACED
    lost = "its run history, and up to where an incremental flow has read"
    gone_after = 120.0  # as long as Terraform's provider waits

    def judge(self, inputs: Mapping[str, Any], now: datetime | None) -> rules.Verdict:
        """The rules for flows."""
        return rules.flow(inputs, now=now)

    def create(self, inputs: Mapping[str, Any], work: Work) -> Held:
        """CreateFlow, then a look whether the flow is there."""
        name = unwrap(inputs[self.name_property])
        ask = self.asking("creating", name, inputs.get("region"), work, inputs)
        held, _ = self.make(ask, "CreateFlow", inputs, work)
        return held

    def update(
        self, id_: str, olds: Mapping[str, Any], news: Mapping[str, Any], work: Work
    ) -> Held:
        """UpdateFlow with the whole flow if anything but tags differs, then the tags that differ."""
        name = located(id_).name
        arn = str(unwrap(olds[self.arn_property]))
        ask = self.asking("updating", name, region_of(arn), work, news)
        if any(change.path[0] != "tags" for change in self.diff(olds, news).changes):
            request = self._as_served(ask, name, self.request(news))
            ask("UpdateFlow", **{key: request[key] for key in request.keys() - _NOT_IN_UPDATE})
        _retag(ask, arn, unwrap(olds.get("tags")) or {}, unwrap(news.get("tags")) or {})
        return self.held(name, news, {self.arn_property: arn})

    def delete(self, id_: str, state: Mapping[str, Any], work: Work) -> None:
        """DeleteFlow, after StopFlow where the flow is active, then a wait until it is gone."""
        name = located(id_).name
        ask = self.asking("deleting", name, self.region(state), work)
        try:
            _remove(ask, name)
        except NotFound:
            return
        self.wait_until_gone(ask, name, work)

    def _as_served(self, ask: Asking, name: str, request: dict[str, Any]) -> dict[str, Any]:
        """
        The request with the bus that AppFlow made of the user's EventBridge object.

        Sent as the user wrote it, it counts as another destination, and the whole update is refused (report of 2021).
        """
        buses = [bus for each in request[_DESTINATIONS] if (bus := each[_PROPERTIES].get(_BUS))]
        if not buses:
            return request
        live = self.describe(ask, name) or {_DESTINATIONS: []}
        served = [bus for each in live[_DESTINATIONS] if (bus := each[_PROPERTIES].get(_BUS))]
        for mine, theirs in zip(buses, served, strict=False):
            if generated_bus(mine["object"], theirs["object"]):
                mine["object"] = theirs["object"]
        return request

    def describe(self, ask: Asking, name: str) -> dict[str, Any] | None:
        """DescribeFlow; a flow of status Deleted is gone."""
        try:
            live = ask("DescribeFlow", flowName=name)
        except NotFound:
            return None
        return None if live.get("flowStatus") == "Deleted" else live

    def seen(self, live: Mapping[str, Any]) -> dict[str, Any]:
        """The flow without the tags that AWS put on by itself."""
        seen: dict[str, Any] = from_api(self.inputs, live)
        tags = seen.get("tags") or {}
        mine = {key: text for key, text in tags.items() if not key.startswith(_AWS_TAGS)}
        return {**seen, "tags": mine}


def _remove(ask: Asking, name: str) -> None:
    try:
        ask("DeleteFlow", flowName=name)
    except Conflict as active:
        try:
            ask("StopFlow", flowName=name)
        except NotFound:
            raise
        except AppFlowError:
            raise active from None  # it was not for being active that it could not go
        ask("DeleteFlow", flowName=name)


def _retag(ask: Asking, arn: str, old: Mapping[str, str], new: Mapping[str, str]) -> None:
    gone = sorted(old.keys() - new.keys())
    put = {key: text for key, text in new.items() if old.get(key) != text}
    if gone:
        ask("UntagResource", resourceArn=arn, tagKeys=gone)
    if put:
        ask("TagResource", resourceArn=arn, tags=put)
