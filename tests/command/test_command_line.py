"""The command line: what it lists, how wrong arguments end, and what it does not load."""

import importlib
import subprocess
import sys

import pytest

from appflow_command.console import Misused, without_emulator
from appflow_command.main import SUBCOMMANDS, main

# What a subcommand cannot do without.
REQUIRED = {"login": ("salesforce", "--client-id", "x"), "rotate": ("crm", "--config", "token")}

WITHOUT_EMULATOR = """\
import sys

class Without:
    def find_spec(self, name, *_):
        if name == "appflow_emulator":
            raise ModuleNotFoundError(name=name)

sys.meta_path.insert(0, Without())
"""


def ended(*arguments: str) -> int:
    with pytest.raises(SystemExit) as end:
        main(arguments)
    assert isinstance(end.value.code, int)
    return end.value.code


def test_help_lists_every_subcommand(capsys: pytest.CaptureFixture[str]) -> None:
    assert ended("--help") == 0
    printed = " ".join(capsys.readouterr().out.split())
    assert {
        name for name, (_, about) in SUBCOMMANDS.items() if f"{name} {about}" in printed
    } == set(SUBCOMMANDS)


@pytest.mark.parametrize("name", SUBCOMMANDS)
def test_help_of_a_subcommand_has_examples_and_exit_statuses(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ended(name, "--help") == 0
    printed = capsys.readouterr().out
    assert "examples:\n" in printed
    assert "exit status:\n" in printed


@pytest.mark.parametrize("name", SUBCOMMANDS)
def test_a_wrong_argument_ends_with_the_status_of_the_subcommand(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    module = importlib.import_module(SUBCOMMANDS[name][0])
    assert ended(name, *REQUIRED.get(name, ()), "--colour", "red") == module.MISUSED
    assert "--colour" in capsys.readouterr().err


def test_an_unknown_subcommand_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert ended("exprot") == 2
    assert "'exprot'" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("stop", "said"),
    [
        (KeyboardInterrupt(), "interrupted"),
        (Misused("--flow: no flow is called x"), "--flow: no flow is called x"),
        (PermissionError(13, "Permission denied", "a.md"), "a.md: Permission denied"),
    ],
)
@pytest.mark.parametrize("name", SUBCOMMANDS)
def test_what_stops_a_subcommand_is_one_line(
    name: str,
    stop: BaseException,
    said: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    module = importlib.import_module(SUBCOMMANDS[name][0])

    def run(_options: object) -> int:
        raise stop

    monkeypatch.setattr(module, "run", run)
    assert main([name, *REQUIRED.get(name, ())]) == (
        130 if isinstance(stop, KeyboardInterrupt) else module.MISUSED
    )
    assert capsys.readouterr().err == f"appflow-pulumi: {said}\n"


@pytest.mark.parametrize("name", ["rehearse", "probe"])
def test_without_the_emulator_one_sentence_names_the_extra(name: str) -> None:
    asked = (
        f"{WITHOUT_EMULATOR}"
        "from appflow_command.main import main\n"
        f"sys.exit(main([{name!r}, '--help']))"
    )
    done = subprocess.run(
        [sys.executable, "-c", asked], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr == (
        f"appflow-pulumi: {name} needs the emulator, which is not installed: pip install 'pulumi-appflow[emulator]'\n"
    )


def test_another_module_that_is_missing_is_not_blamed_on_the_emulator() -> None:
    with pytest.raises(ModuleNotFoundError, match="polars"):
        without_emulator("rehearse", ModuleNotFoundError("no polars", name="polars"))


def test_help_loads_neither_aws_nor_pydantic() -> None:
    asked = (
        "import sys\n"
        "from appflow_command.main import main\n"
        "try:\n    main(['--help'])\n"
        "except SystemExit:\n    print(*sorted({'boto3', 'pydantic', 'moto', 'pulumi'} & sys.modules.keys()), 'loaded')"
    )
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "loaded"
