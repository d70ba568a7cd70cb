"""The Invoke call: a function's answer, or what is wrong with its arguments."""

from collections.abc import Iterable

from pulumi.runtime.proto.provider_pb2 import CheckFailure, InvokeRequest, InvokeResponse

from appflow_provider.functions import FUNCTIONS
from appflow_provider.plugin.connection import Connection
from appflow_provider.problems import Problem
from appflow_provider.secrecy import Redactor
from appflow_provider.values import has_unknown, path_text
from appflow_provider.wire.structs import decoded, encoded

__all__ = ["invoked"]


def invoked(request: InvokeRequest, connection: Connection, redactor: Redactor) -> InvokeResponse:
    """
    The reply. Arguments that are not known yet have no answer yet, which an empty one says.

    Raises:
        AppFlowError: the service refused, or no region is configured.
    """
    function = FUNCTIONS.get(request.tok.rsplit(":", 1)[-1])
    if function is None:
        reason = f"There is no function {request.tok}. Use one of {', '.join(FUNCTIONS)}"
        return InvokeResponse(failures=_failures([Problem((), reason)], redactor))
    given = decoded(request.args)
    if has_unknown(given):
        return InvokeResponse()
    answered = function(given, connection.work())
    return InvokeResponse(
        **{"return": encoded(answered.result)}, failures=_failures(answered.problems, redactor)
    )


def _failures(problems: Iterable[Problem], redactor: Redactor) -> list[CheckFailure]:
    """The problems, each with its argument, which the SDKs print behind the reason."""
    return [
        CheckFailure(property=path_text(each.path), reason=redactor.told(str(each)))
        for each in problems
    ]
