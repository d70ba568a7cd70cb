"""The emulator answers clients that are not Python programs: the AWS CLI, and the AWS SDKs for Go and JavaScript."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.clients import story
from tests.e2e.conftest import Emulator

HERE = Path(__file__).parent
README = (HERE.parents[1] / "emulator" / "README.md").read_text()
REQUEST = HERE / "create-flow.json"
AWS_CLI = "awscli>=1.46,<2"  # its botocore is not ours, so it is installed into a folder of its own


def done(*command: str | Path, cwd: Path, env: dict[str, str]) -> str:
    """What a command prints."""
    ended = subprocess.run(
        [str(word) for word in command],
        cwd=cwd,
        env=env,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, f"{command[0]}\n{ended.stdout}{ended.stderr}"
    return ended.stdout


def needs(program: str) -> None:
    if shutil.which(program) is None:
        pytest.skip(f"needs {program} on the PATH")


def led_by_the_readme(program: Path, client: str, language: str, emulator: Emulator) -> None:
    """Put the README's way to lead the client to the emulator into a program, in the place of the line that makes its client."""
    start = client.partition("(")[0]
    (snippet,) = (text for text in README.split(f"```{language}\n") if text.startswith(start))
    led = snippet.partition("```")[0].strip().replace("http://127.0.0.1:5005", emulator.url)
    text = program.read_text()
    assert text.count(client) == 1
    program.write_text(text.replace(client, led))


LED = pytest.mark.parametrize("by", ["the environment", "the README"])


@LED
def test_the_sdk_for_go(
    by: str, prepared: Emulator, environment: dict[str, str], tmp_path: Path
) -> None:
    needs("go")
    source = shutil.copytree(HERE / "golang", tmp_path / "source")
    if by == "the README":
        led_by_the_readme(
            source / "main.go", "client := appflow.NewFromConfig(cfg)", "go", prepared
        )
        del environment["AWS_ENDPOINT_URL_APPFLOW"]
    program = tmp_path / "story"
    done("go", "build", "-o", program, ".", cwd=source, env=environment)
    story.check(prepared, json.loads(done(program, cwd=tmp_path, env=environment)))


@LED
def test_the_sdk_for_javascript(
    by: str, prepared: Emulator, environment: dict[str, str], tmp_path: Path
) -> None:
    needs("npm")
    shutil.copytree(HERE / "nodejs", tmp_path, dirs_exist_ok=True)
    if by == "the README":
        client = "const client = new AppflowClient({});"
        led_by_the_readme(tmp_path / "story.mjs", client, "typescript", prepared)
        del environment["AWS_ENDPOINT_URL_APPFLOW"]
    install = ("npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts")
    done(*install, cwd=tmp_path, env=environment)
    tell = ("node", "story.mjs", REQUEST)
    story.check(prepared, json.loads(done(*tell, cwd=tmp_path, env=environment)))


def test_the_aws_cli(prepared: Emulator, environment: dict[str, str], tmp_path: Path) -> None:
    pip = ("-m", "pip", "install", "--quiet", "--no-compile", "--disable-pip-version-check")
    done(sys.executable, *pip, "--target", tmp_path, AWS_CLI, cwd=tmp_path, env=environment)
    program = HERE / "commandline" / "story.py"
    alone = {**environment, "PYTHONPATH": str(tmp_path)}
    story.check(
        prepared, json.loads(done(sys.executable, program, REQUEST, cwd=tmp_path, env=alone))
    )
