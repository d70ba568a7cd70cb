"""The generated package as files: fresh, light, and made by a command that knows what is its own."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
PACKAGE = CHECKOUT / "pulumi_appflow"
TOOLS = (
    "tools/literals.py",
    "tools/sdk.py",
    "tools/pulumi/workbench.py",
    "tools/gensdk/run.py",
    "tools/gensdk/go.mod",
    "tools/gensdk/go.sum",
    "tools/gensdk/main.go",
)


def python(*args, **env):
    done = subprocess.run(
        [sys.executable, *map(str, args)],
        check=False,
        env=os.environ | env,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=900,
    )
    return done.returncode, done.stdout, done.stderr


def make_sdk(root, *args):
    """`make sdk` in a checkout; skips where the generator cannot be built."""
    code, said, error = python(root / "tools" / "sdk.py", *args)
    if code == 3 and (shutil.which("go") is None or "or newer" in error):
        pytest.skip(error.splitlines()[0])
    return code, said, error


@pytest.fixture
def checkout(tmp_path):
    """A second checkout with the tools, and with one file by hand in the package."""
    for name in TOOLS:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(CHECKOUT / name, tmp_path / name)
    by_hand = tmp_path / "pulumi_appflow" / "dynamic" / "__init__.py"
    by_hand.parent.mkdir(parents=True)
    by_hand.write_text('"""By hand."""\n')
    return tmp_path


def test_the_sdk_is_what_the_shapes_say():
    assert make_sdk(CHECKOUT, "--check")[:2] == (0, "")


def test_the_command_writes_what_changed_and_leaves_what_is_by_hand(checkout):
    package = checkout / "pulumi_appflow"
    code, said, error = make_sdk(checkout)
    assert (code, error) == (0, "")
    assert {"written: schema.json", "written: pulumi_appflow/flow.py"} <= set(said.splitlines())
    assert make_sdk(checkout, "--check") == (0, "", "")

    # Given: one file edited, one lost, one from an older schema, one by hand.
    (package / "flow.py").write_text("# edited\n")
    (package / "pulumi-plugin.json").unlink()
    shutil.copy(package / "provider.py", package / "get_moon.py")
    (package / "mocks.py").write_text("# by hand\n")
    code, said, error = make_sdk(checkout, "--check")
    assert (code, error) == (1, "Run `make sdk`.\n")
    stale = ("flow.py", "pulumi-plugin.json", "get_moon.py")
    assert said == "".join(f"out of date: pulumi_appflow/{name}\n" for name in stale)
    assert (package / "flow.py").read_text() == "# edited\n"

    assert make_sdk(checkout)[0] == 0
    assert make_sdk(checkout, "--check") == (0, "", "")
    assert not (package / "get_moon.py").exists()
    assert (package / "mocks.py").read_text() == "# by hand\n"
    assert (package / "dynamic" / "__init__.py").read_text() == '"""By hand."""\n'
    assert not (checkout / "pyproject.toml").exists()
    assert not (package / "README.md").exists()


def test_nothing_is_written_when_the_binder_warns(checkout):
    make_sdk(checkout)
    before = (checkout / "schema.json").read_bytes()
    run = checkout / "tools" / "gensdk" / "run.py"
    run.write_text("print('warning: #: ignored: unknown field')\n")
    (checkout / "schema.json").write_text("{}")
    code, said, error = make_sdk(checkout)
    assert (code, said) == (1, "")
    assert error == "warning: #: ignored: unknown field\n\n"
    assert (checkout / "schema.json").read_text() == "{}"
    assert before != b"{}"


def test_the_package_starts_without_what_only_the_provider_needs():
    program = "import sys, pulumi_appflow as a; a.Flow, a.config; print(*sys.modules)"
    code, loaded, error = python("-W", "error", "-c", program)
    assert (code, error) == (0, "")
    heavy = {"boto3", "botocore", "pydantic", "moto", "appflow_provider", "pulumi_appflow.dynamic"}
    assert "pulumi_appflow.flow" in loaded.split()
    assert not heavy & set(loaded.split())


def test_it_ships_its_types():
    assert (PACKAGE / "py.typed").is_file()


def test_it_makes_pulumi_look_for_no_plugin_before_a_program_needs_one():
    schema = json.loads((CHECKOUT / "schema.json").read_text())
    plugin = json.loads((PACKAGE / "pulumi-plugin.json").read_text())
    # Pulumi's Python host reports a plugin for each installed package that says true here, or that has no such file.
    assert plugin == {"resource": False, "name": "appflow", "version": schema["version"]}


def test_an_editable_installation_has_the_file_where_pulumi_looks_for_it():
    file = '"pulumi_appflow/pulumi-plugin.json"'
    assert f"{file} = {file}" in (CHECKOUT / "pyproject.toml").read_text()


def test_a_type_checker_knows_the_values_of_every_enum_and_a_program_may_give_others():
    schema = json.loads((CHECKOUT / "schema.json").read_text())
    enums = {name.rsplit(":", 1)[-1] for name, kind in schema["types"].items() if "enum" in kind}
    source = (PACKAGE / "_literals.py").read_text()
    for name in enums:
        assert f"    {name}Input: typing.TypeAlias = " in source
        assert f"    {name}Input = pulumi.Input[typing.Union[str, {name}]]\n" in source
    inputs = (PACKAGE / "_inputs.py").read_text()
    assert "Union[_builtins.str, '" not in inputs
