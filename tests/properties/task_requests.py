"""Tasks of valid flows: a way to say which fields are read, fields that are written, and transformations beside them."""

from collections.abc import Callable
from functools import cache
from typing import Any

from hypothesis import strategies as st

from tests.properties.connectors import key
from tests.properties.model import Strategy, enum, members, of

Task = dict[str, Any]

_FIELDS = of("String").map(lambda text: text if text.strip() else "Id")
_ONE_OR_TWO = st.lists(_FIELDS, min_size=1, max_size=2)
_COMPARISONS = ("EQUAL", "GREATER", "LESS", "CONTAINS", "BETWEEN")
_DETAILS: dict[str, Strategy] = {
    "Arithmetic": st.just({"MATH_OPERATION_FIELDS_ORDER": "price,discount"}),
    "Mask": st.just({"MASK_VALUE": "*", "MASK_LENGTH": "4"}),
    "Merge": st.just({"CONCAT_FORMAT": "${First} ${Last}"}),
    "Partition": st.just({"ORDERED_PARTITION_KEYS_LIST": '["Region"]'}),
    "Truncate": st.just({"TRUNCATE_LENGTH": "20"}),
    "Validate": st.sampled_from(["DropRecord", "DropDataset"]).map(
        lambda action: {"VALIDATION_ACTION": action}
    ),
}


@cache
def tasks(source: str, *, documents: bool = False) -> Strategy:
    """
    Tasks for a flow from this connector.

    Args:
        source: The connector type.
        documents: The flow reads documents from Veeva, which can only be mapped.
    """
    offered = enum(members("ConnectorOperator")[key(source)])
    kinds = {"Filter": _is_comparison}
    if not documents:
        kinds.update(_CHANGING)
    beside = [
        _task(source, kind, operators)
        for kind, fits in kinds.items()
        if (operators := [name for name in offered if fits(name)]) or kind in _FREE
    ]
    return st.builds(
        lambda ways, more: [*ways, *more],
        st.one_of(_ways(source, offered)),
        st.lists(st.one_of(beside), max_size=3) if beside else st.just([]),
    )


def _is_comparison(operator: str) -> bool:
    return any(word in operator for word in _COMPARISONS)


_FREE = ("Merge", "Truncate", "Partition")  # tasks whose operator is NO_OP, given or not
_CHANGING: dict[str, Callable[[str], bool]] = {
    "Arithmetic": lambda operator: operator.endswith("ION") and operator != "PROJECTION",
    "Mask": lambda operator: operator.startswith("MASK_"),
    "Merge": lambda operator: operator == "NO_OP",
    "Partition": lambda operator: operator == "NO_OP",
    "Truncate": lambda operator: operator == "NO_OP",
    "Validate": lambda operator: operator.startswith("VALIDATE_"),
}


def _ways(source: str, offered: list[str]) -> list[Strategy]:
    nothing = [name for name in offered if name == "NO_OP"]
    everything = _task(source, "Map_all", nothing, fields=st.just([])).map(lambda task: [task])
    through = _task(source, "Passthrough", nothing, fields=st.just([])).map(lambda task: [task])
    mapped = _task(source, "Map", nothing)
    ways = [everything, through]
    if source == "S3":
        ways.append(mapped.map(lambda task: [task]))
    if "PROJECTION" in offered:
        listed = st.lists(_FIELDS, min_size=1, max_size=4)
        projection = _task(source, "Filter", ["PROJECTION"], fields=listed)
        ways.append(
            st.tuples(projection, st.lists(mapped, max_size=3)).map(
                lambda pair: [pair[0], *pair[1]]
            )
        )
    return ways


def _task(source: str, kind: str, operators: list[str], fields: Strategy = _ONE_OR_TWO) -> Strategy:
    """A task with one of these operators; where it may go without one, at times without."""
    required: dict[str, Strategy] = {
        "taskType": st.just(kind),
        "sourceFields": fields,
    }
    optional = {
        "destinationField": of("DestinationField"),
        "taskProperties": st.one_of(_DETAILS.get(kind, st.just({})), of("TaskPropertiesMap")),
    }
    operator = st.sampled_from(operators or ["-"]).map(lambda name: {key(source): name})
    if operators and kind == "Filter":
        required["connectorOperator"] = operator
    elif operators:
        optional["connectorOperator"] = operator
    return st.fixed_dictionaries(required, optional=optional)
