"""
Build the Pulumi engine and its language hosts from the Go modules that are pinned in the folders beside this file.

`get.py` does it where nothing else gives an engine. It needs a Go toolchain and a module proxy or cache, and about 4 minutes.
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
    """An executable made from a module folder beside this file, where `module` is pinned."""

    name: str
    folder: str
    package: str
    module: str
    seconds: float  # on two cores, nothing cached
    stamped: str = f"{SDK}/go/common/version.Version"  # the variable that holds its version

    @property
    def version(self) -> str:
        """What go.mod pins, without the v."""
        text = (HERE / self.folder / "go.mod").read_text(encoding="utf-8")
        found = re.search(rf"\b{re.escape(self.module)} v(\S+)", text)
        if found is None:
            raise ValueError(f"{self.folder}/go.mod does not pin {self.module}; please report")
        return found[1]

    def build_command(self, go: str, output: Path) -> list[str]:
        stamp = f"-w -s -X {self.stamped}=v{self.version}"
        # The tags: no cgo for user look-ups, and no tracing, which keeps the linker from dropping
        # unused code. Pulumi's own builds set them for the engine; the hosts ignore them.
        tags = "osusergo grpcnotrace"
        return [go, "build", "-tags", tags, "-ldflags", stamp, "-o", str(output), self.package]


@dataclass(frozen=True)
class Script:
    """A file of the SDK's module, in the version that `folder` pins, copied as it is."""

    name: str
    folder: str
    path: str


ENGINE = Binary("pulumi", "engine", f"{PKG}/cmd/pulumi", PKG, 200)
# Today's hosts of Python and Node.js are modules without tags, which module proxies do not all
# serve. These are the last releases of the SDK's module that still held them; they work with an
# engine of today.
PYTHON_HOST = Binary(
    "pulumi-language-python", "pyhost", f"{SDK}/python/cmd/pulumi-language-python", SDK, 40
)
NODEJS_HOST = Binary(
    "pulumi-language-nodejs", "nodehost", f"{SDK}/nodejs/cmd/pulumi-language-nodejs", SDK, 40
)
# In the version that the engine's release brings, and made of the engine's own modules, most of
# which are compiled by the time it is built.
YAML_HOST = Binary(
    "pulumi-language-yaml",
    "yamlhost",
    f"{YAML}/cmd/pulumi-language-yaml",
    YAML,
    70,
    f"{YAML}/pkg/version.Version",
)
BINARIES = (ENGINE, PYTHON_HOST)
HOSTS: Mapping[str, Binary] = {"nodejs": NODEJS_HOST, "yaml": YAML_HOST}  # made when asked for
SCRIPTS = (
    # The host looks for its Python side in its own folder, and the two belong together.
    Script("pulumi-language-python-exec", "pyhost", "python/cmd/pulumi-language-python-exec"),
    Script("pulumi-resource-pulumi-python", "engine", "python/dist/pulumi-resource-pulumi-python"),
)


def recipe_of(way: str) -> str:
    """The name of what a way makes. It changes with everything that goes into it."""
    pins = [
        HERE / binary.folder / file
        for binary in (*BINARIES, *HOSTS.values())
        for file in ("go.mod", "go.sum")
    ]
    recipe = repr((way, SCRIPTS, [binary.build_command("go", Path()) for binary in BINARIES]))
    return f"{ENGINE.version}-{digest(pins, recipe)}"


def go_needed() -> str:
    """The version of Go that the engine is built with, or a newer one."""
    return go_version_needed(HERE / ENGINE.folder)


def build_missing(
    folder: Path,
    missing: Callable[[], Collection[str]],
    hosts: Sequence[Binary],
    env: Mapping[str, str],
) -> None:
    """
    Build into a folder what is missing of the engine and of the hosts.

    Raises:
        UnavailableError: there is no Go toolchain, or it failed.
    """
    go = find_go(HERE / ENGINE.folder, env)
    made = {each.name for each in (*BINARIES, *SCRIPTS)}
    with one_at_a_time(folder.parent):
        if made & set(missing()):  # asked again: another process may have made it meanwhile
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
    # Under another name first: an addition to an engine in the cache appears in one step as well.
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
    """Leave a note beside `bin`, for tests that depend on the age of a language host."""
    text = json.dumps(facts, indent=2) + "\n"
    (place / "engine.json").write_text(text, encoding="utf-8")
