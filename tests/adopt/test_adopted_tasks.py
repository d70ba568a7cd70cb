"""Tasks are written as calls of the SDK's helpers, which then write the same tasks."""

import subprocess
import sys
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from appflow_provider.adopt.finding import find
from appflow_provider.adopt.mapped import tasks_code
from appflow_provider.adopt.program import program
from appflow_provider.resources import OperationContext
from appflow_provider.service import Services
from pulumi_appflow import mapping
from tests.stories import backend, samples
from tests.stories.lifecycle import Life

LONG = [f"CustomField_{number}__c" for number in range(12)]
HELPED: Mapping[str, Callable[[mapping.Source], mapping.Tasks]] = {
    "all": lambda source: source.map_all(),
    "all but some": lambda source: source.map_all(exclude=["Fax", "Ssn"]),
    "fields": lambda source: source.map_fields("Id", "Name"),
    "fields that need several lines": lambda source: source.map_fields(*LONG),
    "new names": lambda source: source.rename({"Id": "id", "Name": None}),
    "types": lambda source: source.map_fields("Id", "Age", types={"Age": "integer"}),
    "many types": lambda source: source.map_fields(*LONG, types=dict.fromkeys(LONG, "picklist")),
}


def properties(value: Any) -> Any:
    """Tasks of a program in the spelling of the schema."""
    words = {
        "connector_operator": "connectorOperator",
        "destination_field": "destinationField",
        "source_fields": "sourceFields",
        "task_properties": "taskProperties",
        "task_type": "taskType",
        "salesforce": "salesforce",
    }
    if isinstance(value, list):
        return [properties(item) for item in value]
    if isinstance(value, dict):
        return {words.get(key, key): properties(item) for key, item in value.items()}
    return value


def flow(tasks: Any) -> dict[str, Any]:
    return {"sourceFlowConfig": {"connectorType": "Salesforce"}, "tasks": tasks}


@pytest.mark.parametrize("name", HELPED)
def test_a_helper_is_called_that_writes_the_same(name: str) -> None:
    tasks = HELPED[name](mapping.of("Salesforce"))
    code = tasks_code(flow(properties(list(tasks))), column=10, indent=4)
    assert code is not None
    assert eval(code.text, {"mapping": mapping}) == tasks
    raw = 8 * len(tasks)  # a list of tasks has about as many lines
    assert code.text.count("\n") < raw


OTHERS: Mapping[str, Callable[[list[Any]], list[Any]]] = {
    "another order": lambda tasks: tasks[::-1],
    "a filter": lambda tasks: [*tasks, {"taskType": "Filter", "sourceFields": ["Id"]}],
    "a second target": lambda tasks: [*tasks, {**tasks[-1], "destinationField": "again"}],
    "no projection": lambda tasks: tasks[1:],
    "another operator": lambda tasks: [
        {**tasks[0], "connectorOperator": {"s3": "PROJECTION"}},
        *tasks[1:],
    ],
    "two types": lambda tasks: [
        *tasks[:-1],
        {
            **tasks[-1],
            "taskProperties": {"SOURCE_DATA_TYPE": "id", "DESTINATION_DATA_TYPE": "string"},
        },
    ],
    "nothing": lambda _tasks: [],
}


@pytest.mark.parametrize("name", OTHERS)
def test_what_a_helper_would_write_otherwise_stays_a_list(name: str) -> None:
    tasks = properties(list(mapping.of("Salesforce").map_fields("Id", "Name")))
    assert tasks_code(flow(tasks), 10, 4) is not None
    assert tasks_code(flow(OTHERS[name](tasks)), 10, 4) is None


def test_programs_with_helpers_register_the_same_and_stay_formatted(
    services: Services, run: Callable[..., Any]
) -> None:
    backend.profile_for("Salesforce", "crm")
    for number, helped in enumerate(HELPED.values()):
        made = samples.flow_from("Salesforce")
        made["sourceFlowConfig"]["connectorProfileName"] = "crm"
        tasks = properties(list(helped(mapping.of("Salesforce"))))
        Life("Flow", services).start({**made, "flowName": f"flow-{number}", "tasks": tasks})
    found = find(OperationContext(services), ["Flow", "ConnectorProfile"], ["flow-*", "crm"])
    source = program(found, "plugin", backend.REGION)
    assert source.count("tasks=mapping.of(") == len(HELPED)
    registered = run(source)
    for each in found:
        assert registered[each.name][1] == each.current.inputs
    for command in (["format"], ["check", "--fix", "--select=E4,E7,E9,F,I"]):
        done = subprocess.run(
            [sys.executable, "-m", "ruff", *command, "--isolated", "-"],
            cwd="/",
            input=source,
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
        assert done.stdout == source
