"""
The emulator's clock: real, frozen, or moved ahead.

Timestamps of flows and profiles, run times and the eight hours of a client token all use it, so that a test can freeze or
advance time without waiting. Like moto's state it belongs to the process. It is thread-safe.
"""

import threading
import time
from datetime import datetime, timezone

_lock = threading.Lock()
_frozen: float | None = None  # epoch seconds; None: the real clock
_ahead = 0.0  # seconds added to the real clock
# Each change: from which real time on, what the emulator's clock showed (frozen) or was ahead by.
_changes: list[tuple[float, float | None, float]] = []


def epoch() -> float:
    """Seconds since 1970 by the emulator's clock."""
    with _lock:
        return time.time() + _ahead if _frozen is None else _frozen


def now() -> datetime:
    """The emulator's time: aware, UTC, in whole milliseconds as the service reports them."""
    milliseconds = int(epoch() * 1000)
    return datetime.fromtimestamp(milliseconds / 1000, tz=timezone.utc)


def when(real: datetime) -> datetime:
    """The emulator's time at an aware real time in the past. moto stamps what it keeps with real times."""
    moment = real.timestamp()
    with _lock:
        for since, frozen, ahead in reversed(_changes):
            if moment >= since:
                shown = moment + ahead if frozen is None else frozen
                return datetime.fromtimestamp(shown, tz=timezone.utc)
    return real


def _note_change() -> None:
    _changes.append((time.time(), _frozen, _ahead))


def freeze(at: datetime) -> None:
    """Freeze the clock at the aware time `at` until `advance` or `thaw`."""
    global _frozen  # noqa: PLW0603 (process-wide, as time is)
    if at.tzinfo is None:
        raise ValueError(f"now: must have a time zone, not {at.isoformat()}")
    with _lock:
        _frozen = at.timestamp()
        _note_change()


def advance(seconds: float) -> None:
    """
    Move the clock ahead by `seconds`, whether it is frozen or running.

    Raises:
        ValueError: the time would be out of range. The clock stays unchanged.
    """
    global _frozen, _ahead  # noqa: PLW0603
    try:
        datetime.fromtimestamp(epoch() + seconds, tz=timezone.utc)
    except (OverflowError, OSError) as error:
        raise ValueError(f"advance: the clock cannot move by {seconds} seconds") from error
    with _lock:
        if _frozen is None:
            _ahead += seconds
        else:
            _frozen += seconds
        _note_change()


def thaw() -> None:
    """Return to the real clock."""
    global _frozen, _ahead
    with _lock:
        _frozen, _ahead = None, 0.0
        _note_change()


def is_frozen() -> bool:
    """Whether the clock is frozen."""
    with _lock:
        return _frozen is not None
