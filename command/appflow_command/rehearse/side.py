"""What one version of a flow makes of the samples: the result of a rehearsal without what differs from run to run."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timezone

from appflow_emulator.data_plane.outcome import Left, Written
from appflow_emulator.data_plane.plan import Plan

# Every rehearsal starts at this time and has this id, so that two of them give the same keys. Reports show <time> and <run>.
AT = datetime(9876, 5, 4, 3, 2, 1, tzinfo=timezone.utc)
RUN = "00000000-0000-4000-8000-000000000000"
_FOLDERS = re.compile(r"(?<![^/])9876(?:/05(?:/04(?:/03(?:/02)?)?)?)?(?=/)")
_NAMES = re.compile(r"(?<=<run>)([-_]?)9876(?:-05(?:-04(?:T03(?::02(?::01)?)?)?)?)?")

Window = tuple[datetime, datetime]


@dataclass(frozen=True)
class StoredObject:
    """An object that a run writes. `folders` are the fields and values of its partition, which stand in the key."""

    key: str
    folders: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Side:
    """
    The result of one rehearsal.

    Attributes:
        plan: The flow as a plan; None for approved rows, of which only the result is known.
        read: How many records were read, before filters.
        written: What arrives.
        filtered: What a Filter held back.
        dropped: What a Validate held back.
        objects: The objects of S3, with `<run>` and `<time>` in their keys.
        failure: Why the run failed.
        touched: How often each assumption was asked.
        answers: The answer of each of these assumptions. One that is missing has its default.
    """

    plan: Plan | None = None
    read: int = 0
    written: Sequence[Written] = ()
    filtered: Sequence[Left] = ()
    dropped: Sequence[Left] = ()
    objects: Sequence[StoredObject] = ()
    failure: str | None = None
    touched: Mapping[str, int] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of all rows, in the order in which they first appear."""
        return tuple(dict.fromkeys(name for each in self.written for name in each.record))

    @property
    def lost_all(self) -> bool:
        """Whether records were read and none is written."""
        return self.failure is None and self.read > 0 and not self.written

    @property
    def counts(self) -> tuple[int, int, int, int]:
        """How many records were read, filtered, dropped and written."""
        return self.read, len(self.filtered), len(self.dropped), len(self.written)


def timeless(text: str) -> str:
    """The text with `<run>` for the id of the run, and `<time>` for its time."""
    return _NAMES.sub(r"\1<time>", _FOLDERS.sub("<time>", text.replace(RUN, "<run>")))
