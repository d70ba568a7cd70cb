"""
The trial of a release: each file is installed into an empty environment and used, as a user would.

The programs are those of the documentation and of `nodejs`, `golang` beside this module. Pulumi's engine is the one of `tools/pulumi/get.py`,
and the service is the emulator of this checkout.
"""

import contextlib
import functools
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import venv
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tools.pulumi.workbench import UnavailableError, run, say
from tools.release.packing import under
from tools.release.plugin import PLATFORMS, named
from tools.release.python import DISTRIBUTIONS, EMULATOR, PROVIDER, Distribution
from tools.release.sources import ROOT, Source
from tools.version import for_python

RUNS_PLUGIN_FOLDERS = "3.216"  # pulumi-language-python from here on; the SDK's oldest version that pyproject.toml accepts needs it, too
PIP = [sys.executable, "-m", "pip"]
START = [sys.executable, "-m", "appflow_emulator", "--port", "0"]
PACKAGE = "appflow"
VERSION_OF_THE_README = "0.1.0"  # in its commands
REGION = "eu-west-1"
CREDENTIALS = {"AWS_ACCESS_KEY_ID": "local", "AWS_SECRET_ACCESS_KEY": "local"}  # of the emulator
A_FLOW: Mapping[str, Any] = {
    "flowName": "orders",
    "triggerConfig": {"triggerType": "OnDemand"},
    "sourceFlowConfig": {
        "connectorType": "S3",
        "sourceConnectorProperties": {"S3": {"bucketName": "exports", "bucketPrefix": "in"}},
    },
    "destinationFlowConfigList": [
        {
            "connectorType": "S3",
            "destinationConnectorProperties": {"S3": {"bucketName": "lake"}},
        }
    ],
    "tasks": [{"taskType": "Map_all", "sourceFields": []}],
}


class FailedError(UnavailableError):
    """A file of the release does not do what it is for."""


@dataclass(frozen=True)
class Bench:
    """What a trial has: the release, an empty folder, and the engine."""

    source: Source
    out: Path
    work: Path

    @property
    def version(self) -> str:
        return self.source.version

    @functools.cached_property
    def engine(self) -> Path:
        """The folder of Pulumi's executables, with the hosts of YAML and Node.js."""
        get = [
            sys.executable,
            str(ROOT / "tools/pulumi/get.py"),
            "--with",
            "yaml",
            "--with",
            "nodejs",
        ]
        return Path(
            subprocess.run(get, stdout=subprocess.PIPE, text=True, check=True).stdout.strip()
        )

    @property
    def wheelhouse(self) -> Path:
        """The folder of what was downloaded for the wheels."""
        return self.work / "wheelhouse"

    def binaries(self, distribution: Distribution) -> Path:
        """The folder of the executables, where a distribution was installed."""
        scripts = "Scripts" if sys.platform == "win32" else "bin"
        return self.work / distribution.name / "venv" / scripts

    def folder(self, name: str) -> Path:
        """A new folder."""
        made = self.work / name
        made.mkdir(parents=True)
        return made

    def environment(self, **more: str) -> dict[str, str]:
        """No active virtual environment, no plugin on the PATH, and a home of its own; the settings of pip, npm and Go stay."""
        kept = {
            name: value
            for name, value in os.environ.items()
            if name.startswith(("PIP_", "npm_config_", "NPM_", "GO", "SSL_", "LANG"))
            or name.lower().endswith("_proxy")
        }
        base = Path(sys.base_prefix) / "bin"
        tools = [Path(found).parent for name in ("node", "go") if (found := shutil.which(name))]
        path = [self.engine, base, *tools, "/usr/bin", "/bin"]
        caches = {name: os.environ[name] for name in ("HOME", "USERPROFILE") if name in os.environ}
        return {**kept, **caches, "PATH": os.pathsep.join(map(str, path)), **more}

    def said(self, *command: str | Path, cwd: Path, env: Mapping[str, str] | None = None) -> str:
        """
        What a command prints.

        Raises:
            FailedError: it ends with another code than 0.
        """
        done = subprocess.run(
            [str(word) for word in command],
            cwd=cwd,
            env=env or self.environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            words = " ".join(map(str, command))
            raise FailedError(f"{words} ended with {done.returncode}\n{done.stdout}{done.stderr}")
        return done.stdout


def tried(source: Source, out: Path, work: Path) -> None:
    """
    Try every file.

    Raises:
        UnavailableError: a file fails, has no trial, or something that a trial needs is not here.
    """
    bench = Bench(source, out, work / "trial")
    left = {file.name for file in out.iterdir()}
    for trial in TRIALS:
        for name in trial(bench):
            say(f"tried {name}")
            left.discard(name)
    if left:
        raise FailedError(f"there is no trial of {', '.join(sorted(left))}")


def wheels(bench: Bench) -> Iterator[str]:
    """A wheel is installed and used; the source distribution beside it gives the same wheel."""
    _downloaded(bench)
    for each in DISTRIBUTIONS:
        wheel, sdist = each.files(bench.version)
        folder = bench.folder(each.name)
        venv.create(folder / "venv")
        _installed(bench, each, str(bench.out / wheel))
        binaries = bench.binaries(each)
        for module in each.modules:
            bench.said(binaries / "python", "-I", "-c", f"import {module}", cwd=folder)
        for command, expected in each.commands:
            printed = bench.said(binaries / command[0], *command[1:], cwd=folder).strip()
            wanted = expected.format(
                version=bench.version, python_version=for_python(bench.version)
            )
            if wanted not in printed:
                raise FailedError(f"{' '.join(command)} prints {printed!r}, and not {wanted}")
        yield wheel
        build = [*PIP, "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
        env = bench.environment(SOURCE_DATE_EPOCH=str(bench.source.when))
        bench.said(*build, bench.out / sdist, cwd=folder, env=env)
        _same(folder / wheel, bench.out / wheel)
        yield sdist


def _downloaded(bench: Bench) -> None:
    """Ask the package index once for all that the wheels need; the installations then take it from a folder."""
    bench.wheelhouse.mkdir(parents=True)
    files = [str(bench.out / each.files(bench.version)[0]) for each in DISTRIBUTIONS]
    command = [*PIP, "download", "--quiet", "--dest", str(bench.wheelhouse), *files]
    found = ["--find-links", str(bench.out)]  # one needs another
    run(
        "downloading what the wheels need",
        [*command, *found],
        expect=30,
        cwd=bench.work,
        env=bench.environment(),
    )


def _installed(bench: Bench, environment: Distribution, asked: str) -> None:
    """Install into the environment of a distribution. It has no pip of its own, which takes seconds to make."""
    python = bench.binaries(environment) / "python"
    command = [*PIP, "--python", str(python), "install", "--quiet", "--no-compile", "--no-index"]
    found = ["--find-links", str(bench.wheelhouse), "--find-links", str(bench.out)]
    run(
        f"installing {asked.rpartition('/')[2]}",
        [*command, *found, asked],
        expect=10,
        cwd=bench.work,
        env=bench.environment(),
    )


def extra(bench: Bench) -> Iterator[str]:
    """The extra of the provider asks for the emulator of the same version, and then has what it needs of it."""
    wheel, _ = PROVIDER.files(bench.version)
    binaries = bench.binaries(EMULATOR)
    asked = f"{PROVIDER.name}[emulator] @ {(bench.out / wheel).as_uri()}"
    _installed(bench, EMULATOR, asked)
    bench.said(binaries / "appflow-pulumi", "rehearse", "--help", cwd=bench.work)
    read = "from importlib.metadata import requires; print(*requires('pulumi-appflow'), sep='\\n')"
    lines = bench.said(binaries / "python", "-I", "-c", read, cwd=bench.work).splitlines()
    wanted = f"appflow-emulator=={for_python(bench.version)}; extra == 'emulator'"
    if wanted not in lines:
        raise FailedError(f"{wheel} does not ask for {wanted}")
    say("the extra brings the emulator of the same version")
    yield from ()


def converter(bench: Bench) -> Iterator[str]:
    """Pulumi finds the converter of the wheel, which writes a program for what is there."""
    import boto3  # late: a build needs none

    home = bench.folder("home-of-the-converter")
    env = bench.environment(PULUMI_HOME=str(home), **CREDENTIALS)
    env["PATH"] = os.pathsep.join((str(bench.binaries(PROVIDER)), env["PATH"]))
    with emulator() as url:
        keys = {name.lower(): value for name, value in CREDENTIALS.items()}
        boto3.client("appflow", REGION, endpoint_url=url, **keys).create_flow(**A_FLOW)
        convert = ["convert", "--from", "appflow", "--language", "yaml", "--generate-only"]
        options = ["--out", "converted", "--", "--region", REGION, "--endpoint-url", url]
        bench.said("pulumi", *convert, *options, cwd=bench.work, env=env)
    files = sorted((bench.work / "converted").glob("*.yaml"))
    written = "\n".join(file.read_text(encoding="utf-8") for file in files)
    if f"flowName: {A_FLOW['flowName']}" not in written:
        raise FailedError(f"the converter writes a program without the flow:\n{written}")
    say("the converter writes a program")
    yield from ()


def plugin(bench: Bench) -> Iterator[str]:
    """The archive is installed as the README says, answers with its schema, and serves a program in YAML and one in TypeScript."""
    first, *others = [bench.out / named(bench.version, platform) for platform in PLATFORMS]
    for other in others:
        _same(first, other)
    home = bench.folder("home")
    env = bench.environment(
        **CREDENTIALS,
        PULUMI_BACKEND_URL=f"file://{bench.folder('state')}",
        PULUMI_CONFIG_PASSPHRASE="local",  # noqa: S106
        PULUMI_HOME=str(home),
        PULUMI_SKIP_UPDATE_CHECK="1",
    )
    install, project, preview = _section_of_the_readme(bench)
    run("installing the archive", ["bash", "-ec", install], expect=30, cwd=home, env=env)
    named_folder = _folder_for_an_old_host(bench, home, env)
    _previewed(bench, project, preview, env, named_folder)
    say("the README's section on the plugin leads to a preview")
    env["PULUMI_STACK"] = "dev"
    schema = _schema(bench, home, env, named_folder)
    if schema["version"] != bench.version or not schema["resources"]:
        raise FailedError("the plugin does not answer with its schema")
    for name, make in (("yaml", _yaml), ("typescript", _typescript)):
        program = make(bench)
        _deployed(bench, program, env, named_folder)
        say(f"the archive serves a program in {name}")
    yield from (file.name for file in (first, *others))
    yield f"pulumi-appflow-{bench.version}.tgz"


def go_module(bench: Bench) -> Iterator[str]:
    """The Go module is found by its import path, at its version, and a program that uses it compiles."""
    name = f"pulumi-appflow-sdk-go-v{bench.version}.tar.gz"
    if shutil.which("go") is None:
        raise UnavailableError("The Go SDK is tried with Go: https://go.dev/doc/install")
    folder = bench.folder("go")
    with tarfile.open(bench.out / name) as archive:
        archive.extractall(folder / "unpacked", filter="data")
    (pins,) = (folder / "unpacked").rglob("go.mod")
    path = pins.read_text(encoding="utf-8").split()[1]
    proxy = _module_proxy(folder / "proxy", path, f"v{bench.version}", pins.parent)
    program = bench.folder("go/program")
    text = (bench.source.tree / "tools/release/golang/main.go").read_text(encoding="utf-8")
    (program / "main.go").write_text(
        text.replace("example.com/pulumi-appflow/sdk/go/appflow", path)
    )
    usual = bench.said("go", "env", "GOPROXY", cwd=folder).strip()
    env = bench.environment(GOPROXY=f"file://{proxy},{usual}", GONOSUMDB=path, GOFLAGS="-mod=mod")
    bench.said("go", "mod", "init", "shop", cwd=program, env=env)
    bench.said("go", "get", f"{path}@v{bench.version}", cwd=program, env=env)
    run(
        "compiling a program in Go",
        ["go", "build", "-o", os.devnull, "."],
        expect=40,
        cwd=program,
        env=env,
    )
    yield name


def papers(bench: Bench) -> Iterator[str]:
    """The schema is that of the plugin, the bills name what is pinned, and the notes and sums are of this version."""
    from cyclonedx.schema import SchemaVersion  # late, for a validator that takes seconds to load
    from cyclonedx.validation.json import JsonStrictValidator

    schema = json.loads((bench.out / "schema.json").read_text(encoding="utf-8"))
    if schema["version"] != bench.version:
        raise FailedError(f"schema.json is of {schema['version']}")
    yield "schema.json"
    for each in DISTRIBUTIONS:
        name = each.bill(bench.version)
        locked = (bench.source.tree / each.pins).read_text(encoding="utf-8")
        pins = set(re.findall(r"^([\w.-]+)==(\S+)", locked, re.MULTILINE))
        text = (bench.out / name).read_text(encoding="utf-8")
        bill = json.loads(text)
        form = JsonStrictValidator(SchemaVersion.from_version(bill["specVersion"]))
        if wrong := form.validate_str(text):
            raise FailedError(f"{name} is not valid: {wrong}")
        listed = {(one["name"], one["version"]) for one in bill["components"]}
        about = bill["metadata"]["component"]
        if (listed, about["name"], about["version"]) != (pins, each.name, bench.version):
            raise FailedError(f"{name} does not list what is pinned in {each.pins}")
        yield name
    if bench.version not in (bench.out / "RELEASE_NOTES.md").read_text(encoding="utf-8"):
        raise FailedError("RELEASE_NOTES.md is not of this version")
    yield "RELEASE_NOTES.md"
    yield "SHA256SUMS"


TRIALS: Sequence[Callable[[Bench], Iterator[str]]] = (
    wheels,
    extra,
    converter,
    plugin,
    go_module,
    papers,
)


def _same(one: Path, other: Path) -> None:
    if one.read_bytes() != other.read_bytes():
        raise FailedError(f"{one} and {other} differ")


def _section_of_the_readme(bench: Bench) -> tuple[str, str, str]:
    """What the README says of the plugin, word by word: how to install it, a program, and how to look at what it would do."""
    readme = (bench.source.tree / "README.md").read_text(encoding="utf-8")
    section = readme.partition("## Use the plugin from any language\n")[2].partition("\n## ")[0]
    section = section.replace(VERSION_OF_THE_README, bench.version)
    section = section.replace("PATH_TO_THIS_CHECKOUT/dist", str(bench.out))
    blocks = re.findall(r"^```(\w+)\n(.*?)^```", section, re.MULTILINE | re.DOTALL)
    if [language for language, _ in blocks] != ["sh", "sh", "yaml", "sh"]:
        raise FailedError("the README's section on the plugin is not the one that is tried")
    pack, install, project, preview = (text for _, text in blocks)
    if pack != f"make plugin VERSION={bench.version}\n":  # what this release was built with
        raise FailedError(f"the README packs the plugin with {pack}")
    return install, project, preview


def _previewed(
    bench: Bench, project: str, preview: str, env: Mapping[str, str], folder: Path | None
) -> None:
    """The commands of the README in an empty folder."""
    program = bench.folder("shop-of-the-readme")
    (program / "Pulumi.yaml").write_text(project)
    path = env["PATH"] if folder is None else f"{folder}{os.pathsep}{env['PATH']}"
    commands = preview.replace("file://~", f"file://{bench.folder('state-of-the-readme')}")
    printed = bench.said("bash", "-ec", commands, cwd=program, env={**env, "PATH": path})
    if not re.search(r"\+ +appflow:index:Flow orders create", printed):
        raise FailedError(f"the program of the README plans no flow:\n{printed}")
    if "2 to create" not in printed:
        raise FailedError(f"the program of the README plans something else:\n{printed}")


def _folder_for_an_old_host(bench: Bench, home: Path, env: Mapping[str, str]) -> Path | None:
    """
    A folder with an executable that starts the installed plugin as a current host of Python would, if the host here is an old one.

    The host that can be built from Go modules is of 2023. It installs what the archive needs, but cannot run a plugin folder that has options.
    """
    about = json.loads(bench.said("pulumi", "about", "--json", cwd=_python_project(bench), env=env))
    (host,) = (each["version"] for each in about["plugins"] if each["kind"] == "language")
    if _number(host) >= _number(RUNS_PLUGIN_FOLDERS):
        return None
    say(f"pulumi-language-python {host} cannot run plugin folders: a script does it instead")
    (installed,) = (home / "plugins").glob("resource-appflow-v*/__main__.py")
    python = next(installed.parent.rglob("bin/python"))
    folder = bench.folder("starter")
    starter = folder / "pulumi-resource-appflow"
    starter.write_text(f'#!/bin/sh\nexec "{python}" "{installed}" "$@"\n')
    starter.chmod(0o755)
    return folder


def _python_project(bench: Bench) -> Path:
    folder = bench.folder("about")
    (folder / "Pulumi.yaml").write_text("name: about\nruntime: python\n")
    return folder


def _number(version: str) -> tuple[int, ...]:
    return tuple(map(int, re.findall(r"\d+", version)[:2]))


def _schema(
    bench: Bench, home: Path, env: Mapping[str, str], folder: Path | None
) -> dict[str, object]:
    asked = (
        f"{PACKAGE}@{bench.version}" if folder is None else str(folder / "pulumi-resource-appflow")
    )
    found: dict[str, object] = json.loads(
        bench.said("pulumi", "package", "get-schema", asked, cwd=home, env=env)
    )
    return found


def _yaml(bench: Bench) -> Path:
    folder = bench.folder("shop-in-yaml")
    (folder / "Pulumi.yaml").write_text(_from_page(bench, "yaml.md", "yaml"))
    return folder


def _typescript(bench: Bench) -> Path:
    folder = bench.folder("shop-in-typescript")
    (folder / "Pulumi.yaml").write_text("name: shop\nruntime: nodejs\nmain: index.ts\n")
    for language, file in (("json", "tsconfig.json"), ("typescript", "index.ts")):
        (folder / file).write_text(_from_page(bench, "typescript.md", language))
    tarball = bench.out / f"pulumi-appflow-{bench.version}.tgz"
    needed = [str(tarball), "@pulumi/pulumi", "typescript@5", "@types/node@20"]
    (folder / "package.json").write_text('{"name": "shop", "private": true}')
    install = ["npm", "install", "--no-audit", "--no-fund", *needed]
    run(f"installing {tarball.name}", install, expect=20, cwd=folder, env=bench.environment())
    bench.said("npx", "tsc", "--noEmit", cwd=folder)
    return folder


def _from_page(bench: Bench, page: str, language: str) -> str:
    """The first program of a page in this language."""
    text = (bench.source.tree / "docs/how-to" / page).read_text(encoding="utf-8")
    found = re.search(rf"^```{language}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    if found is None:
        raise FailedError(f"docs/how-to/{page} has no program in {language}")
    return found[1]


def _deployed(bench: Bench, program: Path, env: Mapping[str, str], folder: Path | None) -> None:
    """Preview, up, up again without a change, destroy."""
    if folder is not None:
        with (program / "Pulumi.yaml").open("a") as project:
            project.write(f"plugins:\n  providers:\n    - name: appflow\n      path: {folder}\n")

    def pulumi(*words: str) -> None:
        bench.said("pulumi", *words, "--non-interactive", cwd=program, env=env)

    with emulator() as url:
        pulumi("stack", "init", f"dev-{program.name}", "--no-select")
        stack = ("--stack", f"dev-{program.name}")
        settings = {"appflow:region": "eu-west-1", "appflow:endpointUrl": url}
        plain = [word for name in settings for word in ("--plaintext", f"{name}={settings[name]}")]
        secret = ["--secret", "salesforceRefreshToken=made-up"]
        pulumi("config", "set-all", *plain, *secret, *stack)
        pulumi("up", "--yes", *stack)
        pulumi("up", "--yes", "--skip-preview", "--expect-no-changes", *stack)
        pulumi("destroy", "--yes", "--skip-preview", *stack)


@contextlib.contextmanager
def emulator() -> Iterator[str]:
    """The URL of an emulator that runs meanwhile."""
    with subprocess.Popen(START, stdout=subprocess.PIPE, text=True) as server:
        try:
            yield server.stdout.readline().split()[-1] if server.stdout else ""
        finally:
            server.terminate()


def _module_proxy(proxy: Path, path: str, version: str, module: Path) -> Path:
    """A folder that answers Go as a module proxy would, with this module in it. The layout is that of `go help goproxy`."""
    place = proxy / path / "@v"
    place.mkdir(parents=True)
    (place / "list").write_text(f"{version}\n")
    (place / f"{version}.info").write_text(json.dumps({"Version": version}))
    shutil.copy(module / "go.mod", place / f"{version}.mod")
    with zipfile.ZipFile(place / f"{version}.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for name, file in under(module, f"{path}@{version}"):
            archive.write(file, name)
    return proxy
