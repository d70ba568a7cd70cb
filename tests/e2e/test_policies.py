"""The policy pack, run by the engine: previews, an update, an exported stack, and a pack that pip has installed."""

import json
import os
import subprocess
import sys
import venv
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.conftest import Emulator
from tests.e2e.programs import HEAD, PROFILE
from tests.e2e.stack import ROOT, Stack

TOKEN = "a-refresh-token-8Qz1"
PROGRAM = (
    HEAD
    + f"TOKEN = {TOKEN!r}\n"
    + PROFILE
    + """
config = pulumi.Config()
healthy = config.get_bool("healthy")


def task(kind, field, operator, **more):
    return {"task_type": kind, "source_fields": [field], "connector_operator": {"salesforce": operator}, **more}


mask = task("Mask", "Email", "MASK_ALL", task_properties={"MASK_VALUE": "*", "MASK_LENGTH": "5"})
lambda_arn = "arn:aws:lambda:eu-west-1:123456789012:function:hub"
new = appflow.Connector("hub", connector_label="hub", connector_provisioning_config={"lambda_": {"lambda_arn": lambda_arn}})
leads = appflow.Flow(
    "leads",
    flow_name="leads",
    source_flow_config={
        "connector_type": "Salesforce",
        "connector_profile_name": profile.connector_profile_name,
        "source_connector_properties": {"salesforce": {"object": "Lead", "data_transfer_api": "BULKV2"}},
        "incremental_pull_config": {"datetime_type_field_name": "LastModifiedDate"},
    },
    destination_flow_config_list=[{
        "connector_type": "S3",
        "destination_connector_properties": {"s3": {"bucket_name": "lake", "bucket_prefix": "leads" if healthy else None}},
    }],
    trigger_config={
        "trigger_type": "Scheduled",
        "trigger_properties": {"scheduled": {
            "schedule_expression": "rate(1hours)" if healthy else "rate(1minutes)",
            "data_pull_mode": "Incremental",
        }},
    },
    tasks=[
        task("Filter", "Email", "PROJECTION"),
        task("Map", "Email", "NO_OP", destination_field="Email"),
        *([mask] if healthy else []),
    ],
    flow_status="Suspended" if healthy else "Active",
)
later = appflow.Flow(  # its bucket and its key are not known in the first preview
    "later",
    flow_name="later",
    kms_arn=new.connector_arn.apply(lambda _: None),
    source_flow_config={
        "connector_type": "S3",
        "source_connector_properties": {"s3": {"bucket_name": "exports", "bucket_prefix": "in"}},
    },
    destination_flow_config_list=[{
        "connector_type": "S3",
        "destination_connector_properties": {"s3": {"bucket_name": "lake", "bucket_prefix": new.connector_arn.apply(lambda _: "later")}},
    }],
    trigger_config={"trigger_type": "OnDemand"},
    tasks=[{"task_type": "Map_all", "source_fields": [], "connector_operator": {"s3": "NO_OP"}}],
)
"""
)
BLOCKING = {
    "all": "mandatory",
    "named-fields": "disabled",
    "catalogue": "disabled",
    "customer-key": "disabled",
    "private-link": "disabled",
    "required-tags": {"tags": ["team"]},
    "allowed-destinations": {"allowed": {"Salesforce": ["S3:lake"]}},
}


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """The pack as an executable, which the engine also finds by the name of its runtime."""
    made = tmp_path / "pack" / "pulumi-analyzer-policy-appflow"
    made.parent.mkdir()
    made.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m appflow_policies "$@"\n')
    made.chmod(0o755)
    return made


@pytest.fixture
def write(tmp_path: Path) -> Callable[[Mapping[str, Any]], Path]:
    """Writes a configuration of the pack."""

    def written(content: Mapping[str, Any]) -> Path:
        file = tmp_path / "policies.json"
        file.write_text(json.dumps(content))
        return file

    return written


def found(printed: str) -> set[tuple[str, str, str]]:
    """The level, the policy and the resource of each finding."""
    lines = [line.split() for line in printed.splitlines() if line.startswith("        - [")]
    return {(words[1].strip("[]"), words[-3], words[-1].strip(")")) for words in lines}


def state_of(made: Stack, file: Path) -> Path:
    made.run("stack", "export", "--file", str(file))
    return file


def test_a_preview_and_an_exported_stack_are_judged(
    stack: Callable[..., Stack],
    pack: Path,
    write: Callable[[Mapping[str, Any]], Path],
    tmp_path: Path,
    emulator: Emulator,
) -> None:
    made = stack(PROGRAM)
    made.configure({"appflow:defaultTags": json.dumps({"tags": {"team": "sales"}})})
    with_pack = ("--policy-pack", str(pack), "--policy-pack-config", str(write(BLOCKING)))

    faulty = made.run("preview", *with_pack, fails=True)
    assert found(faulty) == {
        ("mandatory", "personal-data", "leads"),
        ("mandatory", "runs-per-month", "leads"),
        ("mandatory", "s3-prefix", "leads"),
    }
    assert 'tasks[1].sourceFields[0]: "Email" looks like personal data' in faulty

    made.configure({"healthy": "true"})
    assert made.up(*with_pack)["created"] >= 4
    assert found(made.printed) == found(faulty)
    assert emulator.names() == {"crm", "later", "leads"}

    exported = state_of(made, tmp_path / "state.json")
    analyze = ("policy", "analyze", "--file", str(exported), "--policy-pack", str(pack))
    made.environment |= {"PULUMI_BACKEND_URL": "file:///nowhere", "AWS_ENDPOINT_URL_KMS": ""}
    stricter = {**BLOCKING, "customer-key": "mandatory", "required-tags": {"tags": ["owner"]}}
    printed = made.run(*analyze, "--policy-pack-config", str(write(stricter)), fails=True)
    assert found(printed) == {
        ("mandatory", "customer-key", "leads"),
        ("mandatory", "customer-key", "later"),
        ("mandatory", "customer-key", "crm"),
        ("mandatory", "required-tags", "leads"),
        ("mandatory", "required-tags", "later"),
    }
    assert found(made.run(*analyze, "--policy-pack-config", str(write(BLOCKING)))) == set()
    assert TOKEN not in made.printed


MISTAKES: dict[str, tuple[Mapping[str, Any], str]] = {
    "a policy": (
        {"personal-dat": "mandatory"},
        'There is no policy "personal-dat". Did you mean personal-data?',
    ),
    "a parameter": (
        {"personal-data": {"pattern": ["*"]}},
        'The policy "personal-data" has no parameter "pattern". Did you mean patterns?',
    ),
    "a type": ({"personal-data": {"patterns": "*email*"}}, "personal-data: patterns: Invalid type"),
    "a number": ({"minimum-interval": {"minutes": -1}}, "minimum-interval: minutes: Must be"),
    "a level": ({"loops": "remediate"}, '"loops" cannot change resources'),
}


@pytest.mark.parametrize("front", ["plugin"])
def test_a_mistake_in_the_configuration_is_one_sentence(
    stack: Callable[..., Stack], pack: Path, write: Callable[[Mapping[str, Any]], Path]
) -> None:
    made = stack(HEAD)
    for content, sentence in MISTAKES.values():
        options = ("--policy-pack", str(pack), "--policy-pack-config", str(write(content)))
        printed = made.run("preview", *options, fails=True)
        assert sentence in printed
        assert "Traceback" not in printed


@pytest.mark.parametrize("front", ["plugin"])
def test_the_folder_of_the_pack_is_a_pack_too(stack: Callable[..., Stack], pack: Path) -> None:
    made = stack(PROGRAM)
    made.environment["PATH"] = os.pathsep.join([str(pack.parent), made.environment["PATH"]])
    folder = ROOT / "policy" / "appflow_policies"
    printed = made.run("preview", "--policy-pack", str(folder))
    assert ("advisory", "personal-data", "leads") in found(printed)


@pytest.mark.slow
@pytest.mark.parametrize("front", ["plugin"])
def test_the_pack_runs_from_an_empty_environment_that_pip_has_filled(
    stack: Callable[..., Stack], tmp_path: Path
) -> None:
    wheels = tmp_path / "wheels"
    build = [sys.executable, "-m", "build", "--no-isolation", "--wheel", "--outdir", str(wheels)]
    for folder in (ROOT, ROOT / "policy"):
        subprocess.run([*build, str(folder)], check=True, stdout=subprocess.DEVNULL)
    venv.create(tmp_path / "venv", with_pip=True)
    binaries = tmp_path / "venv" / "bin"
    built = sorted(map(str, wheels.glob("*.whl")))
    install = [str(binaries / "python"), "-m", "pip", "install", "--quiet", *built]
    subprocess.run(install, check=True)
    asked = [str(binaries / "appflow-policies"), "--folder"]
    printed = subprocess.run(asked, check=True, stdout=subprocess.PIPE, text=True).stdout
    assert Path(printed.strip()).is_relative_to(tmp_path / "venv")
    assert (Path(printed.strip()) / "PulumiPolicy.yaml").is_file()

    made = stack(PROGRAM)
    # The tests put this checkout on Python's path, which the installed pack must do without.
    starter = tmp_path / "starter"
    starter.write_text(f'#!/bin/sh\nunset PYTHONPATH\nexec "{binaries}/appflow-policies" "$@"\n')
    starter.chmod(0o755)
    assert ("advisory", "personal-data", "leads") in found(
        made.run("preview", "--policy-pack", str(starter))
    )
