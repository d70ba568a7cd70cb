"""Points in time, as users write them. Pure, and cheap to import."""

import re
from datetime import datetime, timezone
from typing import Any


def instant(value: Any) -> datetime:
    """
    The point in time that a user wrote: RFC 3339 text, or seconds since 1970 in UTC.

    Raises:
        TypeError: the value is neither text nor a number.
        ValueError: the text is not a time, or the time has no offset.
    """
    if isinstance(value, datetime):
        moment = value
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        moment = datetime.fromtimestamp(value, timezone.utc)
    elif isinstance(value, str):
        moment = _written(value)
    else:
        raise TypeError("not a time")
    if moment.tzinfo is None:
        raise ValueError("a time needs its offset from UTC")
    return moment.astimezone(timezone.utc)


_TIME = re.compile(
    r"(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d)(:\d\d)?(?:\.(\d+))?(?:([Zz])|([+-]\d\d):?(\d\d))?",
    re.ASCII,
)


def _written(text: str) -> datetime:
    """The time in a text. Parsed here, because each version of Python accepts more formats than the one before."""
    found = _TIME.fullmatch(text)
    if found is None:
        raise ValueError("no time of RFC 3339")
    day, minute, second, fraction, zulu, hours, minutes = found.groups()
    offset = "+00:00" if zulu else f"{hours}:{minutes}" if hours else ""
    micros = f"{(fraction or '')[:6]:0<6}"
    return datetime.fromisoformat(f"{day}T{minute}{second or ':00'}.{micros}{offset}")
