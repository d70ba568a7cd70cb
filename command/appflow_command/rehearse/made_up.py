"""
Made-up samples for `--init`: 20 rows for each source that the program's flows read, with the fields that their tasks name.

The same fields give the same rows. About one row in ten breaks a validation, and about a third fails each filter, so that a first
report shows something. Files that exist stay as they are.
"""

import csv
import io
import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from appflow_emulator.data_plane.places import Source
from appflow_emulator.data_plane.plan import Plan
from appflow_emulator.data_plane.steps import Arithmetic, Filter, Map, Validate
from appflow_emulator.data_plane.values import json_of

ROWS = 20
README = "README.md"
_S3_FILE = "made-up"
_ROW_ENDINGS = (".jsonl", ".csv", ".parquet")
_FALLBACK = ("Id", "Name", "Amount")  # if no task names a field
_FIRST = datetime(2031, 1, 1, 8, 30, tzinfo=timezone.utc)


@dataclass
class _Needs:
    """What the flows of one source need of its records."""

    types: dict[str, str] = field(default_factory=dict)
    filters: dict[str, Filter] = field(default_factory=dict)
    checks: dict[str, Validate] = field(default_factory=dict)
    numbers: set[str] = field(default_factory=set)  # fields that a task calculates with


@dataclass(frozen=True)
class SampleFile:
    """A file of samples that is to be written."""

    path: Path
    content: str


def sample_files(plans: Iterable[Plan], folder: Path) -> Iterator[SampleFile]:
    """The files for all sources that have no samples yet, and the page that says which files are made up."""
    sources: dict[Path, Source] = {}
    needs: dict[Path, _Needs] = {}
    for plan in plans:
        path = _path(plan.source, folder, events=plan.trigger == "Event")
        sources.setdefault(path, plan.source)
        _add(needs.setdefault(path, _Needs()), plan)
    written = [path for path, source in sources.items() if not _exists(path, source, folder)]
    for path in written:
        rows = list(_rows(sources[path], needs[path]))
        yield SampleFile(path, _content(rows, path, sources[path]))
    if written and not (folder / README).exists():
        yield SampleFile(folder / README, _readme(written, folder))


def _add(needs: _Needs, plan: Plan) -> None:
    for name in plan.needed() or _FALLBACK:
        needs.types.setdefault(name, "")
    for step in plan.steps:
        if isinstance(step, Map) and step.fields[0] in needs.types:
            needs.types[step.fields[0]] = step.source_type or needs.types[step.fields[0]]
        elif isinstance(step, Filter):
            needs.filters.setdefault(step.fields[0], step)
            needs.types[step.fields[0]] = needs.types[step.fields[0]] or step.data_type
        elif isinstance(step, Validate):
            needs.checks.setdefault(step.fields[0], step)
        elif isinstance(step, Arithmetic):
            needs.numbers.update(step.fields)


def _path(source: Source, folder: Path, *, events: bool) -> Path:
    if source.connector == "S3":
        ending = "jsonl" if source.file_type == "JSON" else "csv"
        parts = [each for each in source.prefix.split("/") if each]
        return folder.joinpath("S3", source.object, *parts, f"{_S3_FILE}.{ending}")
    name = source.object.lstrip("/")
    return folder / source.connector / f"{name}.{'events.jsonl' if events else 'jsonl'}"


def _exists(path: Path, source: Source, folder: Path) -> bool:
    if source.connector == "S3":
        bucket = folder / "S3" / source.object
        keys = (each.relative_to(bucket).as_posix() for each in bucket.rglob("*") if each.is_file())
        return any(key.startswith(source.prefix) for key in keys)
    if path.name.endswith(".events.jsonl"):
        return path.exists()
    return any(path.with_name(path.stem + ending).exists() for ending in _ROW_ENDINGS)


def _rows(source: Source, needs: _Needs) -> Iterator[dict[str, Any]]:
    made = {name: _values(source, name, kind, needs) for name, kind in needs.types.items()}
    for number in range(ROWS):
        yield {name: values[number] for name, values in made.items()}


def _values(source: Source, name: str, kind: str, needs: _Needs) -> list[Any]:
    chance = random.Random(f"{source}/{name}")  # noqa: S311 - the same samples everywhere
    numeric = name in needs.numbers or _is_numeric(needs.checks.get(name))
    make = _maker(name, kind, numeric=numeric)
    values = [make(number, chance) for number in range(ROWS)]
    wanted = needs.filters.get(name)
    if wanted is not None:
        passing = list(_passing(wanted))
        values = [
            chance.choice(passing) if passing and chance.random() < 2 / 3 else value
            for value in values
        ]
    if name in needs.checks:
        for number in (6, 15):  # two rows that the validation holds back
            values[number] = _FAILING.get(needs.checks[name].check)
    return values


_FAILING: Mapping[str, Any] = {
    "VALIDATE_NON_ZERO": 0,
    "VALIDATE_NON_NEGATIVE": -1,
    "VALIDATE_NUMERIC": "none",
}


def _is_numeric(check: Validate | None) -> bool:
    return check is not None and check.check != "VALIDATE_NON_NULL"


_Make = Callable[[int, random.Random], Any]
# Words in the name of a type, in the connectors' own words, and what is made for it.
_KINDS: Sequence[tuple[tuple[str, ...], _Make]] = (
    (("bool",), lambda number, _: number % 3 != 0),
    (("datetime", "timestamp"), lambda number, _: _time(number).strftime("%Y-%m-%dT%H:%M:%S.000Z")),
    (("date",), lambda number, _: _time(number).strftime("%Y-%m-%d")),
    (("int", "long"), lambda _, chance: chance.randint(1, 5000)),
    (
        ("currency", "decimal", "double", "float", "number", "percent"),
        lambda _, chance: chance.randint(100, 500_000) / 100,
    ),
)
# Words in the name of a field, for fields of text.
_NAMES: Sequence[tuple[tuple[str, ...], _Make]] = (
    (("email", "mail"), lambda number, _: f"person{number + 1}@example.com"),
    (("phone", "mobile", "fax"), lambda number, _: f"555-01{number:02d}"),
    (("url", "website"), lambda number, _: f"https://example.com/{number + 1}"),
    (("country",), lambda _, chance: chance.choice(["AT", "DE", "FR", "JP", "US"])),
)


def _time(number: int) -> datetime:
    return _FIRST + timedelta(hours=7 * number)


def _maker(name: str, kind: str, *, numeric: bool) -> _Make:
    lowered = kind.lower()
    if numeric and not any(word in lowered for words, _ in _KINDS for word in words):
        lowered = "number"  # texts may hold numbers, and a task takes them for some
    for words, make in _KINDS:
        if any(word in lowered for word in words):
            return make
    is_id = name.lower().endswith("id") or lowered in ("id", "reference")
    if is_id:
        return lambda number, _: f"{number + 1:04d}"
    for words, make in _NAMES:
        if any(word in name.lower() for word in words):
            return make
    return lambda number, _: f"{name} {number + 1}"


def _passing(step: Filter) -> Iterator[Any]:
    """Values that pass the filter, as far as one can tell from its text."""
    first = step.values[0] if step.values else ""
    if step.operator in (
        "EQUAL_TO",
        "CONTAINS",
        "LESS_THAN_OR_EQUAL_TO",
        "GREATER_THAN_OR_EQUAL_TO",
    ):
        yield from (_typed(each, step.data_type) for each in step.values)
    elif step.operator in ("GREATER_THAN", "LESS_THAN") and _is_number(first):
        yield from (
            _shifted(first, by if step.operator == "GREATER_THAN" else -by, step.data_type)
            for by in (1, 7, 40)
        )
    elif step.operator == "BETWEEN" and all(map(_is_number, step.values)):
        low, high = map(float, step.values)
        yield _typed(
            f"{(low + high) / 2:g}" if abs(high) < 1e6 else str(int((low + high) / 2)),
            step.data_type,
        )


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _shifted(text: str, by: int, kind: str) -> Any:
    number = float(text)
    days = 86_400_000 if "date" in kind.lower() else 1
    return _typed(str(int(number + by * days)), kind)


def _typed(text: str, kind: str) -> Any:
    """The value of a filter as a record has it: times are epoch milliseconds in filters and texts in records."""
    lowered = kind.lower()
    if "date" in lowered and _is_number(text):
        when = datetime.fromtimestamp(float(text) / 1000, tz=timezone.utc)
        return when.strftime("%Y-%m-%d" if lowered == "date" else "%Y-%m-%dT%H:%M:%S.000Z")
    is_text = not lowered or "string" in lowered or "picklist" in lowered
    return text if is_text or not _is_number(text) else float(text) if "." in text else int(text)


def _content(rows: Sequence[Mapping[str, Any]], path: Path, source: Source) -> str:
    if source.connector != "S3" or path.suffix == ".jsonl":
        return "".join(json_of(dict(row)) + "\n" for row in rows)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(rows[0])
    writer.writerows([_cell(value) for value in row.values()] for row in rows)
    return text.getvalue()


def _cell(value: Any) -> Any:
    return str(value).lower() if isinstance(value, bool) else value


def _readme(paths: Iterable[Path], folder: Path) -> str:
    listed = "\n".join(f"* `{each.relative_to(folder).as_posix()}`" for each in sorted(paths))
    return (
        "# Samples\n\n`appflow-pulumi rehearse` reads these records. `appflow-pulumi rehearse --init` made up the following "
        f"files. No value in them\nis real. Edit or replace them, and remove them from this list.\n\n{listed}\n"
    )
