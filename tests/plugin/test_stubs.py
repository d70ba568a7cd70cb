"""The protocol's stubs are loaded without the SDK around them, which loads as ever where it is needed."""

import subprocess
import sys
from pathlib import Path

import appflow_provider.plugin

PLUGIN = Path(appflow_provider.plugin.__file__).parent


def said(program: str) -> str:
    return subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    ).stdout.strip()


LOAD = "import sys; from appflow_provider.plugin.stubs import load_stubs; assert load_stubs();"


def test_no_module_of_the_plugin_loads_the_sdk() -> None:
    modules = ", ".join(
        f"appflow_provider.plugin.{path.stem}"
        for path in sorted(PLUGIN.glob("[a-z]*.py"))
        if path.stem != "__main__"
    )
    heavy = "[name for name in ('pulumi', 'pulumi.runtime', 'pulumi.automation') if name in sys.modules]"
    assert said(f"{LOAD} import {modules}, appflow_provider.wire.failures; print({heavy})") == "[]"


def test_the_sdk_loads_afterwards_with_the_same_stubs() -> None:
    program = (
        f"{LOAD} from pulumi.runtime.proto import provider_pb2 as before\n"
        "import pulumi, pulumi.dynamic, pulumi_appflow\n"
        "from pulumi.runtime.proto import provider_pb2 as after\n"
        "print(before is after, pulumi.Output.from_input is not None)"
    )
    assert said(program) == "True True"


def test_an_sdk_that_is_loaded_already_is_left_as_it_is() -> None:
    program = (
        "import pulumi, sys; from appflow_provider.plugin.stubs import load_stubs\n"
        "print(load_stubs(), sys.modules['pulumi'] is pulumi)"
    )
    assert said(program) == "False True"


def test_an_sdk_of_another_layout_is_loaded_as_a_whole(tmp_path: Path) -> None:
    (tmp_path / "pulumi").mkdir()
    (tmp_path / "pulumi" / "__init__.py").write_text("whole = True")
    program = (
        f"import sys; sys.path.insert(0, {str(tmp_path)!r})\n"
        "from appflow_provider.plugin.stubs import load_stubs\n"
        "print(load_stubs())\nimport pulumi\nprint(pulumi.whole)"
    )
    assert said(program).split() == ["False", "True"]
