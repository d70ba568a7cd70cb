"""
Pages of a list: at most `maxResults` entries and an opaque token for the rest.

The token holds the operation and the position of the last entry shown, not a count. Entries added or deleted between two pages
cause neither repeats nor gaps. The service's own tokens are undocumented; ours are base64 of JSON.
"""

import base64
import binascii
import json
from bisect import bisect_right
from collections.abc import Callable, Iterable
from typing import TypeVar

from appflow_emulator.exceptions import Validation

PAGE_SIZE_DEFAULT = 20  # entries; model 2020-08-23, prose of DescribeConnectorProfiles.maxResults

Entry = TypeVar("Entry")


def page(
    entries: Iterable[Entry],
    position: Callable[[Entry], int],
    *,
    operation: str,
    size: int | None,
    token: str | None,
) -> tuple[list[Entry], str | None]:
    """
    The entries after `token`, and the token for the next page, or None after the last.

    `position` gives each entry a number that never changes. Entries come in its order, so that the page's start is found
    without reading all entries before it.

    Raises:
        Validation: the token is not one of ours, or belongs to another operation.
    """
    after = _read(token, operation) if token is not None else None
    ordered = list(entries)
    start = 0 if after is None else bisect_right(ordered, after, key=position)
    end = start + (size or PAGE_SIZE_DEFAULT)
    shown = ordered[start:end]
    following = _write(operation, position(shown[-1])) if end < len(ordered) else None
    return shown, following


def _write(operation: str, position: int) -> str:
    return base64.urlsafe_b64encode(json.dumps([operation, position]).encode()).decode()


def _read(token: str, operation: str) -> int:
    try:
        of, position = json.loads(base64.urlsafe_b64decode(token))
        if of == operation and isinstance(position, int):
            return position
    except (binascii.Error, ValueError, TypeError):
        pass  # refused below, like a token of another operation
    raise Validation(f"The nextToken is not valid for {operation}.")
