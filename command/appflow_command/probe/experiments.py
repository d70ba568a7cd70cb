"""
The experiments: tiny flows from S3 to S3, each of which settles open questions about what a run does to records.

All records are made up. An experiment is a few lines of input, the tasks, and the questions that the output can answer.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Task = dict[str, Any]


@dataclass(frozen=True)
class Experiment:
    """
    One run.

    Attributes:
        name: A word for it, which becomes part of the flow's name.
        about: What it tries, for people.
        lines: The lines of the input file.
        tasks: The tasks of the flow.
        questions: The assumptions that its output can settle.
        reads: CSV or JSON.
        writes: CSV or JSON.
        prefix: prefixConfig of the destination.
        to: bucketPrefix of the destination.
    """

    name: str
    about: str
    lines: tuple[str, ...]
    tasks: tuple[Task, ...]
    questions: tuple[str, ...]
    reads: str = "CSV"
    writes: str = "JSON"
    prefix: Mapping[str, Any] | None = None
    to: str = "out"

    @property
    def body(self) -> bytes:
        """The input file."""
        return "".join(f"{line}\n" for line in self.lines).encode()


def _task(
    kind: str, operator: str, fields: tuple[str, ...], to: str = "", **properties: str
) -> Task:
    task: Task = {
        "taskType": kind,
        "sourceFields": list(fields),
        "connectorOperator": {"S3": operator},
        "taskProperties": properties,
    }
    return {**task, "destinationField": to} if to else task


_TEXTS = {"SOURCE_DATA_TYPE": "string", "DESTINATION_DATA_TYPE": "string"}


def _map(field: str, to: str) -> Task:
    return _task("Map", "NO_OP", (field,), to, **_TEXTS)


def _maps(*fields: str, through: tuple[Task, ...] = ()) -> tuple[Task, ...]:
    """
    A projection of the fields, other tasks, and a Map of each field under its own name. The Map tasks come last, so that the
    order of steps, which is an open question of its own, changes nothing.
    """
    return (_task("Filter", "PROJECTION", fields), *through, *(_map(each, each) for each in fields))


def _calculated(second: str, operator: str = "DIVISION") -> tuple[Task, ...]:
    """A calculation of A and a second field, as the field Total beside Id."""
    fields = ("A", second)
    order = ",".join(fields)
    return (
        _task("Filter", "PROJECTION", ("Id", *fields)),
        _task("Arithmetic", operator, fields, order, MATH_OPERATION_FIELDS_ORDER=order),
        _map("Id", "Id"),
        _map(order, "Total"),
    )


def _checked(check: str) -> tuple[Task, ...]:
    """Only the records whose Note passes a validation."""
    through = _task("Validate", check, ("Note",), VALIDATION_ACTION="DropRecord")
    return _maps("Id", "Note", through=(through,))


def _json(*records: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(json.dumps(record, ensure_ascii=False) for record in records)


_VALUES = ("Id,Value", "1,x", "2, y", "3,y", "4,X")

EXPERIMENTS = (
    Experiment(
        "csv-output",
        "how CSV writes quotes and missing values",
        _json({"Id": "1", "Note": "a,b"}, {"Id": "2", "Note": None}, {"Id": "3", "Note": 'q"x'}),
        _maps("Id", "Note"),
        ("csv_quoting", "csv_null"),
        reads="JSON",
        writes="CSV",
    ),
    Experiment(
        "json-output",
        "how JSON writes null, and in which order members come",
        _json({"First": "a", "Second": None}, {"First": "b", "Second": "c"}),
        _maps("Second", "First"),
        ("json_null", "key_order"),
        reads="JSON",
    ),
    Experiment(
        "empty-cell",
        "whether an empty cell of CSV is null",
        ("Id,Note", "1,", "2,x"),
        _maps("Id", "Note"),
        ("csv_empty_cell", "json_null"),
    ),
    Experiment(
        "no-records",
        "what a run without records writes",
        ("Id", "1"),
        _maps(
            "Id", through=(_task("Filter", "EQUAL_TO", ("Id",), DATA_TYPE="string", VALUE="none"),)
        ),
        ("empty_run", "csv_quoting"),
        writes="CSV",
    ),
    Experiment(
        "file-name",
        "how a file with a time in its name is called",
        ("Id", "1"),
        _maps("Id"),
        ("file_name_join", "file_name_time"),
        prefix={"prefixType": "FILENAME", "prefixFormat": "MINUTE"},
    ),
    Experiment(
        "prefix",
        "whether a slash at the end of the prefix is doubled",
        ("Id", "1"),
        _maps("Id"),
        ("prefix_slash",),
        to="out/",
    ),
    Experiment(
        "partition",
        "whether partition keys are fields of the source or of the destination",
        ("Here,There", "a,b"),
        (
            _task("Filter", "PROJECTION", ("Here", "There")),
            _map("Here", "There"),
            _map("There", "Other"),
            _task("Partition", "NO_OP", ("There",), ORDERED_PARTITION_KEYS_LIST='["There"]'),
        ),
        ("partition_field",),
    ),
    Experiment(
        "mask-all",
        "how long the result of MASK_ALL is",
        ("Id,Phone", "1,5550100"),
        _maps(
            "Id",
            "Phone",
            through=(
                _task("Mask", "MASK_ALL", ("Phone",), "Phone", MASK_VALUE="*", MASK_LENGTH="5"),
            ),
        ),
        ("mask_all",),
    ),
    Experiment(
        "truncate",
        "what counts as a character",
        ("Id,Note", "1,a\N{GRINNING FACE}bc"),
        _maps(
            "Id",
            "Note",
            through=(_task("Truncate", "NO_OP", ("Note",), "Note", TRUNCATE_LENGTH="3"),),
        ),
        ("truncate_unit",),
    ),
    Experiment(
        "between",
        "whether the bounds of BETWEEN belong to it",
        ("Id,Qty", "1,1", "2,2", "3,3"),
        _maps(
            "Id",
            "Qty",
            through=(
                _task(
                    "Filter", "BETWEEN", ("Qty",), DATA_TYPE="int", LOWER_BOUND="1", UPPER_BOUND="3"
                ),
            ),
        ),
        ("between_bounds",),
    ),
    Experiment(
        "values",
        "whether blanks between several values are removed",
        _VALUES,
        _maps(
            "Id",
            "Value",
            through=(
                _task("Filter", "EQUAL_TO", ("Value",), DATA_TYPE="string", VALUES="none, y"),
            ),
        ),
        ("values_trimmed",),
    ),
    Experiment(
        "unequal",
        "what NOT_EQUAL_TO means for several values, and for null",
        _json({"Id": "1", "Qty": "7"}, {"Id": "2", "Qty": "8"}, {"Id": "3", "Qty": None}),
        _maps(
            "Id",
            "Qty",
            through=(_task("Filter", "NOT_EQUAL_TO", ("Qty",), DATA_TYPE="string", VALUES="7,9"),),
        ),
        ("not_equal_many", "null_compare", "json_null"),
        reads="JSON",
    ),
    Experiment(
        "upper-case",
        "whether filters tell upper case from lower case",
        _VALUES,
        _maps(
            "Id",
            "Value",
            through=(_task("Filter", "EQUAL_TO", ("Value",), DATA_TYPE="string", VALUE="x"),),
        ),
        ("text_compare",),
    ),
    Experiment(
        "no-type",
        "whether a filter without a DATA_TYPE compares numbers or texts",
        ("Id,Qty", "1,9", "2,1"),
        _maps("Id", "Qty", through=(_task("Filter", "LESS_THAN", ("Qty",), VALUE="10"),)),
        ("untyped_compare",),
    ),
    Experiment(
        "no-zero",
        "whether null passes VALIDATE_NON_ZERO",
        _json({"Id": "1", "Note": None}, {"Id": "2", "Note": "1"}),
        _checked("VALIDATE_NON_ZERO"),
        ("validate_null", "json_null"),
        reads="JSON",
    ),
    Experiment(
        "not-negative",
        "whether a text passes VALIDATE_NON_NEGATIVE",
        ("Id,Note", "1,x", "2,1"),
        _checked("VALIDATE_NON_NEGATIVE"),
        ("validate_text",),
    ),
    Experiment(
        "empty-text",
        "whether an empty text passes VALIDATE_NON_NULL",
        _json({"Id": "1", "Note": ""}, {"Id": "2", "Note": "x"}),
        _maps(
            "Id",
            "Note",
            through=(
                _task("Validate", "VALIDATE_NON_NULL", ("Note",), VALIDATION_ACTION="DropRecord"),
            ),
        ),
        ("validate_empty_text",),
        reads="JSON",
    ),
    Experiment(
        "drop-dataset",
        "whether DropDataset ends the run",
        _json({"Id": "1", "Note": None}, {"Id": "2", "Note": "x"}),
        _maps(
            "Id",
            "Note",
            through=(
                _task("Validate", "VALIDATE_NON_NULL", ("Note",), VALIDATION_ACTION="DropDataset"),
            ),
        ),
        ("terminate_value",),
        reads="JSON",
    ),
    Experiment(
        "terminate-flow",
        "whether TerminateFlow ends the run",
        _json({"Id": "1", "Note": None}, {"Id": "2", "Note": "x"}),
        _maps(
            "Id",
            "Note",
            through=(
                _task(
                    "Validate", "VALIDATE_NON_NULL", ("Note",), VALIDATION_ACTION="TerminateFlow"
                ),
            ),
        ),
        ("terminate_value",),
        reads="JSON",
    ),
    Experiment(
        "divide-by-zero",
        "what a division by zero gives",
        ("Id,A,B", "1,6,3", "2,6,0"),
        _calculated("B"),
        ("divide_by_zero", "json_null"),
    ),
    Experiment(
        "not-a-number",
        "what a calculation with a text gives",
        ("Id,A,B", "1,6,3", "2,6,x"),
        _calculated("B"),
        ("not_a_number", "json_null"),
    ),
    Experiment(
        "product",
        "whether a product keeps the zeros at its end",
        ("Id,A,B", "1,2,1.10"),
        _calculated("B", "MULTIPLICATION"),
        ("arithmetic_scale",),
    ),
    Experiment(
        "quotient",
        "how many digits an endless quotient keeps",
        ("Id,A,B", "1,1,3"),
        _calculated("B"),
        ("quotient_digits",),
    ),
    Experiment(
        "merge",
        "what a merge makes of a missing value",
        _json({"Id": "1", "First": "Ann", "Last": None}),
        (
            _task("Filter", "PROJECTION", ("Id", "First", "Last")),
            _task(
                "Merge", "NO_OP", ("First", "Last"), "First,Last", CONCAT_FORMAT="${First} ${Last}"
            ),
            _map("First,Last", "Name"),
        ),
        ("merge_null", "json_null"),
        reads="JSON",
    ),
    Experiment(
        "order",
        "whether a mask that is listed after a merge changes its result",
        ("Id,First,Last", "1,Ann,Lee"),
        (
            _task("Filter", "PROJECTION", ("Id", "First", "Last")),
            _task(
                "Merge", "NO_OP", ("First", "Last"), "First,Last", CONCAT_FORMAT="${First} ${Last}"
            ),
            _map("First,Last", "Name"),
            _task("Mask", "MASK_FIRST_N", ("Last",), "Last", MASK_VALUE="*", MASK_LENGTH="2"),
        ),
        ("step_order",),
    ),
)

# Open questions that no run from S3 to S3 with this little data can settle, and why.
NOT_TRIED: Mapping[str, str] = {
    "bulk_dialect": "only Salesforce has two ways to transfer data",
    "error_object": "S3 takes every record",
    "failure_word": "the word is in an event on EventBridge, which is sent only if AppFlow manages to",
    "file_count": "it takes a source of many pages",
    "latest_table": "it takes a database of the Glue Data Catalog",
    "missing_field": "AppFlow reads the fields of a source when the flow is created",
    "partial_write": "S3 takes every record",
}


def request(experiment: Experiment, bucket: str, flow: str) -> dict[str, Any]:
    """The members of CreateFlow for an experiment: it reads `in/<name>` and writes below `out`, both in one bucket."""
    layout: dict[str, Any] = {"fileType": experiment.writes}
    if experiment.prefix:
        layout["prefixConfig"] = dict(experiment.prefix)
    return {
        "flowName": flow,
        "triggerConfig": {"triggerType": "OnDemand"},
        "sourceFlowConfig": {
            "connectorType": "S3",
            "sourceConnectorProperties": {
                "S3": {
                    "bucketName": bucket,
                    "bucketPrefix": f"in/{experiment.name}",
                    "s3InputFormatConfig": {"s3InputFileType": experiment.reads},
                }
            },
        },
        "destinationFlowConfigList": [
            {
                "connectorType": "S3",
                "destinationConnectorProperties": {
                    "S3": {
                        "bucketName": bucket,
                        "bucketPrefix": experiment.to,
                        "s3OutputFormatConfig": layout,
                    }
                },
            }
        ],
        "tasks": list(experiment.tasks),
    }
