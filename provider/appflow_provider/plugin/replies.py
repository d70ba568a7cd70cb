"""The longer answers of the plugin: what is wrong with inputs, and what went wrong."""

from collections.abc import Iterable, Mapping
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
from appflow_provider.problems import Problem
from appflow_provider.secrecy import Redactor
from appflow_provider.wire.failures import STATUS_TRAILER, status

__all__ = ["failures", "refuse"]

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


def failures(problems: Iterable[Problem], redactor: Redactor) -> list[provider_pb2.CheckFailure]:
    """The problems, of which none names its property: the engine would print the value, secret or not."""
    return [provider_pb2.CheckFailure(reason=redactor.told(str(each))) for each in problems]


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
