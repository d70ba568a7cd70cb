"""The documentation: links lead somewhere, and every block of code runs."""

import json
import re
import subprocess
import sys
from pathlib import Path

import botocore.session
import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted(
    [
        *(ROOT / folder / "README.md" for folder in (".", "emulator", "examples")),
        *(ROOT / "docs").rglob("*.md"),
    ]
)
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)

MOCKS = """\
import pulumi


class Everything(pulumi.runtime.Mocks):
    def new_resource(self, args):
        return f"{args.name}-id", dict(args.inputs)

    def call(self, args):
        return {"connectorEntityFields": [{"identifier": "Id"}, {"identifier": "Fax"}]}


pulumi.runtime.set_mocks(Everything(), preview=False)
"""
LIKE_AWS = """\
import sys

from tests.surroundings.like_aws import package

sys.modules["pulumi_aws"] = package()
"""
USES_AWS = re.compile(r"import pulumi_aws|monitoring\.(on_|metric_alarm)")
COMMANDS = {  # what a reader may be asked to type
    *("appflow-emulator", "appflow-pulumi", "aws", "cd", "cp", "curl", "export", "make", "mkdir"),
    *("docker", "npm", "npx", "pip", "pulumi", "python3", "terraform"),
    *("PATH_TO_THIS_CHECKOUT/.venv/bin/appflow-emulator",),
    "examples/pull-request-preview/preview.sh",
}


def blocks(language: str) -> list[tuple[str, str]]:
    found = []
    for page in PAGES:
        for number, (kind, text) in enumerate(_BLOCK.findall(page.read_text())):
            if kind == language:
                found.append((f"{page.relative_to(ROOT)}-{number}", text))
    return found


ENGINE = re.compile(
    "import automation|register_resource_transform"
)  # tests/e2e/test_documented.py runs these
PYTHON, SHELL = dict(blocks("python")), dict(blocks("sh"))
MOCKED = {name: text for name, text in PYTHON.items() if not ENGINE.search(text)}


@pytest.mark.parametrize("name", MOCKED)
def test_a_program_runs(name: str, tmp_path: Path) -> None:
    program = tmp_path / "program.py"
    text = PYTHON[name]
    asked = re.findall(r"config\.(?:require|get)\w*\(\"(\w+)\"", text)
    given = f"pulumi.runtime.set_all_config({ {f'project:{key}': 'x' for key in asked} })\n"
    aws = LIKE_AWS if USES_AWS.search(text) else ""
    mocked = MOCKS + aws + given + text
    program.write_text(text if "set_mocks" in text or "mock_aws" in text else mocked)
    done = subprocess.run(
        [sys.executable, str(program)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        env={"PYTHONPATH": str(ROOT), "PATH": "", "AWS_EC2_METADATA_DISABLED": "true"},
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("name", SHELL)
def test_commands_are_known_and_well_formed(name: str) -> None:
    subprocess.run(["bash", "-n"], input=SHELL[name], text=True, check=True)
    joined = SHELL[name].replace("\\\n", " ")
    for line in joined.splitlines():
        for command in re.split(r"&&|\|", line.split("#")[0].rstrip(" &")):
            if command.strip():
                assert command.split()[0] in {*COMMANDS, "."}, line


@pytest.mark.parametrize(("name", "text"), [*blocks("json"), *blocks("yaml")])
def test_data_can_be_read(name: str, text: str) -> None:
    assert (json.loads if text.startswith("{") else yaml.safe_load)(text)


@pytest.mark.parametrize(
    "path", sorted((ROOT / "examples").glob("*/*.yml")), ids=lambda path: path.parent.name
)
def test_a_workflow_has_steps_that_name_what_is_beside_it(path: Path) -> None:
    (job,) = yaml.safe_load(path.read_text())["jobs"].values()
    commands = [step["run"] for step in job["steps"] if "run" in step]
    assert any(command.endswith("pip install -r requirements.txt") for command in commands)
    for script in re.findall(r"\./([\w.]+)", "\n".join(commands)):
        assert (path.parent / script).exists()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    text = page.read_text()
    for link in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text):
        # A link such as ./api-docs/flow/ leads to a page of Pulumi's registry, see test_registry_pages.py.
        assert link.startswith("./") or (page.parent / link).exists(), link
    anchors = {
        re.sub(r"[^\w\- ]", "", title).lower().replace(" ", "-")
        for title in re.findall(r"^#+ (.*)$", text, re.MULTILINE)
    }
    assert set(re.findall(r"\]\(#([^)]*)\)", text)) <= anchors


def test_the_iam_policy_has_the_actions_that_there_are() -> None:
    text = (ROOT / "docs/how-to/iam-policy.md").read_text()
    policies = [json.loads(block) for kind, block in _BLOCK.findall(text) if kind == "json"]
    actions = [one for policy in policies for each in policy["Statement"] for one in each["Action"]]
    model = botocore.session.get_session().get_service_model("appflow")
    own = {
        *model.operation_names,
        "UseConnectorProfile",
    }  # the one that is no operation: user guide
    assert sorted(actions) == sorted(f"appflow:{action}" for action in own)


def test_every_operation_of_the_api_is_used_somewhere() -> None:
    rows = re.findall(
        r"^\| ([A-Z]\w+) \| (.*) \|$", (ROOT / "docs/operations.md").read_text(), re.MULTILINE
    )
    assert len(rows) == 25
    assert [operation for operation, places in rows if not places] == []
