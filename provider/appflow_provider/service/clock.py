"""
AWS's clock, from the `Date` header of its replies.

The provider compares times that AWS reports with the present. AWS accepts signatures from a clock that is off by minutes, so
this machine's clock is corrected by the `Date` of the last reply.
"""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from typing import Any

_RESOLUTION = timedelta(seconds=2)  # Date has whole seconds, and a reply takes a while; our choice


class Clock:
    """The present in one region: this machine's clock until a reply corrects it."""

    def __init__(self, local: Callable[[], datetime] = lambda: datetime.now(timezone.utc)) -> None:
        self._local, self._ahead = local, timedelta()

    def heard(self, metadata: Mapping[str, Any]) -> None:
        """Correct the clock from a reply's metadata, as boto3 returns it."""
        headers = metadata.get("HTTPHeaders")
        text = headers.get("date") if isinstance(headers, Mapping) else None
        try:
            there = parsedate_to_datetime(str(text))
        except (TypeError, ValueError):
            return
        if there.tzinfo is not None:
            ahead = there - self._local()
            self._ahead = ahead if abs(ahead) > _RESOLUTION else timedelta()

    def now(self) -> datetime:
        """The present by AWS's clock."""
        return self._local() + self._ahead
