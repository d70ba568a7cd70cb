"""The workflows of the public repository: well formed, pinned, with few rights, and in step with the project."""

import re
import shutil
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pytest
import yaml

from tools import workflows
from tools.release.python import DISTRIBUTIONS

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / ".github"
FILES = sorted((FOLDER / "workflows").glob("*.yml"))
TEXTS = {file.name: file.read_text() for file in FILES}


def jobs(name: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(TEXTS[name])["jobs"]
    return found


def test_actionlint_finds_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    code = workflows.main()
    said = capfd.readouterr()
    if code == workflows.NO_ACTIONLINT and shutil.which("go") is None:
        pytest.skip(said.err)
    assert (code, said.out) == (0, ""), said.err


@pytest.mark.parametrize("name", TEXTS)
def test_each_action_is_pinned_to_a_commit_and_says_its_version(name: str) -> None:
    for line in re.findall(r"uses: (.+)", TEXTS[name]):
        local = line.startswith("./")
        assert local or re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line), line


def test_one_action_has_one_pin() -> None:
    pins = set(re.findall(r"uses: ([\w-]+/[\w-]+@.+)", "\n".join(TEXTS.values())))
    assert len({pin.partition("@")[0] for pin in pins}) == len(pins)


@pytest.mark.parametrize("name", TEXTS)
def test_a_workflow_may_read_and_only_some_jobs_more(name: str) -> None:
    assert yaml.safe_load(TEXTS[name])["permissions"] == {"contents": "read"}
    assert "secrets." not in TEXTS[name]


def test_the_checks_run_on_every_python_that_is_supported() -> None:
    listed = re.findall(
        r"Programming Language :: Python :: (3\.\d+)", (ROOT / "pyproject.toml").read_text()
    )
    assert jobs("checks.yml")["python"]["strategy"]["matrix"]["python"] == listed


def test_the_shards_hold_every_test() -> None:
    matrix = jobs("checks.yml")["engine"]["strategy"]["matrix"]
    patterns = [each for each in matrix["shard"] if each.startswith("tests/e2e")]
    held = [file for pattern in patterns for file in ROOT.glob(pattern)]
    assert sorted(held) == sorted((ROOT / "tests" / "e2e").glob("test_*.py"))
    assert "--ignore tests/e2e tests" in matrix["shard"]
    marks = jobs("checks.yml")["python"]["strategy"]["matrix"]["shard"]
    assert set(marks) == {"not engine and not slow", "slow and not engine"}


def test_what_the_workflows_name_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    everything = "\n".join(TEXTS.values())
    assert set(re.findall(r"run: make (\w+)", everything)) <= targets
    for path in re.findall(r"(?<=[ :])((?:tests|tools)/[\w/]+(?:\.\w+)?)(?=[ \n])", everything):
        assert (ROOT / path).exists(), path


def test_nothing_is_published_that_was_not_built_from_a_tag_and_tried() -> None:
    release = yaml.safe_load(TEXTS["release.yml"])
    assert release[True] == {"push": {"tags": ["v*"]}}
    assert release["jobs"]["build"]["needs"] == "checks"
    assert "--final" in TEXTS["release.yml"]
    for name in ("pypi", "npm", "go"):
        assert release["jobs"][name]["needs"] == "github"
    assert release["jobs"]["github"]["needs"] == "build"


def test_every_python_distribution_is_published_and_nothing_else_is() -> None:
    (move,) = [each["run"] for each in jobs("release.yml")["pypi"]["steps"] if "run" in each]
    patterns = [word.removeprefix("dist/") for word in move.split() if word.startswith("dist/")]
    built = {name for each in DISTRIBUTIONS for name in each.files("0.1.0")}
    others = {each.bill("0.1.0") for each in DISTRIBUTIONS} | {
        "pulumi-appflow-sdk-go-v0.1.0.tar.gz"
    }
    moved = {name for name in built | others for each in patterns if fnmatch(name, each)}
    assert moved == built


@pytest.mark.parametrize(
    "form", sorted(FOLDER.glob("ISSUE_TEMPLATE/[!c]*.yml")), ids=lambda file: file.stem
)
def test_an_issue_form_asks_for_something_that_must_be_told(form: Path) -> None:
    asked = yaml.safe_load(form.read_text())
    assert {"name", "description", "body"} <= set(asked)
    fields = [each for each in asked["body"] if each["type"] != "markdown"]
    assert len({each["id"] for each in fields}) == len(fields)
    assert any(each.get("validations", {}).get("required") for each in fields)


def test_the_hooks_before_a_commit_run_what_lint_runs() -> None:
    (repository,) = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text())["repos"]
    lint = (ROOT / "Makefile").read_text().replace("$(BIN)", ".venv/bin")
    for hook in repository["hooks"]:
        if hook["id"] != "workflows":
            assert hook["entry"].removesuffix(" --fix") in lint
