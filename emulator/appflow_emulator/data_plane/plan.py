"""
A flow's request as a plan: where records come from, which steps they pass, and where they go.

`plan_of` reads the members of CreateFlow. It is pure, and it refuses by name what it does not know, so that nothing is left out
of a rehearsal silently. The meaning of each task is documented in the user guide or inferred; where it is open, `rows` asks an
assumption.
"""

import json
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, ClassVar

from appflow_emulator.data_plane.data_types import READ, WORDS, kind_of

Request = Mapping[str, Any]


class CannotRehearse(ValueError):
    """The flow has something that the data plane does not know. The message says where and what."""


@dataclass(frozen=True)
class Source:
    """
    Where a flow reads.

    Attributes:
        connector: The connector type, or the label of a custom connector.
        object: The object, entity or path; of S3, the bucket.
        prefix: Of S3: what the keys begin with. It is compared as text.
        file_type: Of S3: CSV or JSON.
        transfer: dataTransferApi of Salesforce, if it is set.
        changed_by: The field of times by which an incremental run selects records. S3 has none: it uses the time of the object.
        deleted: Whether records that Salesforce marks as deleted are read too (includeDeletedRecords).
    """

    connector: str
    object: str
    prefix: str = ""
    file_type: str = "CSV"
    transfer: str | None = None
    changed_by: str | None = None
    deleted: bool = True

    def __str__(self) -> str:
        return where(self.connector, self.object, self.prefix)


@dataclass(frozen=True)
class Layout:
    """How S3 objects are named and written: the members of s3OutputFormatConfig, with the documented defaults."""

    file_type: str = "JSON"  # documented for S3 and Upsolver
    prefix_type: str | None = None
    prefix_format: str | None = None
    hierarchy: tuple[str, ...] = ()
    aggregation: str = "None"
    target_megabytes: int | None = None
    typed: bool = False  # preserveSourceDataTyping


@dataclass(frozen=True)
class Destination:
    """
    Where a flow writes.

    Attributes:
        connector: The connector type, or the label of a custom connector.
        object: The object, entity or path; of S3, the bucket.
        prefix: Of S3: bucketPrefix as sent.
        layout: Of S3 and Upsolver: how objects are named and written.
        write: INSERT, UPSERT, UPDATE or DELETE.
        ids: The fields by which UPSERT, UPDATE and DELETE find a record.
        fail_first: failOnFirstDestinationError.
        error_bucket: The bucket for records that the destination refused.
        error_prefix: The prefix in that bucket.
    """

    connector: str
    object: str
    prefix: str = ""
    layout: Layout | None = None
    write: str = "INSERT"
    ids: tuple[str, ...] = ()
    fail_first: bool = False
    error_bucket: str | None = None
    error_prefix: str = ""

    def __str__(self) -> str:
        return where(self.connector, self.object, self.prefix)


def where(connector: str, name: str, prefix: str = "") -> str:
    """A place in words: `s3://bucket/prefix`, or `Salesforce/Account`."""
    if connector == "S3":
        return f"s3://{name}/{prefix}".rstrip("/")
    return f"{connector}/{name.lstrip('/')}"


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


@dataclass(frozen=True)
class Plan:
    """
    What a run does.

    Attributes:
        name: The flow's name.
        steps: All tasks in the order of the request.
        pull: dataPullMode: Incremental or Complete. None unless the flow is scheduled.
        trigger: OnDemand, Scheduled or Event.
    """

    name: str
    source: Source
    destination: Destination
    steps: tuple[Step, ...]
    pull: str | None = None
    trigger: str = "OnDemand"

    def of(self, *kinds: type[Step]) -> tuple[Step, ...]:
        """The steps of these kinds, as listed."""
        return tuple(step for step in self.steps if isinstance(step, kinds))

    @property
    def made(self) -> frozenset[str]:
        """The fields that a Merge or an Arithmetic makes."""
        return frozenset(f for step in self.of(Merge, Arithmetic) for f in step.changes)

    def ordered(self, order: str) -> tuple[Step, ...]:
        """
        The steps in the order in which they run: `by_kind`, or `as_listed`.

        By kind, a step that reads the result of a Merge or Arithmetic comes after it.
        """
        if order == "as_listed":
            return self.steps
        waiting = sorted(self.steps, key=lambda step: step.rank)
        makers = Counter(f for step in self.of(Merge, Arithmetic) for f in step.changes)
        found: list[Step] = []
        while waiting:
            ready = (step for step in waiting if not any(makers[f] for f in _reads(step)))
            step = next(ready, waiting[0])  # two results that need each other are taken as listed
            waiting.remove(step)
            found.append(step)
            if isinstance(step, Merge | Arithmetic):
                makers.subtract(step.changes)
        return tuple(found)

    @property
    def order_matters(self) -> bool:
        """
        Whether the answer to `step_order` can change a result.

        It does if two steps that swap places both hold records back, or if one changes what the other reads or changes.
        """
        place = {step.task: number for number, step in enumerate(self.ordered("by_kind"))}
        return any(
            place[first.task] > place[second.task] and _meet(first, second)
            for number, first in enumerate(self.steps)
            for second in self.steps[number + 1 :]
        )

    @property
    def projected(self) -> tuple[str, ...] | None:
        """The fields that are read, or None for all."""
        found = self.of(Projection)
        return tuple(dict.fromkeys(f for step in found for f in step.fields)) if found else None

    @property
    def partition(self) -> tuple[str, ...]:
        """The fields that become folders."""
        return tuple(field for step in self.of(Partition) for field in step.fields)

    def lineage(self, column: str) -> tuple[Step, ...]:
        """The steps that a column of the result passed through, in the order by kind."""
        fields = {
            field for step in self.of(Map) if isinstance(step, Map) and step.to == column
            for field in step.fields
        }  # fmt: skip
        if not fields:
            fields = {column}
        found: set[Step] = set()
        for step in reversed(self.ordered("by_kind")):
            maps = isinstance(step, Map) and step.to == column
            if maps or fields & set(step.changes):
                found.add(step)
                fields |= set(step.fields)
        return tuple(step for step in self.ordered("by_kind") if step in found)

    def needed(self) -> tuple[str, ...]:
        """The fields of the source that a step names, each once. Results of Merge and Arithmetic are not among them."""
        made = self.made
        named = (field for step in self.steps for field in step.fields)
        return tuple(dict.fromkeys(field for field in named if field not in made))

    def origins(self) -> Mapping[str, str]:
        """The columns that Map tasks write, and the field that each comes from."""
        return {step.to: step.fields[0] for step in self.steps if isinstance(step, Map)}


def _reads(step: Step) -> tuple[str, ...]:
    """The fields that a step needs before it can run: not the one that it makes."""
    makes = step.changes if isinstance(step, Merge | Arithmetic) else ()
    return tuple(field for field in step.fields if field not in makes)


def _meet(first: Step, second: Step) -> bool:
    holding = (Filter, Validate, Arithmetic)
    if isinstance(first, holding) and isinstance(second, holding):
        return True
    one, other = set(first.changes), set(second.changes)
    return bool(one & {*second.fields, *other} or other & set(first.fields))


def plan_of(request: Request, labels: Mapping[str, str] | None = None) -> Plan:
    """
    The plan of a CreateFlow request.

    Args:
        request: The members of CreateFlow, in the API's spelling.
        labels: The label of each custom connector's profile, by the name of the profile. A custom connector without one is
            called CustomConnector.

    Raises:
        CannotRehearse: a task or a member is unknown, or has no meaning that can be rehearsed.
    """
    names = labels or {}
    trigger = request["triggerConfig"]
    schedule = (trigger.get("triggerProperties") or {}).get("Scheduled") or {}
    source = request["sourceFlowConfig"]
    (destination, *others) = request["destinationFlowConfigList"]
    if others:
        raise CannotRehearse(
            f"destinationFlowConfigList: AppFlow supports one destination, not {1 + len(others)}"
        )
    steps = tuple(_steps(request["tasks"]))
    _check_columns(steps)
    return Plan(
        name=request["flowName"],
        source=_source(source, names),
        destination=_destination(destination, names),
        steps=steps,
        pull=schedule.get("dataPullMode"),
        trigger=trigger["triggerType"],
    )


# The member of a connector's settings that names its object. For every other connector it is `object`.
_OBJECT = {
    "S3": "bucketName",
    "Upsolver": "bucketName",
    "SAPOData": "objectPath",
    "CustomConnector": "entityName",
    "CustomerProfiles": "domainName",
}


def _settings(properties: Request) -> tuple[str, Request]:
    given = {key: value for key, value in properties.items() if value is not None}
    if len(given) != 1:
        raise CannotRehearse(f"the properties of one connector are needed, not of {len(given)}")
    ((key, settings),) = given.items()
    return key, settings


def _connector(config: Request, labels: Mapping[str, str]) -> str:
    kind: str = config["connectorType"]
    if kind != "CustomConnector":
        return kind
    return labels.get(config.get("connectorProfileName") or "", kind)


def _source(config: Request, labels: Mapping[str, str]) -> Source:
    key, settings = _settings(config["sourceConnectorProperties"])
    changed = (config.get("incrementalPullConfig") or {}).get("datetimeTypeFieldName")
    return Source(
        connector=_connector(config, labels),
        object=settings[_OBJECT.get(key, "object")],
        prefix=settings.get("bucketPrefix") or "",
        file_type=(settings.get("s3InputFormatConfig") or {}).get("s3InputFileType") or "CSV",
        transfer=settings.get("dataTransferApi"),
        changed_by=changed,
        deleted=key != "Salesforce" or bool(settings.get("includeDeletedRecords")),
    )


def _destination(config: Request, labels: Mapping[str, str]) -> Destination:
    key, settings = _settings(config["destinationConnectorProperties"])
    errors = settings.get("errorHandlingConfig") or {}
    return Destination(
        connector=_connector(config, labels),
        object=settings.get(_OBJECT.get(key, "object")) or key,
        prefix=settings.get("bucketPrefix") or "",
        layout=_layout(settings.get("s3OutputFormatConfig") or {}) if _has_layout(key) else None,
        write=settings.get("writeOperationType") or "INSERT",
        ids=tuple(settings.get("idFieldNames") or ()),
        fail_first=bool(errors.get("failOnFirstDestinationError")),
        error_bucket=errors.get("bucketName"),
        error_prefix=errors.get("bucketPrefix") or "",
    )


def _has_layout(key: str) -> bool:
    return key in {"S3", "Upsolver"}


def _layout(settings: Request) -> Layout:
    prefix = settings.get("prefixConfig") or {}
    aggregation = settings.get("aggregationConfig") or {}
    return Layout(
        file_type=settings.get("fileType") or "JSON",
        prefix_type=prefix.get("prefixType"),
        prefix_format=prefix.get("prefixFormat"),
        hierarchy=tuple(prefix.get("pathPrefixHierarchy") or ()),
        aggregation=aggregation.get("aggregationType") or "None",
        target_megabytes=aggregation.get("targetFileSize"),
        typed=bool(settings.get("preserveSourceDataTyping")),
    )


# The console writes them in tasks of every type. Only a Filter reads DATA_TYPE; casts change nothing.
_TYPES = ("DATA_TYPE", "SOURCE_DATA_TYPE", "DESTINATION_DATA_TYPE")


class _Task:
    """One task of the request, and the complaints about it."""

    def __init__(self, number: int, task: Request) -> None:
        self.number = number
        self.type: str = task["taskType"]
        self.fields = tuple(task.get("sourceFields") or ())
        self.to: str = task.get("destinationField") or ""
        operators = [each for each in (task.get("connectorOperator") or {}).values() if each]
        self.operator: str = operators[0] if operators else "NO_OP"
        self.properties: Mapping[str, str] = task.get("taskProperties") or {}

    def fail(self, member: str, what: str) -> CannotRehearse:
        """The complaint about one member of the task."""
        place = f"tasks[{self.number}]" + (f".{member}" if member else "")
        return CannotRehearse(f"{place}: {what}")

    def only(self, known: Collection[str]) -> None:
        """Refuse properties that have no known meaning for the task, such as SUBFIELD_CATEGORY_MAP for every task."""
        for key, value in self.properties.items():
            if value not in (None, "") and key not in known and key not in _TYPES:
                accepted = ", ".join((*known, *_TYPES))
                raise self.fail(
                    f"taskProperties.{key}",
                    f"has no known meaning for a task of type {self.type}. Known are {accepted}",
                )

    def text(self, key: str, why: str) -> str:
        """A property that the task needs."""
        found = self.properties.get(key)
        if found in (None, ""):
            raise self.fail(f"taskProperties.{key}", f"is not set, but it says {why}")
        return str(found)

    def whole(self, key: str, why: str) -> int:
        """A property that is a whole number from 0 on."""
        found = self.text(key, why)
        if not (found.isascii() and found.isdecimal()):
            raise self.fail(f"taskProperties.{key}", f"must be a whole number, not {found!r}")
        return int(found)

    def names(self, key: str, why: str = "") -> tuple[str, ...]:
        """A property that is a list of names as JSON text. Empty if it is not set and `why` is empty."""
        if not why and not self.properties.get(key):
            return ()
        found = self.text(key, why)
        try:
            listed = json.loads(found)
        except ValueError:
            listed = None
        if not isinstance(listed, list) or not all(isinstance(one, str) for one in listed):
            raise self.fail(f"taskProperties.{key}", f"must be a JSON list of names, not {found!r}")
        return tuple(listed)

    def check_operator(self, known: Sequence[str]) -> None:
        """Refuse an operator that is not for the type of the task."""
        if self.operator not in known:
            accepted = ", ".join(known)
            raise self.fail(
                "connectorOperator",
                f"{self.operator} is not known for a task of type {self.type}. Known are {accepted}",
            )

    def at_least(self, count: int) -> tuple[str, ...]:
        """The source fields, of which there must be so many."""
        if len(self.fields) < count:
            noun = "field" if count == 1 else "fields"
            raise self.fail(
                "sourceFields", f"a {self.type} task needs {count} {noun}, not {len(self.fields)}"
            )
        return self.fields


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
_PARTITIONS_MAX = 10  # user guide, partitions


def _steps(tasks: Sequence[Request]) -> Iterator[Step]:
    for number, sent in enumerate(tasks):
        task = _Task(number, sent)
        kind = _KINDS.get(task.type)
        if kind is None:
            known = ", ".join(sorted(_KINDS))
            raise task.fail("taskType", f"{task.type} is not known. Known are {known}")
        build, operators, properties = kind
        task.check_operator(operators)
        task.only(properties)
        yield build(task)


def _check_columns(steps: Sequence[Step]) -> None:
    """Refuse a column that two tasks write: which of them would win is not known."""
    writers: dict[str, int] = {}
    for step in steps:
        if isinstance(step, Map):
            first = writers.setdefault(step.to, step.task)
            if first != step.task:
                raise CannotRehearse(
                    f"tasks[{step.task}].destinationField: {step.to} is already written by tasks[{first}]"
                )


def _filter(task: _Task) -> Step:
    if task.operator == "PROJECTION":
        task.only(())
        return Projection(task.number, task.at_least(1))
    operator = task.operator
    task.only(
        ("LOWER_BOUND", "UPPER_BOUND")
        if operator == "BETWEEN"
        else ("VALUES",)
        if task.properties.get("VALUES")
        else ("VALUE",)
    )
    kind = str(task.properties.get("DATA_TYPE") or "")
    (field, *others) = task.at_least(1)
    if others:
        raise task.fail("sourceFields", f"a Filter compares one field, not {len(task.fields)}")
    if operator == "BETWEEN":
        bounds = (
            task.text("LOWER_BOUND", "where the range begins"),
            task.text("UPPER_BOUND", "where the range ends"),
        )
        _check_values(task, kind, bounds)
        return Filter(task.number, (field,), operator, bounds, splits=False, data_type=kind)
    splits = not task.properties.get("VALUE")
    value = task.text("VALUES" if splits else "VALUE", "what to compare with")
    values = tuple(value.split(",")) if splits else (value,)
    if operator != "CONTAINS":
        _check_values(task, kind, [each.strip() for each in values] if splits else values)
    return Filter(task.number, (field,), operator, values, splits, kind)


def _check_values(task: _Task, data_type: str, values: Sequence[str]) -> None:
    kind = kind_of(data_type)
    for value in values:
        if kind in READ and READ[kind](value) is None:
            raise task.fail(
                "taskProperties",
                f"the filter compares with {value!r}, but DATA_TYPE is {data_type}. Write {WORDS[kind]}",
            )


def _validate(task: _Task) -> Step:
    action = task.text("VALIDATION_ACTION", "what to drop")
    if action not in ACTIONS:
        accepted = ", ".join(ACTIONS)
        raise task.fail(
            "taskProperties.VALIDATION_ACTION", f"{action} is not known. Known are {accepted}"
        )
    return Validate(task.number, task.at_least(1), task.operator, action)


def _mask(task: _Task) -> Step:
    operator = task.operator
    needs_length = operator != "MASK_ALL" or "MASK_LENGTH" in task.properties
    length = task.whole("MASK_LENGTH", "how many are covered") if needs_length else None
    character = task.text("MASK_VALUE", "which character covers the others")
    return Mask(task.number, task.at_least(1), operator, length, character)


def _truncate(task: _Task) -> Step:
    length = task.whole("TRUNCATE_LENGTH", "how many characters are kept")
    return Truncate(task.number, task.at_least(1), length)


_PLACEHOLDER = re.compile(r"\$\{([^}]*)\}")


@lru_cache
def placeholders(pattern: str) -> tuple[tuple[str, str], ...]:
    """A CONCAT_FORMAT in parts: a literal text and the field that follows it, which is empty at the end."""
    pieces = _PLACEHOLDER.split(pattern)
    return tuple(zip(pieces[::2], [*pieces[1::2], ""], strict=True))


def _merge(task: _Task) -> Step:
    fields = task.at_least(1)
    pattern = task.text("CONCAT_FORMAT", "how the fields are joined")
    for field in (field for _, field in placeholders(pattern) if field not in ("", *fields)):
        raise task.fail(
            "taskProperties.CONCAT_FORMAT",
            f"names {field!r}, which is not one of the sourceFields {', '.join(fields)}",
        )
    return Merge(task.number, fields, pattern, task.to or ",".join(fields))


def _arithmetic(task: _Task) -> Step:
    fields = task.at_least(2)
    order = task.properties.get("MATH_OPERATION_FIELDS_ORDER")
    listed = tuple(order.split(",")) if order else fields
    if sorted(listed) != sorted(fields):
        raise task.fail(
            "taskProperties.MATH_OPERATION_FIELDS_ORDER",
            f"must name the sourceFields {', '.join(fields)}, not {order}",
        )
    return Arithmetic(task.number, listed, task.operator, task.to or ",".join(fields))


def _map(task: _Task) -> Step:
    (field, *others) = task.at_least(1)
    if others:
        raise task.fail(
            "sourceFields",
            f"a Map moves one field, not {len(task.fields)}. The result of a Merge or Arithmetic is one field, named "
            f'"{",".join(task.fields)}"',
        )
    if not task.to:
        raise task.fail("destinationField", "is not set, but it says where the field goes")
    source = str(task.properties.get("SOURCE_DATA_TYPE") or "")
    to = str(task.properties.get("DESTINATION_DATA_TYPE") or "")
    return Map(task.number, (field,), task.to, source, to)


def _map_all(task: _Task) -> Step:
    return MapAll(task.number, (), task.names("EXCLUDE_SOURCE_FIELDS_LIST"))


def _partition(task: _Task) -> Step:
    fields = task.names("ORDERED_PARTITION_KEYS_LIST", "which fields become folders")
    if not 1 <= len(fields) <= _PARTITIONS_MAX:
        raise task.fail(
            "taskProperties.ORDERED_PARTITION_KEYS_LIST",
            f"must name 1 to {_PARTITIONS_MAX} fields, not {len(fields)}",
        )
    return Partition(task.number, fields)


_NO_OP = ("NO_OP",)
# Type of task: what makes its step, its operators, and the properties that mean something.
_KINDS: Mapping[str, tuple[Callable[[_Task], Step], Sequence[str], Sequence[str]]] = {
    "Filter": (
        _filter,
        ("PROJECTION", *COMPARISONS),
        ("VALUE", "VALUES", "LOWER_BOUND", "UPPER_BOUND"),
    ),
    "Validate": (_validate, CHECKS, ("VALIDATION_ACTION",)),
    "Mask": (_mask, MASKS, ("MASK_LENGTH", "MASK_VALUE")),
    "Truncate": (_truncate, _NO_OP, ("TRUNCATE_LENGTH",)),
    "Merge": (_merge, _NO_OP, ("CONCAT_FORMAT",)),
    "Arithmetic": (_arithmetic, CALCULATIONS, ("MATH_OPERATION_FIELDS_ORDER",)),
    "Map": (_map, _NO_OP, ()),
    "Map_all": (_map_all, _NO_OP, ("EXCLUDE_SOURCE_FIELDS_LIST",)),
    "Passthrough": (lambda task: Passthrough(task.number, task.fields), _NO_OP, ()),
    "Partition": (_partition, _NO_OP, ("ORDERED_PARTITION_KEYS_LIST",)),
}
