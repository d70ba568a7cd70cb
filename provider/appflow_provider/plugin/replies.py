"""Reads and builds the longer parts of messages: options of a request, pages and failures of a reply."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NoReturn

import grpc
from pulumi.runtime.proto import provider_pb2

from appflow_provider.errors import (
    AppFlowError,
    Cancelled,
    Conflict,
    NotFound,
    PartlyDone,
    Throttled,
)
from appflow_provider.protocol import Autonaming, ListResponse
from appflow_provider.wire.failures import STATUS_TRAILER, status

# For UNKNOWN and INTERNAL, the engine warns that the state may be corrupt. An error of AppFlow has a clear outcome, so it has another code.
_CODES: dict[type[Exception], grpc.StatusCode] = {
    Cancelled: grpc.StatusCode.CANCELLED,
    Conflict: grpc.StatusCode.ALREADY_EXISTS,
    NotFound: grpc.StatusCode.NOT_FOUND,
    Throttled: grpc.StatusCode.RESOURCE_EXHAUSTED,
    AppFlowError: grpc.StatusCode.FAILED_PRECONDITION,
    PartlyDone: grpc.StatusCode.FAILED_PRECONDITION,
    Exception: grpc.StatusCode.INTERNAL,
}


def autonaming(request: provider_pb2.CheckRequest) -> Autonaming:
    """The stack's configuration of automatic names."""
    if not request.HasField("autonaming"):
        return Autonaming()
    options, modes = request.autonaming, provider_pb2.CheckRequest.AutonamingOptions
    return Autonaming(
        options.proposed_name, options.mode == modes.ENFORCE, options.mode == modes.DISABLE
    )


def failures(reasons: Iterable[str]) -> list[provider_pb2.CheckFailure]:
    """The failures, without the names of properties: the engine would print their values, secret or not."""
    return [provider_pb2.CheckFailure(reason=each) for each in reasons]


def argument_failures(found: Iterable[tuple[str, str]]) -> list[provider_pb2.CheckFailure]:
    """The failures of a function's arguments, each with the argument's name, which the SDKs print after the reason."""
    return [provider_pb2.CheckFailure(property=name, reason=reason) for name, reason in found]


def page(response: ListResponse) -> Iterator[provider_pb2.ListResponse]:
    """The results of one page, and the token for the next."""
    reply = provider_pb2.ListResponse
    if not response.is_known:
        yield reply(computed=reply.Computed())
    for id_, name in response.found:
        yield reply(result=reply.Result(id=id_, name=name))
    if response.continuation:
        yield reply(continuation=reply.Continuation(continuation_token=response.continuation))


def refuse(
    context: grpc.ServicerContext, failure: Exception, extra: Mapping[str, Any] | None = None
) -> NoReturn:
    """
    End the call with an error.

    Args:
        context: The call.
        failure: The error.
        extra: Properties that the state must hold besides those of a resource that is not finished.
    """
    code = next(code for kind, code in _CODES.items() if isinstance(failure, kind))
    trailer = status(failure, code.value[0], extra)
    context.set_trailing_metadata(((STATUS_TRAILER, trailer.SerializeToString()),))
    context.abort(code, trailer.message)
    raise AssertionError("abort raises")
