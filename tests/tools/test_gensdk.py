"""tools/gensdk: Pulumi's binder and generators, on a schema small enough to read."""

import copy
import functools
import json
import operator
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.tools.conftest import Machine

CHECKOUT = Path(__file__).resolve().parents[2]
SCRIPT = CHECKOUT / "tools" / "gensdk" / "run.py"

SHAPE = {"$ref": "#/types/tiny:index:Shape"}
GOOD: dict[str, Any] = {
    "name": "tiny",
    "version": "1.2.3",
    "resources": {
        "tiny:index:Thing": {
            "description": "A thing with a shape.",
            "properties": {"thingName": {"type": "string"}, "itsShape": SHAPE},
            "required": ["thingName"],
            "inputProperties": {"thingName": {"type": "string"}, "itsShape": SHAPE},
        }
    },
    "types": {
        "tiny:index:Shape": {
            "type": "object",
            "properties": {"sides": {"type": "integer"}},
            "required": ["sides"],
        }
    },
    "language": {"python": {"pyproject": {"enabled": True}}},
}


Gensdk = Callable[..., subprocess.CompletedProcess[str]]
Write = Callable[..., Path]


@pytest.fixture(scope="module")
def gensdk() -> Gensdk:
    """Runs gensdk; builds it first where it is not in the cache, which can take minutes."""

    def run(*args: object, **env: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, str(SCRIPT), *map(str, args)],
            check=False,
            env=os.environ | env,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=900,
        )

    first = run("--help")
    if first.returncode == 3 and (shutil.which("go") is None or "or newer" in first.stderr):
        pytest.skip(first.stderr.splitlines()[0])
    assert first.returncode == 0, first.stderr
    return run


@pytest.fixture
def schema(tmp_path: Path) -> Write:
    """Writes the good schema, with one member changed if asked to."""

    def write(*path: str, value: object = None) -> Path:
        spec = copy.deepcopy(GOOD)
        if path:
            *way, last = path
            functools.reduce(operator.getitem, way, spec)[last] = value
        file = tmp_path / "schema.json"
        file.write_text(json.dumps(spec))
        return file

    return write


def test_a_good_schema_passes_without_a_word_of_warning(gensdk: Gensdk, schema: Write) -> None:
    done = gensdk("check", schema())
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith("schema.json: ok: package tiny, resources: 1, functions: 0\n")


THING = ("resources", "tiny:index:Thing")


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        (
            (*THING, "inputProperties", "itsShape"),
            {"$ref": "#/types/tiny:index:Shap"},
            "itsShape/$ref: type tiny:index:Shap not found in package tiny\n",
        ),
        ((*THING, "required"), ["other"], "error: #/resources/tiny:index:Thing/required"),
        (
            ("types", "tiny:index:Shape", "properties", "sides"),
            {"type": "number of"},
            "error: #/types/tiny:index:Shape/properties/sides/type: ",
        ),
    ],
    ids=["dangling ref", "required that is not there", "no such type"],
)
def test_a_broken_schema_is_refused_with_the_place(
    gensdk: Gensdk, schema: Write, tmp_path: Path, path: tuple[str, ...], value: object, said: str
) -> None:
    file = schema(*path, value=value)
    done = gensdk("check", file)
    assert done.returncode == 1
    assert said in done.stdout
    assert "the schema has errors" in done.stderr
    # Nor is anything generated from it.
    done = gensdk("generate", file, "python", tmp_path / "out")
    assert done.returncode == 1
    assert said in done.stderr
    assert not (tmp_path / "out").exists()


def test_a_misspelt_member_is_a_warning(gensdk: Gensdk, schema: Write) -> None:
    done = gensdk("check", schema(*THING, "requiredInput", value=["thingName"]))
    assert done.returncode == 0
    assert done.stdout.startswith('warning: #: ignored: unknown field "requiredInput"\n')


def test_a_reference_to_another_package_is_refused_in_words(gensdk: Gensdk, schema: Write) -> None:
    foreign = {"$ref": "/aws/v6.0.0/schema.json#/types/aws:index:Tag"}
    done = gensdk("check", schema(*THING, "inputProperties", "itsShape", value=foreign))
    assert done.returncode == 1
    assert "does a $ref name another package?" in done.stderr
    assert "goroutine" not in done.stderr


@pytest.mark.parametrize("text", ["", "{", "[]", '{"name": 5}'])
def test_an_invalid_schema_is_reported(gensdk: Gensdk, tmp_path: Path, text: str) -> None:
    file = tmp_path / "schema.json"
    file.write_text(text)
    done = gensdk("check", file)
    assert done.returncode == 1
    assert f"gensdk: {file}: not a package schema: " in done.stderr


@pytest.mark.parametrize(
    "args", [[], ["check"], ["generate", "x", "cobol", "y"], ["generate", "x", "go"], ["bind", "x"]]
)
def test_wrong_arguments_show_the_usage(gensdk: Gensdk, args: list[str]) -> None:
    done = gensdk(*args)
    assert (done.returncode, done.stdout) == (2, "")
    assert "gensdk generate SCHEMA LANGUAGE OUTDIR" in done.stderr


@pytest.mark.parametrize(
    ("language", "file", "content"),
    [
        ("python", "pulumi_tiny/thing.py", "def its_shape(self)"),
        ("nodejs", "thing.ts", "export class Thing extends pulumi.CustomResource"),
        ("go", "tiny/thing.go", "func NewThing(ctx *pulumi.Context"),
    ],
)
def test_each_language_gets_its_package_twice_the_same(
    gensdk: Gensdk, schema: Write, tmp_path: Path, language: str, file: str, content: str
) -> None:
    outputs = [tmp_path / "one", tmp_path / "two"]
    for output in outputs:
        # No network: what it needs is in the executable.
        done = gensdk("generate", schema(), language, output, https_proxy="http://127.0.0.1:9")
        assert done.returncode == 0, done.stderr
    one, two = (
        {p.relative_to(output): p.read_bytes() for p in output.rglob("*") if p.is_file()}
        for output in outputs
    )
    assert one == two
    text = one[Path(file)].decode()
    assert content in text
    # As in what `pulumi package gen-sdk` writes with that language's host.
    assert f"generated by pulumi-language-{language}" in text


def test_generated_python_compiles_and_reads_its_version(
    gensdk: Gensdk, schema: Write, tmp_path: Path
) -> None:
    done = gensdk("generate", schema(), "python", tmp_path)
    assert done.returncode == 0, done.stderr
    for file in tmp_path.rglob("*.py"):
        compile(file.read_text(), str(file), "exec")
    assert 'name = "pulumi_tiny"' in (tmp_path / "pyproject.toml").read_text()


# --- run.py, with a made-up Go


def test_it_is_built_once_and_gets_the_arguments(machine: Machine) -> None:
    machine.install_go()
    for _ in range(2):
        code, out, _ = machine.run("gensdk/run.py", "check", "a schema.json")
        assert (code, out) == (1, "made by go: check a schema.json\n")
    assert machine.builds == ["."]
    assert len(list((machine.cache / "gensdk").glob("*/gensdk"))) == 1


def test_without_go_it_says_what_is_missing(machine: Machine) -> None:
    code, out, err = machine.run("gensdk/run.py", "check", "schema.json")
    assert (code, out) == (3, "")
    assert "no `go` on PATH" in err
    assert "Install Go, 1." in err


def test_a_failed_build_of_it_leaves_nothing(machine: Machine) -> None:
    machine.install_go()
    code, _, err = machine.run("gensdk/run.py", "check", "schema.json", FAKE_GO_FAILS=".")
    assert code == 3
    assert "the proxy said no" in err
    assert not [p for p in (machine.cache / "gensdk").iterdir() if p.suffix != ".lock"]
