"""The written program declares exactly what was found, whichever connector it is for, and the file says the same."""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from appflow_provider.adopt.finding import Found, find
from appflow_provider.adopt.importing import import_file
from appflow_provider.adopt.program import program
from appflow_provider.declarations.connector_profile import ConnectorProfileFacts
from appflow_provider.declarations.flow import FlowFacts, FlowInputs
from appflow_provider.reference import PROVIDER, SECRETS, reference
from appflow_provider.resources import RESOURCES, OperationContext
from appflow_provider.service import Services
from appflow_provider.shapes.base import is_secret
from appflow_provider.shapes.profile import ConnectorProfileProperties
from appflow_provider.shapes.walk import members
from tests.stories import backend, samples
from tests.stories.lifecycle import Life
from tests.stories.programs import LONGEST, SHORTEST
from tests.stories.variety import HUSH

EXISTING = {
    f"{name}-{size}": item
    for size, programs in (("long", LONGEST), ("short", SHORTEST))
    for name, item in programs.items()
}
LOGINS = {name: item for name, (kind, item) in EXISTING.items() if kind == "ConnectorProfile"}
TYPES = {"dynamic": "pulumi-python:dynamic/appflow:{}", "plugin": "appflow:index:{}"}


def found(services: Services, kind: str, existing: dict[str, Any]) -> list[Found]:
    Life(kind, services).start(existing)
    return find(OperationContext(services), patterns=["story"])


def everything(services: Services) -> list[Found]:
    for number, (kind, existing) in enumerate(LONGEST.values()):
        name = RESOURCES[kind].name_property
        Life(kind, services).start({**existing, name: f"story-{number}"})
    return find(OperationContext(services))


def hidden(kind: str) -> dict[str, str]:
    """What the dynamic front registers beside the inputs: its code, and that the program marks nothing as secret."""
    return {PROVIDER: reference(kind), SECRETS: "[]"}


@pytest.mark.parametrize(("kind", "existing"), EXISTING.values(), ids=EXISTING)
def test_the_program_registers_what_the_service_has(
    services: Services, run: Callable[..., Any], kind: str, existing: dict[str, Any]
) -> None:
    (it,) = found(services, kind, existing)
    source = program([it], "dynamic", backend.REGION)
    type_, inputs = run(source)["story"]
    assert type_ == TYPES["dynamic"].format(kind)
    assert inputs == {**it.current.inputs, **hidden(kind)}
    assert HUSH not in source


@pytest.mark.parametrize("front", TYPES)
def test_all_that_a_region_has_goes_into_one_file_and_one_program(
    services: Services, run: Callable[..., Any], front: str
) -> None:
    there = everything(services)
    assert len(there) > len(LONGEST)  # profiles that the stories' flows name are there as well
    registered = run(program(there, front, backend.REGION))
    entries = json.loads(import_file(there, front))["resources"]
    assert {entry["name"] for entry in entries} == set(registered)
    for it, entry in zip(there, entries, strict=True):
        type_, inputs = registered[it.name]
        assert (type_, it.current.id_) == (entry["type"], entry["id"])
        code = hidden(it.resource.token) if front == "dynamic" else {}
        assert inputs == {**it.current.inputs, **code}
        if front == "dynamic":
            assert entry["inputs"] == inputs
            assert entry["outputs"] == {**it.current.state, **code}
        else:
            assert set(entry) == {"type", "name", "id"}


@pytest.mark.parametrize("existing", LOGINS.values(), ids=LOGINS)
def test_the_comment_beside_a_profile_is_a_login_that_passes_every_check(
    services: Services, run: Callable[..., Any], existing: dict[str, Any]
) -> None:
    (it,) = found(services, "ConnectorProfile", existing)
    source = program([it], "dynamic", backend.REGION)
    secrets = re.findall(r'require_secret\("(\w+)"\)', source)
    assert len(set(secrets)) == len(secrets)
    _, inputs = run(uncommented(source), **dict.fromkeys(secrets, HUSH))["story"]
    checked = it.resource.check(it.current.inputs, inputs)
    before = it.resource.check({}, it.current.inputs)
    assert checked.problems == ()
    assert {str(warning) for warning in checked.warnings} <= {
        str(warning) for warning in before.warnings if "login" not in str(warning)
    }
    differs = it.resource.diff(it.current.state, checked.inputs).changes
    assert {change.path[:2] for change in differs} == (
        {("connectorProfileConfig", "connectorProfileCredentials")} if secrets else set()
    )
    by_role = existing["connectorType"] == "Redshift" and "databaseUrl" not in repr(existing)
    assert bool(secrets) != by_role
    told = re.sub(r"\s*#?\s+", " ", source)
    assert all(f" {name} " in told for name in secrets)


def uncommented(source: str) -> str:
    """The program without the comment signs before the credentials."""
    before, start, block = source.partition('        # "connector_profile_credentials"')
    signs = re.compile(r"^        # ", re.MULTILINE)
    return before + signs.sub("        ", start + block)


def test_programs_stay_as_they_are_when_somebody_formats_them(
    services: Services, tmp_path: Path
) -> None:
    source = program(everything(services), "dynamic", backend.REGION)
    for command in (["format"], ["check", "--fix", "--select=E4,E7,E9,F,I"]):
        done = subprocess.run(
            [sys.executable, "-m", "ruff", *command, "--isolated", "-"],
            cwd=tmp_path,  # beside the SDK's own sources it would count as the program's own
            input=source,
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
        assert done.stdout == source


def test_a_flow_refers_to_the_profiles_of_its_program_and_names_all_others(
    services: Services,
) -> None:
    backend.profile_for("Salesforce", "crm")
    flow = samples.flow_from("Salesforce")
    flow["sourceFlowConfig"]["connectorProfileName"] = "crm"
    Life("Flow", services).start(flow)
    both = program(
        find(OperationContext(services), patterns=["crm", "story"]), "dynamic", "eu-west-1"
    )
    assert '"connector_profile_name": crm.connector_profile_name,' in both
    assert both.index("crm = appflow.") < both.index("story = appflow.")
    alone = program(find(OperationContext(services), ["Flow"]), "dynamic", "eu-west-1")
    assert '"connector_profile_name": "crm",' in alone
    assert "import pulumi\n" not in alone


def test_members_stand_in_the_order_of_the_api_and_of_the_examples(services: Services) -> None:
    (it,) = found(services, *LONGEST["flow"])
    source = program([it], "plugin", backend.REGION)
    arguments = re.findall(r"^    (\w+)=", source, re.MULTILINE)
    known = [member.python for member in members(FlowInputs).values()]
    assert arguments == [name for name in known if name != "region"]
    assert source.index('"connector_type"') < source.index('"source_connector_properties"')


def test_nothing_that_the_service_returns_is_secret() -> None:
    shapes = [ConnectorProfileProperties, ConnectorProfileFacts, FlowInputs, FlowFacts]
    seen = set()
    while shapes:
        shape = shapes.pop()
        seen.add(shape)
        for member in members(shape).values():
            assert not is_secret(member.info), (shape, member.property)
            kind = member.kind
            while kind.item is not None:
                kind = kind.item
            if kind.shape is not None and kind.shape not in seen:
                shapes.append(kind.shape)
    assert len(seen) > 50


def test_profiles_with_similar_names_have_two_secrets(services: Services) -> None:
    for name in ("crm-2", "crm2"):
        backend.profile_for("Salesforce", name)
    source = program(find(OperationContext(services), patterns=["crm*"]), "plugin", backend.REGION)
    secrets = re.findall(r'require_secret\("(\w+)"\)', source)
    assert secrets == ["crm2RefreshToken", "crm22RefreshToken"]
