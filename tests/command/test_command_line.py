"""The command line: what it lists, how wrong arguments end, and what it does not load."""

import importlib
import os
import re
import subprocess
import sys
from collections.abc import Collection
from importlib import metadata
from typing import Any, get_args, get_type_hints

import pytest

from appflow_command import import_
from appflow_command.console import Failed, Misused, Statuses, Unreadable, without_emulator
from appflow_command.doctor import command as doctor
from appflow_command.doctor.formats import FORMATS
from appflow_command.doctor.ruling import Severity
from appflow_command.graph import command as graph
from appflow_command.main import SUBCOMMANDS, main
from appflow_provider.errors import AppFlowError
from tools.docs.command_line import options, spelled

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


def test_help_lists_every_subcommand(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    printed = " ".join(capsys.readouterr().out.split())
    assert {
        name for name, (_, about) in SUBCOMMANDS.items() if f"{name} {about}" in printed
    } == set(SUBCOMMANDS)


@pytest.mark.parametrize("name", SUBCOMMANDS)
def test_help_of_a_subcommand_has_examples_and_exit_statuses(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([name, "--help"]) == 0
    printed = capsys.readouterr().out
    assert "examples:\n" in printed
    assert "exit status:\n" in printed


@pytest.mark.parametrize("name", SUBCOMMANDS)
def test_help_names_each_option_and_says_what_it_is(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    main([name, "--help"])
    printed = "".join(capsys.readouterr().out.split())
    for option, (_, _, told) in options(
        importlib.import_module(SUBCOMMANDS[name][0]).Options
    ).items():
        assert spelled(option, told) in printed
        assert "".join(told.help.split()) in printed


@pytest.mark.parametrize("name", SUBCOMMANDS)
def test_a_number_has_a_minimum(name: str) -> None:
    for option, (_, type_, told) in options(
        importlib.import_module(SUBCOMMANDS[name][0]).Options
    ).items():
        assert type_ not in {int, float} or told.min is not None, option


@pytest.mark.parametrize(
    ("choices", "accepted"),
    [
        (doctor._Form, FORMATS),
        (graph.Format, graph._FORMATS),
        (graph.Detail, graph._DETAILS),
        (import_.Kind, import_._KINDS),
        (get_type_hints(doctor.Options)["fail_on"], [*(each.value for each in Severity), "never"]),
    ],
)
def test_the_choices_of_an_option_are_what_the_subcommand_knows(
    choices: Any, accepted: Collection[str]
) -> None:
    assert get_args(choices) == tuple(accepted)


def completed(words: str) -> list[str]:
    """What the shell offers for the last of these words. It must not load boto3."""
    number = str(len(words.split(" ")) - 1)
    asked = {"_APPFLOW_PULUMI_COMPLETE": "complete_bash", "COMP_WORDS": words, "COMP_CWORD": number}
    program = (
        "import atexit, sys\n"
        "atexit.register(lambda: 'boto3' in sys.modules and print('has loaded boto3'))\n"
        "from appflow_command.main import main\n"
        "main([])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, **asked},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    return done.stdout.split()


def test_the_shell_completes_subcommands_options_and_choices() -> None:
    assert completed("appflow-pulumi ") == list(SUBCOMMANDS)
    assert completed("appflow-pulumi doctor --fail") == ["--fail-on", "--failures"]
    assert completed("appflow-pulumi doctor --format s") == ["sarif"]


def test_the_version_is_that_of_the_package(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"appflow-pulumi {metadata.version('pulumi-appflow')}\n"


@pytest.mark.parametrize("name", SUBCOMMANDS)
def test_a_wrong_argument_ends_with_the_status_of_the_subcommand(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    module = importlib.import_module(SUBCOMMANDS[name][0])
    assert main([name, *REQUIRED.get(name, ()), "--colour", "red"]) == module.STATUSES.misused
    assert "--colour" in capsys.readouterr().err


def test_an_unknown_subcommand_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctr"]) == 2
    assert capsys.readouterr().err == (
        "appflow-pulumi: No such command 'doctr'. Did you mean 'doctor'? See appflow-pulumi --help\n"
    )


def status_of(stop: BaseException, statuses: Statuses) -> int:
    if isinstance(stop, KeyboardInterrupt):
        return 130
    if isinstance(stop, Unreadable):
        return statuses.unreadable
    return statuses.failed if isinstance(stop, (Failed, AppFlowError)) else statuses.misused


# What users' scripts rely on: wrong arguments, something refused, a file cannot be read.
PROMISED = {
    **dict.fromkeys(("import", "fields", "login", "rotate", "probe"), (2, 1, 1)),
    "doctor": (2, 3, 3),
    "graph": (2, 1, 2),
    "rehearse": (3, 3, 3),
}


@pytest.mark.parametrize("name", SUBCOMMANDS)
def test_a_subcommand_keeps_the_exit_statuses_that_its_help_names(name: str) -> None:
    module = importlib.import_module(SUBCOMMANDS[name][0])
    found = module.STATUSES
    assert (found.misused, found.failed, found.unreadable) == PROMISED[name]
    told = " ".join(module.AFTER.rpartition("exit status:")[2].split())
    assert {"0", *map(str, PROMISED[name])} <= set(re.findall(r"\b\d\b", told))


@pytest.mark.parametrize(
    ("stop", "said"),
    [
        (KeyboardInterrupt(), "interrupted"),
        (Misused("--flow: no flow is called x"), "--flow: no flow is called x"),
        (PermissionError(13, "Permission denied", "a.md"), "a.md: Permission denied"),
        (Failed("no stack is selected"), "no stack is selected"),
        (Unreadable("a.json is not JSON"), "a.json is not JSON"),
        (AppFlowError("AppFlow refuses"), "AppFlow refuses."),
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
    assert main([name, *REQUIRED.get(name, ())]) == status_of(stop, module.STATUSES)
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
        "main(['--help'])\n"
        "print(*sorted({'boto3', 'pydantic', 'moto', 'pulumi', 'rich'} & sys.modules.keys()), 'loaded')"
    )
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "loaded"
