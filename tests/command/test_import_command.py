"""The command: the files it writes, its output, and its errors."""

import io
import json
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from appflow_command import console
from appflow_command.main import main
from appflow_provider.adopt.project import environment
from appflow_provider.resources import RESOURCES
from appflow_provider.service import Services
from tests.migration import other_tools
from tests.migration.states import resource, state
from tests.programs import KEY, LAMBDA
from tests.stories import backend, samples
from tests.stories.lifecycle import Life
from tests.stories.variety import HUSH

Run = Callable[..., tuple[int, str, str]]

CRM = {**samples.profile("Salesforce"), "connectorProfileName": "crm"}
FLOW = samples.flow_from("Salesforce")
FLOW["flowName"] = "accounts"
FLOW["sourceFlowConfig"]["connectorProfileName"] = "crm"


SCHEDULED = {
    **samples.flow_from("S3"),
    "flowName": "nightly",
    "triggerConfig": {
        "triggerType": "Scheduled",
        "triggerProperties": {"scheduled": {"scheduleExpression": "rate(1days)"}},
    },
}
HUBSPOT = {
    "connectorLabel": "HubSpot",
    "connectorProvisioningConfig": {"lambda": {"lambdaArn": LAMBDA}},
}


@pytest.fixture
def command(empty_folder: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs the command in an empty folder; its status and what it printed."""

    def run(*arguments: str) -> tuple[int, str, str]:
        status = main(["import", *arguments])
        out, err = capsys.readouterr()
        return status, out, err

    return run


@pytest.fixture
def existing(services: Services) -> None:
    Life("ConnectorProfile", services).start(CRM)
    Life("Flow", services).start(FLOW)
    Life("Connector", services).start(HUBSPOT)


def entries(file: str = "import.json") -> list[tuple[str, str]]:
    return [
        (each["type"].rsplit(":", 1)[-1], each["name"])
        for each in json.loads(Path(file).read_text())["resources"]
    ]


def one_line(status: int, out: str, err: str) -> str:
    assert status
    assert out == ""
    assert err.count("\n") == 1
    assert err.startswith("appflow-pulumi: ")
    return err


def written() -> list[str]:
    return sorted(path.name for path in Path().iterdir())


@pytest.mark.usefixtures("existing")
def test_two_files_are_written_and_the_next_steps_are_printed(command: Run) -> None:
    status, out, err = command("--match", "crm", "--match", "acc*")
    assert (status, err) == (0, "")
    assert written() == ["Pulumi.yaml", "__main__.py", "import.json"]
    assert entries() == [("ConnectorProfile", "crm"), ("Flow", "accounts")]
    assert out.startswith("1 flow and 1 connector profile of eu-west-1, in import.json")
    assert "  pulumi config set appflow:region eu-west-1\n" in out
    assert "  pulumi stack init dev" in out
    assert "  pulumi import --file import.json --protect=false --generate-code=false\n" in out
    assert "no credentials" in out.splitlines()[-1]
    for name in written():
        assert HUSH not in Path(name).read_text()


@pytest.mark.usefixtures("existing")
@pytest.mark.parametrize(
    ("arguments", "names"),
    [
        (["--match", "acc*"], {"accounts"}),
        (["--match", "acc*", "--match", "crm"], {"accounts", "crm"}),
        (["--kind", "flow"], {"accounts"}),
        (["--kind", "connector-profile", "--match", "c*"], {"crm"}),
        (["--kind", "connector"], {"HubSpot"}),
    ],
)
def test_what_is_written_can_be_narrowed_down(
    command: Run, arguments: list[str], names: set[str]
) -> None:
    assert command(*arguments)[0] == 0
    assert {name for _, name in entries()} == names


@pytest.mark.usefixtures("existing")
def test_files_have_the_names_that_were_asked_for(command: Run) -> None:
    chosen = ("--out", "a file.json", "--program", "adopted.py")
    status, out, _ = command("--front", "plugin", "--kind", "flow", *chosen)
    assert status == 0
    assert written() == ["Pulumi.yaml", "a file.json", "adopted.py"]
    assert "import pulumi_appflow as appflow\n" in Path("adopted.py").read_text()
    assert "--file 'a file.json'" in out
    assert "credentials" not in out
    assert entries("a file.json") == [("Flow", "accounts")]


@pytest.mark.usefixtures("existing")
def test_files_that_exist_stay_unless_they_may_be_overwritten(command: Run) -> None:
    Path("__main__.py").write_text("mine")
    said = one_line(*command())
    assert "__main__.py exists" in said
    assert "--force" in said
    assert written() == ["__main__.py"]
    assert Path("__main__.py").read_text() == "mine"
    assert command("--force")[0] == 0
    assert "appflow.Flow(" in Path("__main__.py").read_text()


@pytest.mark.usefixtures("existing")
def test_a_folder_without_a_project_gets_one_and_its_commands(command: Run) -> None:
    _, out, _ = command()
    project = yaml.safe_load(Path("Pulumi.yaml").read_text())
    assert re.fullmatch(r"[\w.-]+", project["name"])
    assert project["runtime"] == {"name": "python", "options": {"virtualenv": ".venv"}}
    assert project["plugins"]["providers"][0]["path"] == ".venv/bin"
    commands = [line.strip() for line in out.splitlines() if line.startswith("  ")]
    assert commands[0] == "python3 -m venv .venv"
    assert re.fullmatch(r"\.venv/bin/pip install '?pulumi-appflow( @ file:|==).*", commands[1])
    assert commands[2].startswith("pulumi stack init")


@pytest.mark.usefixtures("existing")
def test_a_project_that_is_there_stays_as_it_is(command: Run) -> None:
    Path("Pulumi.yaml").write_text("name: mine\nruntime: python\n")
    _, out, _ = command("--force")
    assert Path("Pulumi.yaml").read_text() == "name: mine\nruntime: python\n"
    assert "venv" not in out


def test_the_environment_that_the_command_runs_in_is_not_made_again(
    command: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(sys, "prefix", str(tmp_path / ".venv"))
    assert list(environment(tmp_path)) == []


@pytest.mark.parametrize("status", ["Active", "Suspended", "Draft"])
def test_a_scheduled_flow_states_whether_it_runs(
    command: Run, services: Services, status: str
) -> None:
    Life("Flow", services).start(SCHEDULED)
    backend.memory().flows["nightly"].status = status
    assert command("--match", "nightly")[0] == 0
    stated = "Active" if status == "Active" else "Suspended"
    assert f'flow_status="{stated}"' in Path("__main__.py").read_text()


@pytest.mark.parametrize(
    ("given", "told", "stated", "warned"),
    [
        ({}, True, None, False),
        ({"kmsArn": KEY}, True, KEY, True),  # KMS of the emulator has no such key
        ({"kmsArn": KEY}, False, KEY, True),
    ],
    ids=["appflow's own", "another", "nobody may ask"],
)
def test_only_a_key_that_somebody_chose_is_stated(
    command: Run,
    services: Services,
    monkeypatch: pytest.MonkeyPatch,
    given: dict[str, str],
    told: bool,
    stated: str | None,
    warned: bool,
) -> None:
    Life("Flow", services).start({**SCHEDULED, **given})
    if not told:
        monkeypatch.setattr(Services, "key_manager", lambda *_: None)
    status, _, err = command("--front", "dynamic", "--match", "nightly")
    assert status == 0
    source = Path("__main__.py").read_text()
    assert re.findall(r'kms_arn="(.*)"', source) == ([stated] if stated else [])
    assert ("kms_arn that KMS did not describe" in err) is warned
    (entry,) = json.loads(Path("import.json").read_text())["resources"]
    assert entry["inputs"].get("kmsArn") == stated
    assert entry["outputs"]["kmsArn"].startswith("arn:aws:kms:")


def test_one_file_cannot_be_both(command: Run) -> None:
    assert "same file" in one_line(*command("--out", "x", "--program", "x"))


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (
            ["--match", "none*"],
            "no flows and no connector profiles and no custom connectors that match none*",
        ),
        (["--match", "none", "--kind", "flow"], "eu-west-1 has no flows that match none"),
    ],
)
def test_nothing_found_writes_nothing(command: Run, arguments: list[str], words: str) -> None:
    status, out, err = command(*arguments)
    assert words in one_line(status, out, err)
    assert "set --region" in err
    assert status == 1
    assert written() == []


def test_without_a_region_the_option_is_named(
    command: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("AWS_REGION", "AWS_DEFAULT_REGION"):
        monkeypatch.delenv(name, raising=False)
    status, out, err = command()
    said = one_line(status, out, err)
    assert status == 1
    assert "no AWS region is configured" in said
    assert "appflow-pulumi import --region eu-west-1" in said
    assert "pulumi config" not in said


def test_without_credentials_the_way_to_log_in_is_named(
    command: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    status, out, err = command()
    said = one_line(status, out, err)
    assert status == 1
    assert "listing custom connectors in eu-west-1" in said
    assert "aws configure" in said
    assert "--profile" in said


def test_an_aws_profile_that_does_not_exist_is_named(command: Run) -> None:
    said = one_line(*command("--profile", "nobody"))
    assert "nobody" in said
    assert "--profile" in said


@pytest.mark.parametrize("option", ["--region", "--endpoint-url"])
def test_a_setting_that_cannot_be_is_refused_before_anything_is_asked(
    command: Run, option: str
) -> None:
    status, out, err = command(option, "not one")
    assert status == 2
    assert "must" in one_line(status, out, err)


def test_a_folder_that_is_not_there_is_named(command: Run) -> None:
    status, out, err = command("--out", "nowhere/import.json")
    assert status == 2
    assert "there is no folder nowhere. Create it first" in one_line(status, out, err)


@pytest.mark.usefixtures("existing")
def test_a_file_that_cannot_be_written_is_named(command: Run) -> None:
    Path("import.json").mkdir()
    status, out, err = command("--kind", "flow", "--force")
    assert status == 1
    assert "import.json: Is a directory" in one_line(status, out, err)


@pytest.mark.parametrize("arguments", [[], ["import", "--kind", "entity"], ["export"]])
def test_wrong_arguments_get_the_usage(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert re.fullmatch(r"appflow-pulumi.* See appflow-pulumi.* --help\n", err)


@pytest.mark.usefixtures("existing")
@pytest.mark.parametrize("terminal", [True, False])
def test_progress_shows_on_a_terminal_alone(
    command: Run, monkeypatch: pytest.MonkeyPatch, *, terminal: bool
) -> None:
    class Screen(io.StringIO):
        def isatty(self) -> bool:
            return terminal

    screen = Screen()
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setenv("TERM", "xterm")
    command("--match", "crm", "--match", "accounts")
    assert ("reading" in screen.getvalue()) is terminal
    assert ("100%" in screen.getvalue()) is terminal


@pytest.mark.usefixtures("existing")
def test_progress_without_a_terminal_is_a_line_every_few_seconds(
    command: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(console, "_PATIENCE", 0.0)
    _, _, err = command("--match", "crm", "--match", "accounts")
    assert err.splitlines() == ["reading: 1 of 2", "reading: 2 of 2"]


@pytest.mark.usefixtures("existing")
def test_what_a_preview_would_refuse_gets_a_warning_and_is_written_anyway(command: Run) -> None:
    held: Any = backend.memory().flows["accounts"]
    held.definition["sourceFlowConfig"]["connectorType"] = "Slack"
    status, _, err = command("--kind", "flow")
    assert status == 0
    assert err.startswith("warning: accounts: `pulumi preview` will refuse it: sourceFlowConfig")
    assert entries() == [("Flow", "accounts")]


def interrupted(*_: Any) -> None:
    raise KeyboardInterrupt


@pytest.mark.usefixtures("existing")
def test_an_interrupted_read_writes_nothing(command: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(RESOURCES["Flow"], "read", interrupted)
    status, out, err = command("--kind", "flow")
    assert status == 130
    assert "interrupted" in one_line(status, out, err)
    assert written() == []


@pytest.mark.usefixtures("existing")
def test_what_goes_away_meanwhile_is_left_out(
    command: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(RESOURCES["Flow"], "read", lambda *_: None)
    assert command("--match", "crm", "--match", "accounts")[0] == 0
    assert {name for _, name in entries()} == {"crm"}


@pytest.mark.parametrize("front", ["plugin", "dynamic"])
def test_a_terraform_state_is_written_with_its_credentials_as_configuration(
    command: Run, services: Services, tmp_path: Path, front: str
) -> None:
    backend.profile_for("Salesforce", "crm")
    request = {
        "connectorProfileName": "crm",
        "connectorType": "Salesforce",
        "connectionMode": "Public",
        "connectorProfileConfig": {
            "connectorProfileProperties": {"Salesforce": {}},
            "connectorProfileCredentials": {"Salesforce": {"refreshToken": HUSH}},
        },
    }
    attributes = {**other_tools.terraform("ConnectorProfile", request), "region": "", "arn": ""}
    content = state(resource("aws_appflow_connector_profile", "login", attributes))
    (tmp_path / "terraform.tfstate").write_text(json.dumps(content))
    status, out, err = command("--from", "terraform.tfstate", "--front", front)
    assert status == 0, err
    source, listed = (tmp_path / "__main__.py").read_text(), (tmp_path / "import.json").read_text()
    assert HUSH not in source + listed + out + err
    assert 'config.require_secret("loginRefreshToken")' in source
    assert [each["id"] for each in json.loads(listed)["resources"]] == ["crm"]
    again = "  appflow-pulumi import --from terraform.tfstate"
    again += " --front dynamic" if front == "dynamic" else ""
    assert f"{again} --set-credentials\n  pulumi preview" in out
    assert "terraform state rm aws_appflow_connector_profile.login" in err
    assert "Without it, the first `pulumi up` sends them to AppFlow" in out
    assert command("--set-credentials")[0] == 2
    (tmp_path / "Pulumi.yaml").unlink()
    status, out, err = command("--from", "terraform.tfstate", "--set-credentials")
    assert (status, out) == (1, "")
    assert "has no Pulumi.yaml" in err


def test_a_file_that_cannot_be_read_is_one_sentence(command: Run, tmp_path: Path) -> None:
    (tmp_path / "cut.tfstate").write_text('{"version": 4, "reso')
    status, out, err = command("--from", "cut.tfstate")
    assert (status, out) == (1, "")
    assert err.startswith("appflow-pulumi: cut.tfstate is not valid JSON")
    assert err.count("\n") == 1
