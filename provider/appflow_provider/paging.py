"""All pages of an operation."""

from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

from appflow_provider.errors import Advice, Unreachable

PAGE_MAX = 100  # for all operations with pages but ListConnectorEntities, which allows more (model 2020-08-23)


def pages(
    call: Callable[..., dict[str, Any]], operation: str, *, most: int | None = None, **request: Any
) -> Iterator[dict[str, Any]]:
    """
    The replies, page by page. Each page is requested when it is needed.

    Args:
        call: Called with the operation, and its request as keywords.
        operation: An operation that has pages.
        most: The maximum number of pages; the default is all.
        request: The members of the request.

    Raises:
        Unreachable: the pages do not end.
    """
    return islice(_all(call, operation, {"maxResults": PAGE_MAX, **request}), most)


_MOST = 10_000  # pages, if a caller wants all: 1,000,000 objects exceed every quota
_EMPTY = 100  # empty pages in a row; our choice


def _all(
    call: Callable[..., dict[str, Any]], operation: str, request: dict[str, Any]
) -> Iterator[dict[str, Any]]:
    read: set[str] = set()
    empty = 0
    for _ in range(_MOST):
        reply = call(operation, **request)
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
