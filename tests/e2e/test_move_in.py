"""Resources of a region, a Terraform state, a template and an exported stack are imported by the converter, with nothing planned after."""

import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.conftest import Emulator, engine_with
from tests.e2e.stack import Stack
from tests.migration import other_tools
from tests.migration.states import of_cases
from tests.migration.test_pulumi_state import cases as exported

Make = Callable[..., Stack]

FILE = "file-of-another-tool.json"
REGION, MARK = other_tools.REGION, "marker-of-a-credential"
CREDENTIALS = (
    "connectorProfileCredentials",
    "connector_profile_credentials",
    "ConnectorProfileCredentials",
)


def create(emulator: Emulator) -> dict[str, str]:
    """Create what the cases ask for, as somebody did long ago. Returns kind by name."""
    client = emulator.client(region=REGION)
    made = {}
    for _, kind, request in other_tools.requests():
        if kind == "Flow":
            client.create_flow(**request)
            made[request["flowName"]] = kind
        else:
            client.create_connector_profile(**request)
            made[request["connectorProfileName"]] = kind
    client.close()
    return made


def marked(value: Any, *, inside: bool = False) -> Any:
    """The content of a file with a marker in every text of a credential that is secret."""
    if isinstance(value, dict) and "plaintext" in value:  # a secret in an exported stack
        held = marked(json.loads(value["plaintext"]), inside=inside)
        return {**value, "plaintext": json.dumps(held)}
    if isinstance(value, list):
        return [marked(item, inside=inside) for item in value]
    if isinstance(value, dict):
        return {
            key: marked(item, inside=inside or key in CREDENTIALS) for key, item in value.items()
        }
    is_secret = inside and isinstance(value, str) and value.startswith("sample-")
    return f"{MARK}-{value}" if is_secret and "client" not in value else value


def import_from(
    made: Stack, *arguments: str, engine: tuple[str, ...] = ("--generate-code=false",)
) -> str:
    """Run `pulumi import --from appflow`; what it printed."""
    where = ["--endpoint-url", made.endpoint]
    return made.run(
        "import", "--from", "appflow", "--yes", "--protect=false", *engine, "--", *arguments, *where
    )


def nowhere_in_the_clear(made: Stack) -> None:
    """The marker is in no file of the stack's folder but the one that was read, and was not printed."""
    assert MARK not in made.printed
    for path in made.folder.rglob("*"):
        if path.is_file() and path.name not in {"terraform.tfstate", "template.json", FILE}:
            assert MARK.encode() not in path.read_bytes(), path


def test_a_terraform_state_is_taken_over_with_its_credentials(
    stack: Make, emulator: Emulator
) -> None:
    there = create(emulator)
    made = stack("", REGION)
    (made.program / "terraform.tfstate").write_text(json.dumps(marked(of_cases())))
    emulator.control("DELETE", "calls")
    said = import_from(
        made,
        "terraform.tfstate",
        "--front",
        made.front,
        "--set-config",
        "--program",
        "__main__.py",
        "--force",
    )
    assert f"= {len(there)} imported" in said
    assert "terraform state rm aws_appflow_flow." in said
    calls = emulator.control("GET", "calls")["counts"]
    assert {name for name in calls if not name.startswith(("Describe", "List"))} == set()
    assert sum(calls.values()) <= len(there) + 10
    made.run("preview", "--expect-no-changes")
    assert made.up("--refresh", "--expect-no-changes")["unchanged"] == len(there) + 1
    nowhere_in_the_clear(made)
    shown = json.dumps(made.resources("--show-secrets"))
    assert shown.count(MARK) >= 2 * 15


FILES: Mapping[str, Callable[[], Any]] = {
    "a Terraform state of provider 5": lambda: of_cases(5),
    "a template": lambda: template(hides=False),
    "an export of pulumi-aws": lambda: exported("pulumi-aws"),
    "an export of aws-native": lambda: exported("aws-native"),
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_taken_over_with_its_credentials(
    stack: Make, emulator: Emulator, name: str
) -> None:
    create(emulator)
    made, content = stack("", REGION), marked(FILES[name]())
    (made.program / FILE).write_text(json.dumps(content))
    told = ("--front", made.front, "--set-config", "--program", "__main__.py", "--force")
    said = import_from(made, FILE, "--region", REGION, *told)
    count = len(re.findall(r'"type": "aws[^"]*appflow', json.dumps(content), re.IGNORECASE))
    assert f"= {count} imported" in said
    made.run("preview", "--expect-no-changes")
    nowhere_in_the_clear(made)
    shown = json.dumps(made.resources("--show-secrets"))
    assert shown.count(MARK) >= 2 * 10


@pytest.fixture
def yaml_stack(emulator: Emulator, tmp_path: Path) -> Stack:
    """A stack whose program is in YAML, without resources yet."""
    made = Stack(
        tmp_path / "stack", engine_with("yaml"), emulator.url, region=REGION, front="plugin"
    )
    (made.program / "Pulumi.yaml").write_text("name: tests\nruntime: yaml\n")
    return made.start()


def template(*, hides: bool = True) -> dict[str, Any]:
    """The cases as a template, if told with references to secrets in place of all credentials but Slack's."""
    kinds = {"Flow": "AWS::AppFlow::Flow", "ConnectorProfile": "AWS::AppFlow::ConnectorProfile"}
    resources = {}
    for number, (name, kind, request) in enumerate(other_tools.requests()):
        properties = other_tools.cloudformation(kind, request)
        config = properties.get("ConnectorProfileConfig", {})
        if hides and "slack" not in name and "ConnectorProfileCredentials" in config:
            config["ConnectorProfileCredentials"] = hidden(config["ConnectorProfileCredentials"])
        resources[f"R{number}"] = {"Type": kinds[kind], "Properties": properties}
    return {"Resources": resources}


def hidden(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: hidden(item) for key, item in value.items()}
    return "{{resolve:secretsmanager:crm:SecretString:key}}"


def test_a_template_becomes_a_program_in_another_language(
    yaml_stack: Stack, emulator: Emulator
) -> None:
    there, made = create(emulator), yaml_stack
    (made.program / "template.json").write_text(json.dumps(marked(template())))
    where = ("template.json", "--region", REGION, "--endpoint-url", made.endpoint)
    said = made.run("import", "--from", "appflow", "--yes", "--", *where)
    assert "Credentials are not taken over, because Pulumi would write them" in said
    assert MARK not in made.kept()
    made.run("state", "delete", "--yes", "--force", "--all")
    said = import_from(made, "template.json", "--region", REGION, "--set-config")
    assert f"= {len(there)} imported" in said
    made.run(
        *(
            "convert",
            "--from",
            "appflow",
            "--language",
            "yaml",
            "--generate-only",
            "--name",
            "tests",
        ),
        *("--out", "converted", "--", *where),
    )
    made.program.joinpath("converted", "Main.yaml").rename(made.program / "Main.yaml")
    made.run("preview", "--expect-no-changes")
    nowhere_in_the_clear(made)


def test_a_region_is_taken_over_with_one_read_for_each_object(
    stack: Make, emulator: Emulator
) -> None:
    there = create(emulator)
    made = stack("", REGION)
    emulator.control("DELETE", "calls")
    front = ("--front", made.front)
    said = import_from(made, "--region", REGION, *front, "--program", "__main__.py", "--force")
    calls = emulator.control("GET", "calls")["counts"]
    assert f"= {len(there)} imported" in said
    assert set(calls) <= {
        *("DescribeConnectorProfiles", "DescribeFlow", "ListConnectors", "ListFlows"),
    }
    assert sum(calls.values()) <= len(there) + 10
    made.run("preview", "--expect-no-changes")
