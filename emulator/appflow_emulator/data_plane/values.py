"""
What a value of a record is: its text, its number, its time, and how many characters it has.

Nothing here goes through binary floating point: 1.10 stays 1.10, and a number of 40 digits keeps them all.
"""

import json
import re
from datetime import datetime, timedelta, timezone
from decimal import Context, Decimal, DivisionByZero, Inexact, InvalidOperation, Overflow, Underflow
from typing import Any

EXACT_DIGITS = 1_000
EXACT = Context(
    prec=EXACT_DIGITS,
    Emin=-99_999,
    Emax=99_999,
    traps=[Inexact, InvalidOperation, DivisionByZero, Overflow, Underflow],
)
"""Calculates without rounding. It raises Inexact, Overflow or Underflow for a result that has too many digits."""
CUT = "\N{REPLACEMENT CHARACTER}"  # in the place of half a surrogate pair, which UTF-8 cannot hold

NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?", re.ASCII)
_EPOCH = re.compile(r"-?\d{1,14}", re.ASCII)
# datetime.fromisoformat differs between versions of Python, and has no digits below microseconds.
_ISO = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d+))?)?\s?([Zz]|[+-]\d\d:?\d\d)?)?",
    re.ASCII,
)
_FRACTION = 100  # digits of a second that count
_START = datetime(1970, 1, 1, tzinfo=timezone.utc)


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
    """A number in digits. It has an exponent only if it would have more than 1,000 digits without."""
    if not isinstance(number, Decimal):
        return str(number)
    return format(number, "f") if abs(number.adjusted()) < EXACT_DIGITS else str(number)


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
    if isinstance(value, str) and NUMBER.fullmatch(value):
        return Decimal(value)
    return None


def milliseconds_of(value: Any) -> Decimal | None:
    """
    The value as a time: epoch milliseconds, or ISO 8601 as applications write it. Without a zone it is UTC (inferred). Else None.

    Salesforce's REST API writes `2020-08-20T18:25:35.000+0000` (seen).
    """
    if isinstance(value, datetime):
        return Decimal((value - _START) // timedelta(microseconds=1)) / 1_000
    if isinstance(value, (int, Decimal)):
        return None if isinstance(value, bool) else Decimal(value)
    if not isinstance(value, str):
        return None
    if _EPOCH.fullmatch(value):
        return Decimal(value)
    found = _ISO.fullmatch(value)
    return _of_iso(found) if found else None


def _of_iso(found: re.Match[str]) -> Decimal | None:
    parts = [int(part or 0) for part in found.group(1, 2, 3, 4, 5, 6)]
    year, month, day, hour, minute, second = parts
    zone = found[8] or "Z"
    shift = timedelta()
    if zone not in "Zz":
        shift = timedelta(hours=int(zone[:3]), minutes=int(zone[0] + zone[-2:]))
    try:
        time = datetime(year, month, day, hour, minute, second, tzinfo=timezone.utc)
    except ValueError:
        return None
    seconds = (time - _START - shift) // timedelta(seconds=1)
    fraction = Decimal(f"0.{(found[7] or '0')[:_FRACTION]}")
    return EXACT.multiply(1_000, EXACT.add(seconds, fraction))


def has_pairs(text: str) -> bool:
    """Whether a text has characters of two UTF-16 units. Only then does its length depend on what a character is."""
    return not text.isascii() and max(text) > "\uffff"


def length_of(text: str, unit: str) -> int:
    """The number of characters: `utf16` units, or code points."""
    return len(text) if unit == "code_point" else len(text) + sum(each > "\uffff" for each in text)


def first(text: str, count: int, unit: str) -> str:
    """The first characters of a text. A pair of UTF-16 units that is cut in two becomes `CUT`."""
    if unit == "code_point" or not has_pairs(text):
        return text[:count]
    return _units(text)[: 2 * count].decode("utf-16-le", "replace")


def rest(text: str, count: int, unit: str) -> str:
    """What follows the first characters."""
    if unit == "code_point" or not has_pairs(text):
        return text[count:]
    return _units(text)[2 * count :].decode("utf-16-le", "replace")


def _units(text: str) -> bytes:
    return text.encode("utf-16-le", "surrogatepass")
