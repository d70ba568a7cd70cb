"""
Builds the Pulumi engine and its language hosts from the Go modules that are pinned in the folders beside this file.

`get.py` uses it if no other way gives an engine. It needs a Go toolchain and a module proxy or cache, and about 4 minutes.
Standard library only: it runs before anything is installed.
"""

import json
import re
import shutil
import subprocess
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tools.pulumi.workbench import (
    UnavailableError,
    digest,
    find_go,
    go_environment,
    go_version_needed,
    one_at_a_time,
    run,
    whole_or_nothing,
)

HERE = Path(__file__).resolve().parent
SDK = "github.com/pulumi/pulumi/sdk/v3"
PKG = "github.com/pulumi/pulumi/pkg/v3"
YAML = "github.com/pulumi/pulumi-yaml"


@dataclass(frozen=True)
class Binary:
    """An executable built from a folder beside this file, whose go.mod pins `module`."""

    name: str
    folder: str
    package: str
    module: str
    seconds: float  # on two cores, nothing cached
    stamped: str = f"{SDK}/go/common/version.Version"  # the variable that holds its version

    @property
    def version(self) -> str:
        """The version that go.mod pins, without the v."""
        text = (HERE / self.folder / "go.mod").read_text(encoding="utf-8")
        found = re.search(rf"\b{re.escape(self.module)} v(\S+)", text)
        if found is None:
            raise ValueError(f"{self.folder}/go.mod does not pin {self.module}; please report")
        return found[1]

    def build_command(self, go: str, output: Path) -> list[str]:
        stamp = f"-w -s -X {self.stamped}=v{self.version}"
        # The tags: no cgo for user lookups, and no tracing, which would prevent the linker from dropping unused code. Pulumi's
        # own builds set them for the engine; the hosts ignore them.
        tags = "osusergo grpcnotrace"
        return [go, "build", "-tags", tags, "-ldflags", stamp, "-o", str(output), self.package]


@dataclass(frozen=True)
class Script:
    """A file of the SDK's module, copied unchanged, in the version that `folder` pins."""

    name: str
    folder: str
    path: str


ENGINE = Binary("pulumi", "engine", f"{PKG}/cmd/pulumi", PKG, 200)
# The current hosts of Python and Node.js are modules without tags, which not all module proxies serve. These are the last
# releases of the SDK's module that contained them. They work with a current engine.
PYTHON_HOST = Binary(
    "pulumi-language-python", "pyhost", f"{SDK}/python/cmd/pulumi-language-python", SDK, 40
)
NODEJS_HOST = Binary(
    "pulumi-language-nodejs", "nodehost", f"{SDK}/nodejs/cmd/pulumi-language-nodejs", SDK, 40
)
# In the version of the engine's release, and built from the engine's own modules, most of which are already compiled.
YAML_HOST = Binary(
    "pulumi-language-yaml",
    "yamlhost",
    f"{YAML}/cmd/pulumi-language-yaml",
    YAML,
    70,
    f"{YAML}/pkg/version.Version",
)
BINARIES = (ENGINE, PYTHON_HOST)
HOSTS: Mapping[str, Binary] = {"nodejs": NODEJS_HOST, "yaml": YAML_HOST}  # built on request
SCRIPTS = (
    # The host looks for its Python part in its own folder, and both must have the same version.
    Script("pulumi-language-python-exec", "pyhost", "python/cmd/pulumi-language-python-exec"),
    Script("pulumi-resource-pulumi-python", "engine", "python/dist/pulumi-resource-pulumi-python"),
)


def recipe_of(way: str) -> str:
    """The name of what a way builds. It changes with all of its inputs."""
    pins = [
        HERE / binary.folder / file
        for binary in (*BINARIES, *HOSTS.values())
        for file in ("go.mod", "go.sum")
    ]
    recipe = repr((way, SCRIPTS, [binary.build_command("go", Path()) for binary in BINARIES]))
    return f"{ENGINE.version}-{digest(pins, recipe)}"


def go_needed() -> str:
    """The minimum version of Go for the engine."""
    return go_version_needed(HERE / ENGINE.folder)


def build_missing(
    folder: Path,
    missing: Callable[[], Collection[str]],
    hosts: Sequence[Binary],
    env: Mapping[str, str],
) -> None:
    """
    Build into a folder what the engine and the hosts lack.

    Raises:
        UnavailableError: there is no Go toolchain, or the build failed.
    """
    go = find_go(HERE / ENGINE.folder, env)
    made = {each.name for each in (*BINARIES, *SCRIPTS)}
    with one_at_a_time(folder.parent):
        if made & set(
            missing()
        ):  # checked again, because another process may have built it meanwhile
            with whole_or_nothing(folder.parent) as work:
                (work / "bin").mkdir()
                for binary in BINARIES:
                    build(binary, go, work / "bin", env)
                for script in SCRIPTS:
                    copy(script, go, work / "bin", env)
                versions = {each.name: each.version for each in (*BINARIES, *HOSTS.values())}
                describe(work, {"from": "go", **versions})
        for host in hosts:
            if host.name in missing():
                build(host, go, folder, env)


def build(binary: Binary, go: str, folder: Path, env: Mapping[str, str]) -> None:
    # Under another name first, so that an addition to a cached engine appears in one step.
    unfinished = folder / f".{binary.name}"
    run(
        f"building {binary.name} {binary.version} from Go modules",
        binary.build_command(go, unfinished),
        expect=binary.seconds,
        cwd=HERE / binary.folder,
        env=go_environment(env),
    )
    unfinished.replace(folder / binary.name)


def copy(script: Script, go: str, folder: Path, env: Mapping[str, str]) -> None:
    try:
        module = subprocess.run(
            [go, "list", "-m", "-f", "{{.Dir}}", SDK],
            cwd=HERE / script.folder,
            env=go_environment(env),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=120,
            check=True,
        ).stdout.strip()
    except subprocess.SubprocessError as exc:
        raise UnavailableError(f"finding {script.name} failed: {exc}") from exc
    target = folder / script.name
    shutil.copyfile(Path(module, script.path), target)
    target.chmod(0o755)


def describe(place: Path, facts: Mapping[str, str]) -> None:
    """Write a note beside `bin`, for tests that depend on the version of a language host."""
    text = json.dumps(facts, indent=2) + "\n"
    (place / "engine.json").write_text(text, encoding="utf-8")
