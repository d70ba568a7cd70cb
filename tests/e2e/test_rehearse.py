"""The subcommand rehearse and the sandbox of the plugin for pytest, with programs that the engine previews."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.e2e.programs import HEAD, PROFILE
from tests.e2e.stack import ROOT, Stack

Make = Callable[..., Stack]

MARK = "qz7marker"
PROGRAM = (
    HEAD
    + PROFILE.replace("TOKEN", '"hunter2"')
    + """
config = pulumi.Config()


def task(kind, *fields, operator="NO_OP", to=None, **properties):
    return {"task_type": kind, "source_fields": list(fields), "destination_field": to,
            "connector_operator": {"salesforce": operator}, "task_properties": properties or None}


mask = task("Mask", "Phone", operator="MASK_ALL", MASK_VALUE="*")
drop = task("Validate", config.get("required") or "Id", operator="VALIDATE_NON_NULL", VALIDATION_ACTION="DropRecord")
accounts = appflow.Flow(
    "accounts",
    source_flow_config={
        "connector_type": "Salesforce",
        "connector_profile_name": profile.connector_profile_name,
        "source_connector_properties": {"salesforce": {"object": "Account"}},
    },
    destination_flow_config_list=[{
        "connector_type": "S3",
        "destination_connector_properties": {"s3": {"bucket_name": "lake", "bucket_prefix": "crm"}},
    }],
    trigger_config={"trigger_type": "OnDemand"},
    tasks=[
        task("Filter", "Id", "Phone", "Fax", operator="PROJECTION"),
        drop,
        *([mask] if config.get_bool("masked") else []),
        task("Map", "Id", to="Id"),
        task("Map", "Phone", to="Phone"),
    ],
)
if config.get_bool("more"):
    lambda_arn = "arn:aws:lambda:eu-west-1:123456789012:function:hub"
    provisioning = {"lambda_": {"lambda_arn": lambda_arn}}
    new = appflow.Connector("hub", connector_label="hub", connector_provisioning_config=provisioning)
    appflow.Flow(
        "later",
        source_flow_config={
            "connector_type": "S3",
            "source_connector_properties": {"s3": {"bucket_name": new.connector_arn.apply(lambda arn: arn[:3])}},
        },
        destination_flow_config_list=[{
            "connector_type": "S3",
            "destination_connector_properties": {"s3": {"bucket_name": "lake", "bucket_prefix": "later"}},
        }],
        trigger_config={"trigger_type": "OnDemand"},
        tasks=[{"task_type": "Map_all", "source_fields": [], "connector_operator": {"s3": "NO_OP"}}],
    )
"""
)


def command(made: Stack, *arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "appflow_command", *arguments],
        cwd=made.program,
        env=made.environment,
        capture_output=True,
        text=True,
        check=False,
    )


def rehearse(made: Stack, *options: str) -> tuple[int, str]:
    """The exit status, and everything that the command printed and wrote."""
    done = command(made, "rehearse", *options)
    written = [path.read_text() for path in made.program.glob("report.*")]
    approved = [path.read_text() for path in made.program.glob("rehearsals/*")]
    return done.returncode, "\n".join([done.stdout, done.stderr, *written, *approved])


def test_what_is_deployed_is_compared_with_what_the_program_wants(stack: Make) -> None:
    made = stack(PROGRAM)
    account = made.program / "samples" / "Salesforce" / "Account.jsonl"
    account.parent.mkdir(parents=True)
    rows = [{"Id": str(number), "Phone": f"{MARK}{number}", "Fax": None} for number in range(3)]
    account.write_text("".join(json.dumps(row) + "\n" for row in rows))
    made.up()
    names = {
        each["inputs"]["flowName"] for each in made.resources().values() if "Flow" in each["type"]
    }

    status, told = rehearse(made, "--show-values", "all")
    assert (status, told.count("nothing changes, 3 rows written")) == (0, 1), told

    made.configure({"masked": "true"})
    outs = [f"--out=report.{ending}" for ending in ("md", "html", "json")]
    status, told = rehearse(made, "--both", *outs)
    assert (status, told.count("accounts: 3 of 3 rows change\n")) == (1, 2), told
    assert "| `0` | `Phone` | `(masked)` | `**********` | `Mask Phone` |" in told
    assert not any(name in told for name in names)  # an automatic name differs between stacks
    assert "accounts changed<br/>now masks Phone" in told
    drawn = command(made, "graph")
    assert "accounts<br/>on demand<br/>2 fields<br/>masks Phone" in drawn.stdout, drawn.stderr
    (made.program / "stack.json").write_text(made.run("stack", "export"))
    lineage = command(made, "graph", "--state", "stack.json", "--format", "openlineage")
    event = json.loads(lineage.stdout)
    assert {event["job"]["name"]} == names
    assert event["outputs"][0]["facets"]["columnLineage"]["fields"].keys() == {"Id", "Phone"}
    assert "hunter2" not in drawn.stdout + lineage.stdout

    status, approved = rehearse(made, "--update")
    assert (status, "These rows are approved." in approved) == (0, True), approved
    assert (made.program / "rehearsals" / "accounts.jsonl").exists()

    made.configure({"masked": None})
    status, undone = rehearse(made, "--check")
    assert (status, "The result differs from the approved rows." in undone) == (1, True), undone

    made.configure({"required": "Fax", "more": "true"})
    status, last = rehearse(made)
    assert status == 3, last
    assert "accounts: 3 rows read and none written" in last
    path = "sourceFlowConfig.sourceConnectorProperties.s3.bucketName"
    assert f"later: cannot be rehearsed: {path} is known only after an update" in last
    assert "__main__.py:" in last
    assert MARK not in told + approved + undone + last
    assert "hunter2" not in told + approved + undone + last


@pytest.mark.parametrize("front", ["plugin"])
def test_the_version_before_may_be_that_of_a_commit(stack: Make, front: str) -> None:
    made = stack(PROGRAM)
    account = made.program / "samples" / "Salesforce" / "Account.jsonl"
    account.parent.mkdir(parents=True)
    rows = [{"Id": str(number), "Phone": f"{MARK}{number}", "Fax": None} for number in range(3)]
    account.write_text("".join(json.dumps(row) + "\n" for row in rows))
    who = ("-c", "user.name=a", "-c", "user.email=a@example.com")
    (made.program / ".gitignore").write_text("Pulumi.dev.yaml\n")
    for words in (("init", "--quiet"), ("add", "."), (*who, "commit", "--quiet", "-m", "base")):
        subprocess.run(["git", *words], cwd=made.program, check=True)

    status, told = rehearse(made, "--base", "HEAD")
    assert (status, told.count("nothing changes, 3 rows written")) == (0, 1), told
    program = made.program / "__main__.py"
    masked = '*([mask] if config.get_bool("masked") else [])'
    assert masked in program.read_text()
    program.write_text(program.read_text().replace(masked, "mask"))
    status, told = rehearse(made, "--base", "HEAD")
    assert (status, told.count("accounts: 3 of 3 rows change")) == (1, 1), told
    assert "`Mask Phone`" in told
    assert MARK not in told
    listed = ["git", "worktree", "list", "--porcelain"]
    kept = subprocess.run(listed, cwd=made.program, capture_output=True, text=True, check=True)
    assert kept.stdout.count("worktree ") == 1

    status, told = rehearse(made, "--base", "nobody")
    assert status == 3
    assert "--base: git knows no commit 'nobody'" in told
    (made.program / "__main__.py").write_text("import nothing_of_that_name\n")
    status, told = rehearse(made, "--base", "HEAD")
    assert status == 3
    assert "pulumi preview failed" in told
    assert "nothing_of_that_name" in told


@pytest.mark.parametrize("front", ["plugin"])
def test_a_test_deploys_a_program_in_the_sandbox(
    engine: str, front: str, appflow_sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = Stack(tmp_path / "stack", engine, appflow_sandbox.url)
    made.write(PROGRAM)
    for name in ("PATH", "PULUMI_HOME", "PULUMI_PYTHON_CMD"):
        monkeypatch.setenv(name, made.environment[name])
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    appflow_sandbox.run("stack", "init", "test", cwd=made.program)
    assert "+ 3 created" in appflow_sandbox.run("up", "--yes", "--skip-preview", cwd=made.program)
