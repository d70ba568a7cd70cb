"""Languages other than Python: the SDKs are generated and built, and a TypeScript program is deployed with one."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from functools import partial
from pathlib import Path

import pytest

from appflow_provider.adopt.blocks import blocks as blocks_of
from appflow_provider.home import GO_MODULE
from appflow_provider.migration import terraform_state
from appflow_provider.migration.taking import take
from tests.docs.test_docs import blocks
from tests.e2e.conftest import ROOT, Emulator, engine_with
from tests.e2e.mirrors import (
    CHECKOUT_OF_EXAMPLES,
    EXAMPLE,
    PROGRAMS,
    declared,
    flows,
    in_python,
    live,
    make_profile,
)
from tests.e2e.stack import Stack
from tests.e2e.test_move_in import create, import_from, marked, nowhere_in_the_clear
from tests.migration import other_tools
from tests.migration.states import of_cases, of_words
from tools.version import stamp, version

PROGRAM = """\
import * as pulumi from "@pulumi/pulumi";
import * as appflow from "pulumi-appflow";

const flow = new appflow.Flow("orders", {
    flowName: "orders",
    sourceFlowConfig: {
        connectorType: "S3",
        sourceConnectorProperties: { s3: { bucketName: "exports", bucketPrefix: "orders" } },
    },
    destinationFlowConfigList: [
        { connectorType: "S3", destinationConnectorProperties: { s3: { bucketName: "lake" } } },
    ],
    triggerConfig: { triggerType: appflow.TriggerType.OnDemand },
    tasks: [{ taskType: "Map_all", sourceFields: [] }],
});
const login = new appflow.ConnectorProfile("crm", {
    connectorProfileName: "crm",
    connectorType: "Salesforce",
    connectionMode: "Public",
    connectorProfileConfig: {
        connectorProfileProperties: { salesforce: { instanceUrl: "https://kestrel-example.my.salesforce.com" } },
        connectorProfileCredentials: { salesforce: { refreshToken: "hunter2-in-plain-sight" } },
    },
});
export const arn = flow.flowArn;
export const credentials = login.connectorProfileConfig;
"""


def run(*command: str | Path, cwd: Path) -> None:
    done = subprocess.run(
        [*map(str, command)],
        cwd=cwd,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stdout


def generated(language: str, folder: Path) -> Path:
    sdk, schema = folder / f"{language}-sdk", folder / "schema.json"
    schema.write_text(stamp((ROOT / "schema.json").read_text(), version()))
    run(
        sys.executable,
        ROOT / "tools/gensdk/run.py",
        "generate",
        schema,
        language,
        sdk,
        cwd=folder,
    )
    return sdk


BUILD, INSTALL, DEPLOY = (text for name, text in blocks("sh") if "typescript.md" in name)
CHECKOUT = "PATH_TO_THIS_CHECKOUT"


@pytest.fixture(scope="module")
def nodejs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The SDK for TypeScript, built with the commands of the documentation that follow `make sdk`."""
    if shutil.which("npm") is None:
        pytest.skip("needs Node.js with npm")
    checkout = tmp_path_factory.mktemp("checkout")
    sdk = generated("nodejs", checkout).rename(checkout / "sdk-nodejs")
    head, _, commands = BUILD.partition("cd sdk/nodejs\n")
    assert head.splitlines() == [f"cd {CHECKOUT}", "make sdk"]
    run("bash", "-ec", commands, cwd=sdk)
    return sdk


def written(folder: Path, sdk: Path, programs: Mapping[str, str]) -> None:
    """Programs by their file, and what the compiler has to know."""
    compiler = {"target": "es2020", "module": "commonjs", "strict": True, "skipLibCheck": True}
    config = {"compilerOptions": compiler, "files": list(programs)}
    (folder / "tsconfig.json").write_text(json.dumps(config))
    (folder / "node_modules").symlink_to(sdk / "node_modules")
    for name, text in programs.items():
        (folder / name).write_text(text.replace('"pulumi-appflow"', f'"{sdk / "bin"}"'))


@pytest.fixture(scope="module")
def moved_in(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """
    A folder with the programs that the converter writes for Terraform states, as `pulumi convert` translates them: `cases` and, with
    names that mean something in a language, `words`, each in TypeScript and Go.
    """
    folder = tmp_path_factory.mktemp("moved-in")
    for name, content in (("cases", of_cases()), ("words", of_words())):
        contents = terraform_state.read(content, "terraform.tfstate")
        found = [each.found for each in take(contents, None).taken]
        (folder / f"{name}.pp").write_text(blocks_of(found))
    gensdk = ROOT / "tools/gensdk/run.py"
    run(sys.executable, gensdk, "programs", ROOT / "schema.json", folder, folder, cwd=folder)
    return folder


def examples(language: str) -> list[str]:
    """The programs of the documentation. Those on the emulator's page use the SDKs of AWS, and `tests/clients` runs them."""
    found = [text for name, text in blocks(language) if not name.startswith("emulator/")]
    assert found
    return found


LIKE_AWS = """\
declare module "@pulumi/aws" {
    import * as pulumi from "@pulumi/pulumi";
    namespace s3 {
        class Bucket extends pulumi.CustomResource {
            constructor(name: string, args?: { bucket?: pulumi.Input<string> });
            readonly bucket: pulumi.Output<string>;
        }
        class BucketPolicy extends pulumi.CustomResource {
            constructor(name: string, args: { bucket: pulumi.Input<string>; policy: pulumi.Input<string> });
        }
    }
    function getCallerIdentityOutput(): pulumi.Output<{ accountId: string }>;
}
"""
"""What the examples use of the package, which is large."""


def test_the_examples_in_typescript_compile(nodejs: Path, moved_in: Path, tmp_path: Path) -> None:
    programs = {f"{number}.ts": text for number, text in enumerate(examples("typescript"))}
    programs |= {each.name: each.read_text() for each in moved_in.glob("*.ts")}
    assert "config.requireSecret(" in programs["cases.ts"]
    assert "words.ts" in programs
    programs["aws.d.ts"] = LIKE_AWS
    written(tmp_path, nodejs, programs)
    run("npx", "tsc", "--noEmit", cwd=tmp_path)


@pytest.mark.parametrize("front", ["plugin"])
def test_a_typescript_program_comes_up_stays_silent_and_goes(
    nodejs: Path, emulator: Emulator, front: str, tmp_path: Path
) -> None:
    made = Stack(tmp_path / "stack", engine_with("nodejs"), emulator.url, front=front)
    (made.program / "Pulumi.yaml").write_text("name: tests\nruntime: nodejs\n")
    (made.program / "package.json").write_text('{"name": "tests", "main": "index.ts"}')
    written(made.program, nodejs, {"index.ts": PROGRAM})
    made.start()
    assert made.up()["created"] == 3
    assert emulator.names() == {"orders", "crm"}
    assert made.outputs()["arn"].endswith("flow/orders")
    assert made.up("--refresh", "--expect-no-changes") == {"unchanged": 3}
    assert made.destroy()["deleted"] == 3
    assert "hunter2" not in made.printed


def rewritten(folder: Path, sdk: Path, program: str) -> None:
    (folder / "index.ts").write_text(program.replace('"pulumi-appflow"', f'"{sdk / "bin"}"'))


def test_a_mirror_of_fifty_objects_in_typescript_comes_up_and_lives(
    nodejs: Path, emulator: Emulator, tmp_path: Path
) -> None:
    make_profile(emulator)
    made = Stack(tmp_path / "stack", engine_with("nodejs"), emulator.url, front="plugin")
    (made.program / "Pulumi.yaml").write_text("name: tests\nruntime: nodejs\n")
    (made.program / "package.json").write_text('{"name": "tests", "main": "index.ts"}')
    program = PROGRAMS["typescript"]
    written(made.program, nodejs, {"index.ts": program})
    made.start()
    live(made, emulator, program, partial(rewritten, made.program, nodejs))
    assert made.destroy() == {"deleted": 51}
    assert emulator.names() == {"crm"}


def test_the_example_of_a_mirror_in_typescript_declares_what_the_one_in_python_does(
    nodejs: Path, emulator: Emulator, tmp_path: Path
) -> None:
    made = Stack(tmp_path / "stack", engine_with("nodejs"), emulator.url, front="plugin")
    shutil.copytree(EXAMPLE / "schemas", made.folder / "schemas")
    shutil.copytree(EXAMPLE / "typescript", made.program, dirs_exist_ok=True)
    project = made.program / "Pulumi.yaml"
    project.write_text(project.read_text().replace(CHECKOUT_OF_EXAMPLES, sys.prefix))
    # As `npm install` does in the example: the SDK is a package of the program.
    shutil.copytree(nodejs / "node_modules", made.program / "node_modules", symlinks=True)
    (made.program / "node_modules" / "pulumi-appflow").symlink_to(nodejs / "bin")
    made.start()
    made.run("config", "set", "--secret", "salesforceRefreshToken", "hunter2-of-the-example")
    made.up()
    assert declared(flows(made)) == in_python()
    made.up("--refresh", "--expect-no-changes")
    assert "using pulumi-resource-appflow from $PATH" not in made.printed
    made.destroy()
    assert emulator.names() == set()
    assert "hunter2" not in made.printed + made.kept()


def test_a_typescript_program_of_the_converter_plans_nothing_after_the_import(
    nodejs: Path, emulator: Emulator, moved_in: Path, tmp_path: Path
) -> None:
    made = Stack(
        tmp_path / "stack",
        engine_with("nodejs"),
        emulator.url,
        region=other_tools.REGION,
        front="plugin",
    )
    (made.program / "Pulumi.yaml").write_text("name: tests\nruntime: nodejs\n")
    (made.program / "package.json").write_text('{"name": "tests", "main": "index.ts"}')
    written(made.program, nodejs, {"index.ts": (moved_in / "cases.ts").read_text()})
    (made.program / "terraform.tfstate").write_text(json.dumps(marked(of_cases())))
    there = create(emulator)
    made.start()
    said = import_from(made, "terraform.tfstate", "--set-config")
    assert f"= {len(there)} imported" in said
    made.run("preview", "--expect-no-changes")
    nowhere_in_the_clear(made)


def test_the_page_on_typescript_leads_from_nothing_to_a_flow(
    nodejs: Path, emulator: Emulator, tmp_path: Path
) -> None:
    made = Stack(tmp_path / "stack", engine_with("nodejs"), emulator.url, front="plugin")
    made.environment["PATH"] += os.pathsep + os.environ["PATH"]
    folder = made.program / "shop"
    script = INSTALL.replace(f"{CHECKOUT}/sdk/nodejs", str(nodejs))
    run("bash", "-ec", script, cwd=made.program)
    page = {"yaml": "Pulumi.yaml", "json": "tsconfig.json", "typescript": "index.ts"}
    for language, file in page.items():
        (text,) = (text for name, text in blocks(language) if "typescript.md" in name)
        (folder / file).write_text(text.replace(f"{CHECKOUT}/.venv", sys.prefix))
    script = "\n".join(
        line
        for line in DEPLOY.replace("http://127.0.0.1:5005", emulator.url).splitlines()
        if "appflow-emulator" not in line and "BACKEND" not in line
    )
    environment = {**made.environment, "PULUMI_SKIP_CONFIRMATIONS": "true"}
    done = subprocess.run(
        ["bash", "-ec", script],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    assert "from $PATH" not in done.stdout
    (name,) = emulator.names()
    assert emulator.client().describe_flow(flowName=name)["flowStatus"] == "Active"


@pytest.mark.skipif(shutil.which("go") is None, reason="needs a Go toolchain")
def test_the_go_sdk_and_the_examples_in_go_compile(moved_in: Path, tmp_path: Path) -> None:
    sdk = generated("go", tmp_path) / "appflow"
    pins = (ROOT / "tools/gensdk/go.mod").read_text()
    pinned = re.search(r"github.com/pulumi/pulumi/sdk/v3 (\S+)", pins)
    assert pinned is not None
    (sdk / "go.mod").write_text(
        f"module {GO_MODULE}\n\ngo 1.25.0\n\nrequire (\n"
        f"\tgithub.com/pulumi/pulumi/sdk/v3 {pinned[1]}\n"
        "\tgithub.com/blang/semver v3.5.1+incompatible\n)\n"
    )
    # One package of all programs, because the compiler needs seconds to read the SDK for each package.
    (sdk / "examples").mkdir()
    programs = examples("go")
    programs += [each.read_text() for each in moved_in.glob("*.go")]
    for number, text in enumerate(programs):
        assert text.count("func main() {") == 1
        named = text.replace("package main", "package examples", 1)
        named = named.replace("func main() {", f"func example{number}() {{")
        (sdk / "examples" / f"{number}.go").write_text(named)
    run("go", "build", "-mod=mod", "./...", cwd=sdk)
