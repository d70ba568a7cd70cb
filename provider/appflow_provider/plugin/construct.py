"""
Makes a component: registers it and its flows with the engine's resource monitor.

Pulumi's SDK can do this too, but it would load a program's whole runtime into the plugin, and pass on few of the component's
options. A component has no object of its own, so its options are meant for its flows.
"""

from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import grpc
from google.protobuf.struct_pb2 import Struct
from pulumi.runtime.proto import alias_pb2, provider_pb2, resource_pb2, resource_pb2_grpc

from appflow_provider.errors import AppFlowError, Cancelled
from appflow_provider.mirrors import WHENCE, MirroredFlow
from appflow_provider.packaged import version
from appflow_provider.reference import dynamic_type
from appflow_provider.values import UNKNOWN
from appflow_provider.wire.structs import decoded, encoded

_PACKAGE, _FLOW, _OWN = "appflow", "appflow:index:Flow", "perObject"
_MESSAGE = 400 * 1024 * 1024  # bytes of the largest message; the engine's own limit


def constructed(
    request: provider_pb2.ConstructRequest,
    flows: Iterable[MirroredFlow],
    announce: Callable[[str], None],
) -> provider_pb2.ConstructResponse:
    """
    Register a component and its flows.

    Args:
        request: The engine's request.
        flows: The flows.
        announce: Called with the URN of the component, before there are flows.

    Raises:
        AppFlowError: the engine refused a flow, and has said why.
    """
    options = [
        ("grpc.max_receive_message_length", _MESSAGE),
        ("grpc.max_send_message_length", _MESSAGE),
    ]
    with grpc.insecure_channel(request.monitorEndpoint, options) as channel:
        monitor = resource_pb2_grpc.ResourceMonitorStub(channel)
        try:
            return _registered(request, list(flows), announce, monitor)
        except grpc.RpcError as failed:
            raise _failure(failed) from failed


def _registered(
    request: provider_pb2.ConstructRequest,
    flows: list[MirroredFlow],
    announce: Callable[[str], None],
    monitor: resource_pb2_grpc.ResourceMonitorStub,
) -> provider_pb2.ConstructResponse:
    urn = monitor.RegisterResource(_component(request)).urn
    announce(urn)
    # All at once: the engine limits how many it makes at the same time.
    with ThreadPoolExecutor(max(1, len(flows))) as pool:
        made = list(
            pool.map(lambda flow: monitor.RegisterResource(_flow(request, urn, flow)), flows)
        )
    state = _state(flows, made)
    monitor.RegisterResourceOutputs(
        resource_pb2.RegisterResourceOutputsRequest(urn=urn, outputs=state)
    )
    depends = provider_pb2.ConstructResponse.PropertyDependencies(urns=[each.urn for each in made])
    return provider_pb2.ConstructResponse(
        urn=urn, state=state, stateDependencies=dict.fromkeys(state.fields, depends)
    )


def _component(request: provider_pb2.ConstructRequest) -> resource_pb2.RegisterResourceRequest:
    return resource_pb2.RegisterResourceRequest(
        type=request.type,
        name=request.name,
        parent=request.parent,
        providers=request.providers,
        aliases=request.aliases,
        aliasSpecs=True,
        acceptSecrets=True,
        supportsPartialValues=True,
        ignoreChanges=request.ignoreChanges,
        **_passed(request),
    )


def _flow(
    request: provider_pb2.ConstructRequest, parent: str, flow: MirroredFlow
) -> resource_pb2.RegisterResourceRequest:
    """The request for a flow, which depends on what the component's inputs depend on."""
    urns = {
        name: _dependencies(request, (*WHENCE.get(name, (name,)), _OWN)) for name in flow.inputs
    }
    all_urns = sorted({*request.dependencies, *(urn for each in urns.values() for urn in each)})
    passed = {**_passed(request), "dependencies": all_urns}
    before, timeouts = request.deleteBeforeReplace, request.customTimeouts
    return resource_pb2.RegisterResourceRequest(
        type=_FLOW,
        name=flow.name,
        parent=parent,
        custom=True,
        object=encoded(flow.inputs),
        provider=request.providers.get(_PACKAGE, ""),
        version=version(),
        aliases=_aliases(flow.aliases),
        aliasSpecs=True,
        acceptSecrets=True,
        supportsPartialValues=True,
        supportsResultReporting=True,  # with --continue-on-error the other flows are made, and the program goes on
        propertyDependencies={
            name: resource_pb2.RegisterResourceRequest.PropertyDependencies(urns=sorted(each))
            for name, each in urns.items()
        },
        deleteBeforeReplace=before,
        deleteBeforeReplaceDefined=before,
        customTimeouts=resource_pb2.RegisterResourceRequest.CustomTimeouts(
            create=timeouts.create, update=timeouts.update, delete=timeouts.delete
        ),
        **passed,
    )


def _passed(request: provider_pb2.ConstructRequest) -> dict[str, Any]:
    """The options that are set. One that is not set is inherited, or has the engine's default."""
    given: dict[str, Any] = {
        "dependencies": request.dependencies,
        "deletedWith": request.deletedWith,
        "replace_with": request.replace_with,
    }
    if request.HasField("replacement_trigger"):
        given["replacement_trigger"] = request.replacement_trigger
    if request.HasField("protect"):
        given["protect"] = request.protect
    if request.HasField("retainOnDelete"):
        given["retainOnDelete"] = request.retainOnDelete
    return given


def _dependencies(request: provider_pb2.ConstructRequest, inputs: Iterable[str]) -> set[str]:
    known = request.inputDependencies
    return {urn for name in inputs if name in known for urn in known[name].urns}


def _aliases(texts: Iterable[str]) -> list[alias_pb2.Alias]:
    """Each is a URN, or the name of a flow without a parent. A flow may come from the dynamic front."""
    spec, other = alias_pb2.Alias.Spec, dynamic_type(_FLOW.rsplit(":", 1)[-1])
    found = [alias_pb2.Alias(spec=spec(type=other))]
    for text in texts:
        if text.startswith("urn:"):
            found.append(alias_pb2.Alias(urn=text))
        else:
            found += [
                alias_pb2.Alias(spec=spec(name=text, noParent=True)),
                alias_pb2.Alias(spec=spec(name=text, noParent=True, type=other)),
            ]
    return found


def _state(
    flows: Iterable[MirroredFlow], made: Iterable[resource_pb2.RegisterResourceResponse]
) -> Struct:
    objects = {
        flow.object: decoded(each.object) if each.result == resource_pb2.SUCCESS else {}
        for flow, each in zip(flows, made, strict=True)
    }
    return encoded(
        {
            output: {name: found.get(member, UNKNOWN) for name, found in objects.items()}
            for output, member in _OUTPUTS.items()
        }
    )


_OUTPUTS: Mapping[str, str] = {"flowNames": "flowName", "flowArns": "flowArn"}
"""The outputs of a mirror, and the property of each flow that they have."""


def _failure(failed: Any) -> AppFlowError:
    if failed.code() in (grpc.StatusCode.CANCELLED, grpc.StatusCode.UNAVAILABLE):
        return Cancelled("the engine stopped before all flows were made", ours=True)
    return AppFlowError(failed.details(), ours=True)
