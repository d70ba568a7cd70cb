"""
The plugin with an interpreter of its own: one archive for the machine that builds it. Who installs it needs neither Python nor a package index.

    python -m tools.release.standalone 0.1.0      write dist/pulumi-resource-appflow-v0.1.0-OS-ARCH-standalone.tar.gz

PyInstaller does the work, in an environment of its own with the pins of the plugin's archive. It cannot build for another system, so it is no
part of `make release`, whose files come from one machine. The archive is tried before it is kept: Pulumi installs it and asks for its schema.
"""

import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

from tools import version as versions
from tools.pulumi.workbench import UnavailableError, run, say
from tools.release import plugin
from tools.release.sources import ROOT, Source, exported

PYINSTALLER = "pyinstaller==6.22.3"
NAME = "pulumi-resource-appflow"
_MACHINES = {"x86_64": "amd64", "AMD64": "amd64", "aarch64": "arm64"}
_FOUND_BY_NAME = (
    "appflow_provider",
    "pulumi.runtime.proto",
)  # imported in ways that PyInstaller does not see
_UNUSED = ("debugpy", "tkinter")  # of Pulumi's SDK and of Python


def main() -> int:
    try:
        version = versions.checked(sys.argv[1] if len(sys.argv) > 1 else versions.version())
        with tempfile.TemporaryDirectory(prefix="appflow-standalone-") as work:
            made = built(exported(version, Path(work) / "source"), Path(work))
            file = ROOT / "dist" / f"{NAME}-v{version}-{machine()}-standalone.tar.gz"
            file.parent.mkdir(exist_ok=True)
            packed = shutil.make_archive(str(Path(work) / NAME), "gztar", made)
            tried(Path(packed), version, Path(work))
            shutil.copy(packed, file)
    except (ValueError, UnavailableError) as exc:
        print(exc, file=sys.stderr)
        return 1
    print(os.path.relpath(file))
    return 0


def machine() -> str:
    """This machine, as Pulumi names it."""
    return f"{platform.system().lower()}-{_MACHINES.get(platform.machine(), platform.machine())}"


def built(source: Source, work: Path) -> Path:
    """A folder with the executable and what it needs."""
    for name, file in plugin.contents(source.tree):
        (work / "plugin" / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(file, work / "plugin" / name)
    here = work / "plugin"
    venv.create(work / "venv", with_pip=True)
    python = work / "venv" / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    run(
        "installing the pins", [*pip, "-r", "requirements.txt"], expect=30, cwd=here, env=os.environ
    )
    run("installing PyInstaller", [*pip, PYINSTALLER], expect=10, cwd=here, env=os.environ)
    options = ["--noconfirm", "--onedir", "--name", NAME, "--add-data", f"schema.json{os.pathsep}."]
    for module in _FOUND_BY_NAME:
        options += ["--collect-submodules", module]
    for module in _UNUSED:
        options += ["--exclude-module", module]
    command = [
        str(python),
        "-m",
        "PyInstaller",
        *options,
        "--collect-data",
        "botocore",
        "__main__.py",
    ]
    run("packing the interpreter", command, expect=60, cwd=here, env=os.environ)
    return here / "dist" / NAME


def tried(archive: Path, version: str, work: Path) -> None:
    """
    Let Pulumi install it, with nothing else on the PATH, and ask it for its schema.

    Raises:
        UnavailableError: there is no engine here, or the plugin does not answer.
    """
    get = [sys.executable, str(ROOT / "tools/pulumi/get.py")]
    found = subprocess.run(get, stdout=subprocess.PIPE, text=True, check=True).stdout.strip()
    env = {
        "PATH": found,
        "HOME": str(work),
        "PULUMI_HOME": str(work / "home"),
        "PULUMI_SKIP_UPDATE_CHECK": "1",
    }
    pulumi = str(Path(found) / "pulumi")
    install = [
        pulumi,
        "plugin",
        "install",
        "resource",
        "appflow",
        f"v{version}",
        "--file",
        str(archive),
    ]
    run("installing the archive", install, expect=5, cwd=work, env=env)
    schema = subprocess.run(
        [pulumi, "package", "get-schema", f"appflow@{version}"],
        cwd=work,
        env=env,
        stdout=subprocess.PIPE,
        check=True,
    )
    if json.loads(schema.stdout)["version"] != version:
        raise UnavailableError("the plugin does not answer with its schema")
    say("the archive answers with its schema")


if __name__ == "__main__":
    sys.exit(main())
