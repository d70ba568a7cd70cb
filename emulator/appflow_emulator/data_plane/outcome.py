"""What becomes of records: written, filtered or dropped; and the result of a whole run."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from appflow_emulator.data_plane.steps import Step

Record = dict[str, Any]
"""
A record: values by field. Of CSV every value is a text or null. JSON keeps texts, booleans, lists and objects; whole numbers are
int and others Decimal, so that 1.10 stays 1.10.
"""


@dataclass(frozen=True)
class Written:
    """A record that is written: the number of its source record (from 0), and what arrives."""

    number: int
    record: Record
    folders: tuple[
        tuple[str, str], ...
    ] = ()  # of the partition: field and value, `null` if it is missing


@dataclass(frozen=True)
class Left:
    """
    A record that is not written: filtered by a Filter, or dropped by a Validate or an Arithmetic.

    Attributes:
        number: The number of its source record (from 0).
        record: The source record.
        step: The step that held it back.
        why: The reason as part of a sentence: `Qty is null`. It shows no value.
    """

    number: int
    record: Record
    step: Step
    why: str


class RunFailed(Exception):
    """The run ends with an error: a validation that ends the run, or a value that an assumption lets fail."""


@dataclass
class Moved:
    """
    The result of a run's rows.

    Attributes:
        read: How many records were read, before filters. Those outside of the window are not read.
        written: What arrives, in the order of the source.
        filtered: What a Filter held back.
        dropped: What a Validate held back, or an Arithmetic if an assumption says so.
        outside: How many records were not read because they are outside of the window of an incremental run.
        failure: Why the run failed. Nothing is written then.
        touched: How often each assumption was asked.
    """

    read: int = 0
    written: list[Written] = field(default_factory=list)
    filtered: list[Left] = field(default_factory=list)
    dropped: list[Left] = field(default_factory=list)
    outside: int = 0
    failure: str | None = None
    touched: Counter[str] = field(default_factory=Counter)
