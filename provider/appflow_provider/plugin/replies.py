"""Parts of messages that take more than a line: options in, pages and failures out."""

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

# None of them says that the state may be corrupt, as UNKNOWN and INTERNAL do: the service's refusals leave nothing in doubt.
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
    """What the stack's configuration says of automatic names."""
    if not request.HasField("autonaming"):
        return Autonaming()
    options, modes = request.autonaming, provider_pb2.CheckRequest.AutonamingOptions
    return Autonaming(
        options.proposed_name, options.mode == modes.ENFORCE, options.mode == modes.DISABLE
    )


def failures(reasons: Iterable[str]) -> list[provider_pb2.CheckFailure]:
    """What is wrong, without the names of properties: the engine would print their values, secret or not."""
    return [provider_pb2.CheckFailure(reason=each) for each in reasons]


def argument_failures(found: Iterable[tuple[str, str]]) -> list[provider_pb2.CheckFailure]:
    """What is wrong with a function's arguments, each by its name, which the SDKs print behind the reason."""
    return [provider_pb2.CheckFailure(property=name, reason=reason) for name, reason in found]


def page(response: ListResponse) -> Iterator[provider_pb2.ListResponse]:
    """The results of one page, and how to go on."""
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
    End the call with the failure's sentence.

    Args:
        context: The call.
        failure: What went wrong.
        extra: Properties that state has to hold beside those of a half-done resource.
    """
    code = next(code for kind, code in _CODES.items() if isinstance(failure, kind))
    said = status(failure, code.value[0], extra)
    context.set_trailing_metadata(((STATUS_TRAILER, said.SerializeToString()),))
    context.abort(code, said.message)
    raise AssertionError("abort raises")
