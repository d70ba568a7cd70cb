"""
Shows the user an error message instead of a traceback.

Pulumi's dynamic provider prints the traceback of whatever is raised. The engine prefers a status in the reply's trailer,
though: with it, the user sees exactly our sentence, and a resource that exists but is not finished is remembered.
"""

from collections.abc import Mapping
from typing import Any

from appflow_provider.dynamic.frames import Call
from appflow_provider.wire.failures import STATUS_TRAILER, status

_UNKNOWN = 2  # the code that Pulumi's dynamic provider answers with; the trailer has to agree


def say_failure(call: Call, failure: Exception, kept: Mapping[str, Any] | None = None) -> None:
    """
    Put the failure's sentence into the reply's trailer. Without a call to answer, the exception has to do.

    Args:
        call: The engine's call.
        failure: What went wrong.
        kept: Hidden properties that state has to hold beside those of a half-done resource.
    """
    if call.context is None:
        return
    said = status(failure, _UNKNOWN, kept)
    call.context.set_trailing_metadata(((STATUS_TRAILER, said.SerializeToString()),))
