"""The converter answers the engine's calls: resources with secrets, programs without, and one sentence for a mistake."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import grpc
import pytest
from pulumi.runtime.proto import converter_pb2
from pulumi.runtime.proto.codegen import hcl_pb2

from appflow_provider.converter.__main__ import main
from appflow_provider.converter.engine import logs_secrets, stack_options, writes_secrets
from appflow_provider.converter.servicer import Servicer
from appflow_provider.reference import SECRETS, reference
from appflow_provider.secrecy import secrets_in
from appflow_provider.values import secret_paths
from appflow_provider.wire.structs import decoded
from tests.migration import other_tools
from tests.migration.states import of_cases, resource, state

MARK = "marker-of-a-credential"
QUIET = ("import", "--from", "appflow", "--generate-code=false")


@pytest.fixture
def process() -> Iterator[Callable[..., int]]:
    """The id of a process with these arguments."""
    started: list[subprocess.Popen[bytes]] = []

    def start(*arguments: str) -> int:
        command = [sys.executable, "-c", "import sys; print(flush=True); sys.stdin.read()"]
        begun = subprocess.Popen(
            [*command, *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        started.append(begun)
        assert begun.stdout is not None
        begun.stdout.readline()  # the arguments are visible once the program runs
        return begun.pid

    yield start
    for each in started:
        each.communicate()


def marked() -> dict[str, Any]:
    """The cases, with a marker in each text of their credentials."""
    content = of_cases()

    def with_marks(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: with_marks(item) for key, item in value.items()}
        if isinstance(value, list):
            return list(map(with_marks, value))
        return f"{MARK}-{value}" if isinstance(value, str) and value else value

    for each in content["resources"]:
        for instance in each["instances"]:
            config = instance["attributes"].get("connector_profile_config") or {}
            for inner in config if isinstance(config, list) else [config]:
                if "connector_profile_credentials" in inner:
                    inner["connector_profile_credentials"] = with_marks(
                        inner["connector_profile_credentials"]
                    )
    return content


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "terraform.tfstate"
    path.write_text(json.dumps(marked()))
    return path


class Aborted(Exception):
    """The call was ended with an error."""


class Context:
    """What gRPC gives a call, as far as the converter uses it."""

    def abort(self, code: grpc.StatusCode, text: str) -> None:
        assert code == grpc.StatusCode.FAILED_PRECONDITION
        raise Aborted(text)


def answer(engine: int, *arguments: str | Path) -> converter_pb2.ConvertStateResponse:
    request = converter_pb2.ConvertStateRequest(args=[*map(str, arguments)])
    context: Any = Context()
    return Servicer(engine).ConvertState(request, context)


def refusal(engine: int, *arguments: str | Path) -> str:
    with pytest.raises(Aborted) as refused:
        answer(engine, *arguments)
    return str(refused.value)


def said(found: Sequence[hcl_pb2.Diagnostic]) -> str:
    return "\n".join(f"{each.summary}\n{each.detail}" for each in found)


def secrets_of(found: converter_pb2.ConvertStateResponse) -> list[str]:
    """The texts of all credentials in an answer."""
    return [text for each in found.resources for text in secrets_in(decoded(each.inputs))]


@pytest.mark.parametrize("front", ["plugin", "dynamic"])
def test_credentials_arrive_as_secrets_in_inputs_and_outputs(
    process: Callable[..., int], file: Path, front: str
) -> None:
    found = answer(process(*QUIET), file, "--offline", "--front", front)
    assert len(found.resources) == len(list(other_tools.requests()))
    for each in found.resources:
        inputs, outputs = decoded(each.inputs), decoded(each.outputs)
        kind = each.type.rsplit(":", 1)[-1]
        assert outputs["__provider"] == reference(kind)
        for place in secret_paths(inputs):
            assert place in set(secret_paths(outputs))
        if front == "dynamic":
            listed = [tuple(path) for path in json.loads(inputs[SECRETS])]
            assert sorted(listed) == sorted(secret_paths(inputs))
    secrets = secrets_of(found)
    assert len(secrets) > 15
    assert all(MARK in secret for secret in secrets)
    assert MARK not in said(found.diagnostics)


def test_no_credential_is_handed_to_an_engine_that_writes_a_program(
    process: Callable[..., int], file: Path
) -> None:
    found = answer(process("import", "--from", "appflow"), file, "--offline")
    assert MARK not in str(found)
    assert "--generate-code=false" in found.diagnostics[-1].summary
    assert len(found.resources) == len(list(other_tools.requests()))


COMMANDS = {
    ("import", "--generate-code=false", "--", "x"): False,
    ("import", "--generate-code=False"): False,
    ("import", "--generate-code=false", "--generate-resources", "f.json"): True,
    ("import", "--generate-code=false", "--generate-resources=f.json"): True,
    ("import",): True,
    ("import", "--generate-code"): True,
    ("import", "--", "--generate-code=false"): True,
}


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_the_engine_writes_programs_unless_its_command_says_otherwise(
    process: Callable[..., int], command: tuple[str, ...]
) -> None:
    assert writes_secrets(process(*command)) is COMMANDS[command]


def test_an_engine_whose_command_cannot_be_read_counts_as_one_that_writes(
    process: Callable[..., int],
) -> None:
    gone = process(*QUIET)
    os.kill(gone, 9)
    os.waitpid(gone, 0)
    assert writes_secrets(gone)
    assert not writes_secrets(gone, trusted=True)
    assert writes_secrets(process("import"), trusted=True)


STACKS: dict[tuple[str, ...], list[str]] = {
    ("import", "--generate-code=false"): [],
    ("import", "--stack", "dev", "--yes"): ["--stack=dev"],
    ("import", "--stack=dev"): ["--stack=dev"],
    ("-s", "dev", "import"): ["--stack=dev"],
    ("-sdev", "import"): ["--stack=dev"],
    ("-s=dev", "import"): ["--stack=dev"],
    ("import", "--config-file", "a b.yaml", "--", "-s", "x"): ["--config-file=a b.yaml"],
}


@pytest.mark.parametrize("command", STACKS, ids=" ".join)
def test_the_stack_of_the_engine_is_the_one_whose_configuration_is_set(
    process: Callable[..., int], command: tuple[str, ...]
) -> None:
    assert stack_options(process(*command)) == STACKS[command]


LEVELS = {
    ("import", "-v=9"): True,
    ("import", "-v", "11"): True,
    ("import", "-v9"): True,
    ("import", "--verbose=9"): True,
    ("import", "--verbose", "9"): True,
    ("import", "-v=8"): False,
    ("import", "--verbose", "3"): False,
    ("import", "-v"): False,
    ("import", "--", "-v=9"): False,
}


@pytest.mark.parametrize("command", LEVELS, ids=" ".join)
def test_no_credential_is_handed_to_an_engine_that_logs_it(
    process: Callable[..., int], file: Path, command: tuple[str, ...]
) -> None:
    engine = process("--generate-code=false", *command)
    assert logs_secrets(engine) is LEVELS[command]
    if LEVELS[command]:
        said = refusal(engine, file, "--offline")
        assert said.startswith("at -v=9 and above, Pulumi would log the credentials in the clear")
        flows = answer(engine, file, "--offline", "--kind", "flow")
        assert flows.resources


FAKE = """\
#!/bin/sh
for each; do printf '%s\\n' "$each" >> "$SEEN/arguments"; done
if [ "$2" = get ]; then echo eu-central-1; else cat >> "$SEEN/input"; fi
"""


@pytest.fixture
def pulumi(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A command of that name on the PATH, and the folder where it writes what it was given."""
    command = tmp_path / "bin" / "pulumi"
    command.parent.mkdir()
    command.write_text(FAKE)
    command.chmod(0o700)
    monkeypatch.setenv("PATH", str(command.parent), prepend=os.pathsep)
    monkeypatch.setenv("SEEN", str(tmp_path))
    return tmp_path


def test_credentials_are_set_in_that_stack_and_are_no_arguments(
    process: Callable[..., int], file: Path, pulumi: Path
) -> None:
    engine = process(*QUIET, "--stack", "prod")
    found = answer(engine, file, "--offline", "--set-config")
    arguments = (pulumi / "arguments").read_text().splitlines()
    assert MARK not in " ".join(arguments)
    assert arguments.count("--secret") == len(secrets_of(found))
    assert arguments.count("--stack=prod") == len(secrets_of(found)) + 1  # and for its region
    assert (pulumi / "input").read_text().count(MARK) == len(secrets_of(found))


@pytest.mark.usefixtures("pulumi")
def test_resources_outside_of_the_region_of_the_stack_state_their_own(
    process: Callable[..., int], file: Path
) -> None:
    engine, flows = process(*QUIET), (file, "--offline", "--kind", "flow")
    for given in ((), ("--region", "eu-central-1")):
        regions = {
            decoded(each.inputs)["region"] for each in answer(engine, *flows, *given).resources
        }
        assert regions == {other_tools.REGION}
    assert refusal(engine, *flows, "--region", "eu-west-3") == (
        "the stack is configured for eu-central-1, and --region is eu-west-3, so the next preview would replace everything. "
        "Omit --region, or import into a stack for eu-west-3."
    )


def test_the_python_program_names_secrets_and_holds_none(
    process: Callable[..., int], file: Path, tmp_path: Path
) -> None:
    program = tmp_path / "__main__.py"
    found = answer(process(*QUIET), file, "--offline", "--program", program)
    text = program.read_text()
    assert not [secret for secret in secrets_of(found) if secret in text]
    assert text.count("config.require_secret(") > 15
    again = refusal(process(*QUIET), file, "--offline", "--program", program)
    assert again.startswith(f"{program} exists. Overwrite it with --force")


def test_a_dry_run_takes_nothing_and_writes_nothing(
    process: Callable[..., int], file: Path, tmp_path: Path
) -> None:
    program = tmp_path / "__main__.py"
    found = answer(process(*QUIET), file, "--offline", "--dry-run", "--program", program)
    assert not found.resources
    assert not program.exists()
    assert "terraform state rm" in said(found.diagnostics)


def test_the_program_for_other_languages_refers_to_resources_and_configuration(
    process: Callable[..., int], file: Path, tmp_path: Path
) -> None:
    request = converter_pb2.ConvertProgramRequest(
        target_directory=str(tmp_path), args=[str(file), "--offline"]
    )
    context: Any = None
    Servicer(0).ConvertProgram(request, context)
    text = (tmp_path / "main.pp").read_text()
    assert text.count("\nresource ") + text.startswith("resource ") == len(
        list(other_tools.requests())
    )
    secrets = secrets_of(answer(process(*QUIET), file, "--offline"))
    assert text.count("secret = true") == text.count("config n") > 15
    assert not [secret for secret in secrets if secret in text]


MISTAKES = {
    "cut off": (json.dumps(of_cases())[:400], "is not valid JSON"),
    "empty": ("", "is empty"),
    "not text": (b"\xff\xfe\x00", "is not a text file"),
    "another provider": (
        state(resource("azurerm_key_vault", "a", {})),
        "It has 1 azurerm_key_vault",
    ),
    "nothing in it": (state(), "It has no other resources"),
    "another file": ({"name": "package"}, "is not a file that can be read"),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_gets_one_sentence(
    process: Callable[..., int], tmp_path: Path, name: str
) -> None:
    content, words = MISTAKES[name]
    path = tmp_path / "given.json"
    text = content if isinstance(content, (str, bytes)) else json.dumps(content)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    said = refusal(process(*QUIET), path, "--offline")
    assert words in said
    assert str(path) in said
    assert "\n" not in said
    request = converter_pb2.ConvertProgramRequest(
        source_directory=str(tmp_path), target_directory=str(tmp_path), args=["given.json"]
    )
    context: Any = Context()
    (only,) = Servicer(0).ConvertProgram(request, context).diagnostics
    assert only.severity == hcl_pb2.DIAG_ERROR
    assert words in only.summary


ARGUMENTS = {
    ("--shiny",): "unrecognized arguments: --shiny",
    ("no-such-file",): "no-such-file: No such file or directory",
    ("x", "--kind", "bucket"): "invalid choice: 'bucket'",
    ("--program", "no/such/folder.py"): "there is no folder no/such",
    ("--endpoint-url", "emulator"): "--endpointUrl",
}


@pytest.mark.parametrize("arguments", ARGUMENTS, ids=" ".join)
def test_a_wrong_argument_gets_one_sentence(
    process: Callable[..., int], arguments: tuple[str, ...]
) -> None:
    said = refusal(process(*QUIET), *arguments)
    assert ARGUMENTS[arguments] in said
    assert "\n" not in said


def test_a_bug_is_one_sentence_without_a_value(
    process: Callable[..., int], file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any, **_more: Any) -> Any:
        raise KeyError(MARK)

    monkeypatch.setattr("appflow_provider.converter.servicer.gather", broken)
    said = refusal(process(*QUIET), file)
    assert said.startswith("This is a bug of the converter: KeyError at test_converter.py:")
    assert MARK not in said


def test_the_executable_has_a_help_and_a_version(capsys: pytest.CaptureFixture[str]) -> None:
    main(["--help"])
    assert "--offline" in capsys.readouterr().out
    main(["--version"])
    assert capsys.readouterr().out[:1].isdigit()
