"""schema.json as a file: up to date, the same everywhere, and accepted by Pulumi's binder."""

import json
import os
import shutil
import subprocess
import sys

import pytest

from appflow_provider.declarations import COMPONENTS, FUNCTIONS, RESOURCES
from appflow_provider.schema import render
from tests.core.test_home_with_an_owner import PUBLIC


def python(*args, **env):
    done = subprocess.run(
        [sys.executable, *map(str, args)],
        check=False,
        env=os.environ | env,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=900,
    )
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def test_schema_json_is_what_the_shapes_say(checkout):
    committed = (checkout / "schema.json").read_bytes().decode()
    assert committed == render(), "run `make sdk`"


def test_the_command_writes_the_same_whatever_the_hash_seed(tmp_path):
    file = tmp_path / "schema.json"
    module = ("-W", "error", "-m", "appflow_provider.schema")
    assert python(*module, "--out", file, PYTHONHASHSEED="1") == (0, "", "")
    code, printed, _ = python(*module, PYTHONHASHSEED="2")
    assert code == 0
    assert file.read_bytes().decode() == printed == render()


def test_it_is_pretty_and_ends_in_a_newline(schema):
    assert render() == json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def test_making_it_loads_neither_clients_nor_fronts():
    program = "import sys, appflow_provider.schema as s; s.render(); print(*sys.modules)"
    code, loaded, error = python("-c", program)
    assert (code, error) == (0, "")
    assert "appflow_provider.declarations.flow" in loaded.split()
    assert not {"boto3", "botocore", "grpc", "pulumi", "moto"} & set(loaded.split())


@pytest.mark.slow  # may build Pulumi's generator
@pytest.mark.parametrize("public", [False, True], ids=["as it is", "with a repository"])
def test_pulumis_metaschema_and_binder_take_it_without_a_warning(
    checkout, tmp_path, schema, public
):
    """The binder first compares the schema with the metaschema of its own version."""
    gensdk = checkout / "tools" / "gensdk" / "run.py"
    file = tmp_path / "schema.json"
    file.write_text(json.dumps(schema | (PUBLIC if public else {})), encoding="utf-8")
    code, said, error = python(gensdk, "check", file)
    if code == 3 and (shutil.which("go") is None or "or newer" in error):
        pytest.skip(error.splitlines()[0])
    counted = f"resources: {len(RESOURCES) + len(COMPONENTS)}, functions: {len(FUNCTIONS)}"
    assert (code, said) == (0, f"{file}: ok: package appflow, {counted}\n"), error
