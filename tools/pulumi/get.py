#!/usr/bin/env python3
"""
Find the real Pulumi engine, or get it, and print the folder to put on PATH.

    PATH="$(python tools/pulumi/get.py):$PATH"

`pulumi up` of a Python program needs four executables: `pulumi`, which is engine and command line,
`pulumi-language-python` with its Python side `pulumi-language-python-exec`, which starts a program,
and `pulumi-resource-pulumi-python`, which serves dynamic resources. They come, in this order, from
PATH, from our cache, from Pulumi's own installer, or from pinned Go modules (`modules.py`). Progress goes to stderr; stdout is the folder, one line, and nothing else.

Runs with the standard library alone, because it may be the first thing that runs after a clone.
"""

import argparse
import importlib.util
import os
import shutil
import signal
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(CHECKOUT))

from tools.pulumi.modules import (  # noqa: E402  (needs the line above)
    ENGINE,
    HOSTS,
    Binary,
    build_missing,
    describe,
    go_needed,
    recipe_of,
)
from tools.pulumi.workbench import (  # noqa: E402
    UnavailableError,
    cache_root,
    one_at_a_time,
    run,
    say,
    version_of,
    whole_or_nothing,
)

# The oldest Python SDK that pyproject.toml accepts. Pulumi does not test an engine that is older than the SDK of its programs.
MINIMUM = "3.246.0"

NEEDED = (
    "pulumi",
    "pulumi-language-python",
    "pulumi-language-python-exec",
    "pulumi-resource-pulumi-python",
)

INSTALLER_SITE = "https://get.pulumi.com/install.sh"  # what pulumi.automation downloads first
INSTALLER_PROBE = 4.0  # seconds until the site counts as unreachable; our choice
INSTALLER_LIMIT = 240.0  # seconds for the whole installation, some 100 MB; our choice
INSTALLER = """\
import subprocess, sys
from pulumi.automation import PulumiCommand
from semver import VersionInfo
try:
    PulumiCommand.install(root=sys.argv[1], version=VersionInfo.parse(sys.argv[2]))
except subprocess.CalledProcessError as exc:
    sys.exit((exc.output or b"").decode(errors="replace") + str(exc))
"""


@dataclass(frozen=True)
class Request:
    """What is requested: the cache, the environment, and the additional languages."""

    cache: Path
    env: Mapping[str, str]
    languages: Sequence[str] = ()

    @property
    def hosts(self) -> tuple[Binary, ...]:
        return tuple(HOSTS[language] for language in self.languages)

    @property
    def needed(self) -> tuple[str, ...]:
        return (*NEEDED, *(host.name for host in self.hosts))

    def folder(self, way: str) -> Path:
        """The folder for a way's engine."""
        return self.cache / "engine" / recipe_of(way) / "bin"

    def missing(self, folder: Path) -> list[str]:
        return [name for name in self.needed if not os.access(folder / name, os.X_OK)]


def from_path(request: Request) -> Path:
    """The `pulumi` on PATH, if it is new enough and can find its helpers."""
    path = request.env.get("PATH", "")
    found = shutil.which("pulumi", path=path)
    if found is None:
        raise UnavailableError("no `pulumi` on PATH")
    try:
        answer = subprocess.run(
            [found, "version"],
            env={**request.env, "PULUMI_SKIP_UPDATE_CHECK": "1"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=20,
            check=True,
        ).stdout.strip()
    except (OSError, subprocess.SubprocessError) as exc:
        raise UnavailableError(f"{found} does not run: {exc}") from exc
    version, least = version_of(answer), version_of(MINIMUM)
    if version is None or least is None or version < least:
        raise UnavailableError(f"{found} says {answer!r}, needed is {MINIMUM} or newer")
    # The engine also looks in its own folder, and PATH may hold a link to that.
    beside = [Path(found).parent, Path(found).resolve().parent]
    reach = os.pathsep.join([path, *map(str, beside)])
    missing = [name for name in request.needed if shutil.which(name, path=reach) is None]
    if missing:
        raise UnavailableError(f"{found} is {answer}, but there is no {', no '.join(missing)}")
    return beside[0].absolute()


def from_cache(request: Request) -> Path:
    """The engine of an earlier run, however it was made."""
    for way in ("installer", "go"):
        folder = request.folder(way)
        if not request.missing(folder):
            return folder
    raise UnavailableError(f"none in {request.cache / 'engine'}")


def from_installer(request: Request, probe: Callable[[str, float], None] | None = None) -> Path:
    """
    Pulumi's own installer, which the `pulumi` package downloads and runs.

    `probe` raises UnavailableError where the installer's site is out of reach, and soon.
    """
    folder = request.folder("installer")
    if not request.missing(folder):
        return folder
    python = python_with_pulumi()
    (probe or ask_site)(INSTALLER_SITE, INSTALLER_PROBE)
    with one_at_a_time(folder.parent):
        if not request.missing(folder):
            return folder
        with whole_or_nothing(folder.parent) as work:
            run(
                f"installing Pulumi {ENGINE.version}",
                [python, "-c", INSTALLER, str(work), ENGINE.version],
                expect=30,
                limit=INSTALLER_LIMIT,
                cwd=work,
                env=request.env,
            )
            if missing := request.missing(work / "bin"):
                raise UnavailableError(f"the installer brought no {', no '.join(missing)}")
            describe(work, {"from": "installer", ENGINE.name: ENGINE.version})
    return folder


def python_with_pulumi() -> str:
    """A Python that has the `pulumi` package: this one, or that of the checkout's environment."""
    spec = importlib.util.find_spec("pulumi")
    if spec is not None and spec.origin is not None:  # a namespace package has no origin
        return sys.executable
    beside = CHECKOUT / ".venv" / "bin" / "python"
    if beside.exists():
        return str(beside)
    raise UnavailableError("needs the `pulumi` package; run this with the Python that has it")


def ask_site(url: str, seconds: float) -> None:
    """
    Check within `seconds` whether a site answers.

    In a thread, because a name lookup has no timeout: behind a firewall it can take half a minute.
    """
    outcome = [f"no answer within {seconds:.0f} s"]

    def ask() -> None:
        try:
            # Through the environment's proxy, if any, as the installer would.
            with urllib.request.urlopen(url, timeout=seconds):  # noqa: S310  (a constant)
                outcome[0] = ""
        except (OSError, ValueError) as exc:
            outcome[0] = str(exc)

    thread = threading.Thread(target=ask, daemon=True)
    thread.start()
    thread.join(seconds)
    if reason := outcome[0]:
        raise UnavailableError(f"{url} is out of reach: {reason}")


def from_go(request: Request) -> Path:
    """A build of the pinned modules; see `modules`."""
    folder = request.folder("go")
    if request.missing(folder):
        build_missing(folder, lambda: request.missing(folder), request.hosts, request.env)
    return folder


WAYS: Mapping[str, Callable[[Request], Path]] = {
    "path": from_path,
    "cache": from_cache,
    "installer": from_installer,
    "go": from_go,
}


def find(request: Request, ways: Sequence[str]) -> Path:
    """
    The first of the ways that is open.

    Raises:
        UnavailableError: none is; the text tells what was tried, what failed, and what to do.
    """
    failures: list[tuple[str, str]] = []
    for way in ways:
        outcome = attempt(way, request)
        if isinstance(outcome, Path):
            return outcome
        failures.append((way, outcome))
        if way == "installer":  # the next way takes long, and this says why it is needed
            say(f"{way}: {outcome}")
    raise UnavailableError(failure_text(failures))


def attempt(way: str, request: Request) -> Path | str:
    """The folder, or the reason why there is none."""
    try:
        return WAYS[way](request)
    except (UnavailableError, OSError) as exc:
        return str(exc) or type(exc).__name__


def failure_text(failures: Sequence[tuple[str, str]]) -> str:
    lines = ["There is no Pulumi engine here. Tried in this order:"]
    for way, reason in failures:
        lines.append(f"  {way + ':':10} {reason}".replace("\n", "\n" + " " * 13))
    go = go_needed()
    lines += [
        "Do one of these, then run this again:",
        f"  install the Pulumi CLI, {MINIMUM} or newer: https://www.pulumi.com/docs/install/",
        f"  install Go, {go} or newer, where it can download modules: https://go.dev/doc/install",
    ]
    return "\n".join(lines)


def arguments(argv: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="get.py",
        description="Find the Pulumi engine, or get it, and print the folder to put on PATH.",
        epilog=(
            "The ways: `path` is a new enough `pulumi` on PATH; `cache` what an earlier run has "
            "left; `installer` downloads Pulumi's own release; `go` builds pinned Go modules, in "
            "about 4 minutes. Without --from all are tried, in this order."
        ),
    )
    parser.add_argument(
        "--from",
        dest="ways",
        action="append",
        choices=tuple(WAYS),
        help="go this way only; may be repeated, and the order counts",
    )
    parser.add_argument(
        "--cache",
        type=Path,
        metavar="DIR",
        help="where to keep it (default: $PULUMI_APPFLOW_CACHE, or pulumi-appflow in the user's "
        "cache folder)",
    )
    parser.add_argument(
        "--with",
        dest="languages",
        action="append",
        default=[],
        choices=tuple(HOSTS),
        help="with the host of this language as well, for programs in TypeScript or YAML; may be "
        "repeated",
    )
    return parser.parse_args(argv)


def main(argv: Sequence[str], env: Mapping[str, str]) -> int:
    options = arguments(argv)
    # So that SIGTERM, for example of a CI job, also ends a running build and removes its folder.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    try:
        cache = options.cache.absolute() if options.cache else cache_root(env)
        folder = find(Request(cache, env, options.languages), options.ways or tuple(WAYS))
    except UnavailableError as exc:
        say(str(exc))
        return 1
    except KeyboardInterrupt:
        return 128 + signal.SIGINT
    print(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], os.environ))
