"""
Answers many reads of connector profiles with few calls: a refresh reads each by name, and the API lists a hundred at once.

The first few reads call the API for one name each. Later reads use a list of all profiles, which expires after a moment and
with every write. If listing fails, because of a missing permission or an error of the service, each profile is read by name.
"""

import threading
import time
from collections.abc import Callable, Mapping
from typing import Any

from appflow_provider.errors import AppFlowError
from appflow_provider.paging import pages

_OPERATION = "DescribeConnectorProfiles"

_NAMES, _FOUND, _NAME = "connectorProfileNames", "connectorProfileDetails", "connectorProfileName"
_SINGLY = 3  # profiles that are read by name before all are listed; our choice
# Pages at most; profiles beyond them are read by name. The default quota fits on one page.
_PAGES = 10
_FRESH = 10.0  # seconds; our choice: a refresh of 1,000 resources takes about as long

Call = Callable[[str, Mapping[str, Any]], dict[str, Any]]


class Gathering:
    """A short-lived list of the connector profiles of one region."""

    def __init__(self, call: Call, clock: Callable[[], float] = time.monotonic) -> None:
        self._call, self._clock = call, clock
        self._listing = threading.Lock()  # held while all are listed; other readers wait for it
        self._lock = threading.Lock()
        self._asked = 0
        self._writes = 0
        self._listed: dict[str, Any] = {}
        self._until = float("-inf")
        self._unlisted_until = float("-inf")

    def answers(self, operation: str, request: Mapping[str, Any]) -> bool:
        """Whether this is a read of one connector profile."""
        return operation == _OPERATION and len(request.get(_NAMES, ())) == 1

    def ask(self, request: Mapping[str, Any]) -> dict[str, Any]:
        """
        The API's reply for the one profile that the request names.

        Raises:
            AppFlowError: as the call does.
        """
        (name,) = request[_NAMES]
        with self._listing:
            if self._wants_list():
                self._list()
        with self._lock:
            found = self._listed.get(name) if self._clock() < self._until else None
        return {_FOUND: [found]} if found is not None else self._call(_OPERATION, request)

    def forget(self) -> None:
        """Drop the list, and any list that is being fetched."""
        with self._lock:
            self._until, self._asked = float("-inf"), 0
            self._writes += 1

    def _wants_list(self) -> bool:
        with self._lock:
            self._asked += 1
            is_there = self._clock() < max(self._until, self._unlisted_until)
            return self._asked > _SINGLY and not is_there

    def _list(self) -> None:
        writes = self._writes
        try:
            replies = list(pages(self._page, _OPERATION, most=_PAGES))
        except AppFlowError:
            with self._lock:
                self._unlisted_until = self._clock() + _FRESH
            return
        listed = {each[_NAME]: each for reply in replies for each in reply.get(_FOUND, [])}
        with self._lock:
            if writes == self._writes:
                self._listed, self._until = listed, self._clock() + _FRESH

    def _page(self, operation: str, **request: Any) -> dict[str, Any]:
        return self._call(operation, request)
