"""The first records of a run, which it keeps for the page."""

from collections.abc import Iterable, Sequence
from itertools import islice

from appflow_emulator.data_plane.outcome import Left, Moved, Record
from appflow_emulator.data_plane.rehearsal import Rehearsal
from appflow_emulator.records import ShownRow, ShownRows

SHOWN = 100  # records of each kind; our choice


def shown_rows(done: Rehearsal | Moved, records: Iterable[Record]) -> ShownRows:
    """The first records that were read, held back and written."""
    return ShownRows(
        tuple(ShownRow(*each) for each in islice(enumerate(records), SHOWN)),
        _left(done.filtered),
        _left(done.dropped),
        tuple(ShownRow(each.number, each.record) for each in done.written[:SHOWN]),
    )


def _left(held: Sequence[Left]) -> tuple[ShownRow, ...]:
    return tuple(
        ShownRow(each.number, each.record, str(each.step), each.why) for each in held[:SHOWN]
    )
