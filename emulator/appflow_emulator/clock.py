"""
The one place time comes from: real, frozen, or moved ahead.

Timestamps of flows and profiles, run times and the eight hours of a client token all ask here, so that a test can
stand still or leap ahead without waiting. Process-wide, like moto's own state, and safe to use from threads.
"""

import threading
import time
from datetime import datetime, timezone

_lock = threading.Lock()
_frozen: float | None = None  # epoch seconds; None: the real clock
_ahead = 0.0  # seconds added to the real clock


def epoch() -> float:
    """Seconds since 1970 as the emulator sees them."""
    with _lock:
        return time.time() + _ahead if _frozen is None else _frozen


def now() -> datetime:
    """The emulator's time: aware, UTC, whole milliseconds as the service reports them."""
    milliseconds = int(epoch() * 1000)
    return datetime.fromtimestamp(milliseconds / 1000, tz=timezone.utc)


def freeze(at: datetime) -> None:
    """Stand still at the aware moment `at` until `advance` or `thaw`."""
    global _frozen  # noqa: PLW0603 (process-wide, as time is)
    if at.tzinfo is None:
        raise ValueError(f"now: must have a time zone, not {at.isoformat()}")
    with _lock:
        _frozen = at.timestamp()


def advance(seconds: float) -> None:
    """
    Move ahead by `seconds`, whether frozen or running.

    Raises:
        ValueError: that would leave the calendar; the clock stays as it was.
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


def thaw() -> None:
    """Return to the real clock."""
    global _frozen, _ahead
    with _lock:
        _frozen, _ahead = None, 0.0


def is_frozen() -> bool:
    """Whether `freeze` holds."""
    with _lock:
        return _frozen is not None
