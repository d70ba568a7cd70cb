"""
The helpers. AWS documents the content of tasks only in samples and by its console: as in the console, types of data and the
length of a mask are filled in. Dates are sent in milliseconds. The result of a merge or a calculation is a temporary field,
named after its source fields, until a `Map` task renames it.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal

from pulumi_appflow import ConnectorType
from pulumi_appflow._arguments import listed, text, texts, whole
from pulumi_appflow.mapping.connectors import known, operators
from pulumi_appflow.mapping.tasks import Task, Tasks
from pulumi_appflow.mapping.values import Value, joined, sole, type_of

__all__ = ["Source", "of"]

Action = Literal["drop_record", "terminate"]

_ACTIONS = {"drop_record": "DropRecord", "terminate": "DropDataset"}
_PARTITION_MAX = 10  # maximum number of partition fields; user guide, partitions
_MASK_ALL_LENGTH = 5  # what the console sends for MASK_ALL


def of(connector_type: str) -> "Source":
    """
    The helpers for a source.

    Args:
        connector_type: As in `source_flow_config`: `Salesforce`, `S3`, `CustomConnector`. The key of its properties works too.

    Raises:
        ValueError: flows cannot read from this connector.
    """
    name = str(getattr(connector_type, "value", connector_type))
    key = known().get(name.lower().replace("_", ""))
    if key is None:
        accepted = ", ".join(
            sorted(each.value for each in ConnectorType if each.value.lower() in known())
        )
        raise ValueError(
            f"{name} is not a source of flows. Use one of {accepted}. For any other application, use CustomConnector"
        )
    return Source(name, key)


class Source:
    """Creates tasks for flows from one connector. Every helper returns `Tasks`."""

    def __init__(self, connector_type: str, key: str) -> None:
        self._type, self._key = connector_type, key

    def project(self, *fields: str) -> Tasks:
        """The fields to read, for tasks that you write yourself. Amplitude has no such task: AppFlow reads all of its fields."""
        return Tasks([self._task("Filter", fields, "PROJECTION")])

    def map_all(self, exclude: Sequence[str] = ()) -> Tasks:
        """Map every field under its own name, except those in `exclude`."""
        names = listed("exclude", exclude)
        without = {"EXCLUDE_SOURCE_FIELDS_LIST": json.dumps(names)} if names else {}
        return Tasks([self._task("Map_all", (), "NO_OP", without)])

    def map_fields(
        self, *fields: str, types: Mapping[str, str] | None = None, **renamed: str
    ) -> Tasks:
        """
        Map fields under their own names, and others under new ones: `map_fields("Id", Phone="phone")`.

        Args:
            fields: Fields that keep their names.
            types: Types of data by field, in the application's words; the default is `string`.
            renamed: New names by field. Use `rename` for names that are not Python names.
        """
        return self.rename({**dict.fromkeys(texts("a field", fields)), **renamed}, types=types)

    def rename(
        self, fields: Mapping[str, str | None], *, types: Mapping[str, str] | None = None
    ) -> Tasks:
        """Map fields under new names; None keeps a name. `types` is as for `map_fields`."""
        if not fields:
            raise ValueError("there is no field to map. To map all fields, use map_all")
        if unknown := sorted(set(types or ()) - fields.keys()):
            raise ValueError(f"types has {', '.join(unknown)}, which is not mapped here")
        maps = [
            self._map(name, name if new is None else new, (types or {}).get(name, "string"))
            for name, new in fields.items()
        ]
        return self.project(*fields) + maps

    def filter_equal(self, field: str, *values: Value, type: str | None = None) -> Tasks:  # noqa: A002 - the field's word
        """Records whose field has one of the values."""
        return self._compare(field, "EQUAL_TO", values, type)

    def filter_not_equal(self, field: str, *values: Value, type: str | None = None) -> Tasks:  # noqa: A002
        """Records whose field has none of the values."""
        return self._compare(field, "NOT_EQUAL_TO", values, type)

    def filter_greater(self, field: str, value: Value, type: str | None = None) -> Tasks:  # noqa: A002
        """Records whose field is greater, or later."""
        return self._compare(field, "GREATER_THAN", (value,), type)

    def filter_greater_or_equal(self, field: str, value: Value, type: str | None = None) -> Tasks:  # noqa: A002
        """Records whose field is greater or equal, or not earlier."""
        return self._compare(field, "GREATER_THAN_OR_EQUAL_TO", (value,), type)

    def filter_less(self, field: str, value: Value, type: str | None = None) -> Tasks:  # noqa: A002
        """Records whose field is less, or earlier."""
        return self._compare(field, "LESS_THAN", (value,), type)

    def filter_less_or_equal(self, field: str, value: Value, type: str | None = None) -> Tasks:  # noqa: A002
        """Records whose field is less or equal, or not later."""
        return self._compare(field, "LESS_THAN_OR_EQUAL_TO", (value,), type)

    def filter_contains(self, field: str, *values: str, type: str | None = None) -> Tasks:  # noqa: A002
        """Records whose field contains one of the texts."""
        return self._compare(field, "CONTAINS", values, type)

    def filter_between(
        self,
        field: str,
        lower: Value,
        upper: Value,
        type: str | None = None,  # noqa: A002
    ) -> Tasks:
        """Records whose field lies between two values."""
        bounds = {"LOWER_BOUND": sole(lower), "UPPER_BOUND": sole(upper)}
        properties = {"DATA_TYPE": type or type_of(field, (lower, upper)), **bounds}
        return Tasks([self._task("Filter", (field,), "BETWEEN", properties)])

    def mask(
        self, field: str, *, first: int | None = None, last: int | None = None, by: str = "*"
    ) -> Tasks:
        """
        Masks the first or the last characters of a field, or all of them.

        Args:
            field: The field, which must be mapped too.
            first: How many characters from the beginning.
            last: How many characters from the end.
            by: The character to write in their place.
        """
        if first is not None and last is not None:
            raise ValueError(
                "mask takes first or last, not both. Without either it masks all characters"
            )
        if len(text("by", by)) != 1:
            raise ValueError(f"mask writes one character in place of each, not {by!r}")
        if first is not None:
            operator, length = "MASK_FIRST_N", whole("first", first, 1)
        elif last is not None:
            operator, length = "MASK_LAST_N", whole("last", last, 1)
        else:
            operator, length = "MASK_ALL", _MASK_ALL_LENGTH
        properties = {"MASK_VALUE": by, "MASK_LENGTH": str(length)}
        return Tasks([self._task("Mask", (field,), operator, properties)])

    def truncate(self, field: str, length: int) -> Tasks:
        """Keeps the first characters of a field, which must be mapped too."""
        kept = {"TRUNCATE_LENGTH": str(whole("length", length, 1))}
        return Tasks([self._task("Truncate", (field,), "NO_OP", kept)])

    def merge(
        self,
        fields: Sequence[str],
        into: str,
        form: str | None = None,
        type: str = "string",  # noqa: A002
    ) -> Tasks:
        """
        Joins fields into a new one.

        Args:
            fields: Two or more fields.
            into: The name of the new field.
            form: The format, such as `"${FirstName} ${LastName}"`. By default a space separates the fields.
            type: The type of the new field, in the application's words.
        """
        names = listed("fields", fields)
        if len(names) < 2:
            raise ValueError(f"merge joins two fields or more, not {len(names)}")
        whole_form = form or " ".join(f"${{{name}}}" for name in names)
        task = self._task("Merge", names, "NO_OP", {"CONCAT_FORMAT": whole_form})
        return self._made(task, into, type)

    def add(self, first: str, second: str, into: str, type: str = "string") -> Tasks:  # noqa: A002
        """The sum of two fields, in a new field."""
        return self._calculated(first, second, into, "ADDITION", type)

    def subtract(self, first: str, second: str, into: str, type: str = "string") -> Tasks:  # noqa: A002
        """The first field minus the second, in a new field."""
        return self._calculated(first, second, into, "SUBTRACTION", type)

    def multiply(self, first: str, second: str, into: str, type: str = "string") -> Tasks:  # noqa: A002
        """The product of two fields, in a new field."""
        return self._calculated(first, second, into, "MULTIPLICATION", type)

    def divide(self, first: str, second: str, into: str, type: str = "string") -> Tasks:  # noqa: A002
        """The first field divided by the second, in a new field."""
        return self._calculated(first, second, into, "DIVISION", type)

    def validate_not_null(self, field: str, action: Action = "drop_record") -> Tasks:
        """Drops a record without the field, or ends the run."""
        return self._validated(field, "VALIDATE_NON_NULL", action)

    def validate_not_zero(self, field: str, action: Action = "drop_record") -> Tasks:
        """Drops a record whose field is 0, or ends the run."""
        return self._validated(field, "VALIDATE_NON_ZERO", action)

    def validate_not_negative(self, field: str, action: Action = "drop_record") -> Tasks:
        """Drops a record whose field is below 0, or ends the run."""
        return self._validated(field, "VALIDATE_NON_NEGATIVE", action)

    def validate_numeric(self, field: str, action: Action = "drop_record") -> Tasks:
        """Drops a record whose field is not a number, or ends the run."""
        return self._validated(field, "VALIDATE_NUMERIC", action)

    def partition(self, *fields: str) -> Tasks:
        """Sorts the files in S3 into folders by these destination fields, in this order."""
        if not 1 <= len(fields) <= _PARTITION_MAX:
            raise ValueError(f"partition takes 1 to {_PARTITION_MAX} fields, not {len(fields)}")
        keys = {"ORDERED_PARTITION_KEYS_LIST": json.dumps(texts("a field", fields))}
        return Tasks([self._task("Partition", fields, "NO_OP", keys)])

    def from_entity(self, fields: Iterable[Any], exclude: Sequence[str] = ()) -> Tasks:
        """
        Map every field of an object under its own name, with its type.

        Args:
            fields: `connector_entity_fields` of `get_connector_entity`. Nested fields and fields that cannot be read are
            skipped.
            exclude: Names of other fields to skip.
        """
        types = dict(_readable(fields))
        left_out = listed("exclude", exclude)
        if unknown := sorted(set(left_out) - types.keys()):
            raise ValueError(
                f"exclude has {', '.join(unknown)}, but the object has no such fields that can be read"
            )
        kept = {name: kind for name, kind in types.items() if name not in left_out}
        return self.rename(dict.fromkeys(kept), types=kept)

    def _map(self, name: str, new: str, type_: str) -> Task:
        types = {"SOURCE_DATA_TYPE": type_, "DESTINATION_DATA_TYPE": text("a type", type_)}
        return {
            **self._task("Map", (name,), "NO_OP", types),
            "destination_field": text("a new name", new),
        }

    def _compare(
        self, field: str, operator: str, values: Sequence[Value], type_: str | None
    ) -> Tasks:
        if not values:
            raise ValueError(f"a filter of {field} needs a value")
        value = (
            {"VALUE": sole(values[0])} if len(values) == 1 else {"VALUES": joined(field, values)}
        )
        properties = {"DATA_TYPE": type_ or type_of(field, values), **value}
        return Tasks([self._task("Filter", (field,), operator, properties)])

    def _validated(self, field: str, operator: str, action: str) -> Tasks:
        if action not in _ACTIONS:
            raise ValueError(f"action must be {' or '.join(_ACTIONS)}, not {action!r}")
        done = {"VALIDATION_ACTION": _ACTIONS[action]}
        return Tasks([self._task("Validate", (field,), operator, done)])

    def _calculated(self, first: str, second: str, into: str, operator: str, type_: str) -> Tasks:
        order = {"MATH_OPERATION_FIELDS_ORDER": ",".join(texts("a field", (first, second)))}
        return self._made(self._task("Arithmetic", (first, second), operator, order), into, type_)

    def _made(self, task: Task, into: str, type_: str) -> Tasks:
        """A task whose result is a temporary field, with its projection and the Map task that names the field."""
        fields = task["source_fields"]
        temporary = ",".join(fields)
        made: Task = {**task, "destination_field": temporary}
        return self.project(*fields) + Tasks([made, self._map(temporary, into, type_)])

    def _task(
        self,
        kind: str,
        fields: Sequence[str],
        operator: str,
        properties: Mapping[str, str] | None = None,
    ) -> Task:
        offered = operators(self._key)
        if operator not in offered and operator != "NO_OP":
            accepted = ", ".join(sorted(offered - {"NO_OP"}))
            instead = (
                ". Its fields cannot be selected, so use map_all()"
                if operator == "PROJECTION"
                else ""
            )
            raise ValueError(f"{self._type} has no operator {operator}. It has {accepted}{instead}")
        task: Task = {"task_type": kind, "source_fields": texts("a field", fields)}
        if operator in offered:
            task["connector_operator"] = {self._key: operator}
        return {**task, "task_properties": dict(properties)} if properties else task


def _readable(fields: Iterable[Any]) -> Iterable[tuple[str, str]]:
    for field in fields:
        if isinstance(field, str):
            raise TypeError(
                f"fields must be what get_connector_entity returns, not {field!r}. To map fields by name, use map_fields"
            )
        source = _member(field, "source_properties", "sourceProperties")
        hidden = source is not None and _member(source, "is_retrievable", "isRetrievable") is False
        if hidden or _member(field, "parent_identifier", "parentIdentifier"):
            continue
        details = _member(field, "supported_field_type_details", "supportedFieldTypeDetails")
        first = None if details is None else _member(details, "v1", "v1")
        kind = None if first is None else _member(first, "field_type", "fieldType")
        yield str(_member(field, "identifier", "identifier")), str(kind or "string")


def _member(structure: Any, python: str, api: str) -> Any:
    """A member of a structure from a function or from boto3."""
    if isinstance(structure, Mapping):
        return structure.get(python, structure.get(api))
    return getattr(structure, python, None)
