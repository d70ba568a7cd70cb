"""`appflow-pulumi fields`: the files it writes, what it says about changes, and the module for editors."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from mypy import api

from appflow_command.fields.constants import identifiers, module_of
from appflow_command.main import main
from appflow_provider.mirrors import Recorded
from appflow_provider.service import Services
from tests.stories import samples
from tests.stories.lifecycle import Life

Run = Callable[..., tuple[int, str, str]]

PROFILE = {**samples.profile("Salesforce"), "connectorProfileName": "crm"}


@pytest.fixture
def command(
    empty_folder: Path,
    capsys: pytest.CaptureFixture[str],
    services: Services,
) -> Run:
    """Runs the command in an empty folder, for a profile of Salesforce."""
    Life("ConnectorProfile", services).start(PROFILE)

    def run(*arguments: str) -> tuple[int, str, str]:
        status = main(["fields", "--connector-profile", "crm", *arguments])
        out, err = capsys.readouterr()
        return status, out, err

    return run


def files() -> list[str]:
    return sorted(path.name for path in Path("schemas").iterdir())


def test_each_object_is_a_sorted_file_and_a_second_run_writes_nothing(command: Run) -> None:
    status, out, err = command("--object", "Account", "--object", "Con*")
    assert (status, err) == (0, "")
    assert out.splitlines()[-1] == "2 objects in schemas, 2 files written."
    assert files() == ["Account.json", "Contact.json"]
    account = json.loads(Path("schemas/Account.json").read_text())
    assert account["object"] == "Account"
    assert list(account["fields"]) == sorted(account["fields"])
    assert account["fields"]["Phone"] == {"type": "phone"}
    assert sorted(Recorded("schemas").names()) == ["Account", "Contact"]
    status, out, err = command()
    assert (status, out) == (0, "2 objects in schemas, 0 files written.\n")


def test_what_has_changed_is_a_line_and_check_writes_nothing(command: Run) -> None:
    command("--object", "Account")
    file = Path("schemas/Account.json")
    whole = json.loads(file.read_text())
    del whole["fields"]["Phone"]
    whole["fields"] |= {"Fax": {"type": "phone"}, "Name": {"type": "picklist"}}
    file.write_text(json.dumps(whole))
    changed = file.read_text()
    status, out, _ = command("--check")
    assert (status, out) == (1, "Account: new: Phone; gone: Fax; changed: Name\n")
    assert file.read_text() == changed
    status, out, _ = command()
    assert (status, out.splitlines()[0]) == (0, "Account: new: Phone; gone: Fax; changed: Name")
    assert command("--check") == (0, "", "")


def test_an_object_that_is_not_there_is_named_and_the_others_are_recorded(command: Run) -> None:
    status, out, err = command("--object", "Acount", "--object", "Lead", "--object", "X*")
    assert status == 1
    assert err.splitlines() == [
        "appflow-pulumi: the application has no object Acount. Did you mean Account?",
        "appflow-pulumi: X* matches no object of the application.",
    ]
    assert files() == ["Lead.json"]
    assert out.endswith("1 object in schemas, 1 file written.\n")


def test_without_an_object_there_must_be_a_recording(command: Run) -> None:
    status, _, err = command()
    assert status == 2
    assert err == (
        "appflow-pulumi: schemas has no recorded object. Name the objects with --object\n"
    )


def test_a_profile_that_is_not_there_is_a_sentence(command: Run) -> None:
    status, _, err = command("--connector-profile", "cmr", "--object", "Account")
    assert status == 1
    assert len(err.splitlines()) == 1
    assert "getConnectorEntities" in err


def test_a_vanished_field_fails_the_type_check(command: Run, tmp_path: Path) -> None:
    command("--object", "Account", "--python", "fields.py")
    program = tmp_path / "program.py"
    program.write_text(
        "from fields import Account\n"
        "from pulumi_appflow import mapping\n\n"
        'tasks = mapping.of("Salesforce").map_fields(Account.Id, Account.Phone)\n'
    )
    assert 'Phone: Final = "Phone"' in Path("fields.py").read_text()
    checked = ["--no-incremental", "--follow-imports=silent", "--ignore-missing-imports"]
    assert api.run([*checked, str(program)])[2] == 0
    module = Path("fields.py")
    module.write_text(module.read_text().replace('    Phone: Final = "Phone"\n', ""))
    said, _, status = api.run([*checked, str(program)])
    assert status == 1
    assert '"type[Account]" has no attribute "Phone"' in said


NAMES = ["Id", "First Name", "First-Name", "class", "2nd", "__c", "a/b", "straße", 'q"\\', ""]


def test_every_name_of_a_field_is_a_constant_of_its_own() -> None:
    found = identifiers(NAMES)
    assert len(set(found.values())) == len(NAMES)
    source = module_of({"EPM/Orders": NAMES, "Empty": []})
    scope: dict[str, type] = {}
    exec(source, scope)  # the module that the command writes
    constants = vars(scope["EPM_Orders"])
    assert [constants[found[name]] for name in NAMES] == NAMES


def test_a_source_is_needed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["fields"]) == 2
    assert "--connector-profile, or with --connector-type" in capsys.readouterr().err


@pytest.mark.parametrize(
    "spelled", ["Account", "aCCOUNT"]
)  # some file systems do not tell the case
@pytest.mark.parametrize("at_once", [True, False], ids=["at once", "one after the other"])
def test_two_objects_that_would_be_one_file_are_refused(
    command: Run, monkeypatch: pytest.MonkeyPatch, spelled: str, at_once: bool
) -> None:
    def slug(name: str) -> str:
        return {"Lead": spelled}.get(name, name)

    monkeypatch.setattr("appflow_command.fields.command.slug", slug)
    if at_once:
        status, _, err = command("--object", "Account", "--object", "Lead")
    else:
        command("--object", "Account")
        status, _, err = command("--object", "Lead")
    assert status == 2
    assert f"Account and Lead would both be schemas/{spelled}.json" in err
    assert len(list(Path("schemas").glob("*"))) == (0 if at_once else 1)
