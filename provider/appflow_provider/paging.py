"""All pages of an operation of AppFlow."""

from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

from appflow_provider.errors import Advice, Unreachable

__all__ = ["PAGE_MAX", "pages"]

PAGE_MAX = 100  # of all operations that have pages but ListConnectorEntities, which takes more (model 2020-08-23)


def pages(
    ask: Callable[..., dict[str, Any]], operation: str, *, most: int | None = None, **request: Any
) -> Iterator[dict[str, Any]]:
    """
    The replies, page after page, each asked for when it is needed.

    Args:
        ask: Takes the operation, and its request by keywords.
        operation: One that has pages.
        most: Pages at most; all where it is left out.
        request: The members of the request.

    Raises:
        Unreachable: the pages do not end.
    """
    return islice(_all(ask, operation, {"maxResults": PAGE_MAX, **request}), most)


_MOST = 10_000  # pages, if a caller wants all; 1,000,000 objects are more than any quota allows
_EMPTY = 100  # pages without anything, one after the other; our choice


def _all(
    ask: Callable[..., dict[str, Any]], operation: str, request: dict[str, Any]
) -> Iterator[dict[str, Any]]:
    read: set[str] = set()
    empty = 0
    for _ in range(_MOST):
        reply = ask(operation, **request)
        yield reply
        token = reply.get("nextToken")
        if not token:
            return
        empty = 0 if any(value for key, value in reply.items() if key != "nextToken") else empty + 1
        if token in read or empty == _EMPTY:
            break
        read.add(token)
        request["nextToken"] = token
    raise Unreachable(
        f"the pages of {operation} do not end, so its answer is not used",
        advice=Advice(step="Run again, and check appflow:endpointUrl if it stays so"),
    )
