"""
Limits the number of concurrent calls to a region. The limit falls when AWS throttles.

The limit halves when a call is throttled. It grows by one after as many calls as the limit succeeded, like congestion control in
networks (AIMD).
"""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_CALM = 1.0  # seconds; calls that were sent before the limit fell do not lower it again. Our choice
_LOOK = 0.2  # seconds between two checks whether the user has cancelled


class Pace:
    """The limit of concurrent calls to one region."""

    def __init__(self, most: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._most, self._clock = most, clock
        self._allowed = float(most)
        self._under_way = 0
        self._slowed = float("-inf")
        self._turn = threading.Condition()

    @property
    def allowed(self) -> int:
        """The current limit."""
        return int(self._allowed)

    @contextmanager
    def turn(self, cancelled: threading.Event) -> Iterator[None]:
        """Hold one of the limited places while a call runs. If the user has cancelled, enter at once."""
        with self._turn:
            while self._under_way >= self.allowed and not cancelled.is_set():
                self._turn.wait(_LOOK)
            self._under_way += 1
        try:
            yield
        finally:
            with self._turn:
                self._under_way -= 1
                self._turn.notify()

    def went_through(self) -> None:
        """Record that a call succeeded."""
        with self._turn:
            self._allowed = min(self._most, self._allowed + 1 / self._allowed)

    def throttled(self) -> None:
        """Record that AWS throttled a call."""
        with self._turn:
            if self._clock() - self._slowed >= _CALM:
                self._slowed = self._clock()
                self._allowed = max(1.0, self._allowed / 2)
