"""What policies know of connectors, compared with the registry of connectors, which starts too slowly for them."""

import subprocess
import sys
from pathlib import Path

import pytest

import appflow_policies
from appflow_command.doctor.rules import schedules
from appflow_policies.__main__ import main
from appflow_policies.judges import runs
from appflow_policies.judges.ends import REFUSING
from appflow_policies.judges.logins import PASSWORDS, PRIVATE
from appflow_policies.pack import POLICIES
from appflow_policies.subjects import KINDS, End, kind_of
from appflow_provider.declarations import RESOURCES
from appflow_provider.packaged import version
from appflow_provider.shapes.connectors import CONNECTORS
from appflow_provider.shapes.walk import members
from appflow_provider.spots import Spot


def test_private_connections_are_those_of_the_registry() -> None:
    assert {one.type for one in CONNECTORS.values() if one.private} == PRIVATE


def test_destinations_that_refuse_records_are_those_of_the_registry() -> None:
    found = {
        one.type
        for one in CONNECTORS.values()
        if one.destination and "errorHandlingConfig" in members(one.destination.type)
    }
    assert found == REFUSING


def test_sources_that_need_no_field_are_those_of_the_doctor() -> None:
    assert set(runs.WITHOUT_FIELD) == schedules.WITHOUT_FIELD <= set(CONNECTORS)


@pytest.mark.parametrize("type_", PASSWORDS)
def test_passwords_are_credentials_that_the_connector_can_do_without(type_: str) -> None:
    credentials = CONNECTORS[type_].credentials
    assert credentials is not None
    known = members(credentials.type)
    for name in PASSWORDS[type_]:
        assert name in known
        assert not known[name].info.is_required()


@pytest.mark.parametrize("type_", CONNECTORS)
def test_the_properties_of_a_connector_are_found_by_its_type(type_: str) -> None:
    end = {"connectorType": type_, "union": {CONNECTORS[type_].key: {"object": "Lead"}}}
    assert End(Spot((), end), "union").properties["object"].text() == "Lead"


def test_the_kinds_of_resources_are_declared_and_have_what_policies_read() -> None:
    assert set(KINDS) <= set(RESOURCES)
    assert kind_of("appflow:index:Flow") == "Flow"
    assert kind_of("pulumi-python:dynamic/appflow:ConnectorProfile") == "ConnectorProfile"
    assert kind_of("appflow:index:FlowRun") == ""


def test_every_policy_has_a_sentence_and_a_source() -> None:
    for each in POLICIES.values():
        assert each.description.endswith(".")
        assert len(each.source) > 10


def test_the_pack_starts_without_heavy_packages() -> None:
    told = (
        "from appflow_provider.plugin.stubs import load_stubs; load_stubs()\n"
        "import appflow_policies.serving, sys\n"
        "from appflow_policies.analysis import about_resource\n"
        "from appflow_policies.configuration import USUAL\n"
        "about_resource('appflow:index:Flow', 'urn', dict, USUAL)\n"
        "print(sorted({'boto3', 'botocore', 'pulumi', 'pydantic', 'yaml'} & sys.modules.keys()))"
    )
    done = subprocess.run(
        [sys.executable, "-c", told], stdout=subprocess.PIPE, text=True, check=True
    )
    assert done.stdout == "[]\n"


@pytest.mark.parametrize("option", ["--fold", "-v"])
def test_an_option_that_does_not_exist_starts_no_server(option: str) -> None:
    with pytest.raises(SystemExit) as ended:
        main([option])
    assert ended.value.code == (
        f"appflow-policies: there is no option {option}. See appflow-policies --help"
    )


@pytest.mark.parametrize("option", ["--help", "--version", "--folder", "--list"])
def test_a_person_is_answered_without_an_engine(
    option: str, capsys: pytest.CaptureFixture[str]
) -> None:
    main([option])
    printed = capsys.readouterr().out
    expected = {
        "--help": "usage: appflow-policies",
        "--version": version(),
        "--folder": str(Path(appflow_policies.__file__).parent),
        "--list": "personal-data           advisory   Fields with personal data are masked.",
    }
    assert expected[option] in printed
    assert (Path(appflow_policies.__file__).parent / "PulumiPolicy.yaml").is_file()
