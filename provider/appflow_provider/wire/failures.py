"""Failures in the engine's format: a gRPC status with our message, and the state of a resource that exists but is not finished."""

import traceback
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from google.protobuf import any_pb2
from pulumi.runtime.proto import provider_pb2, status_pb2

from appflow_provider.errors import AppFlowError, PartlyDone
from appflow_provider.home import where_to_report
from appflow_provider.wire.structs import encoded

STATUS_TRAILER = "grpc-status-details-bin"
"""The gRPC trailer that carries the details of a status."""

_TYPE_PREFIX = "type.googleapis.com"
_FRAMES = 4  # frames of a bug's traceback in its message; our choice


def sentence(failure: Exception) -> str:
    """The message for the user. A bug of the provider is reported by its place only, because its text may contain a secret."""
    if isinstance(failure, (AppFlowError, PartlyDone)):
        return str(failure)
    return (
        f"This is a bug in pulumi-appflow, not in your program. Please report it {where_to_report()}: "
        f"{type(failure).__name__} at {' < '.join(places(failure))}"
    )


def places(failure: BaseException) -> list[str]:
    """Where an exception was raised and its callers, innermost first: file, line and function."""
    frames = reversed(traceback.extract_tb(failure.__traceback__)[-_FRAMES:])
    return [f"{_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames]


def _short(file: str) -> str:
    return "/".join(Path(file).parts[-2:])


def status(
    failure: Exception, code: int, extra: Mapping[str, Any] | None = None
) -> status_pb2.Status:
    """
    The failure as a gRPC status.

    Args:
        failure: What went wrong.
        code: The number of the gRPC status.
        extra: A front's own properties, to store in the state beside the resource's.
    """
    said = status_pb2.Status(code=code, message=sentence(failure))
    if isinstance(failure, PartlyDone):
        detail = provider_pb2.ErrorResourceInitFailed(
            id=failure.id_,
            properties=encoded({**failure.state, **(extra or {})}),
            reasons=[str(failure)],
            inputs=None if failure.inputs is None else encoded(failure.inputs),
        )
        packed = any_pb2.Any()
        packed.Pack(detail, _TYPE_PREFIX)
        said.details.append(packed)
    return said
