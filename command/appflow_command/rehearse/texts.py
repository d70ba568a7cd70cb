"""JSON as values, and values as cells of a report."""

import json
from decimal import Decimal
from typing import Any

from appflow_emulator.data_plane.values import json_of

CELL_MAX = 80  # characters of a value in a report; our choice


def from_json(text: str) -> Any:
    """
    The value of JSON text. Numbers with a point are Decimals.

    Raises:
        ValueError: the text is not JSON.
    """
    return json.loads(text, parse_float=Decimal)


def cell_text(value: Any) -> str:
    """
    The value as it reads in a report: a text without quotes, unless it begins or ends with a blank, looks like another JSON value, or
    holds control characters. Long values are cut.
    """
    text = value if isinstance(value, str) and _is_plain(value) else json_of(value)
    return text if len(text) <= CELL_MAX else text[: CELL_MAX - 1] + "…"


def _is_plain(text: str) -> bool:
    if not text or text != text.strip() or not text.isprintable():
        return False
    return text not in ("null", "true", "false")
