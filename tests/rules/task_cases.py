"""The properties of tasks, with the expected findings of the rules."""

import json
from typing import Any

from tests.programs import MAP_ALL, task
from tests.rules.samples import SALESFORCE, Case, flow, from_, with_task

_AT = "tasks[1].taskProperties"


def _mapped(*tasks: Any) -> dict[str, Any]:
    read = task("Filter", ["Id", "Name"], "salesforce", "PROJECTION")
    return from_(SALESFORCE, tasks=[read, *tasks])


def _map(field: str, to_field: str | None = None) -> dict[str, Any]:
    return task("Map", [field], "salesforce", "NO_OP", destinationField=to_field or field)


_MERGED = task(
    *("Merge", ["Id", "Name"], "salesforce", "NO_OP"),
    destinationField="Id,Name",
    taskProperties={"CONCAT_FORMAT": "${Id} ${Name}"},
)

FIELDS = {
    "fields that are read": Case(_mapped(_map("Id"), _map("Name"))),
    "a field that is not read": Case(
        _mapped(_map("Id"), _map("Phone")),
        {},
        {"tasks[2].sourceFields[0]": "not among the fields of the task with PROJECTION"},
    ),
    "a field that another task makes": Case(_mapped(_map("Id"), _MERGED, _map("Id,Name", "whole"))),
    "a field beside all": Case(
        from_(SALESFORCE, tasks=[*_mapped()["tasks"], MAP_ALL, _map("Fax")])
    ),
    "two for one field": Case(
        _mapped(_map("Id"), _map("Name", "Id")),
        {},
        {"tasks[2].destinationField": "another task writes too"},
    ),
    "a temporary field of two tasks": Case(
        _mapped(_MERGED, _map("Id,Name", "whole"), _MERGED),
        {},
        {"tasks[3].destinationField": "another Merge or Arithmetic task"},
    ),
    "all fields twice": Case(
        from_(SALESFORCE, tasks=[MAP_ALL, MAP_ALL]),
        {},
        {"tasks[1]": "a second task of taskType Map_all"},
    ),
}


def _with(kind: str, operator: str, *fields: str, **properties: str) -> dict[str, Any]:
    to_field = {"destinationField": "x"} if kind in {"Arithmetic", "Map", "Merge"} else {}
    return with_task(kind, operator, *fields, taskProperties=properties, **to_field)


TEXTS = {
    "a comparison": Case(_with("Filter", "EQUAL_TO", "a", DATA_TYPE="string", VALUE="x")),
    "a comparison with several": Case(_with("Filter", "NOT_EQUAL_TO", "a", VALUES="x,y")),
    "a comparison with nothing": Case(
        _with("Filter", "EQUAL_TO", "a", DATA_TYPE="string"),
        {},
        {f"{_AT}.VALUE": "VALUE or VALUES"},
    ),
    "a range": Case(_with("Filter", "BETWEEN", "a", LOWER_BOUND="1", UPPER_BOUND="2")),
    "an open range": Case(
        _with("Filter", "BETWEEN", "a", LOWER_BOUND="1"), {}, {f"{_AT}.UPPER_BOUND": "is not set"}
    ),
    "a range without beginning": Case(
        _with("Filter", "BETWEEN", "a", UPPER_BOUND="1"), {}, {f"{_AT}.LOWER_BOUND": "is not set"}
    ),
    "a sum": Case(_with("Arithmetic", "ADDITION", "a", "b", MATH_OPERATION_FIELDS_ORDER="a,b")),
    "a sum without order": Case(
        _with("Arithmetic", "ADDITION", "a", "b"),
        {},
        {f"{_AT}.MATH_OPERATION_FIELDS_ORDER": "is not set"},
    ),
    "a mask": Case(_with("Mask", "MASK_FIRST_N", "a", MASK_LENGTH="3", MASK_VALUE="*")),
    "a mask of no length": Case(
        _with("Mask", "MASK_LAST_N", "a", MASK_VALUE="*"), {}, {f"{_AT}.MASK_LENGTH": "is not set"}
    ),
    "a mask of everything": Case(_with("Mask", "MASK_ALL", "a", MASK_VALUE="*")),
    "a mask of nothing": Case(
        with_task("Mask", "MASK_ALL", "a"), {}, {_AT: "taskType Mask needs MASK_VALUE"}
    ),
    "a mask of an odd length": Case(
        _with("Mask", "MASK_FIRST_N", "a", MASK_LENGTH="three", MASK_VALUE="*"),
        {},
        {f"{_AT}.MASK_LENGTH": "a whole number"},
    ),
    "a merge": Case(_with("Merge", "NO_OP", "a", "b", CONCAT_FORMAT="${a} ${b}")),
    "a merge without format": Case(
        _with("Merge", "NO_OP", "a", "b"), {}, {f"{_AT}.CONCAT_FORMAT": "is not set"}
    ),
    "partitions": Case(_with("Partition", "NO_OP", "a", ORDERED_PARTITION_KEYS_LIST='["a"]')),
    "a mask of two characters": Case(
        _with("Mask", "MASK_ALL", "a", MASK_VALUE="**"),
        {},
        {f"{_AT}.MASK_VALUE": "the one character"},
    ),
    "partitions of no list": Case(
        _with("Partition", "NO_OP", "a", ORDERED_PARTITION_KEYS_LIST="a"),
        {},
        {f"{_AT}.ORDERED_PARTITION_KEYS_LIST": "one to ten names"},
    ),
    "partitions by eleven": Case(
        _with("Partition", "NO_OP", "a", ORDERED_PARTITION_KEYS_LIST=json.dumps([*"abcdefghijk"])),
        {},
        {f"{_AT}.ORDERED_PARTITION_KEYS_LIST": "one to ten names"},
    ),
    "partitions by nothing": Case(
        _with("Partition", "NO_OP", "a"), {}, {f"{_AT}.ORDERED_PARTITION_KEYS_LIST": "is not set"}
    ),
    "a shortening": Case(_with("Truncate", "NO_OP", "a", TRUNCATE_LENGTH="200")),
    "a shortening to nothing": Case(
        _with("Truncate", "NO_OP", "a", TRUNCATE_LENGTH="0"),
        {},
        {f"{_AT}.TRUNCATE_LENGTH": "a whole number"},
    ),
    "a shortening by nothing": Case(
        _with("Truncate", "NO_OP", "a"), {}, {f"{_AT}.TRUNCATE_LENGTH": "is not set"}
    ),
    "a validation": Case(
        _with("Validate", "VALIDATE_NON_NULL", "a", VALIDATION_ACTION="DropRecord")
    ),
    "a validation without consequence": Case(
        _with("Validate", "VALIDATE_NON_NULL", "a"), {}, {f"{_AT}.VALIDATION_ACTION": "is not set"}
    ),
    "a validation with another consequence": Case(
        _with("Validate", "VALIDATE_NON_NULL", "a", VALIDATION_ACTION="Terminate"),
        {},
        {f"{_AT}.VALIDATION_ACTION": "DropRecord"},
    ),
    "types of data anywhere": Case(
        _with("Truncate", "NO_OP", "a", TRUNCATE_LENGTH="2", SOURCE_DATA_TYPE="string")
    ),
    "a value in a map": Case(
        _with("Map", "NO_OP", "a", VALUE="x"), {}, {f"{_AT}.VALUE": "no effect with taskType Map"}
    ),
    "exceptions from Map_all": Case(
        flow(tasks=[{**MAP_ALL, "taskProperties": {"EXCLUDE_SOURCE_FIELDS_LIST": '["Fax"]'}}])
    ),
    "exceptions that are no list": Case(
        flow(tasks=[{**MAP_ALL, "taskProperties": {"EXCLUDE_SOURCE_FIELDS_LIST": "Fax,Phone"}}]),
        {},
        {"tasks[0].taskProperties.EXCLUDE_SOURCE_FIELDS_LIST": "JSON list"},
    ),
}
