"""
Both fronts behind something that breaks AppFlow's answers, and what they then say.

The emulator carries requests out and answers; the answers to one operation are broken on their way to boto3. Or the requests of that
operation never reach the emulator, and something else answers them. So whatever is said, what the service holds is known.
"""

import itertools
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any, NoReturn

from botocore.awsrequest import AWSResponse
from pulumi.runtime.proto import status_pb2

from appflow_provider.errors import AppFlowError, PartlyDone
from appflow_provider.resources import RESOURCES, OperationContext
from appflow_provider.service import Services
from tests.stories import backend, samples
from tests.stories.broken import Answer, Break
from tests.stories.fronts import Dynamic, Plugin

__all__ = ["KINDS", "VERBS", "Outcome", "Proxy", "Stage"]

_LAMBDA = "arn:aws:lambda:eu-west-1:123456789012:function:{}"
_NOWHERE = "http://unseen.invalid"


class Proxy:
    """Stands between boto3 and the emulator."""

    def __init__(self, client: Any) -> None:
        self.heard: list[str] = []
        self._breaks: dict[str, Break] = {}
        self._stops: dict[str, Break] = {}
        self._models = client.meta.service_model
        client.meta.events.register_first("before-send", self._stop)
        client.meta.events.register_first("before-parse", self._pass)

    @contextmanager
    def breaking(self, operation: str, how: Break, *, carried_out: bool = True) -> Iterator[None]:
        """Break the answers to an operation, after the service carried it out or without asking it."""
        breaks = self._breaks if carried_out else self._stops
        breaks[operation] = how
        try:
            yield
        finally:
            breaks.clear()

    def _stop(self, event_name: str, request: Any, **_more: Any) -> AWSResponse | None:
        operation = event_name.rpartition(".")[-1]
        how = self._stops.get(operation)
        if how is None:
            return None
        nothing = Answer(200, {"content-type": "application/json"}, b"{}")
        broken = how(nothing, self._models.operation_model(operation))
        request.url = _NOWHERE  # botocore asks all who listen, and the emulator answers for its own
        response = AWSResponse(_NOWHERE, broken.status, broken.headers, None)
        response._content = broken.body
        return response

    def _pass(self, operation_model: Any, response_dict: dict[str, Any], **_more: Any) -> None:
        self.heard.append(operation_model.name)
        how = self._breaks.get(operation_model.name)
        if how is not None:
            right = Answer(
                response_dict["status_code"], response_dict["headers"], response_dict["body"] or b""
            )
            broken = how(right, operation_model)
            response_dict.update(
                status_code=broken.status, headers=dict(broken.headers), body=broken.body
            )


@dataclass
class Outcome:
    """
    How a call of the engine ended.

    Attributes:
        how: `done`, `gone` (a read), `refused`, `partly` (state is kept), or `crashed`.
        text: What the user reads.
        calls: Calls to the service.
        held: What Pulumi keeps.
    """

    how: str
    text: str = ""
    calls: int = 0
    held: Any = None


class _Aborted(Exception):
    def __init__(self, text: str, *, partly: bool) -> None:
        super().__init__(text)
        self.partly = partly


class _Context:
    def __init__(self) -> None:
        self.status = status_pb2.Status()

    def set_trailing_metadata(self, metadata: Any) -> None:
        self.status.ParseFromString(dict(metadata)["grpc-status-details-bin"])

    def abort(self, _code: Any, details: str) -> NoReturn:
        raise _Aborted(details, partly=bool(self.status.details))


class _Plugin(Plugin):
    def _call(self, method: str, request: Any) -> Any:
        return getattr(self._servicer, method)(request, _Context())


_FRONTS: Mapping[str, Any] = {"plugin": _Plugin, "dynamic": Dynamic}
_NUMBERS = itertools.count()


def _flow(name: str, **more: Any) -> dict[str, Any]:
    return {
        **samples.flow_from("S3"),
        "flowName": name,
        "triggerConfig": samples.DAILY,
        "flowStatus": "Active",
        "tags": {"team": "lake", "old": "yes"},
        **more,
    }


def _profile(name: str, **more: Any) -> dict[str, Any]:
    return {**samples.profile("Salesforce"), "connectorProfileName": name, **more}


def _connector(name: str, **more: Any) -> dict[str, Any]:
    lambda_ = {"lambda": {"lambdaArn": _LAMBDA.format(more.pop("function", "alpha"))}}
    return {"connectorLabel": name, "connectorProvisioningConfig": lambda_, **more}


@dataclass(frozen=True)
class _Kind:
    program: Callable[..., dict[str, Any]]
    change: Mapping[str, Any]
    held: str
    shows: Callable[[Any], Any]

    def written(self, name: str) -> Any:
        """What the service has of all that a verb writes; None where it has nothing of the name."""
        there = self.there(name)
        return None if there is None else self.shows(there)

    def there(self, name: str) -> Any:
        """What the service has of the name."""
        return getattr(backend.memory(), self.held).get(name)


KINDS: Mapping[str, _Kind] = {
    "Connector": _Kind(_connector, {"function": "bravo"}, "connectors", attrgetter("lambda_arn")),
    "ConnectorProfile": _Kind(
        _profile, {"connectionMode": "Private"}, "profiles", attrgetter("connection_mode")
    ),
    "Flow": _Kind(
        _flow,
        {"description": "changed", "tags": {"team": "sea"}, "flowStatus": "Suspended"},
        "flows",
        lambda flow: (flow.definition.get("description"), flow.status, dict(flow.tags)),
    ),
    "FlowRun": _Kind(
        lambda name, **more: {"flowName": name, **more},
        {"wait": True},
        "flows",
        lambda flow: [run.status for run in flow.runs],
    ),
}
"""Each resource: a program of a name, what an update changes, and how to see what the service has of it."""

VERBS = ("create", "read", "update", "delete")


@dataclass
class Stage:
    """One front with the services, and objects to work on."""

    front: str
    services: Services
    proxy: Proxy
    name: str = field(default_factory=lambda: f"story{next(_NUMBERS)}")

    def outcome(
        self,
        kind: str,
        verb: str,
        operation: str = "",
        how: Break | None = None,
        *,
        carried_out: bool = True,
    ) -> Outcome:
        """Prepare an object with right answers, and then do it with broken ones."""
        front = _FRONTS[self.front](kind, self.services)
        work, run = OperationContext(self.services), KINDS[kind]
        if kind == "FlowRun":
            on_demand = _flow(self.name, triggerConfig={"triggerType": "OnDemand"})
            del on_demand["flowStatus"]
            RESOURCES["Flow"].create(RESOURCES["Flow"].check({}, on_demand).inputs, work)
        inputs = self._inputs(front, {}, kind)
        held = None
        if verb != "create":
            waits = {"wait": False} if kind == "FlowRun" else {}
            held = front.create(self._inputs(front, {}, kind, **waits), work)
        news = self._inputs(front, held.inputs, kind, **run.change) if held else {}
        calls: Mapping[str, Callable[[], Any]] = {
            "create": lambda: front.create(inputs, work),
            "read": lambda: front.read(held.id_, held.state, work),  # type: ignore[union-attr]
            "update": lambda: front.update(held.id_, held.state, news, work),  # type: ignore[union-attr]
            "delete": lambda: front.delete(held.id_, held.state, work),  # type: ignore[union-attr]
        }
        self.proxy.heard.clear()
        if how is None:
            outcome = _ended(calls[verb])
        else:
            with self.proxy.breaking(operation, how, carried_out=carried_out):
                outcome = _ended(calls[verb])
        outcome.calls = len(self.proxy.heard)
        if verb == "read" and outcome.how == "done" and outcome.held is None:
            outcome.how = "gone"
        if verb == "read" and outcome.held is not None:
            outcome.held = (held, outcome.held)
        return outcome

    def leave(self) -> None:
        """Take away what was made, since quotas are small."""
        for store in ("connectors", "profiles", "flows"):
            getattr(backend.memory(), store).pop(self.name, None)

    def _inputs(self, front: Any, olds: Any, kind: str, **more: Any) -> dict[str, Any]:
        checked = front.check(olds, KINDS[kind].program(self.name, **more), seed=b"s")
        assert not checked.problems, checked.problems
        found: dict[str, Any] = checked.inputs
        return found


def _ended(call: Callable[[], Any]) -> Outcome:
    try:
        return Outcome("done", held=call())
    except _Aborted as aborted:
        crashed = "a bug in pulumi-appflow" in str(aborted)
        how = "crashed" if crashed else "partly" if aborted.partly else "refused"
        return Outcome(how, str(aborted))
    except PartlyDone as partly:
        return Outcome("partly", str(partly))
    except AppFlowError as refused:
        return Outcome("refused", str(refused))
    except Exception as crash:  # noqa: BLE001 - what this is about
        return Outcome("crashed", f"{type(crash).__name__}: {crash}")
