"""
The objects that a run writes to S3: their keys, and which records each of them holds.

    <bucketPrefix>/<flowName>/[schemaVersion_<n>/][YYYY/MM/DD/HH/mm/][<executionId>/][<Field>=<value>/]<file>

The order of the folders, the date in UTC, one folder for each unit, and `null` for a missing value are documented (user guide,
partitioning). The hour is that in which the run started, and no name has an extension; both were seen in public programs. What
is not known asks an assumption. `formats` makes the bytes.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timezone
from itertools import accumulate

from appflow_emulator.data_plane.answers import Answers
from appflow_emulator.data_plane.outcome import Written
from appflow_emulator.data_plane.places import Layout

_UNITS: Mapping[str, str] = {
    "YEAR": "%Y",
    "MONTH": "%m",
    "DAY": "%d",
    "HOUR": "%H",
    "MINUTE": "%M",
}
_TIME = "%Y-%m-%dT%H:%M:%S"  # console: YYYY-MM-DDTHH:mm:ss
# How much of the time stays for each format, if the format trims it.
_TRIMMED: Mapping[str, str] = {
    "YEAR": "%Y",
    "MONTH": "%Y-%m",
    "DAY": "%Y-%m-%d",
    "HOUR": "%Y-%m-%dT%H",
    "MINUTE": "%Y-%m-%dT%H:%M",
}
_IN_PATH = {"PATH", "PATH_AND_FILENAME"}
_IN_NAME = {"FILENAME", "PATH_AND_FILENAME"}
PAGE_ROWS = 1_000  # records of a page; the default of the SDK for custom connectors


@dataclass(frozen=True)
class RunStamp:
    """
    What the keys of a run show.

    Attributes:
        flow: The name of the flow.
        execution_id: The id of the run.
        started_at: When the run started: an aware time.
        schema_version: The version of the flow's schema, from 1.
    """

    flow: str
    execution_id: str
    started_at: datetime
    schema_version: int = 1


@dataclass(frozen=True)
class Planned:
    """One object: its key, the values of the partition, and the records."""

    key: str
    folders: tuple[tuple[str, str], ...]
    rows: tuple[Written, ...]


def folder_of(prefix: str, layout: Layout, stamp: RunStamp, answers: Answers) -> str:
    """The folder of a run's objects with a slash at the end, before the folders of a partition."""
    parts = [root_of(prefix, stamp.flow, answers)]
    if "SCHEMA_VERSION" in layout.hierarchy:
        parts.append(f"schemaVersion_{stamp.schema_version}")
    parts += date_folders(layout, stamp)
    if "EXECUTION_ID" in layout.hierarchy:
        parts.append(stamp.execution_id)
    return "/".join([*parts, ""])


def root_of(prefix: str, flow: str, answers: Answers) -> str:
    """The folder of all runs of a flow, without a slash at the end."""
    begin = prefix
    if begin.endswith("/") and answers("prefix_slash") == "one":
        begin = begin.rstrip("/")
    return f"{begin}/{flow}" if begin else flow


def date_folders(layout: Layout, stamp: RunStamp) -> list[str]:
    """The folders of the date, one for each unit. Empty unless prefixType asks for them."""
    if layout.prefix_type not in _IN_PATH or layout.prefix_format is None:
        return []
    units = list(_UNITS)[: list(_UNITS).index(layout.prefix_format) + 1]
    start = stamp.started_at.astimezone(timezone.utc)
    return [start.strftime(_UNITS[unit]) for unit in units]


def file_name(layout: Layout, stamp: RunStamp, answers: Answers) -> str:
    """The name of a run's file: the execution id, and the time of its creation if prefixType asks for it."""
    if layout.prefix_type not in _IN_NAME:
        return stamp.execution_id
    form = _TIME
    if layout.prefix_format is not None and answers("file_name_time") == "trimmed":
        form = _TRIMMED[layout.prefix_format]
    created = stamp.started_at.astimezone(timezone.utc).strftime(form)
    return stamp.execution_id + str(answers("file_name_join")) + created


def planned(
    prefix: str,
    layout: Layout,
    stamp: RunStamp,
    rows: Sequence[Written],
    answers: Answers,
    *,
    pages: Sequence[int] = (),
) -> Iterator[Planned]:
    """
    The objects of a run, in the order of their first record. A partition has objects of its own (documented).

    Args:
        prefix: bucketPrefix as sent.
        rows: What arrives.
        pages: How many source records each file or page of the source had. Without them, a page has `PAGE_ROWS`.
    """
    groups: dict[tuple[tuple[str, str], ...], list[Written]] = {}
    for row in rows:
        groups.setdefault(row.folders, []).append(row)
    if not groups:
        if answers("empty_run") == "no_object":
            return
        groups[()] = []
    folder = folder_of(prefix, layout, stamp, answers)
    name = file_name(layout, stamp, answers)
    for folders, members in groups.items():
        under = folder + "".join(f"{field}={value}/" for field, value in folders)
        files = _files(layout, members, answers, pages)
        for number, some in enumerate(files):
            yield Planned(numbered(under + name, number), folders, tuple(some))


def numbered(key: str, number: int) -> str:
    """The key of one of several files. The first has no number; the suffix is our choice, none is known."""
    return f"{key}-{number}" if number else key


def _files(
    layout: Layout, rows: Sequence[Written], answers: Answers, pages: Sequence[int]
) -> list[Sequence[Written]]:
    """The records of each file. SingleFile writes one for each partition (documented)."""
    if layout.aggregation == "SingleFile" or layout.target_megabytes:
        return [rows]
    page = _page_numbers(rows, pages)
    if len(set(page)) < 2 or answers("file_count") == "one":
        return [rows]
    found: dict[int, list[Written]] = {}
    for number, row in zip(page, rows, strict=True):
        found.setdefault(number, []).append(row)
    return list(found.values())


def _page_numbers(rows: Sequence[Written], pages: Sequence[int]) -> list[int]:
    if not pages:
        return [row.number // PAGE_ROWS for row in rows]
    ends = list(accumulate(pages))
    numbers, page = [], 0
    for row in rows:  # in the order of the source
        while page < len(ends) - 1 and row.number >= ends[page]:
            page += 1
        numbers.append(page)
    return numbers


def parts(rows: Sequence[Written], size: int, target_megabytes: int | None) -> int:
    """Into how many files `rows` of `size` bytes go to reach targetFileSize, which is approximate (documented)."""
    if not target_megabytes or len(rows) < 2:
        return 1
    limit = target_megabytes * 1_000_000
    return min(len(rows), max(1, round(size / limit)))
