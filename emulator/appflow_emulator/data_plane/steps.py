"""
The steps of a plan: one kind for each type of task.

The meaning of each is documented in the user guide or inferred. Where it is open, `rows` asks an assumption.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import ClassVar

COMPARISONS = (
    "EQUAL_TO",
    "NOT_EQUAL_TO",
    "LESS_THAN",
    "LESS_THAN_OR_EQUAL_TO",
    "GREATER_THAN",
    "GREATER_THAN_OR_EQUAL_TO",
    "BETWEEN",
    "CONTAINS",
)
CHECKS = (
    "VALIDATE_NON_NULL",
    "VALIDATE_NON_ZERO",
    "VALIDATE_NON_NEGATIVE",
    "VALIDATE_NUMERIC",
)
MASKS = ("MASK_ALL", "MASK_FIRST_N", "MASK_LAST_N")
CALCULATIONS = ("ADDITION", "SUBTRACTION", "MULTIPLICATION", "DIVISION")
ACTIONS = ("DropRecord", "DropDataset", "TerminateFlow")


@dataclass(frozen=True)
class Step:
    """
    One task. `task` is its index in the request.

    Attributes:
        fields: The source fields that it reads.
    """

    task: int
    fields: tuple[str, ...]

    kind: ClassVar[str] = ""
    rank: ClassVar[int] = 0  # its place if steps are ordered by kind

    @property
    def changes(self) -> tuple[str, ...]:
        """The fields of the record that it changes or adds."""
        return ()

    def __str__(self) -> str:
        return " ".join([self.kind, ", ".join(self.fields)]).strip()


@dataclass(frozen=True)
class Projection(Step):
    """Only these fields are read (seen in flows that the console made)."""

    kind = "Projection"


@dataclass(frozen=True)
class Filter(Step):
    """
    Keeps the records whose field compares so. Filters of one flow are joined by AND, the values of one by OR (documented).

    Attributes:
        operator: A comparison of the API, such as EQUAL_TO or BETWEEN.
        values: What to compare with. Of BETWEEN: the two bounds.
        splits: Whether `values` came as one text with commas (VALUES), and was split there.
        data_type: DATA_TYPE as sent: `datetime` and `date` compare times in epoch milliseconds.
    """

    operator: str = ""
    values: tuple[str, ...] = ()
    splits: bool = False
    data_type: str = ""

    kind = "Filter"
    rank = 1


@dataclass(frozen=True)
class Validate(Step):
    """
    Checks each record.

    Attributes:
        check: VALIDATE_NON_NULL, VALIDATE_NON_ZERO, VALIDATE_NON_NEGATIVE or VALIDATE_NUMERIC.
        action: VALIDATION_ACTION as sent. DropRecord drops the record, the others end the run.
    """

    check: str = ""
    action: str = ""

    kind = "Validate"
    rank = 2


@dataclass(frozen=True)
class Mask(Step):
    """Covers characters: all, the first N or the last N (`operator`)."""

    operator: str = ""
    length: int | None = None
    character: str = ""

    kind = "Mask"
    rank = 3

    @property
    def changes(self) -> tuple[str, ...]:
        return self.fields


@dataclass(frozen=True)
class Truncate(Step):
    """Keeps the first `length` characters."""

    length: int = 0

    kind = "Truncate"
    rank = 3

    @property
    def changes(self) -> tuple[str, ...]:
        return self.fields


@dataclass(frozen=True)
class Merge(Step):
    """Joins fields by `pattern`, as "${First} ${Last}", into the field `into`, which a Map then moves."""

    pattern: str = ""
    into: str = ""

    kind = "Merge"
    rank = 4

    @property
    def changes(self) -> tuple[str, ...]:
        return (self.into,)


@dataclass(frozen=True)
class Arithmetic(Step):
    """Calculates with the fields in their order (MATH_OPERATION_FIELDS_ORDER) into the field `into`."""

    operator: str = ""
    into: str = ""

    kind = "Arithmetic"
    rank = 4

    @property
    def changes(self) -> tuple[str, ...]:
        return (self.into,)


@dataclass(frozen=True)
class Map(Step):
    """Writes one field to the field `to` of the destination. Types are as sent, in the connector's words."""

    to: str = ""
    source_type: str = ""
    to_type: str = ""

    kind = "Map"
    rank = 5


@dataclass(frozen=True)
class MapAll(Step):
    """Writes every field under its own name, but for `exclude`."""

    exclude: tuple[str, ...] = ()

    kind = "Map_all"
    rank = 5


@dataclass(frozen=True)
class Passthrough(Step):
    """Writes each record as it is."""

    kind = "Passthrough"
    rank = 5


@dataclass(frozen=True)
class Partition(Step):
    """Makes folders of the values of these fields, in this order."""

    kind = "Partition"
    rank = 6


_PLACEHOLDER = re.compile(r"\$\{([^}]*)\}")


@lru_cache
def placeholders(pattern: str) -> tuple[tuple[str, str], ...]:
    """A CONCAT_FORMAT in parts: a literal text and the field that follows it, which is empty at the end."""
    pieces = _PLACEHOLDER.split(pattern)
    return tuple(zip(pieces[::2], [*pieces[1::2], ""], strict=True))
