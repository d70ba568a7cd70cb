"""Random mappings over the data plane itself: whatever two versions do with a field that one of them masks, no report shows its value."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from appflow_command.changes import Declared, FlowChange
from appflow_command.rehearse.rehearsing import Wanted, result_of
from appflow_command.rehearse.report.data import as_json
from appflow_command.rehearse.report.markdown import as_markdown
from appflow_command.rehearse.report.page import as_page
from appflow_command.rehearse.report.view import view_of
from appflow_emulator.assumptions import Assumptions
from appflow_emulator.data_plane.samples import Samples
from tests.command.previews import flow, mapped, mask, no_null
from tests.programs import task
from tests.properties.effort import requests_tried

MARK = "qz7marker"
FIELDS = ["Id", "Phone", "Name"]
ROWS: list[dict[str, Any]] = [
    {
        "Id": str(number),
        "Phone": f"{MARK}-{number}",
        "Name": None if number % 3 else f"name {number}",
    }
    for number in range(4)
]


def joined(fields: list[str]) -> list[dict[str, Any]]:
    into = ",".join(fields)
    text = "/".join(f"${{{each}}}" for each in fields)
    properties = {"CONCAT_FORMAT": text}
    return [
        task(
            "Merge", fields, "salesforce", "NO_OP", destinationField=into, taskProperties=properties
        ),
        mapped(into, "Both"),
    ]


def partitioned(column: str) -> list[dict[str, Any]]:
    keys = {"ORDERED_PARTITION_KEYS_LIST": json.dumps([column])}
    return [task("Partition", [], "salesforce", "NO_OP", taskProperties=keys)]


def compared(field: str) -> list[dict[str, Any]]:
    properties = {"DATA_TYPE": "string", "VALUE": f"{MARK}-1"}
    return [task("Filter", [field], "salesforce", "NOT_EQUAL_TO", taskProperties=properties)]


MASKS = st.builds(lambda first: mask("Phone", first=first), st.sampled_from([None, 0, 1, 5, 99]))
OTHERS = st.one_of(
    st.builds(
        lambda f, to: [mapped(f, to)], st.sampled_from(FIELDS), st.sampled_from(["A", "B", *FIELDS])
    ),
    st.builds(joined, st.permutations(FIELDS).map(lambda fields: fields[:2])),
    st.builds(partitioned, st.sampled_from(["A", "Phone"])),
    st.builds(lambda field: [no_null(field)], st.sampled_from(FIELDS)),
    st.builds(compared, st.sampled_from(FIELDS)),
    st.builds(
        lambda n: [
            task(
                "Truncate",
                ["Phone"],
                "salesforce",
                "NO_OP",
                taskProperties={"TRUNCATE_LENGTH": str(n)},
            )
        ],
        st.sampled_from([3, 99]),
    ),
    st.just([task("Map_all", [], "salesforce", "NO_OP")]),
)
TASKS = st.lists(OTHERS, min_size=1, max_size=5).map(
    lambda found: [one for each in found for one in each]
)


@st.composite
def versions(draw: st.DrawFn) -> list[list[dict[str, Any]]]:
    """The tasks of two versions, of which one at least masks."""
    both = [draw(TASKS), draw(TASKS)]
    for number in draw(st.sampled_from([[0], [1], [0, 1]])):
        both[number].insert(draw(st.integers(0, len(both[number]))), draw(MASKS))
    return both


@given(versions(), st.booleans(), st.sampled_from(["", "A", "Phone"]))
@requests_tried
def test_no_report_shows_a_masked_value_of_any_mapping(tmp_path_factory, tasks, both, key) -> None:
    before, after = (Declared(flow(*each), {}) for each in tasks)
    wanted = Wanted(
        Samples(rows={"Salesforce": {"Account": ROWS}}),
        tmp_path_factory.getbasetemp() / "none",
        Assumptions(),
        key=(key,) if key else (),
        both=both,
    )
    view = view_of(result_of(FlowChange("orders", before, after), wanted), 20)
    for report in (as_markdown, as_json, as_page):
        assert MARK[:3] not in report([view])
