"""
Tasks: which fields of a record are read, filtered, transformed and written, and by which operator.

A task has a type, source fields, at most one destination field, an operator under the key of the
source's connector, and properties whose keys depend on the type. Each connector has its enum of
operators; `operators` describes what they do.
"""

from appflow_provider.shapes import map_all
from appflow_provider.shapes.base import ApiEnum, Shape, member
from appflow_provider.shapes.connectors import with_each
from appflow_provider.shapes.scalars import DestinationField, Property, String


class OperatorPropertiesKeys(ApiEnum):
    """Keys of a task's properties. Which of them a task has depends on its type."""

    VALUE = (
        "VALUE",
        (
            '`Filter`: the value to compare with, `"Closed"`. Times are milliseconds since 1970, '
            '`"1707696000000"`.'
        ),
    )
    VALUES = (
        "VALUES",
        (
            '`Filter`: several values with commas between, `"new,open"`. A record passes when one '
            "of them fits."
        ),
    )
    DATA_TYPE = (
        "DATA_TYPE",
        '`Filter`: type of the compared field, `"string"`, `"int"` or `"datetime"` for example.',
    )
    UPPER_BOUND = "UPPER_BOUND", "`Filter` with `BETWEEN`: the end of the range."
    LOWER_BOUND = "LOWER_BOUND", "`Filter` with `BETWEEN`: the beginning of the range."
    SOURCE_DATA_TYPE = (
        "SOURCE_DATA_TYPE",
        '`Map`: type of the field in the source, `"picklist"` for example.',
    )
    DESTINATION_DATA_TYPE = (
        "DESTINATION_DATA_TYPE",
        '`Map`: type of the field in the destination, `"string"` for example.',
    )
    VALIDATION_ACTION = (
        "VALIDATION_ACTION",
        (
            '`Validate`: what becomes of a record that fails. `"DropRecord"` leaves it out, '
            '`"DropDataset"` ends the run.'
        ),
    )
    MASK_VALUE = "MASK_VALUE", '`Mask`: the one character that covers the others, `"*"`.'
    MASK_LENGTH = (
        "MASK_LENGTH",
        (
            '`Mask`: how many characters are covered, a number as text: `"4"`. AppFlow\'s console '
            "also sends it with `MASK_ALL`."
        ),
    )
    TRUNCATE_LENGTH = (
        "TRUNCATE_LENGTH",
        (
            "`Truncate`: how many characters are kept, counted from the first, a number as text: "
            '`"200"`.'
        ),
    )
    MATH_OPERATION_FIELDS_ORDER = (
        "MATH_OPERATION_FIELDS_ORDER",
        '`Arithmetic`: the two fields in the order of the calculation, `"price,discount"`.',
    )
    CONCAT_FORMAT = (
        "CONCAT_FORMAT",
        '`Merge`: how the fields are joined, `"${FirstName} ${LastName}"`.',
    )
    SUBFIELD_CATEGORY_MAP = (
        "SUBFIELD_CATEGORY_MAP",
        "Listed by the API without an explanation of its form.",
    )
    EXCLUDE_SOURCE_FIELDS_LIST = (
        "EXCLUDE_SOURCE_FIELDS_LIST",
        (
            '`Map_all`: the fields to leave out, a JSON list as text: `\'["Fax","Phone"]\'`, and '
            '`"[]"` for none.'
        ),
    )
    INCLUDE_NEW_FIELDS = (
        "INCLUDE_NEW_FIELDS",
        (
            '`Map_all`: `"true"` also transfers fields that the source gains later, together with '
            "`enableDynamicFieldUpdate`."
        ),
    )
    ORDERED_PARTITION_KEYS_LIST = (
        "ORDERED_PARTITION_KEYS_LIST",
        (
            "`Partition`: up to ten destination fields whose values become folders, a JSON list "
            'as text: `\'["Region","Plant"]\'`.'
        ),
    )


class TaskType(ApiEnum):
    """What a task does."""

    ARITHMETIC = (
        "Arithmetic",
        (
            "Calculates with two fields. The result has the two names as its name, "
            '`"price,discount"`, and a `Map` task gives it a better one.'
        ),
    )
    FILTER = (
        "Filter",
        (
            "With `PROJECTION`, lists the fields to read; with a comparison, lets only some "
            "records pass. Several filters hold together."
        ),
    )
    MAP = "Map", "Writes one source field to one destination field."
    MAP_ALL = (
        "Map_all",
        (
            "Writes every source field under its own name, except for those in "
            "`EXCLUDE_SOURCE_FIELDS_LIST`."
        ),
    )
    MASK = "Mask", "Covers characters of a field."
    MERGE = (
        "Merge",
        (
            "Joins several fields into one text. The result has their names as its name, "
            '`"FirstName,LastName"`, and a `Map` task gives it a better one.'
        ),
    )
    PASSTHROUGH = "Passthrough", "Transfers records unchanged, without any mapping."
    TRUNCATE = "Truncate", "Shortens a text."
    VALIDATE = (
        "Validate",
        "Checks a field, and drops the record or ends the run when the check fails.",
    )
    PARTITION = "Partition", "Sorts the files in S3 into folders by the values of fields."


@with_each("operator")
class ConnectorOperator(Shape):
    """
    What a task does with its fields, under the key of the source's connector. Fill in exactly one
    member.
    """


class Task(Shape):
    """
    One step between source and destination: fields to read, a condition, a transformation or a
    mapping.
    """

    source_fields: list[String] = member(
        "Source fields that the task is about: all fields to read for a `Filter` with "
        "`PROJECTION`, one for a comparison, `Map`, `Mask`, `Truncate` or `Validate`, those to "
        "combine for `Merge` and `Arithmetic`, and none (`[]`) for `Map_all`. A `Map` after "
        '`Merge` or `Arithmetic` names their result, `["price,discount"]`.',
        required=True,
    )
    connector_operator: ConnectorOperator | None = member(
        "What the task does, under the key of the *source's* connector, wherever the flow writes "
        'to: `{salesforce: "PROJECTION"}`. `NO_OP` for the types that need no choice: `Map`, '
        "`Map_all`, `Merge`, `Truncate`, `Partition`.",
        drift_when_added=False,
    )
    destination_field: DestinationField | None = member(
        "Field that the task writes, needed for `Map`. `Merge` and `Arithmetic` write a temporary "
        'field, the names of their source fields with commas between: `"price,discount"`.',
        default="",
        drift_when_added=False,
    )
    task_type: TaskType = member(
        "What kind of step it is, for example `Map`. The operator and the properties have to fit "
        "it.",
        required=True,
    )
    task_properties: dict[OperatorPropertiesKeys, Property] | None = member(
        "Details of the task, each of them text. `Filter`: `DATA_TYPE` with `VALUE` or `VALUES`, "
        "or with `LOWER_BOUND` and `UPPER_BOUND` for `BETWEEN`; none for `PROJECTION`. `Map`: "
        "`SOURCE_DATA_TYPE` and `DESTINATION_DATA_TYPE`, which may be left out. `Map_all`: "
        '`EXCLUDE_SOURCE_FIELDS_LIST`, a JSON list as text (`\'["Fax","Phone"]\'`). `Merge`: '
        '`CONCAT_FORMAT` (`"${FirstName} ${LastName}"`). `Arithmetic`: '
        "`MATH_OPERATION_FIELDS_ORDER`. `Mask`: `MASK_VALUE`, and `MASK_LENGTH` for "
        "`MASK_FIRST_N` and `MASK_LAST_N`. `Truncate`: `TRUNCATE_LENGTH`. `Validate`: "
        '`VALIDATION_ACTION` (`"DropRecord"` or `"DropDataset"`). `Partition`: '
        "`ORDERED_PARTITION_KEYS_LIST`, a JSON list as text. `Passthrough`: none.",
        default={map_all.EXCLUDE: "[]"},
        drift_when_added=True,
    )
