"""
The operators of tasks with their descriptions, for all connectors.

Each connector offers some of them, as an enum. An operator does the same for every connector.
Values in filters are text, whatever the type of the field: a time is written in
milliseconds since 1970, `"1707696000000"`.
"""

from collections.abc import Mapping
from typing import Any

from appflow_provider.shapes.base import ApiEnum

OPERATORS: Mapping[str, str] = {
    "PROJECTION": "Lists the fields to read. For `Filter` tasks.",
    "LESS_THAN": "Lets a record pass when the field is less than `VALUE`, which does not pass itself.",
    "GREATER_THAN": "Lets a record pass when the field is greater than `VALUE`, which does not pass itself.",
    "CONTAINS": "Lets a record pass when the text of the field has `VALUE` in it.",
    "BETWEEN": (
        "Lets a record pass when the field lies between `LOWER_BOUND` and `UPPER_BOUND`. "
        "Salesforce does not include the bounds."
    ),
    "LESS_THAN_OR_EQUAL_TO": "Lets a record pass when the field is `VALUE` or less.",
    "GREATER_THAN_OR_EQUAL_TO": "Lets a record pass when the field is `VALUE` or more.",
    "EQUAL_TO": "Lets a record pass when the field is `VALUE`, or one of `VALUES`.",
    "NOT_EQUAL_TO": "Lets a record pass when the field is not `VALUE`.",
    "ADDITION": "Adds the second field to the first. For `Arithmetic` tasks.",
    "MULTIPLICATION": "Multiplies the first field by the second. For `Arithmetic` tasks.",
    "DIVISION": "Divides the first field by the second. For `Arithmetic` tasks.",
    "SUBTRACTION": "Subtracts the second field from the first. For `Arithmetic` tasks.",
    "MASK_ALL": "Covers the whole text with `MASK_VALUE`. For `Mask` tasks.",
    "MASK_FIRST_N": (
        "Covers the first `MASK_LENGTH` characters with `MASK_VALUE`. For `Mask` tasks."
    ),
    "MASK_LAST_N": "Covers the last `MASK_LENGTH` characters with `MASK_VALUE`. For `Mask` tasks.",
    "VALIDATE_NON_NULL": "Holds when the field has a value. For `Validate` tasks.",
    "VALIDATE_NON_ZERO": "Holds when the field is not zero. For `Validate` tasks.",
    "VALIDATE_NON_NEGATIVE": "Holds when the field is zero or more. For `Validate` tasks.",
    "VALIDATE_NUMERIC": "Holds when the field is a number. For `Validate` tasks.",
    "NO_OP": (
        "Does nothing to the value. For tasks whose type says it all: `Map`, `Map_all`, `Merge`, "
        "`Truncate`, `Partition`."
    ),
}

TRANSFORMATIONS = (
    "ADDITION MULTIPLICATION DIVISION SUBTRACTION MASK_ALL MASK_FIRST_N MASK_LAST_N "
    "VALIDATE_NON_NULL VALIDATE_NON_ZERO VALIDATE_NON_NEGATIVE VALIDATE_NUMERIC"
)


class Operator(ApiEnum):
    """What a task may do with fields that come from a custom connector."""

    _ignore_ = "operator text"
    for operator, text in OPERATORS.items():
        vars()[operator] = operator, text


def selection(
    name: str, whence: str, first: str, rest: str = f"{TRANSFORMATIONS} NO_OP"
) -> type[ApiEnum]:
    """The operators that a connector offers, as an enum of this name; `first` and `rest` name them, with blanks between."""
    make: Any = ApiEnum
    chosen = [(each, (each, OPERATORS[each])) for each in f"{first} {rest}".split()]
    enum: type[ApiEnum] = make(name, chosen, module=__name__)
    enum.__doc__ = f"What a task may do with fields that come from {whence}."
    return enum
