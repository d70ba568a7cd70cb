"""
Answers the calls about configuration, resources and functions. Translates messages to requests of `protocol`, and responses back.

`provider.Provider` does the work. This module is loaded only after the engine has the port.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from google.protobuf.empty_pb2 import Empty
from google.protobuf.struct_pb2 import Struct
from pulumi.runtime.proto import provider_pb2

from appflow_provider import protocol
from appflow_provider.errors import AppFlowError
from appflow_provider.plugin.construct import constructed
from appflow_provider.plugin.engine import Engine
from appflow_provider.plugin.replies import argument_failures, autonaming, failures, page
from appflow_provider.plugin.stack import settings_of_the_stack
from appflow_provider.provider import LogOnce, Provider
from appflow_provider.reference import PROVIDER, reference
from appflow_provider.resources import RESOURCES
from appflow_provider.secrecy import Redactor
from appflow_provider.wire.diffs import diff_response, path_of
from appflow_provider.wire.structs import (
    UNKNOWN_TEXT,
    decoded,
    decoded_both,
    encoded,
    encoded_again,
)
from appflow_provider.wire.urns import is_mirrored, name_of, token_of

_STRUCT = Struct.DESCRIPTOR.full_name


class Calls:
    """
    The engine's calls, one method each.

    Args:
        engine: Shows texts to the user.
        options: Passed to `Provider`.
    """

    def __init__(self, engine: Engine, **options: Any) -> None:
        self._log = LogOnce(engine)
        self._provider = Provider(self._log, setting="provider configuration: ", **options)
        self._configuration: Mapping[str, Any] = {}

    def cancel(self) -> None:
        """End all waits, now and from now on."""
        self._provider.cancel()

    def check_config(self, request: provider_pb2.CheckRequest) -> provider_pb2.CheckResponse:
        """Validate the configuration. It is stored as the user wrote it."""
        problems = self._provider.check_config(
            decoded(request.olds),
            decoded(request.news),
            urn=request.urn,
            stack=settings_of_the_stack(),
        )
        redactor = self.redactor(request)
        return provider_pb2.CheckResponse(
            inputs=request.news, failures=failures(redactor.text(str(each)) for each in problems)
        )

    def diff_config(self, request: provider_pb2.DiffRequest) -> provider_pb2.DiffResponse:
        """Compare the provider's configuration with the old one."""
        # If a resource changes its provider, the old inputs are those of another package.
        olds, news = decoded(request.old_inputs or request.olds), decoded(request.news)
        return diff_response(self._provider.diff_config(olds, news))

    def configure(self, request: provider_pb2.ConfigureRequest) -> provider_pb2.ConfigureResponse:
        """Set the configuration. Nothing is sent to AWS yet."""
        self._configuration = decoded(request.args)
        # The id is unknown in the preview of a new stack.
        stack = "" if request.id == UNKNOWN_TEXT else request.id
        self._provider.configure(self._configuration.get, stack=stack)
        if wrong := self._provider.misconfigured():
            raise wrong
        return provider_pb2.ConfigureResponse(
            acceptSecrets=True,
            acceptResources=True,
            acceptOutputs=True,
            supportsPreview=True,
            supports_autonaming_configuration=True,
        )

    def check(self, request: provider_pb2.CheckRequest) -> provider_pb2.CheckResponse:
        """Validate the inputs, add an automatic name, and mark secrets."""
        olds, news = decoded_both(request.olds, request.news)
        response = self._provider.check(
            protocol.CheckRequest(
                self._call(request),
                olds,
                news,
                request.randomSeed,
                autonaming(request),
            )
        )
        return provider_pb2.CheckResponse(
            inputs=encoded(response.inputs), failures=failures(response.failures)
        )

    def diff(self, request: provider_pb2.DiffRequest) -> provider_pb2.DiffResponse:
        """Compare the program with the state, leaf by leaf."""
        olds, news = decoded_both(request.olds, request.news)
        response = self._provider.diff(
            protocol.DiffRequest(
                self._call(request),
                olds,
                news,
                [path_of(text) for text in request.ignoreChanges],
            )
        )
        return diff_response(
            response.changes,
            deletes_first=response.deletes_first,
            shown=response.inputs,
            stables=response.stables,
        )

    def create(self, request: provider_pb2.CreateRequest) -> provider_pb2.CreateResponse:
        """Create the object; in a preview, predict its state."""
        made = self._provider.create(
            protocol.CreateRequest(
                self._call(request), decoded(request.properties), request.preview
            )
        )
        return provider_pb2.CreateResponse(id=made.id_, properties=_state(request, made.state))

    def read(self, request: provider_pb2.ReadRequest) -> provider_pb2.ReadResponse:
        """Read the object. An empty response means that it does not exist."""
        call, state = self._call(request), decoded(request.properties)
        found = self._provider.read(
            protocol.ReadRequest(call, request.id, state, decoded(request.inputs))
        )
        if found is None:
            if not state and not request.inputs.fields:  # an import or `.get`, not a refresh
                missing = self._provider.missing(call.token, request.id)
                self._log.warn(call.urn, call.name, missing)
            return provider_pb2.ReadResponse()
        properties = _state(request, found.state)
        inputs = encoded_again(found.inputs, found.state, properties)
        return provider_pb2.ReadResponse(id=found.id_, properties=properties, inputs=inputs)

    def update(self, request: provider_pb2.UpdateRequest) -> provider_pb2.UpdateResponse:
        """Update the object to the new inputs; in a preview, predict its state."""
        updated = self._provider.update(
            protocol.UpdateRequest(
                self._call(request),
                request.id,
                decoded(request.olds),
                decoded(request.news),
                request.preview,
            )
        )
        return provider_pb2.UpdateResponse(properties=_state(request, updated.state))

    def delete(self, request: provider_pb2.DeleteRequest) -> Empty:
        """Delete the object."""
        self._provider.delete(
            protocol.DeleteRequest(self._call(request), request.id, decoded(request.properties))
        )
        return Empty()

    def list_(self, request: provider_pb2.ListRequest) -> Iterator[provider_pb2.ListResponse]:
        """List the objects in a region, one page for each call."""
        response = self._provider.list_(
            protocol.ListRequest(
                request.token.rsplit(":", 1)[-1],
                decoded(request.query),
                request.limit,
                request.page_size,
                request.continuation_token,
            )
        )
        return page(response)

    def invoke(self, request: provider_pb2.InvokeRequest) -> provider_pb2.InvokeResponse:
        """Call a function."""
        response = self._provider.invoke(
            protocol.InvokeRequest(
                request.tok.rsplit(":", 1)[-1], decoded(request.args), self.redactor(request)
            )
        )
        result = None if response.result is None else encoded(response.result)
        return provider_pb2.InvokeResponse(
            **{"return": result}, failures=argument_failures(response.failures)
        )

    def construct(self, request: provider_pb2.ConstructRequest) -> provider_pb2.ConstructResponse:
        """
        Make a component, with the resources in it.

        Raises:
            AppFlowError: the component's inputs have problems, or the engine refused a resource.
        """
        redactor = self.redactor(request)
        planned = self._provider.mirror(
            protocol.MirrorRequest(request.name, decoded(request.inputs), redactor)
        )
        if planned.problems:
            raise AppFlowError(
                "\n".join(redactor.text(str(each)) for each in planned.problems), ours=True
            )

        def warn(urn: str) -> None:
            for each in planned.warnings:
                self._log.warn(urn, request.name, redactor.text(str(each)))

        return constructed(request, planned.flows, warn)

    def _call(self, request: Any) -> protocol.Call:
        """
        The context of a call about a resource.

        Raises:
            AppFlowError: the resource is not one of this provider.
        """
        token, urn = token_of(request.urn), request.urn
        if token not in RESOURCES:
            raise AppFlowError(
                f"{urn} is not a resource of this provider. Run `pulumi state delete` to remove it from the state",
                ours=True,
            )
        timeout = getattr(request, "timeout", 0)
        redactor = self.redactor(request)
        return protocol.Call(token, urn, name_of(urn), is_mirrored(urn), redactor, timeout)

    def redactor(self, request: Any) -> Redactor:
        """Hides the secrets of a call: those in its message, and those in the configuration."""
        return Redactor(lambda: [self._configuration, *self._values(request)])

    def _values(self, request: Any) -> Iterator[Mapping[str, Any]]:
        known = RESOURCES.get(token_of(getattr(request, "urn", "")))
        for name, field in request.DESCRIPTOR.fields_by_name.items():
            if field.message_type is not None and field.message_type.full_name == _STRUCT:
                properties = decoded(getattr(request, name))
                yield known.marked(properties) if known else properties


def _state(request: Any, properties: Mapping[str, Any]) -> Struct:
    """The properties for the state, with the hidden one that the dynamic front needs."""
    return encoded({**properties, **for_state(request)})


def for_state(request: Any) -> dict[str, str]:
    """The hidden property of a resource's state that names the dynamic front's code."""
    urn = getattr(request, "urn", "")
    return {PROVIDER: reference(token_of(urn))} if urn else {}
