"""
Pulumi's provider protocol, call by call: structs in, the core's answers out.

What a call must do is Pulumi's; what it means for AppFlow is the core's. The core is loaded with the first call that needs it: the
engine waits for the port, and a program may never come to a resource of ours.
"""

import functools
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any, TypeVar

import grpc
from google.protobuf.empty_pb2 import Empty
from google.protobuf.struct_pb2 import Struct
from pulumi.runtime.proto import plugin_pb2, provider_pb2
from pulumi.runtime.proto.provider_pb2_grpc import ResourceProviderServicer

from appflow_provider.packaged import schema, version
from appflow_provider.plugin.connection import Connection
from appflow_provider.plugin.engine import Engine
from appflow_provider.reference import PROVIDER, reference
from appflow_provider.wire.structs import decoded, encoded, encoded_again
from appflow_provider.wire.urns import name_of, token_of

if TYPE_CHECKING:
    from appflow_provider.resources import Resource, Work
    from appflow_provider.secrecy import Redactor

__all__ = ["Servicer"]

_STRUCT = Struct.DESCRIPTOR.full_name

Answer = TypeVar("Answer")
Call = Callable[["Servicer", Any, grpc.ServicerContext], Answer]


def _answered(call: Call[Answer]) -> Call[Answer]:
    """Whatever fails in the call is worded for the user."""

    @functools.wraps(call)
    def answer(self: "Servicer", request: Any, context: grpc.ServicerContext) -> Answer:
        try:
            return call(self, request, context)
        except Exception as failure:  # noqa: BLE001 - the last place before the wire
            from appflow_provider.plugin.replies import refuse

            refuse(context, self._redactor(request).failure(failure), _for_state(request))

    return answer


class Servicer(ResourceProviderServicer):
    """One provider of a program, from its configuration to its end."""

    def __init__(self) -> None:
        self._engine = Engine()
        self._connection = Connection()
        self._is_new = False  # whether the engine has no provider of this URN yet

    def Handshake(
        self, request: provider_pb2.ProviderHandshakeRequest, _context: grpc.ServicerContext
    ) -> provider_pb2.ProviderHandshakeResponse:
        """Learn where the engine listens, and say what we can take."""
        self._engine.connect(request.engine_address)
        return provider_pb2.ProviderHandshakeResponse(
            accept_secrets=True,
            accept_resources=True,
            accept_outputs=True,
            supports_autonaming_configuration=True,
        )

    def Attach(self, request: plugin_pb2.PluginAttach, _context: grpc.ServicerContext) -> Empty:
        """Learn where the engine listens that we did not start for (a debugger's way in)."""
        self._engine.connect(request.address)
        return Empty()

    def GetPluginInfo(
        self, _request: Empty, _context: grpc.ServicerContext
    ) -> plugin_pb2.PluginInfo:
        """Our version."""
        return plugin_pb2.PluginInfo(version=version())

    @_answered
    def GetSchema(
        self, _request: provider_pb2.GetSchemaRequest, _context: grpc.ServicerContext
    ) -> provider_pb2.GetSchemaResponse:
        """The package's schema, as it was generated."""
        return provider_pb2.GetSchemaResponse(schema=schema())

    def GetMapping(
        self, _request: provider_pb2.GetMappingRequest, _context: grpc.ServicerContext
    ) -> provider_pb2.GetMappingResponse:
        """There is no conversion from another tool's names."""
        return provider_pb2.GetMappingResponse()

    def GetMappings(
        self, _request: provider_pb2.GetMappingsRequest, _context: grpc.ServicerContext
    ) -> provider_pb2.GetMappingsResponse:
        """There is no conversion from another tool's names."""
        return provider_pb2.GetMappingsResponse()

    @_answered
    def CheckConfig(
        self, request: provider_pb2.CheckRequest, _context: grpc.ServicerContext
    ) -> provider_pb2.CheckResponse:
        """Validate the configuration; it is kept as the user wrote it."""
        from appflow_provider.plugin.replies import failures
        from appflow_provider.plugin.stack import settings_of_the_stack
        from appflow_provider.settings import settings_from, slips, unused

        self._is_new = not request.olds.fields
        given = decoded(request.news)
        settings, problems = settings_from(given.get)
        redactor = self._redactor(request)
        for slip in slips(given, settings.region, settings.acknowledged):
            self._engine.warn("", redactor.told(slip))
        for lack in unused(settings_of_the_stack(), given, settings.acknowledged):
            self._engine.warn(request.urn, lack)
        return provider_pb2.CheckResponse(
            inputs=request.news, failures=failures(problems, redactor)
        )

    @_answered
    def DiffConfig(
        self, request: provider_pb2.DiffRequest, _context: grpc.ServicerContext
    ) -> provider_pb2.DiffResponse:
        """
        A provider is never another one: that would replace all of its resources, those with a region of their own among them.

        Whether another region of the provider moves a resource, the resource's own diff says.
        """
        from appflow_provider.diff import Change
        from appflow_provider.wire.diffs import diff_response

        self._is_new = False
        # Old inputs are those of another package when a resource changes its provider.
        olds, news = decoded(request.old_inputs or request.olds), decoded(request.news)
        return diff_response(
            [
                Change((name,), "update")
                for name in sorted(olds.keys() | news.keys())
                if olds.get(name) != news.get(name)
            ]
        )

    @_answered
    def Configure(
        self, request: provider_pb2.ConfigureRequest, _context: grpc.ServicerContext
    ) -> provider_pb2.ConfigureResponse:
        """Take the configuration; nothing is asked of AWS before a resource needs it."""
        self._connection.configure(decoded(request.args), stack=request.id, is_new=self._is_new)
        return provider_pb2.ConfigureResponse(
            acceptSecrets=True,
            acceptResources=True,
            acceptOutputs=True,
            supportsPreview=True,
            supports_autonaming_configuration=True,
        )

    @_answered
    def Check(
        self, request: provider_pb2.CheckRequest, _context: grpc.ServicerContext
    ) -> provider_pb2.CheckResponse:
        """Validate, name, and mark secrets."""
        from appflow_provider.plugin.naming import is_enforced, proposed, unnamed
        from appflow_provider.plugin.replies import failures

        resource, olds, news = (
            self._resource(request.urn),
            decoded(request.olds),
            decoded(request.news),
        )
        olds = resource.readable(olds)
        checked = resource.check(
            olds,
            news,
            resource_name=name_of(request.urn),
            seed=request.randomSeed,
            urn=request.urn,
            stack=self._connection.stack,
            proposed=proposed(request),
            enforced=is_enforced(request),
            now=datetime.now(timezone.utc),
            region=self._connection.region,
        )
        redactor = self._redactor(request)
        for warning in checked.warnings:
            self._warn(request.urn, redactor.told(str(warning)))
        missing = self._connection.missing_region(checked.inputs.get("region"))
        if missing and not olds:
            self._warn(request.urn, str(missing))
        problems = [*unnamed(request, resource.name_property, olds, news), *checked.problems]
        return provider_pb2.CheckResponse(
            inputs=encoded(checked.inputs), failures=failures(problems, redactor)
        )

    @_answered
    def Diff(
        self, request: provider_pb2.DiffRequest, _context: grpc.ServicerContext
    ) -> provider_pb2.DiffResponse:
        """Compare the program with the state, leaf by leaf."""
        from appflow_provider.diff import Comparison
        from appflow_provider.resources.states import way_out
        from appflow_provider.wire.diffs import diff_response, left_alone

        resource, olds = self._resource(request.urn), decoded(request.olds)
        odd = resource.unreadable(olds)
        olds = {key: item for key, item in olds.items() if key not in odd}
        news = resource.with_name_of(olds, decoded(request.news))
        if odd:
            self._warn(request.urn, f"{way_out(odd)}.")
        found = resource.diff(olds, news, region=self._connection.region)
        found = Comparison(tuple(left_alone(found.changes, request.ignoreChanges)))
        if not found.changes:
            resource.unchanged(request.urn, olds)
        keeps_name = resource.keeps_name(found, olds, news)
        redactor = self._redactor(request)
        for note in resource.told(found, keeps_name=keeps_name):
            (self._warn if note.warns else self._inform)(request.urn, redactor.told(note.text))
        return diff_response(
            found.changes,
            deletes_first=keeps_name,
            shown=resource.properties,
            stables=[resource.name_property, resource.arn_property],
        )

    @_answered
    def Create(
        self, request: provider_pb2.CreateRequest, _context: grpc.ServicerContext
    ) -> provider_pb2.CreateResponse:
        """Make the object; in a preview, say what is certain of it."""
        resource, inputs = self._resource(request.urn), decoded(request.properties)
        if request.preview:
            return provider_pb2.CreateResponse(
                properties=_state(request, resource.previewed(inputs))
            )
        held = resource.create(inputs, self._work(request))
        return provider_pb2.CreateResponse(id=held.id_, properties=_state(request, held.state))

    @_answered
    def Read(
        self, request: provider_pb2.ReadRequest, _context: grpc.ServicerContext
    ) -> provider_pb2.ReadResponse:
        """Look what the service holds; an empty answer says that it is gone."""
        resource = self._resource(request.urn)
        state = resource.as_written(decoded(request.properties), decoded(request.inputs))
        held = resource.read(request.id, resource.readable(state), self._work(request))
        if held is None:
            if not state:  # an import or `.get`, not a refresh
                self._warn(request.urn, resource.missing(request.id, self._connection.region()))
            return provider_pb2.ReadResponse()
        properties = _state(request, held.state)
        inputs = encoded_again(held.inputs, held.state, properties)
        return provider_pb2.ReadResponse(id=held.id_, properties=properties, inputs=inputs)

    @_answered
    def Update(
        self, request: provider_pb2.UpdateRequest, _context: grpc.ServicerContext
    ) -> provider_pb2.UpdateResponse:
        """Change the object; in a preview, say what is certain of it."""
        resource, olds = self._resource(request.urn), decoded(request.olds)
        olds = resource.readable(olds) if request.preview else resource.usable(olds)
        news = resource.with_name_of(olds, decoded(request.news))
        if request.preview:
            return provider_pb2.UpdateResponse(
                properties=_state(request, resource.previewed(news, olds))
            )
        held = resource.update(request.id, olds, news, self._work(request))
        return provider_pb2.UpdateResponse(properties=_state(request, held.state))

    @_answered
    def Delete(self, request: provider_pb2.DeleteRequest, _context: grpc.ServicerContext) -> Empty:
        """Remove the object."""
        resource = self._resource(request.urn)
        state = resource.readable(decoded(request.properties))
        resource.delete(request.id, state, self._work(request))
        return Empty()

    def List(
        self, request: provider_pb2.ListRequest, context: grpc.ServicerContext
    ) -> Iterator[provider_pb2.ListResponse]:
        """What there is in a region, one page a call."""
        from appflow_provider.plugin.listing import listed
        from appflow_provider.plugin.replies import refuse

        try:
            yield from listed(request, self._connection)
        except Exception as failure:  # noqa: BLE001 - the last place before the wire
            refuse(context, self._redactor(request).failure(failure))

    @_answered
    def Invoke(
        self, request: provider_pb2.InvokeRequest, _context: grpc.ServicerContext
    ) -> provider_pb2.InvokeResponse:
        """Look something up."""
        from appflow_provider.plugin.invoking import invoked

        return invoked(request, self._connection, self._redactor(request))

    def Cancel(self, _request: Empty, _context: grpc.ServicerContext) -> Empty:
        """End all waits."""
        self.end()
        return Empty()

    def end(self) -> None:
        """End all waits, now and from now on."""
        self._connection.cancel()

    def _resource(self, urn: str) -> "Resource":
        token = token_of(urn)
        from appflow_provider.resources import RESOURCES

        if token not in RESOURCES:
            from appflow_provider.errors import AppFlowError

            raise AppFlowError(
                f"{urn} is not a resource of this provider. Run `pulumi state delete` to remove it from the state",
                ours=True,
            )
        return self._connection.resource(token)

    def _work(self, request: Any) -> "Work":
        redactor = self._redactor(request)
        return self._connection.work(
            urn=request.urn,
            timeout=request.timeout,
            say=lambda line: self._engine.status(request.urn, redactor.told(line)),
            warn=lambda text: self._warn(request.urn, redactor.told(text)),
            report=lambda said: self._warn(request.urn, redactor.told(said)),
        )

    def _warn(self, urn: str, text: str) -> None:
        """
        Warn of a resource by its name.

        `pulumi preview --diff` shows the text alone. The list of diagnostics shows the name a second time: the engine tells no plugin
        which of the two views a person sees.
        """
        self._engine.warn(urn, f"{name_of(urn)}: {text}")

    def _inform(self, urn: str, text: str) -> None:
        self._engine.inform(urn, f"{name_of(urn)}: {text}")

    def _redactor(self, request: Any) -> "Redactor":
        """What hides the secrets of a call: those that it brought along, and those of the configuration."""
        from appflow_provider.secrecy import Redactor

        return Redactor(lambda: [*self._connection.secrets, *self._values(request)])

    def _values(self, request: Any) -> Iterator[Mapping[str, Any]]:
        urn = getattr(request, "urn", "")
        known = self._connection.known(token_of(urn)) if urn else None
        for name, field in request.DESCRIPTOR.fields_by_name.items():
            if field.message_type is not None and field.message_type.full_name == _STRUCT:
                properties = decoded(getattr(request, name))
                yield known.marked(properties) if known else properties


def _state(request: Any, properties: Mapping[str, Any]) -> Struct:
    """The properties for state, with what the dynamic front would need."""
    return encoded({**properties, **_for_state(request)})


def _for_state(request: Any) -> dict[str, str]:
    urn = getattr(request, "urn", "")
    return {PROVIDER: reference(token_of(urn))} if urn else {}
