"""All pages of an operation, and those of what is found that fit."""

from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase
from typing import Any

from appflow_provider.resources.asking import Asking

__all__ = ["fits", "pages"]

_PAGE_MAX = 100  # of all operations that have pages but ListConnectorEntities, which takes more (model 2020-08-23)


def pages(ask: Asking, operation: str, **request: Any) -> Iterator[dict[str, Any]]:
    """The replies, page after page, each asked for when it is needed."""
    more: dict[str, str] = {}
    while True:
        reply = ask(operation, **{"maxResults": _PAGE_MAX, **request, **more})
        yield reply
        if not reply.get("nextToken"):
            return
        more = {"nextToken": reply["nextToken"]}


def fits(found: Mapping[str, Any], wanted: Mapping[str, Any], name: str) -> bool:
    """Whether it has all the values that are asked for, and a name of the pattern."""
    pattern = wanted.get("namePattern")
    if pattern is not None and not fnmatchcase(str(found.get(name)), pattern):
        return False
    return all(
        found.get(key) == value
        for key, value in wanted.items()
        if key not in {"namePattern", "region"}
    )
