"""The log of calls and their outcomes. The server writes it, tests read it."""

import threading
from collections import Counter
from dataclasses import asdict, dataclass
from typing import Any

LOG_MAX = 10_000  # entries; our choice, so that a long-running server does not fill memory


@dataclass(frozen=True)
class LoggedCall:
    """One call. `status` is the HTTP status sent to the client, None if no reply was sent; `fault` is the injected fault."""

    operation: str
    status: int | None
    fault: str | None = None


class CallLog:
    """Calls since the last `clear`, counted per operation. Thread-safe."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counts: Counter[str] = Counter()
        self._log: list[LoggedCall] = []

    def add(self, call: LoggedCall) -> None:
        """Count a call. Beyond `LOG_MAX` the oldest log entries are dropped; the counts stay exact."""
        with self._lock:
            self._counts[call.operation] += 1
            self._log.append(call)
            del self._log[:-LOG_MAX]

    def clear(self) -> None:
        """Reset the counts and the log."""
        with self._lock:
            self._counts.clear()
            self._log.clear()

    def as_json(self) -> dict[str, Any]:
        """`counts` by operation, and the `log` in the order in which the calls ended."""
        with self._lock:
            return {
                "counts": dict(sorted(self._counts.items())),
                "log": [asdict(call) for call in self._log],
            }
