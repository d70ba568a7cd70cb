"""Programs for which other providers showed a difference after every `up`."""

from typing import Any

import pytest

from appflow_emulator.assumptions import assume
from appflow_provider.service import Services
from appflow_provider.values import unwrap
from tests.peers.programs import (
    FORMAT,
    FROM_S3,
    FROM_SALESFORCE,
    MAP,
    PROJECTION,
    is_the_same,
    listening,
    map_of,
)
from tests.programs import MAP_ALL
from tests.stories import backend
from tests.stories.lifecycle import Life, go_on, play
from tests.stories.members import changed
from tests.stories.programs import LONGEST, SHORTEST

# The answers to open questions about the service under which an answer differs most from what was sent.
LOUD = {
    "destination_defaults": "materialised",
    "event_bridge_object": "rewritten",
    "false_booleans": "returned",
    "first_execution_from": "dropped",
    "map_all_exclude_list": "filled",
    "map_all_operator": "NO_OP",
    "s3_output_format": "materialised",
    "schedule_offset": "materialised",
    "task_order": "shuffled",
}
_EVERY = {
    **{f"shortest-{name}": program for name, program in SHORTEST.items()},
    **{f"longest-{name}": program for name, program in LONGEST.items()},
}


@pytest.mark.parametrize(("kind", "program"), _EVERY.values(), ids=_EVERY)
def test_pulumi_aws_2211_a_second_up_changes_nothing_however_loud_the_service(
    services: Services, kind: str, program: dict[str, Any]
) -> None:
    with assume(**LOUD):
        life = Life(kind, services)
        assert life.up(program) == "create"
        assert life.up(program) == "same"


def test_pulumi_11323_a_second_up_asks_the_service_for_nothing(services: Services) -> None:
    life, ear = listening("Flow", services)
    life.start(FROM_SALESFORCE)
    ear.asked.clear()
    assert life.diff(life.check(FROM_SALESFORCE)).changes == ()
    assert ear.asked == []


def _turned(value: Any) -> Any:
    """The same with the keys of every structure in another order."""
    if isinstance(value, dict):
        return {key: _turned(value[key]) for key in reversed(value)}
    return [_turned(item) for item in value] if isinstance(value, list) else value


@pytest.mark.parametrize(("kind", "program"), LONGEST.values(), ids=LONGEST)
def test_tf_26491_the_order_of_keys_means_nothing(
    services: Services, kind: str, program: dict[str, Any]
) -> None:
    turned = _turned(program)
    assert list(turned) != list(program)
    play(kind, services, [(program, "create"), (turned, "same")])


def test_tf_34770_a_destination_stays_one_and_as_it_was_written(services: Services) -> None:
    program = changed(FROM_S3, FORMAT, {"fileType": "PARQUET"})
    life = play("Flow", services, [(program, "create"), (program, "same")])
    life.refresh()
    assert unwrap(life.inputs)["destinationFlowConfigList"] == program["destinationFlowConfigList"]


@pytest.mark.parametrize("operator", ["omitted", "NO_OP"])
@pytest.mark.parametrize("exclude", ["omitted", "filled"])
@pytest.mark.parametrize("fields", [[], [""]], ids=["none", "blank"])
def test_tf_35992_map_all_is_the_same_in_every_spelling(
    services: Services, fields: list[str], exclude: str, operator: str
) -> None:
    program = {**FROM_SALESFORCE, "tasks": [{**MAP_ALL, "sourceFields": fields}]}
    with assume(map_all_exclude_list=exclude, map_all_operator=operator):
        life = Life("Flow", services)
        assert life.up(program) == "create"
        for spelled in ([], [""]):
            again = {**FROM_SALESFORCE, "tasks": [{**MAP_ALL, "sourceFields": spelled}]}
            assert is_the_same(life, again)
        nothing = {"EXCLUDE_SOURCE_FIELDS_LIST": "[]"}
        assert is_the_same(life, changed(program, ("tasks", 0, "taskProperties"), nothing))


def test_awscc_775_what_the_service_makes_of_map_all_is_no_drift(services: Services) -> None:
    program = {**FROM_SALESFORCE, "tasks": [MAP_ALL]}
    life = play("Flow", services, [(program, "create")])
    for at, task in enumerate((PROJECTION, MAP, map_of("Name")), start=1):
        backend.change("Flow", "story", ("tasks", at), task)
    assert life.up(program) == "same"


def test_tf_43591_the_order_of_tasks_is_the_users(services: Services) -> None:
    with assume(task_order="shuffled"):
        life = play("Flow", services, [(FROM_SALESFORCE, "create"), (FROM_SALESFORCE, "same")])
        life.refresh()
        assert unwrap(life.inputs)["tasks"] == FROM_SALESFORCE["tasks"]
        turned = {**FROM_SALESFORCE, "tasks": FROM_SALESFORCE["tasks"][::-1]}
        assert is_the_same(life, turned)


@pytest.mark.parametrize("answer", ["observed", "returned", "dropped"])
def test_tf_37478_a_false_that_the_service_leaves_out_is_no_drift(
    services: Services, answer: str
) -> None:
    typed = {"fileType": "PARQUET", "preserveSourceDataTyping": True}
    plain = changed(FROM_S3, FORMAT, {**typed, "preserveSourceDataTyping": False})
    with assume(false_booleans=answer):
        life = play("Flow", services, [(plain, "create"), (plain, "same")])
        go_on(life, [(changed(FROM_S3, FORMAT, typed), "update"), (plain, "update")])
        assert is_the_same(life, changed(FROM_S3, FORMAT, {"fileType": "PARQUET"}))


@pytest.mark.parametrize(
    "output",
    [
        pytest.param({"prefixConfig": {}}, id="prefix"),
        pytest.param({"aggregationConfig": {}}, id="aggregation"),
        pytest.param({}, id="all"),
    ],
)
def test_awscc_362_empty_structures_come_and_go_without_a_change(
    services: Services, output: dict[str, Any]
) -> None:
    bare = {**FROM_S3, "tasks": [{**MAP_ALL, "taskProperties": {}}]}
    full = changed(bare, FORMAT, output)
    life = Life("Flow", services)
    assert life.up(full) == "create"
    assert life.up(full) == "same"
    assert is_the_same(life, bare)
    assert is_the_same(life, {**full, "tasks": [MAP_ALL]})
