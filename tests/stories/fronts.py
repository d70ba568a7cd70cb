"""
The resources as Pulumi meets them: behind the plugin's messages, and behind the dynamic provider's dictionaries.

Each stands in for a resource of the core in `Life`, so that one table of stories is played on all three.
"""

from collections.abc import Mapping
from typing import Any, NoReturn

from pulumi.dynamic import Config, ConfigureRequest
from pulumi.output import Unknown as PulumiUnknown
from pulumi.runtime import rpc
from pulumi.runtime.proto import provider_pb2
from pulumi.runtime.proto.provider_pb2 import DiffResponse, PropertyDiff

from appflow_provider.diff import Change, Comparison
from appflow_provider.dynamic.provider import DynamicProvider
from appflow_provider.plugin.servicer import Servicer
from appflow_provider.problems import Problem
from appflow_provider.reference import PROVIDER, reference
from appflow_provider.resources import RESOURCES, Checked, Inputs, ResourceState, State
from appflow_provider.service import Services
from appflow_provider.values import UNKNOWN, Secret, Unknown, unwrap
from appflow_provider.wire.diffs import path_of
from appflow_provider.wire.structs import decoded, encoded

__all__ = ["FRONTS"]

_WHAT = {
    PropertyDiff.ADD: ("add", False),
    PropertyDiff.ADD_REPLACE: ("add", True),
    PropertyDiff.DELETE: ("delete", False),
    PropertyDiff.DELETE_REPLACE: ("delete", True),
    PropertyDiff.UPDATE: ("update", False),
    PropertyDiff.UPDATE_REPLACE: ("update", True),
}


class _Context:
    """A gRPC context whose errors fail the story."""

    def set_trailing_metadata(self, _metadata: Any) -> None:
        return

    def abort(self, code: Any, details: str) -> NoReturn:
        raise AssertionError(f"{code}: {details}")


class _Front:
    def __init__(self, kind: str) -> None:
        core = RESOURCES[kind]
        self.token, self.inputs = core.token, core.inputs
        self.name_property, self.arn_property = core.name_property, core.arn_property
        self._deletes_first = False

    def keeps_name(self, _found: Any, _olds: Any, _news: Any) -> bool:
        """What the last diff said."""
        return self._deletes_first

    def rebase(self, state: Mapping[str, Any], _inputs: Any) -> dict[str, Any]:
        """No story spells a program anew."""
        return dict(state)


class Plugin(_Front):
    """Through the servicer's messages."""

    def __init__(self, kind: str, services: Services) -> None:
        super().__init__(kind)
        self._services = services
        self._begin()
        self._urn = f"urn:pulumi:dev::stories::appflow:index:{kind}::story"

    def _begin(self) -> None:
        """A process of its own, as each run has one."""
        self._servicer = Servicer(connect=lambda _settings: self._services)
        self._call("Configure", provider_pb2.ConfigureRequest())

    def _call(self, method: str, request: Any) -> Any:
        return getattr(self._servicer, method)(request, _Context())

    def check(self, olds: Any, news: Any, *, seed: bytes, **_more: Any) -> Checked:
        request = provider_pb2.CheckRequest(
            urn=self._urn, olds=encoded(olds), news=encoded(news), randomSeed=seed
        )
        reply = self._call("Check", request)
        problems = tuple(Problem((), each.reason) for each in reply.failures)
        return Checked(Inputs(decoded(reply.inputs)), problems)

    def diff(self, olds: Any, news: Any, **_more: Any) -> Comparison:
        request = provider_pb2.DiffRequest(
            urn=self._urn, olds=encoded(olds), news=encoded(news), old_inputs=encoded(olds)
        )
        reply = self._call("Diff", request)
        self._deletes_first = reply.deleteBeforeReplace
        changes = [
            Change(path_of(path), *_WHAT[each.kind])  # type: ignore[arg-type]
            for path, each in reply.detailedDiff.items()
        ]
        assert {str(change.path[0]) for change in changes} == set(reply.diffs)
        replaced = {str(change.path[0]) for change in changes if change.replaces}
        assert replaced == set(reply.replaces)
        assert bool(changes) == (reply.changes == DiffResponse.DIFF_SOME)
        return Comparison(tuple(changes))

    def create(self, inputs: Any, _work: Any) -> ResourceState:
        request = provider_pb2.CreateRequest(
            urn=self._urn, properties=encoded(inputs), preview=True
        )
        self._certain(decoded(self._call("Create", request).properties), inputs, {})
        request.preview = False
        reply = self._call("Create", request)
        return ResourceState(reply.id, inputs, State(_state(decoded(reply.properties))))

    def _certain(self, previewed: Any, inputs: Any, olds: Any) -> None:
        assert {name: previewed[name] for name in inputs} == inputs
        arn = previewed[self.arn_property]
        assert arn == olds[self.arn_property] if olds else isinstance(arn, Unknown)

    def read(self, id_: str, state: Any, _work: Any) -> ResourceState | None:
        request = provider_pb2.ReadRequest(id=id_, urn=self._urn, properties=encoded(state))
        reply = self._call("Read", request)
        if not reply.id:
            assert reply == provider_pb2.ReadResponse()
            return None
        return ResourceState(
            reply.id, Inputs(decoded(reply.inputs)), State(_state(decoded(reply.properties)))
        )

    def update(self, id_: str, olds: Any, news: Any, _work: Any) -> ResourceState:
        request = provider_pb2.UpdateRequest(
            id=id_, urn=self._urn, olds=encoded(olds), news=encoded(news), preview=True
        )
        self._certain(decoded(self._call("Update", request).properties), news, olds)
        request.preview = False
        reply = self._call("Update", request)
        return ResourceState(id_, news, State(_state(decoded(reply.properties))))

    def delete(self, id_: str, state: Any, _work: Any) -> None:
        self._begin()
        self._call(
            "Delete",
            provider_pb2.DeleteRequest(id=id_, urn=self._urn, properties=encoded(state)),
        )


def _state(properties: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in properties.items() if key != PROVIDER}


class Dynamic(_Front):
    """Through the dictionaries of Pulumi's dynamic provider, which hands over secrets in the clear."""

    def __init__(self, kind: str, services: Services) -> None:
        super().__init__(kind)
        self._provider: Any = DynamicProvider(kind, connect=lambda _settings: services)
        self._provider.configure(ConfigureRequest(Config({}, "stories")))

    def _to(self, values: Mapping[str, Any]) -> dict[str, Any]:
        return {**_plain(unwrap(values)), PROVIDER: reference(self.token)}

    def check(self, olds: Any, news: Any, **_more: Any) -> Checked:
        reply = self._provider.check(self._to(olds), self._to(news))
        problems = tuple(Problem((), each.reason) for each in reply.failures)
        return Checked(_marked(reply.inputs), problems)

    def diff(self, olds: Any, news: Any, **_more: Any) -> Comparison:
        reply = self._provider.diff("", self._to(olds), self._to(news))
        self._deletes_first = reply.delete_before_replace
        changes = [Change((name,), "update", replaces=True) for name in reply.replaces]
        if reply.changes and not changes:
            changes = [Change(("anything",), "update")]
        assert bool(changes) == bool(reply.changes)
        return Comparison(tuple(changes))

    def create(self, inputs: Any, _work: Any) -> ResourceState:
        reply = self._provider.create(self._to(inputs))
        return ResourceState(reply.id, inputs, _marked(reply.outs))

    def read(self, id_: str, state: Any, _work: Any) -> ResourceState | None:
        reply = self._provider.read(id_, self._to(state))
        if not reply.id:
            return None
        return ResourceState(reply.id, _marked(reply.inputs), _marked(reply.outs))

    def update(self, id_: str, olds: Any, news: Any, _work: Any) -> ResourceState:
        reply = self._provider.update(id_, self._to(olds), self._to(news))
        return ResourceState(id_, news, _marked(reply.outs))

    def delete(self, id_: str, state: Any, _work: Any) -> None:
        self._provider.delete(id_, self._to(state))


def _plain(value: Any) -> Any:
    if isinstance(value, Unknown):
        return PulumiUnknown()
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, list) else value


def _marked(value: Any) -> Any:
    if rpc.is_rpc_secret(value):
        return Secret(_marked(rpc.unwrap_rpc_secret(value)))
    if isinstance(value, PulumiUnknown):
        return UNKNOWN
    if isinstance(value, Mapping):
        return {key: _marked(item) for key, item in value.items()}
    return [_marked(item) for item in value] if isinstance(value, list) else value


FRONTS = {"plugin": Plugin, "dynamic": Dynamic}
