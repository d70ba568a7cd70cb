"""
Failures in the words that the user is to read.

Pulumi's dynamic provider prints the traceback of whatever is raised. The engine prefers a status in the reply's trailer,
though: with it, the user sees exactly our sentence, and a resource that exists but is not finished is remembered.
"""

import asyncio
from collections.abc import Mapping
from typing import Any

from google.protobuf import any_pb2, struct_pb2
from pulumi.runtime import rpc
from pulumi.runtime.proto import provider_pb2, status_pb2

from appflow_provider.dynamic.encoding import PROVIDER, encoded
from appflow_provider.dynamic.frames import Call
from appflow_provider.errors import AppFlowError, PartlyDone

__all__ = ["say_failure"]

_TRAILER = "grpc-status-details-bin"
_UNKNOWN = 2  # the code that Pulumi's dynamic provider answers with; the trailer has to agree
_TYPE_PREFIX = "type.googleapis.com"


def say_failure(call: Call, failure: Exception, provider: Any = None) -> None:
    """Put the failure's sentence into the reply's trailer. Without a call to answer, the exception has to do."""
    if call.context is None:
        return
    status = status_pb2.Status(code=_UNKNOWN, message=_sentence(failure))
    if isinstance(failure, PartlyDone):
        state = {**encoded(failure.state), PROVIDER: provider}
        detail = provider_pb2.ErrorResourceInitFailed(
            id=failure.id_, properties=_struct(state), reasons=[str(failure)]
        )
        packed = any_pb2.Any()
        packed.Pack(detail, _TYPE_PREFIX)
        status.details.append(packed)
    call.context.set_trailing_metadata(((_TRAILER, status.SerializeToString()),))


def _sentence(failure: Exception) -> str:
    if isinstance(failure, (AppFlowError, PartlyDone)):
        return str(failure)
    return f"a fault in pulumi-appflow, please report it: {type(failure).__name__}: {failure}"


def _struct(properties: Mapping[str, Any]) -> struct_pb2.Struct:
    loop = asyncio.new_event_loop()
    try:
        return loop.run_until_complete(rpc.serialize_properties(dict(properties), {}))
    finally:
        loop.close()
