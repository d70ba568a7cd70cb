"""Whatever stands in a mirror, the answer is flows or sentences, never an exception."""

from collections.abc import Iterator
from typing import Any

import pytest

from appflow_provider.mirrors import Asked, plan
from appflow_provider.values import UNKNOWN, Path, Secret, path_text
from tests.mirrors.conftest import BASE, Application

ODD: dict[str, Any] = {
    "null": None,
    "a number": 1.5,
    "true": True,
    "empty text": "",
    "text": "{object",
    "a list": [],
    "a list of odd things": [None, 1, [], {}, UNKNOWN],
    "a map": {},
    "a map of odd things": {"a": None, "": [], "b": {"c": UNKNOWN}},
    "unknown": UNKNOWN,
    "a secret": Secret("hunter2-in-plain-sight"),
    "a secret map": Secret({"a": ["hunter2-in-plain-sight"]}),
    "another object": object(),
}
WHOLE: dict[str, Any] = {
    **BASE,
    "include": ["*"],
    "exclude": ["Phone"],
    "mask": ["*Email*"],
    "rename": {"Id": "key"},
    "types": {"Id": "string"},
    "tasks": [
        {
            "taskType": "Filter",
            "sourceFields": ["Id"],
            "connectorOperator": {"salesforce": "PROJECTION"},
        }
    ],
    "tags": {"team": "{object}"},
    "incrementalField": "LastModifiedDate",
    "sourceConnectorProperties": {"salesforce": {"object": "{object}"}},
    "metadataCatalogConfig": {
        "glueDataCatalog": {
            "roleArn": "arn:aws:iam::123456789012:role/glue",
            "databaseName": "crm",
            "tablePrefix": "{object:lower}",
        }
    },
    "flowName": "crm-{object}",
    "perObject": {
        "Account": {
            "fields": ["Id", "LastModifiedDate", "Phone"],
            "mask": ["Id"],
            "rename": {"Id": "id"},
            "tasks": [],
            "tags": {"a": "b"},
            "incrementalField": "LastModifiedDate",
            "aliases": ["accounts"],
            "destinationFlowConfig": BASE["destinationFlowConfig"],
        }
    },
}


def places(value: Any, path: Path = ()) -> Iterator[Path]:
    if path:
        yield path
    if isinstance(value, dict):
        for key, item in value.items():
            yield from places(item, (*path, key))
    elif isinstance(value, list):
        for position, item in enumerate(value):
            yield from places(item, (*path, position))


def replaced(value: Any, path: Path, odd: Any) -> Any:
    if not path:
        return odd
    first, *rest = path
    if isinstance(value, dict):
        return {
            key: replaced(item, tuple(rest), odd) if key == first else item
            for key, item in value.items()
        }
    return [
        replaced(item, tuple(rest), odd) if position == first else item
        for position, item in enumerate(value)
    ]


def test_the_whole_has_flows_and_no_problem() -> None:
    made = plan(Asked("crm", WHOLE, Application()))
    assert (len(made.flows), made.problems) == (2, ())


PLACES = {path_text(path): path for path in places(WHOLE)}


@pytest.mark.parametrize("odd", ODD.values(), ids=ODD)
@pytest.mark.parametrize("path", PLACES.values(), ids=PLACES)
@pytest.mark.parametrize("lookup", [True, False], ids=["looked up", "not known"])
def test_an_odd_value_is_a_sentence_and_no_secret_is_shown(
    path: Path, odd: Any, lookup: bool
) -> None:
    inputs = replaced({**WHOLE, "lookup": lookup}, path, odd)
    made = plan(Asked("crm", inputs, Application()))
    said = [str(each) for each in (*made.problems, *made.warnings)]
    assert bool(made.flows) != bool(made.problems)
    assert "hunter2" not in " ".join(said)
    assert not any("object at 0x" in each for each in said)
