"""
Shows the user an error message instead of a traceback.

Pulumi's dynamic provider prints the traceback of every exception. But the engine prefers a status in the reply's trailer. With
one, the user sees only our message, and Pulumi remembers a resource that exists but is not finished.
"""

from collections.abc import Mapping
from typing import Any

from appflow_provider.dynamic.frames import Call
from appflow_provider.wire.failures import STATUS_TRAILER, status

# The code with which Pulumi's dynamic provider replies; the trailer must have the same.
_UNKNOWN = 2


def say_failure(call: Call, failure: Exception, kept: Mapping[str, Any] | None = None) -> None:
    """
    Put the error message into the reply's trailer. Without a call it does nothing, and the user sees the exception.

    Args:
        call: The engine's call.
        failure: The error.
        kept: Hidden properties that the state must hold besides those of a resource that is not finished.
    """
    if call.context is None:
        return
    trailer = status(failure, _UNKNOWN, kept)
    call.context.set_trailing_metadata(((STATUS_TRAILER, trailer.SerializeToString()),))
