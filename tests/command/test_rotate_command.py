"""`appflow-pulumi rotate`, with a stand-in for Pulumi: which profile it finds, what it lets pass, and what it leaves behind."""

import io
import json
import os
import stat
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from appflow_command.main import main
from appflow_command.project import Project
from tests.command.previews import TYPES

NEW = "new-7f3Q9x"
URN = "urn:pulumi:dev::shop::{}::crm"
CREDENTIALS = "connectorProfileConfig.connectorProfileCredentials.salesforce.refreshToken"
OLD_SETTINGS = "config:\n  shop:token:\n    secure: old\n"

# It answers with files, writes the configuration as Pulumi does, and ends an `up` as a file says.
PULUMI = """#!/bin/sh
case "$1 $2" in
  "stack ls") cat stacks ;;
  "stack export") cat state ;;
  "config set") cat > /dev/null; echo "config: new" > "$(cat settings)" ;;
  "preview "*) cat preview ;;
  "up "*) echo "$@" >> deployed; exit "$(cat ends)" ;;
esac
"""

Rotate = Callable[..., tuple[int, str]]


def step(operation: str = "update", *paths: str, urn: str = "") -> dict[str, Any]:
    named = {path: {"kind": "update"} for path in paths}
    return {
        "op": operation,
        "urn": urn or URN.format(TYPES["plugin"].format("ConnectorProfile")),
        "detailedDiff": named,
    }


def state(*resources: dict[str, Any], front: str = "plugin") -> dict[str, Any]:
    type_ = TYPES[front].format("ConnectorProfile")
    crm = {"urn": URN.format(type_), "type": type_, "outputs": {"connectorProfileName": "crm"}}
    return {"version": 3, "deployment": {"resources": [crm, *resources]}}


@pytest.fixture
def rotate(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Rotate:
    """Runs the command in a project. Returns its exit status and what it said."""
    programs = tmp_path / "bin"
    programs.mkdir()
    (programs / "pulumi").write_text(PULUMI)
    (programs / "pulumi").chmod((programs / "pulumi").stat().st_mode | stat.S_IEXEC)
    project = tmp_path / "project"
    project.mkdir()
    monkeypatch.chdir(project)
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")

    def run(
        *arguments: str,
        project: str = "name: shop\n",
        settings: str = "Pulumi.dev.yaml",
        stacks: Any = ({"name": "dev", "current": True},),
        ends: int = 0,
        **files: Any,
    ) -> tuple[int, str]:
        Path("Pulumi.yaml").write_text(project)
        Path(settings).parent.mkdir(exist_ok=True)
        Path(settings).write_text(OLD_SETTINGS)
        given = {"state": state(), "preview": {"steps": [step("update", CREDENTIALS)]}, **files}
        for name, content in {"stacks": stacks, **given}.items():
            Path(name).write_text(content if isinstance(content, str) else json.dumps(content))
        Path("settings").write_text(settings)
        Path("ends").write_text(str(ends))
        monkeypatch.setattr(sys, "stdin", io.StringIO(f"{NEW}\n"))
        status = main(["rotate", "crm", "--config", "token", "--yes", *arguments])
        said = capsys.readouterr()
        assert NEW not in said.out + said.err
        return status, said.err

    return run


@pytest.mark.parametrize("front", TYPES)
def test_the_profile_alone_is_deployed(rotate: Rotate, front: str) -> None:
    urn = URN.format(TYPES[front].format("ConnectorProfile"))
    planned = {"steps": [step("update", CREDENTIALS, urn=urn), step("same", urn="urn:x")]}
    status, _ = rotate(state=state(front=front), preview=planned)
    assert status == 0
    assert f"--target {urn}" in Path("deployed").read_text()
    assert "new" in Path("Pulumi.dev.yaml").read_text()


REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "nothing changes": ({"preview": {"steps": [step("same")]}}, "changes nothing"),
    "another property changes": (
        {"preview": {"steps": [step("update", CREDENTIALS, "connectionMode")]}},
        "more than the credentials: crm.connectionMode",
    ),
    "nobody knows which part changes": (
        {"preview": {"steps": [step("update", "connectorProfileConfig")]}},
        "more than the credentials: crm.connectorProfileConfig",
    ),
    "nobody knows what changes": ({"preview": {"steps": [step("update")]}}, "crm (update)"),
    "a replacement": ({"preview": {"steps": [step("replace", CREDENTIALS)]}}, "crm (replace)"),
    "a preview that fails": (
        {"preview": {"diagnostics": [{"severity": "error", "message": "error: No token."}]}},
        "pulumi preview failed: No token.",
    ),
    "no preview": ({"preview": "Sorry."}, "pulumi preview failed: Sorry."),
    "a state that is none": ({"state": "Sorry."}, "pulumi stack export printed no JSON"),
    "a list for a state": ({"state": []}, "is not an exported stack"),
    "stacks that are none": ({"stacks": "Sorry."}, "pulumi stack ls printed no JSON"),
    "odd stacks": ({"stacks": [7, {"name": None}]}, "no stack is selected"),
}


@pytest.mark.parametrize(("files", "said"), REFUSED.values(), ids=REFUSED)
@pytest.mark.parametrize("folder", ["", "settings-of-stacks/"])
def test_what_is_refused_leaves_the_configuration_as_it_was(
    rotate: Rotate, files: dict[str, Any], said: str, folder: str
) -> None:
    place = f"{folder}Pulumi.dev.yaml"
    project = (
        f'name: shop\nstackConfigDir: "{folder.rstrip("/")}"  # ours\n'
        if folder
        else "name: shop\n"
    )
    status, err = rotate(**files, project=project, settings=place)
    assert (status, len(err.splitlines())) == (1, 1)
    assert said in err
    assert Path(place).read_text() == OLD_SETTINGS
    assert not Path("deployed").exists()


def test_a_deployment_that_failed_keeps_the_new_secret(rotate: Rotate) -> None:
    status, err = rotate(ends=255)
    assert status == 1
    assert "The secret token has its new value" in err
    assert Path("Pulumi.dev.yaml").read_text() != OLD_SETTINGS


def test_an_interrupted_deployment_keeps_the_new_secret(
    rotate: Rotate, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(_project: Project, *_arguments: str) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(Project, "watch", interrupted)
    assert rotate()[0] == 130
    assert Path("Pulumi.dev.yaml").read_text() != OLD_SETTINGS


def test_profiles_that_are_gone_or_only_read_or_odd_are_not_found(rotate: Rotate) -> None:
    type_ = TYPES["plugin"].format("ConnectorProfile")
    other = {
        "urn": f"{URN.format(type_)}",
        "type": type_,
        "outputs": {"connectorProfileName": "crm"},
    }
    odd = {"urn": f"{URN.format(type_)}-2", "type": type_, "outputs": {"connectorProfileName": {}}}
    read = {**other, "urn": f"{URN.format(type_)}-3", "external": True}
    assert rotate(state=state({**other, "delete": True}, odd, read, {"urn": 7}))[0] == 0


@pytest.mark.parametrize("name", ["dev", "kestrel/dev", "kestrel/shop/dev"])
def test_a_stack_may_be_called_by_its_whole_name(rotate: Rotate, name: str) -> None:
    assert rotate("--stack", name)[0] == 0
    status, err = rotate("--stack", f"{name}l")
    assert (status, "has no stack" in err) == (1, True)
