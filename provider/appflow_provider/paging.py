"""All pages of an operation of AppFlow."""

from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

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
    """
    return islice(_all(ask, operation, {"maxResults": PAGE_MAX, **request}), most)


def _all(
    ask: Callable[..., dict[str, Any]], operation: str, request: dict[str, Any]
) -> Iterator[dict[str, Any]]:
    while True:
        reply = ask(operation, **request)
        yield reply
        if not reply.get("nextToken"):
            return
        request["nextToken"] = reply["nextToken"]
