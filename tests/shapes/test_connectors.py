"""
A connector is one module: nothing else in the provider names it, unless it is about that connector.

The first tests read the source, the last adds a connector to a copy of the provider and finds it everywhere.
"""

import ast
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import botocore.loaders
import pytest

from appflow_provider.shapes import connectors
from appflow_provider.shapes.base import Shape
from appflow_provider.shapes.connector_answers import ConnectorMetadata
from appflow_provider.shapes.connector_type import ConnectorType
from appflow_provider.shapes.connectors import CONNECTORS
from appflow_provider.shapes.connectors.connector import Connector
from appflow_provider.shapes.destination import DestinationConnectorProperties
from appflow_provider.shapes.profile import ConnectorProfileCredentials, ConnectorProfileProperties
from appflow_provider.shapes.source import SourceConnectorProperties
from appflow_provider.shapes.task import ConnectorOperator

ROOT = Path(__file__).resolve().parents[2]
PROVIDER = ROOT / "provider" / "appflow_provider"
FOLDER = PROVIDER / "shapes" / "connectors"
SHAPES = botocore.loaders.Loader().load_service_model("appflow", "service-2")["shapes"]

# What is about some connectors by its nature, and about which. All else learns of connectors from the registry.
ABOUT = {
    "migration/cloudformation_names.py": {"LookoutMetrics"},
    "vocabulary.py": {"S3", "Upsolver"},
    "places.py": {"Salesforce"},
    "resources/advice/lookups.py": {"EventBridge"},
    "resources/connector.py": {"CustomConnector"},
    "resources/flow_update.py": {"EventBridge"},
    "rules/destinations.py": {
        *("CustomConnector", "EventBridge", "Honeycode", "LookoutMetrics", "S3", "Salesforce"),
    },
    "rules/formats.py": {"Googleanalytics", "S3", "Upsolver"},
    "rules/logins.py": {"CustomConnector", "SAPOData", "Salesforce", "Servicenow", "Snowflake"},
    "rules/profiles.py": {
        *("CustomConnector", "Honeycode", "Pardot", "SAPOData", "Salesforce", "Snowflake"),
    },
    "rules/redshift.py": {"Redshift"},
    "rules/schedules.py": {"LookoutMetrics", "SAPOData"},
    "rules/sources.py": {
        *("CustomConnector", "Datadog", "Dynatrace", "Googleanalytics", "S3", "SAPOData"),
        *("Salesforce", "Singular", "Veeva"),
    },
    "rules/subjects.py": {"Veeva"},
    "rules/tasks.py": {"CustomConnector", "Googleanalytics", "S3", "Salesforce"},
    "rules/triggers.py": {"EventBridge", "LookoutMetrics", "Pardot", "Salesforce"},
    "shapes/connector_answers.py": {"CustomConnector"},
    "shapes/recipes/expansion.py": {"CustomConnector"},
    "shapes/recipes/table.py": {"S3"},
}
MODULE = {
    import_module(f"{connectors.__name__}.{name}").CONNECTOR.type: name
    for name in connectors.MODULES
}
WORDS = {
    word: connector.type
    for connector in CONNECTORS.values()
    for word in (connector.type, connector.api, connector.key, f"import {MODULE[connector.type]}")
}


def words(source: str) -> Iterator[str]:
    """
    The names in code: texts that are one word or a path of properties, and modules of connectors that are imported.

    Prose is left out, and so is where the records of a source can go, which is a fact about two connectors.
    """
    tree = ast.parse(source)
    reach = {
        id(node)
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "Reach"
        for node in ast.walk(call)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in reach:
            if re.fullmatch(r"[\w.*\[\]]+", node.value):
                yield from re.split(r"\W+", node.value)
        elif isinstance(node, ast.ImportFrom):
            package, _, module = (node.module or "").rpartition(".")
            if package == connectors.__name__:
                yield f"import {module}"


def named(file: Path) -> set[str]:
    """The types of the connectors that a module names."""
    return {WORDS[word] for word in words(file.read_text()) if word in WORDS}


OWN = {FOLDER / f"{name}.py" for name in MODULE.values()}
OTHERS = sorted({*PROVIDER.rglob("*.py")} - OWN - {FOLDER / "__init__.py"})


def test_only_what_is_about_a_connector_names_it() -> None:
    found = {str(file.relative_to(PROVIDER)): named(file) for file in OTHERS}
    assert {name: types for name, types in found.items() if types} == ABOUT


@pytest.mark.parametrize("connector", CONNECTORS.values(), ids=lambda connector: connector.type)
def test_the_module_of_a_connector_names_no_other(connector: Connector) -> None:
    assert named(FOLDER / f"{MODULE[connector.type]}.py") == {connector.type}


# Connectors that neither the provider nor the emulator treats in a way of their own, and the files written by hand that name them.
PLAIN = ["Marketo", "Trendmicro"]
WRITTEN = [
    *PROVIDER.rglob("*.py"),
    *(ROOT / "emulator").rglob("*.py"),
    *(ROOT / "tests" / "properties").rglob("*.py"),
    *(ROOT / "tests").rglob("samples.py"),
]


@pytest.mark.parametrize("connector_type", PLAIN)
def test_a_connector_takes_four_files_at_most(connector_type: str) -> None:
    assert {file for file in WRITTEN if connector_type in named(file)} <= {
        FOLDER / f"{MODULE[connector_type]}.py",
        FOLDER / "__init__.py",
        ROOT / "emulator" / "appflow_emulator" / "connectors.py",
        ROOT / "tests" / "properties" / "connectors.py",
    }


def test_every_module_is_in_the_registry() -> None:
    files = {file.stem for file in FOLDER.glob("*.py")} - {"__init__", "connector", "parts"}
    assert files == set(MODULE.values())


def test_the_registry_and_the_types_are_in_the_order_of_the_api() -> None:
    assert list(CONNECTORS) == SHAPES["ConnectorType"]["enum"]
    assert [each.value for each in ConnectorType] == SHAPES["ConnectorType"]["enum"]


@pytest.mark.parametrize(
    "structure",
    [
        ConnectorMetadata,
        ConnectorOperator,
        ConnectorProfileCredentials,
        ConnectorProfileProperties,
        DestinationConnectorProperties,
        SourceConnectorProperties,
    ],
    ids=lambda structure: structure.__name__,
)
def test_members_are_in_the_order_of_the_api(structure: type[Shape]) -> None:
    ours = [info.serialization_alias for info in structure.model_fields.values()]
    assert ours == [*SHAPES[structure.__name__]["members"]]


@pytest.mark.parametrize("connector", CONNECTORS.values(), ids=lambda connector: connector.type)
def test_the_usual_login_is_one_that_lasts(connector: Connector) -> None:
    lasts = ("refreshToken",) in connector.logins
    assert lasts is (connector.usual_login({}) == {"refreshToken": None})


# A connector that does not exist, and what has to know of it once its module and its line are there.

NOTION = '''
from appflow_provider.shapes.base import Shape, member
from appflow_provider.frequency import HOUR
from appflow_provider.shapes.connectors.connector import CALLED, Connector
from appflow_provider.shapes.connectors.parts import Part, operators
from appflow_provider.shapes.scalars import AccessToken, InstanceUrl, Object


class NotionConnectorProfileCredentials(Shape):
    """How AppFlow logs in to Notion."""

    access_token: AccessToken | None = member("Token.", secret=True)


class NotionConnectorProfileProperties(Shape):
    """Settings of a connector profile for Notion."""

    instance_url: InstanceUrl = member("Address.", required=True)


class NotionSourceProperties(Shape):
    """What a flow reads from Notion."""

    object: Object = member("Name of the database.", required=True)


CONNECTOR = Connector(
    "Notion",
    "Notion, as source.",
    operator=operators("Notion", "Notion", "PROJECTION EQUAL_TO"),
    profile=Part(NotionConnectorProfileProperties, "Address of Notion."),
    credentials=Part(NotionConnectorProfileCredentials, "Token of Notion."),
    source=Part(NotionSourceProperties, "The Notion database."),
    triggers=CALLED,
    fastest=HOUR,
    logins=(("accessToken",),),
)
'''
CHECKS = """
import appflow_provider
from appflow_provider.adopt.remarks import remarks
from appflow_provider.rules import flow
from appflow_provider.schema import render
from tools.docs import connectors as page

assert appflow_provider.__file__.startswith(FOLDER), appflow_provider.__file__
schema = render()
for name in ("NotionSourceProperties", "NotionConnectorOperator", "NotionMetadata"):
    assert f"appflow:index:{name}" in schema, name
profile = {
    "connectorType": "Notion",
    "connectorProfileConfig": {"connectorProfileProperties": {"notion": {"instanceUrl": "https://x.example"}}},
}
assert "access_token" in str(remarks("notion", profile))
assert "| `Notion` | `notion` | OnDemand, Scheduled | hourly |" in dict(page.pages())["connectors.md"]
inputs = {
    "flowName": "pages",
    "sourceFlowConfig": {"connectorType": "Notion", "sourceConnectorProperties": {"notion": {"object": "x"}}},
    "destinationFlowConfigList": [
        {"connectorType": "Notion", "destinationConnectorProperties": {}},
    ],
    "tasks": [{"taskType": "Map_all", "sourceFields": [], "connectorOperator": {"notion": "NO_OP"}}],
    "triggerConfig": {
        "triggerType": "Scheduled",
        "triggerProperties": {"scheduled": {"scheduleExpression": "rate(1minutes)"}},
    },
}
verdict = flow(inputs)
found = " ".join(each.reason for each in (*verdict.problems, *verdict.warnings))
for words in ("can be a source, but not a destination", "at most once an hour", "Set the name of the connector profile"):
    assert words in found, found
"""


def test_a_new_connector_is_one_module_and_one_line(tmp_path: Path) -> None:
    copy = tmp_path / "appflow_provider"
    shutil.copytree(PROVIDER, copy, ignore=shutil.ignore_patterns("__pycache__"))
    registry = copy / "shapes" / "connectors" / "__init__.py"
    registry.write_text(
        registry.read_text().replace('    "pardot",', '    "pardot",\n    "notion",')
    )
    (registry.parent / "notion.py").write_text(NOTION)
    script = f"import sys\nsys.path[:0] = [{str(tmp_path)!r}, {str(ROOT)!r}]\nFOLDER = {str(tmp_path)!r}\n{CHECKS}"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
