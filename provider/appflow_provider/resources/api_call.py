"""
Asks the service for one thing on behalf of a resource, and words what it refuses.

A refusal names what we were doing and to which object. The service's words may repeat a secret; fronts hide it (`secrecy`).
"""

import time
from collections.abc import Callable, Iterator
from typing import Any

from appflow_provider.errors import NO_ADVICE, Advice, AppFlowError, Cancelled, NotFound
from appflow_provider.progress import Progress
from appflow_provider.resources.advice import advice_for
from appflow_provider.resources.context import Service
from appflow_provider.resources.contract import ApiReply

_PAUSE_FIRST, _PAUSE_LEAST, _PAUSE_MAX = 0.5, 0.05, 5.0  # seconds between two looks; our choice


class ApiCall:
    """
    The calls of one operation on one object.

    Args:
        service: Who is asked.
        doing: What we are doing and to which object.
        shared: Whether answers may be a moment old.
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
        Call an operation of the API.

        Raises:
            AppFlowError: worded for the user.
        """
        try:
            return ApiReply(self._call(operation, request))
        except AppFlowError as refused:
            raise self._worded(refused, operation, request) from refused

    def find(self, operation: str, **request: Any) -> ApiReply | None:
        """
        The same for what may not be there; None when it is not.

        Raises:
            AppFlowError: worded for the user.
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
        """The error for an object that went wrong by itself, in the service's words or in ours."""
        return AppFlowError(words, code=code, ours=ours, doing=self.doing, advice=advice)

    def about(self, doing: str) -> "ApiCall":
        """The same about something else that is done to the object."""
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
    The rounds of a wait: yields the seconds waited so far, with a growing pause in between, until the time is up.

    What is done in a round counts too, as a look may take long; at least the pauses do where time stands still, as in tests.

    Raises:
        Cancelled: the user cancelled; it says what was waited for.
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
