"""
Calls the API for a resource, and adds context to its errors.

An error names the operation and the object. AppFlow's message may repeat a secret; the fronts hide it (`secrecy`).
"""

import time
from collections.abc import Callable, Iterator
from typing import Any

from appflow_provider.errors import NO_ADVICE, Advice, AppFlowError, Cancelled, NotFound
from appflow_provider.progress import Progress
from appflow_provider.resources.advice import advice_for
from appflow_provider.resources.context import Service
from appflow_provider.resources.contract import ApiReply

_PAUSE_FIRST, _PAUSE_LEAST, _PAUSE_MAX = 0.5, 0.05, 5.0  # seconds between two reads; our choice


class ApiCall:
    """
    The API calls of one operation on one object.

    Args:
        service: AppFlow in one region.
        doing: The operation and its object, for errors: `creating flow orders`.
        shared: Whether replies may come from the cache of reads.
    """

    def __init__(
        self,
        service: Service,
        doing: str,
        *,
        shared: bool = False,
    ) -> None:
        self.service, self._shared = service, shared
        self.doing = f"{doing} in {service.region}"
        self._call = service.shared if shared else service.call

    def __call__(self, operation: str, **request: Any) -> ApiReply:
        """
        Call an operation of the API. The request is in API spelling.

        Raises:
            AppFlowError: AppFlow refused; the message is written for the user.
        """
        try:
            return ApiReply(self._call(operation, request))
        except AppFlowError as refused:
            raise self._worded(refused, operation, request) from refused

    def find(self, operation: str, **request: Any) -> ApiReply | None:
        """
        Call an operation that reads an object. Returns None if the object does not exist.

        Raises:
            AppFlowError: AppFlow refused; the message is written for the user.
        """
        try:
            return ApiReply(self._call(operation, request))
        except NotFound:
            return None
        except AppFlowError as refused:
            raise self._worded(refused, operation, request) from refused

    def _worded(
        self, refused: AppFlowError, operation: str, request: dict[str, Any]
    ) -> AppFlowError:
        advice = advice_for(refused, operation, request, self.service)
        return refused.because(doing=self.doing, advice=advice)

    def failed(
        self, words: str, *, code: str = "", advice: Advice = NO_ADVICE, ours: bool = False
    ) -> AppFlowError:
        """The error for an object that failed although the call succeeded. Set `ours` if the words are not AppFlow's."""
        return AppFlowError(words, code=code, ours=ours, doing=self.doing, advice=advice)

    def about(self, doing: str) -> "ApiCall":
        """The same calls with another description of the operation."""
        return ApiCall(self.service, doing, shared=self._shared)


def waits(
    service: Service,
    timeout: float,
    say: Callable[[Progress], None],
    phase: str,
    *,
    longest: float = _PAUSE_MAX,
) -> Iterator[float]:
    """
    Yield the seconds waited so far, with a growing pause between two rounds, until the timeout.

    The time that the caller spends in a round counts too. The pauses count even if the clock stands still, as in tests.

    Raises:
        Cancelled: the user cancelled. The error names the phase.
    """
    began, waited, paused, pause = time.monotonic(), 0.0, 0.0, _PAUSE_FIRST
    while True:
        yield waited
        if waited >= timeout:
            return
        say(Progress(phase, waited))
        pause = min(pause, longest, max(timeout - waited, _PAUSE_LEAST))
        try:
            service.pause(pause)
        except Cancelled as stopped:
            raise stopped.because(doing=phase) from stopped
        paused, pause = paused + pause, pause * 2
        waited = max(paused, time.monotonic() - began)
