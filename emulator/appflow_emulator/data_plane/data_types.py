"""
What a DATA_TYPE of a Filter says: whether times, numbers or texts are compared.

The names are the connector's. A name that is not in the table here counts as none.
"""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from appflow_emulator.data_plane.values import milliseconds_of, number_of

# DATA_TYPE in lower case: names that the console sends, those of OData and those of ServiceNow.
_NAMES: Mapping[str, str] = {
    "time": """date datetime timestamp glide_date glide_date_time
        edm.date edm.datetime edm.datetimeoffset""",
    "number": """byte currency decimal double float int integer long number numeric percent short
        edm.byte edm.decimal edm.double edm.int16 edm.int32 edm.int64 edm.sbyte edm.single""",
    "text": """boolean combobox email guid id multipicklist phone picklist reference string text textarea url
        edm.boolean edm.guid edm.string""",
}
_KINDS: Mapping[str, str] = {name: kind for kind, names in _NAMES.items() for name in names.split()}

READ: Mapping[str, Callable[[Any], Decimal | None]] = {
    "time": milliseconds_of,
    "number": number_of,
}
WORDS: Mapping[str, str] = {
    "time": "milliseconds since 1970, or ISO 8601",
    "number": "a number without blanks",
}


def kind_of(data_type: str) -> str:
    """What is compared: `time`, `number`, `text`, or an empty text if that is not known."""
    return _KINDS.get(data_type.lower(), "")
