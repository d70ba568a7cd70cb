"""The helpers' tasks pass the provider's check and the emulator, for every source that has the operator."""

import itertools
from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pulumi
import pytest
from pulumi.runtime.sync_await import _sync_await

import pulumi_appflow as appflow
from appflow_provider.resources import RESOURCES, OperationContext
from appflow_provider.service import Services
from appflow_provider.shapes.source import SourceConnectorProperties
from appflow_provider.shapes.walk import members
from pulumi_appflow import mapping
from pulumi_appflow.mapping.connectors import known, operators
from tests.stories import samples
from tests.stories.conftest import from_nothing, services

__all__ = ["from_nothing", "services"]

NOON = datetime(2031, 1, 1, 12, tzinfo=timezone.utc)
SOURCE = mapping.of("Salesforce")

HELPERS: dict[str, tuple[str, Callable[[mapping.Source], mapping.Tasks]]] = {
    "map all": ("NO_OP", lambda it: it.map_all()),
    "map all but": ("NO_OP", lambda it: it.map_all(exclude=["Secret", "Notes"])),
    "map fields": ("PROJECTION", lambda it: it.map_fields("Id", Name="name")),
    "equal": ("EQUAL_TO", lambda it: it.filter_equal("Stage", "won", "lost")),
    "not equal": ("NOT_EQUAL_TO", lambda it: it.filter_not_equal("Stage", "won")),
    "greater": ("GREATER_THAN", lambda it: it.filter_greater("Price", 7)),
    "greater or equal": (
        "GREATER_THAN_OR_EQUAL_TO",
        lambda it: it.filter_greater_or_equal("P", 1.5),
    ),
    "less": ("LESS_THAN", lambda it: it.filter_less("Changed", NOON)),
    "less or equal": ("LESS_THAN_OR_EQUAL_TO", lambda it: it.filter_less_or_equal("Price", 7)),
    "contains": ("CONTAINS", lambda it: it.filter_contains("Name", "shop")),
    "between": ("BETWEEN", lambda it: it.filter_between("On", date(2031, 1, 1), NOON)),
    "mask": ("MASK_ALL", lambda it: it.mask("Name")),
    "mask first": ("MASK_FIRST_N", lambda it: it.mask("Name", first=4, by="#")),
    "mask last": ("MASK_LAST_N", lambda it: it.mask("Name", last=4)),
    "truncate": ("NO_OP", lambda it: it.truncate("Name", 10)),
    "merge": ("PROJECTION", lambda it: it.merge(["First", "Last"], into="Name")),
    "add": ("ADDITION", lambda it: it.add("Price", "Tax", into="Sum")),
    "subtract": ("SUBTRACTION", lambda it: it.subtract("Price", "Rebate", into="Due")),
    "multiply": ("MULTIPLICATION", lambda it: it.multiply("Price", "Number", into="Sum")),
    "divide": ("DIVISION", lambda it: it.divide("Sum", "Number", into="Mean")),
    "not null": ("VALIDATE_NON_NULL", lambda it: it.validate_not_null("Id")),
    "not zero": ("VALIDATE_NON_ZERO", lambda it: it.validate_not_zero("Price", "terminate")),
    "not negative": ("VALIDATE_NON_NEGATIVE", lambda it: it.validate_not_negative("Price")),
    "numeric": ("VALIDATE_NUMERIC", lambda it: it.validate_numeric("Price")),
    "partition": ("NO_OP", lambda it: it.partition("Name")),
}
CONNECTORS = [*samples.SOURCES]
_PROPERTIES = {each.python: name for name, each in members(RESOURCES["Flow"].inputs).items()}


def as_properties(value: Any) -> Any:
    """A program's dictionaries as the engine hands them over."""
    if isinstance(value, dict):
        return {camel(key): as_properties(item) for key, item in value.items()}
    return [as_properties(item) for item in value] if isinstance(value, list) else value


def camel(name: str) -> str:
    if name.isupper():
        return name
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)


@pytest.mark.parametrize("connector", CONNECTORS)
def test_what_a_helper_makes_is_taken(services: Services, connector: str) -> None:
    source = mapping.of(connector)
    offered = operators(known()[connector.lower()])
    made = 0
    for number, (operator, helper) in enumerate(HELPERS.values()):
        if operator not in {*offered, "NO_OP"}:
            continue
        tasks = helper(source)
        if not any(task["task_type"] in {"Map", "Map_all"} for task in tasks):
            mapped = "PROJECTION" in offered
            tasks = (source.map_fields("Id", "Name") if mapped else source.map_all()) + tasks
        program = {
            **samples.flow_from(connector),
            "flowName": f"story-{number}",
            "tasks": as_properties(list(tasks)),
        }
        checked = RESOURCES["Flow"].check({}, program)
        assert not checked.problems, (operator, [str(each) for each in checked.problems])
        of_one_task = [
            str(each)
            for each in checked.warnings
            if each.path[:1] == ("tasks",) and len(each.path) > 1
        ]
        assert not of_one_task
        RESOURCES["Flow"].create(checked.inputs, OperationContext(services))
        made += 1
    assert made


def test_every_operator_that_there_is_has_a_helper() -> None:
    every = set(itertools.chain.from_iterable(operators(key) for key in known().values()))
    assert every == {operator for operator, _ in HELPERS.values()}


def test_every_source_with_operators_is_known() -> None:
    assert set(known()) == {key.lower() for key in members(SourceConnectorProperties)}


def test_projections_become_one_and_come_first() -> None:
    tasks = (
        SOURCE.filter_equal("Stage", "won")
        + SOURCE.map_fields("Id")
        + SOURCE.map_fields("Name", "Id")
    )
    projection = {"salesforce": "PROJECTION"}
    assert [task["connector_operator"] == projection for task in tasks] == [True] + 4 * [False]
    assert tasks[0]["source_fields"] == ["Id", "Name"]


def test_a_projection_leaves_before_a_task_that_maps_all() -> None:
    tasks = SOURCE.map_fields("Id") + SOURCE.map_all()
    assert [task["task_type"] for task in tasks] == ["Map", "Map_all"]


def test_tasks_by_hand_stand_beside_them_on_either_side() -> None:
    by_hand = {"task_type": "Truncate", "source_fields": ["Id"]}
    for tasks in (SOURCE.map_fields("Id") + [by_hand], [by_hand] + SOURCE.map_fields("Id")):  # noqa: RUF005
        assert isinstance(tasks, mapping.Tasks)
        assert tasks[0]["task_type"] == "Filter"
        assert by_hand in tasks
    grown = SOURCE.map_fields("Id")
    grown += SOURCE.map_fields("Name")
    assert grown[0]["source_fields"] == ["Id", "Name"]
    assert sum([SOURCE.map_fields("Id"), SOURCE.map_fields("Name")], mapping.Tasks()) == grown
    longer = SOURCE.map_fields("Id")
    longer.extend(SOURCE.map_fields("Name"))
    assert longer == grown
    longer.append(by_hand)
    assert longer == grown + [by_hand]  # noqa: RUF005
    assert longer * 2 == 2 * longer == longer


@pytest.mark.parametrize(
    ("value", "text", "type_"),
    [
        ("won", "won", "string"),
        (True, "true", "boolean"),
        (7, "7", "int"),
        (1.5, "1.5", "double"),
        (NOON, "1925035200000", "datetime"),
        (date(2031, 1, 1), "1924992000000", "date"),
        (Decimal("1.50"), "1.50", "double"),
    ],
)
def test_values_become_what_the_api_takes(value: Any, text: str, type_: str) -> None:
    (task,) = SOURCE.filter_equal("Field", value)
    assert task["task_properties"] == {"DATA_TYPE": type_, "VALUE": text}
    (named,) = SOURCE.filter_equal("Field", value, type="picklist")
    assert named["task_properties"] == {"DATA_TYPE": "picklist", "VALUE": text}


def test_several_values_are_alternatives() -> None:
    (task,) = SOURCE.filter_equal("Stage", "won", "lost")
    assert task["task_properties"] == {"DATA_TYPE": "string", "VALUES": "won,lost"}


def test_what_is_made_of_fields_gets_its_name_by_a_map() -> None:
    projection, merged, named = SOURCE.merge(["First", "Last"], into="Name")
    assert projection["source_fields"] == ["First", "Last"]
    assert merged["destination_field"] == "First,Last"
    assert merged["task_properties"] == {"CONCAT_FORMAT": "${First} ${Last}"}
    assert (named["source_fields"], named["destination_field"]) == (["First,Last"], "Name")


FIELDS = [
    {"identifier": "Id", "supportedFieldTypeDetails": {"v1": {"fieldType": "id"}}},
    {"identifier": "Name"},
    {"identifier": "Hidden", "sourceProperties": {"isRetrievable": False}},
    {"identifier": "Street", "parentIdentifier": "Address"},
]


def test_a_description_becomes_a_whole_mapping() -> None:
    tasks = SOURCE.from_entity(FIELDS, exclude=["Name"])
    assert [task["source_fields"] for task in tasks] == [["Id"], ["Id"]]
    types = {"SOURCE_DATA_TYPE": "id", "DESTINATION_DATA_TYPE": "id"}
    assert tasks[1]["task_properties"] == types


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (lambda: mapping.of("Amplitude").filter_equal("a", 1), "no operator EQUAL_TO. It has BETW"),
        (lambda: SOURCE.mask("a", first=1, last=1), "first or last, not both"),
        (lambda: SOURCE.mask("a", by="**"), "one character"),
        (lambda: mapping.of("HubSpot"), "Amplitude, CustomConnector, .*use CustomConnector"),
        (lambda: SOURCE.map_fields("Id", types={"Idd": "id"}), "types has Idd"),
        (lambda: SOURCE.from_entity([{"identifier": "Id"}], exclude=["Fx"]), "exclude has Fx"),
        (lambda: SOURCE.mask("a", last=0), "last must be 1 or more, not 0"),
        (lambda: SOURCE.mask("a", first=-2), "first must be 1 or more, not -2"),
        (lambda: SOURCE.truncate("a", 0), "length must be 1 or more"),
        (lambda: SOURCE.merge(["a"], into="b"), "two fields or more"),
        (SOURCE.partition, "1 to 10 fields"),
        (lambda: SOURCE.filter_equal("a"), "needs a value"),
        (lambda: SOURCE.filter_equal("a", "b,c", "d"), "by commas"),
        (lambda: SOURCE.filter_greater("a", NOON.replace(tzinfo=None)), "must have a time zone"),
        (lambda: SOURCE.validate_numeric("a", "ignore"), "drop_record or terminate"),  # type: ignore[arg-type]
    ],
)
def test_what_is_wrong_names_what_is_accepted(wrong: Callable[[], Any], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        wrong()


UNTYPED: Any = SOURCE  # as in a program that nobody checks


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (lambda: UNTYPED.map_all(exclude="Id"), "exclude must be a list of texts, not 'Id'"),
        (lambda: UNTYPED.map_fields(["Id"]), r"a field must be text, not \['Id'\]"),
        (lambda: UNTYPED.map_fields(pulumi.Output.from_input("Id")), "inside of output.apply"),
        (lambda: UNTYPED.rename({"Id": 7}), "a new name must be text, not 7"),
        (lambda: UNTYPED.filter_equal("A", ["x", "y"]), "one by one, not with a list"),
        (lambda: UNTYPED.filter_equal("A", None), "not with None"),
        (lambda: UNTYPED.filter_equal("A", float("nan")), "not with a number that is not finite"),
        (lambda: UNTYPED.filter_greater("A", timedelta(days=1)), "not with a timedelta"),
        (lambda: UNTYPED.filter_equal("A", 1, "x"), "not of int and string. Otherwise set type"),
        (lambda: UNTYPED.filter_equal("A", pulumi.Output.secret("x")), "needs its type"),
        (lambda: UNTYPED.mask("A", last=4.5), "last must be a whole number, not 4.5"),
        (lambda: UNTYPED.mask("A", first=True), "first must be a whole number, not True"),
        (lambda: UNTYPED.mask("A", by=1), "by must be text, not 1"),
        (lambda: UNTYPED.truncate("A", 2.5), "length must be a whole number, not 2.5"),
        (lambda: UNTYPED.merge("AB", "c"), "fields must be a list of texts, not 'AB'"),
        (lambda: UNTYPED.add("A", 1, "c"), "a field must be text, not 1"),
        (lambda: UNTYPED.partition(["B"]), r"a field must be text, not \['B'\]"),
        (lambda: UNTYPED.from_entity(["Id"]), "not 'Id'. To map fields by name, use map_fields"),
        (lambda: UNTYPED.map_all().extend([7]), "a dictionary or TaskArgs, not 7"),
    ],
)
def test_an_invalid_value_is_refused_where_it_is_written(wrong: Any, words: str) -> None:
    with pytest.raises(TypeError, match=words):
        wrong()


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (SOURCE.map_fields, "no field to map. To map all fields, use map_all"),
        (lambda: SOURCE.rename({}), "no field to map"),
        (lambda: SOURCE.from_entity([]), "no field to map"),
        (lambda: SOURCE.rename({"A": "a"}, types={"Z": "id"}), "types has Z"),
        (
            lambda: mapping.of("Amplitude").map_fields("Id"),
            r"cannot be selected, so use map_all\(\)",
        ),
    ],
)
def test_a_mapping_of_nothing_is_refused(wrong: Callable[[], Any], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        wrong()


def test_several_values_have_the_wider_type() -> None:
    for tasks, type_ in (
        (SOURCE.filter_between("A", 1, 2.5), "double"),
        (SOURCE.filter_equal("A", 2.5, 1), "double"),
        (SOURCE.filter_between("A", date(2031, 1, 1), NOON), "datetime"),
        (SOURCE.filter_equal("A", 1, "x", type="string"), "string"),
    ):
        properties: Any = tasks[0]["task_properties"]
        assert properties["DATA_TYPE"] == type_


def test_a_value_that_is_not_known_yet_or_secret_stays_so() -> None:
    secret, number = pulumi.Output.secret("won"), pulumi.Output.from_input(7)
    one: Any = SOURCE.filter_equal("Stage", secret, type="string")[0]["task_properties"]
    two: Any = SOURCE.filter_equal("Stage", secret, number, type="string")[0]["task_properties"]
    for value, text in ((one["VALUE"], "won"), (two["VALUES"], "won,7")):
        assert _sync_await(value.future()) == text
        assert _sync_await(value.is_secret())


def test_tasks_of_the_sdks_classes_stand_beside_them() -> None:
    read: Any = appflow.TaskArgs(
        task_type="Filter",
        source_fields=["Name"],
        connector_operator=appflow.ConnectorOperatorArgs(salesforce="PROJECTION"),
    )
    tasks = SOURCE.map_fields("Id") + [read]  # noqa: RUF005
    assert [task["task_type"] for task in tasks] == ["Filter", "Map"]
    assert tasks[0]["source_fields"] == ["Id", "Name"]


def test_the_key_of_a_connectors_properties_names_it_too() -> None:
    assert mapping.of("sapo_data").map_fields("Id") == mapping.of("SAPOData").map_fields("Id")
