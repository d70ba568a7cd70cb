"""Objects that a user describes, and reads that lag behind writes."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from appflow_emulator import add_schemas
from appflow_emulator.schemas import forget_schemas
from appflow_provider.functions import FUNCTIONS
from appflow_provider.resources import RESOURCES, Work
from appflow_provider.service import Services
from tests.stories import backend, samples
from tests.stories.conftest import from_nothing, services

__all__ = ["from_nothing", "services"]


@pytest.fixture(autouse=True)
def nothing_described() -> Iterator[None]:
    yield
    forget_schemas()


def described(folder: Path, text: str, connector: str = "Zendesk") -> Path:
    (folder / connector).mkdir()
    (folder / connector / "tickets.json").write_text(text)
    return folder


@pytest.mark.parametrize(
    "text",
    [
        '["id", "subject"]',
        '[{"identifier": "id", "isPrimaryKey": true}, {"identifier": "subject"}]',
        '{"connectorEntityFields": [{"identifier": "id"}, {"identifier": "subject"}]}',
    ],
)
def test_an_object_of_a_folder_is_described(services: Services, tmp_path: Path, text: str) -> None:
    add_schemas(described(tmp_path, text))
    backend.profile_for("Zendesk", "help")
    work = Work(services)
    listed = FUNCTIONS["getConnectorEntities"]({"connectorProfileName": "help"}, work).result
    assert [each["name"] for each in listed["connectorEntityMap"]["Objects"]] == ["tickets"]
    asked = {"connectorProfileName": "help", "connectorEntityName": "tickets"}
    fields = FUNCTIONS["getConnectorEntity"](asked, work).result["connectorEntityFields"]
    assert [each["identifier"] for each in fields] == ["id", "subject"]


@pytest.mark.parametrize(
    ("text", "words"), [("{", "not JSON"), ("7", "must be a list"), ("[{}]", r"\[0\] must be")]
)
def test_a_file_that_is_no_list_is_named(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(ValueError, match=rf"tickets\.json: {words}"):
        add_schemas(described(tmp_path, text))


def test_the_command_takes_a_folder(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "appflow_emulator", "--schemas", str(tmp_path / "nowhere")]
    done = subprocess.run(command, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 1
    assert "nowhere: no such folder" in done.stderr


@pytest.mark.parametrize("looks", [1, 2])
def test_a_flow_that_shows_late_is_waited_for(services: Services, looks: int) -> None:
    from appflow_emulator import Assumptions
    from appflow_emulator.assumptions import set_assumptions

    set_assumptions(Assumptions(new_hidden_describes=looks, private_connection_describes=0))
    program: dict[str, Any] = samples.flow_from("S3")
    held = RESOURCES["Flow"].create(program, Work(services))
    assert held.state["flowArn"].endswith("flow/story")
    login = RESOURCES["ConnectorProfile"].create(samples.profile("Slack"), Work(services))
    assert json.dumps(login.state["connectorProfileArn"])
