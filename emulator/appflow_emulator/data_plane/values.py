"""
What a value of a record is: its text, its number, its time.

Nothing here goes through binary floating point: 1.10 stays 1.10, and a number of 40 digits keeps them all.
"""

import json
import re
from datetime import datetime, timezone
from decimal import Context, Decimal
from typing import Any

EXACT = Context(prec=400)  # digits; more than any source is known to have
CUT = "\N{REPLACEMENT CHARACTER}"  # in the place of half a surrogate pair, which UTF-8 cannot hold

_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?", re.ASCII)
_EPOCH = re.compile(r"-?\d{1,14}", re.ASCII)
_ZONE = re.compile(r"([+-]\d{2})(\d{2})$", re.ASCII)
_FRACTION = re.compile(r"\.(\d+)", re.ASCII)


def text_of(value: Any) -> str | None:
    """The value as text, as CSV has it. null has none; objects and lists are JSON."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, Decimal)):
        return plain(value)
    return json_of(value)


def plain(number: int | Decimal) -> str:
    """A number in digits, without an exponent."""
    return format(number, "f") if isinstance(number, Decimal) else str(number)


def json_of(value: Any) -> str:
    """The value as JSON in one line. Decimals keep their digits, which the standard library's encoder cannot do."""
    if isinstance(value, dict):
        members = (
            f"{json.dumps(key, ensure_ascii=False)}:{json_of(item)}" for key, item in value.items()
        )
        return "{" + ",".join(members) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ",".join(map(json_of, value)) + "]"
    if isinstance(value, Decimal):
        return plain(value)
    return json.dumps(value, ensure_ascii=False)


def number_of(value: Any) -> Decimal | None:
    """The value as a number: digits with an optional sign, fraction and exponent, without blanks. Else None."""
    if isinstance(value, bool):
        return None
    if isinstance(value, (int, Decimal)):
        return Decimal(value)
    if isinstance(value, str) and _NUMBER.fullmatch(value):
        return Decimal(value)
    return None


def milliseconds_of(value: Any) -> int | None:
    """
    The value as a time: epoch milliseconds, or ISO 8601 as applications write it. Without a zone it is UTC. Else None.

    Salesforce's REST API writes `2020-08-20T18:25:35.000+0000` (seen).
    """
    if isinstance(value, bool) or value is None:
        return None
    text = str(value)
    if _EPOCH.fullmatch(text):
        return int(text)
    text = _ZONE.sub(r"\1:\2", re.sub(r"[zZ]$", "+00:00", text))
    text = _FRACTION.sub(lambda found: "." + found[1][:6].ljust(6, "0"), text)
    try:
        time = datetime.fromisoformat(text)
    except ValueError:
        return None
    time = time if time.tzinfo else time.replace(tzinfo=timezone.utc)
    since = time - datetime(1970, 1, 1, tzinfo=timezone.utc)
    return (since.days * 86_400 + since.seconds) * 1000 + since.microseconds // 1000


def length_of(text: str, unit: str) -> int:
    """The number of characters: `utf16` units, or code points."""
    return (
        len(text) if unit == "code_point" else len(text) + sum(ord(each) > 0xFFFF for each in text)
    )


def first(text: str, count: int, unit: str) -> str:
    """The first characters of a text. A pair of UTF-16 units that is cut in two becomes `CUT`."""
    if unit == "code_point":
        return text[:count]
    return text.encode("utf-16-le")[: 2 * count].decode("utf-16-le", "replace")


def rest(text: str, count: int, unit: str) -> str:
    """What follows the first characters."""
    if unit == "code_point":
        return text[count:]
    units = text.encode("utf-16-le")[2 * count :]
    return units.decode("utf-16-le", "replace")
