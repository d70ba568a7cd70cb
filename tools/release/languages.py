"""The SDKs of other languages, generated from the schema by Pulumi's own generator, and built."""

import json
import os
import shutil
import sys
from pathlib import Path
from typing import Any

from tools.pulumi.workbench import (
    UnavailableError,
    cache_root,
    digest,
    one_at_a_time,
    run,
    whole_or_nothing,
)
from tools.release.packing import tarball, under
from tools.release.sources import Source

NODEJS = Path("tools/release/nodejs")
GO_PINS = Path("tools/release/golang")


def typescript(source: Source, out: Path) -> None:
    """Write the package as npm installs it: `pulumi-appflow-VERSION.tgz`."""
    sdk = generated(source, "nodejs")
    (sdk / "node_modules").symlink_to(compiler(source.tree) / "node_modules")
    tsc = ["node_modules/.bin/tsc"]
    run("compiling the TypeScript SDK", tsc, expect=15, cwd=sdk, env=os.environ)
    package = sdk / "bin"
    for file in (sdk / "package.json", sdk / "README.md", source.tree / "LICENSE"):
        shutil.copy(file, package)
    body = tarball(under(package, "package"), source.when)
    (
        out / f"{_schema(source)['language']['nodejs']['packageName']}-{source.version}.tgz"
    ).write_bytes(body)


def go(source: Source, out: Path) -> None:
    """Write the Go module, with the folder that its import path ends in: `pulumi-appflow-sdk-go-vVERSION.tar.gz`."""
    path = str(_schema(source)["language"]["go"]["importBasePath"])
    module = generated(source, "go") / Path(path).name
    pins = (source.tree / GO_PINS / "go.mod").read_text(encoding="utf-8")
    (module / "go.mod").write_text(f"module {path}\n{pins.partition(chr(10))[2]}", encoding="utf-8")
    for file in (source.tree / GO_PINS / "go.sum", source.tree / "LICENSE"):
        shutil.copy(file, module)
    body = tarball(under(module, "sdk/go/appflow"), source.when)
    (out / f"pulumi-appflow-sdk-go-v{source.version}.tar.gz").write_bytes(body)


def generated(source: Source, language: str) -> Path:
    """The SDK as Pulumi generates it."""
    sdk = source.tree / "sdk" / language
    command = [sys.executable, "tools/gensdk/run.py", "generate", "schema.json", language, str(sdk)]
    run(f"generating the SDK for {language}", command, expect=2, cwd=source.tree, env=os.environ)
    return sdk


def compiler(tree: Path) -> Path:
    """
    A folder with the pinned compiler and what the SDK is compiled with, from the cache or installed into it.

    Raises:
        UnavailableError: there is no npm, or it fails.
    """
    pins = [tree / NODEJS / name for name in ("package.json", "package-lock.json")]
    place = cache_root(os.environ) / "typescript" / digest(pins)
    if shutil.which("npm") is None:
        raise UnavailableError("The TypeScript SDK needs Node.js with npm: https://nodejs.org")
    with one_at_a_time(place):
        if not (place / "node_modules").is_dir():
            with whole_or_nothing(place) as work:
                for pin in pins:
                    shutil.copy(pin, work)
                install = ["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"]
                run(
                    "installing the TypeScript compiler",
                    install,
                    expect=20,
                    cwd=work,
                    env=os.environ,
                )
    return place


def _schema(source: Source) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((source.tree / "schema.json").read_text(encoding="utf-8"))
    return found
