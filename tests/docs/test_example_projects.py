"""The example programs run without an engine on both fronts. Each states its defaults once and has its own names."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pulumi
import pytest
import yaml

from tests.sdk.conftest import Registered, plain

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = sorted(path.parent for path in (ROOT / "examples").glob("*/Pulumi.yaml"))
FRONTS = {
    "plugin": "import pulumi_appflow as appflow",
    "dynamic": "import pulumi_appflow.dynamic as appflow",
}
NAMES = {
    "Flow": "flowName",
    "ConnectorProfile": "connectorProfileName",
    "Connector": "connectorLabel",
}
EACH = pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.name)


@pytest.fixture(autouse=True)
def no_configuration() -> Iterator[None]:
    yield
    pulumi.runtime.set_all_config({})


def project(example: Path) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((example / "Pulumi.yaml").read_text())
    return found


def registered(example: Path, front: str) -> dict[tuple[str, str], dict[str, Any]]:
    """What the program declares, by kind and name, with the defaults of its project and made-up secrets."""
    source = (example / "__main__.py").read_text()
    assert source.count(FRONTS["plugin"]) == 1, "examples import the plugin's front"
    source = source.replace(FRONTS["plugin"], FRONTS[front])
    defaults = {key: each["default"] for key, each in project(example).get("config", {}).items()}
    secrets = re.findall(r"require_secret\(\"(\w+)\"", source)
    given = {**{key: str(value) for key, value in defaults.items()}, **dict.fromkeys(secrets, "x")}
    mocks = Registered()
    pulumi.runtime.set_mocks(mocks, preview=False)
    pulumi.runtime.set_all_config({f"project:{key}": value for key, value in given.items()})
    monkeypatch = pytest.MonkeyPatch()
    monkeypatch.chdir(example)  # a program may read its files
    code = compile(source, "__main__.py", "exec")
    try:
        pulumi.runtime.test(lambda: exec(code, {"__name__": "__main__"}))()
    finally:
        monkeypatch.undo()
    return {
        (each.typ.rsplit(":", 1)[-1], each.name): {
            key: value for key, value in plain(each.inputs).items() if not key.startswith("__")
        }
        for each in mocks.seen
    }


@EACH
def test_an_example_declares_the_same_on_either_front(example: Path) -> None:
    on_plugin = registered(example, "plugin")
    assert on_plugin
    on_dynamic = registered(example, "dynamic")
    # The plugin makes the flows of a mirror, which no program sees; the dynamic front makes them in the program.
    for mirror in [key for key in on_plugin if key[0] == "Mirror"]:
        del on_plugin[mirror], on_dynamic[mirror]
        inside = [key for key in on_dynamic if key[1].startswith(f"{mirror[1]}-")]
        assert inside
        for key in inside:
            del on_dynamic[key]
    assert on_dynamic == on_plugin


@EACH
def test_a_project_names_its_environment_and_the_folder_of_the_plugin(example: Path) -> None:
    found = project(example)
    assert found["name"] == example.name
    assert found["runtime"] == {"name": "python", "options": {"virtualenv": ".venv"}}
    assert found["plugins"] == {"providers": [{"name": "appflow", "path": ".venv/bin"}]}


@EACH
def test_the_requirements_are_the_checkout_itself(example: Path) -> None:
    lines = (example / "requirements.txt").read_text().splitlines()
    needed = {(example / line).resolve() for line in lines if not line.startswith("#")}
    rehearses = (example / "rehearsals").exists()
    assert needed == ({ROOT, ROOT / "emulator"} if rehearses else {ROOT})


@EACH
def test_a_default_is_stated_in_the_project_alone(example: Path) -> None:
    source = (example / "__main__.py").read_text()
    assert re.findall(r"config\.get\w*\([^)]*\)\s+or\b", source) == []
    asked = set(
        re.findall(r"config\.(?:require|get|get_bool)\(\"(\w+)\"\)", source.replace("'", '"'))
    )
    assert asked == set(project(example).get("config", {}))


def test_examples_can_live_in_one_account() -> None:
    """No two examples declare the same AppFlow object, or write to the same place in S3."""
    taken: Counter[str] = Counter()
    for example in EXAMPLES:
        for (kind, _), inputs in registered(example, "plugin").items():
            if name := inputs.get(NAMES.get(kind, "")):
                taken.update([f"{kind} {inputs.get('region', '')} {name}"])
            for destination in inputs.get("destinationFlowConfigList", ()):
                if place := destination["destinationConnectorProperties"].get("s3"):
                    taken.update([f"{place['bucketName']}/{place['bucketPrefix']}"])
    assert [each for each, times in taken.items() if times > 1] == []
