"""The span of time that a backfill reads again, and its slices."""

from appflow_provider.shapes.base import ApiEnum, Shape, Timestamp, member
from appflow_provider.shapes.scalars import SourceFieldName, WindowSlices
from appflow_provider.shapes.transforms import whole_seconds


class WindowType(ApiEnum):
    """Types of a field that tells the time of a record."""

    DATETIME = "datetime", "A time of day. This is the default."
    DATE = "date", "A day. The window and its slices are whole days, in UTC."


class RunWindow(Shape):
    """
    A span of time to read again, from its start up to, but not including, its end.

    Each slice is one run of a temporary copy of the flow, which has the flow's own tasks and a filter more. The flow is not changed.
    """

    field: SourceFieldName = member(
        "Field of the source with the time of a record, for example `LastModifiedDate`.",
        required=True,
    )
    start_time: Timestamp = member(
        "First instant of the window in whole seconds, for example `2031-01-01T00:00:00Z`.",
        required=True,
        transform=whole_seconds,
    )
    end_time: Timestamp = member(
        "End of the window, for example `2032-01-01T00:00:00Z`. A record of this instant is not read.",
        required=True,
        transform=whole_seconds,
    )
    slices: WindowSlices | None = member(
        "Number of runs, each of which reads a part of the window of the same length. Default `1`. More slices make shorter runs, "
        "and an interruption repeats less.",
        default=1,
        write_only=True,
    )
    data_type: WindowType | None = member(
        "Type of `field` in the source. Default `datetime`.", default="datetime", write_only=True
    )
