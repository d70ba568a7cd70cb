"""tools/pulumi/get.py: where the engine comes from, and that an incomplete one is never used."""

import contextlib
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from tests.tools.conftest import Machine

CHECKOUT = Path(__file__).resolve().parents[2]
TOOLS = CHECKOUT / "tools" / "pulumi"
SCRIPT = "pulumi/get.py"
HELPERS = (
    "pulumi-language-python",
    "pulumi-language-python-exec",
    "pulumi-resource-pulumi-python",
)
NEEDED = ("pulumi", *HELPERS)


def install(
    machine: Machine,
    says: str = "v3.300.1",
    folder: Path | None = None,
    names: Sequence[str] = NEEDED,
) -> None:
    for name in names:
        text = f"#!/bin/sh\necho {says}\n" if name == "pulumi" else "#!/bin/sh\n"
        machine.executable(name, text, folder)


def wait_for(condition: Callable[[], object], seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.02)


def made_in(machine: Machine) -> list[Path]:
    """What the cache holds, without the lock."""
    engine = machine.cache / "engine"
    return sorted(p for p in engine.glob("*") if p.suffix != ".lock") if engine.exists() else []


def test_help_names_the_ways_and_prints_no_progress(machine: Machine) -> None:
    code, out, err = machine.run(SCRIPT, "--help")
    assert (code, err) == (0, "")
    for word in ("--from", "{path,cache,installer,go}", "--cache DIR", "--with {nodejs,yaml}"):
        assert word in out


# --- PATH


@pytest.mark.parametrize("says", ["v3.300.1", "3.246.0", "v3.246.1-dev.0", "v4.0.0"])
def test_an_engine_on_path_is_taken(machine: Machine, says: str) -> None:
    install(machine, says)
    assert machine.run(SCRIPT) == (0, f"{machine.bin}\n", "")


def test_helpers_may_be_elsewhere_on_path(machine: Machine) -> None:
    other = machine.root / "other"
    install(machine, names=["pulumi"])
    install(machine, folder=other, names=HELPERS)
    path = f"{machine.bin}:{other}"
    assert machine.run(SCRIPT, "--from", "path", PATH=path) == (0, f"{machine.bin}\n", "")


def test_helpers_may_be_where_a_link_on_path_leads(machine: Machine) -> None:
    install(machine, folder=machine.root / "opt")
    (machine.bin / "pulumi").symlink_to(machine.root / "opt" / "pulumi")
    assert machine.run(SCRIPT, "--from", "path") == (0, f"{machine.bin}\n", "")


@pytest.mark.parametrize(
    ("says", "reason"),
    [
        ("v3.245.9", "'v3.245.9', needed is 3.246.0 or newer"),
        ("v2.999.0", "'v2.999.0', needed is 3.246.0 or newer"),
        ("nonsense", "'nonsense', needed is 3.246.0 or newer"),
        ("v3.300.1; exit 7", "does not run"),
    ],
)
def test_an_engine_that_is_too_old_or_broken_is_not_taken(
    machine: Machine, says: str, reason: str
) -> None:
    install(machine, says)
    code, out, err = machine.run(SCRIPT, "--from", "path")
    assert (code, out) == (1, "")
    assert reason in err


@pytest.mark.parametrize("lost", HELPERS)
def test_an_engine_without_a_helper_is_not_taken(machine: Machine, lost: str) -> None:
    install(machine, names=[name for name in NEEDED if name != lost])
    code, out, err = machine.run(SCRIPT, "--from", "path")
    assert (code, out) == (1, "")
    assert re.search(rf"there is no {lost}$", err, re.MULTILINE)


@pytest.mark.parametrize("language", ["nodejs", "yaml"])
def test_a_language_asks_for_its_host_on_path_too(machine: Machine, language: str) -> None:
    asked = ("--from", "path", "--with", language)
    install(machine)
    code, _, err = machine.run(SCRIPT, *asked)
    assert code == 1
    assert f"no pulumi-language-{language}" in err
    machine.executable(f"pulumi-language-{language}")
    assert machine.run(SCRIPT, *asked) == (0, f"{machine.bin}\n", "")


def test_a_language_that_is_not_known_is_refused(machine: Machine) -> None:
    code, out, err = machine.run(SCRIPT, "--with", "cobol")
    assert (code, out) == (2, "")
    assert "invalid choice: 'cobol'" in err


def test_the_oldest_engine_is_as_old_as_the_oldest_sdk() -> None:
    (sdk,) = re.findall(r'"pulumi>=([\d.]+),', (CHECKOUT / "pyproject.toml").read_text())
    (minimum,) = re.findall(r'^MINIMUM = "(.+)"', (TOOLS / "get.py").read_text(), re.MULTILINE)
    assert minimum == f"{sdk}.0"


# --- the build, and the cache it leaves


def test_a_build_is_whole_and_says_what_it_takes(machine: Machine) -> None:
    machine.install_go()
    code, out, err = machine.run(SCRIPT)
    assert code == 0, err
    folder = Path(out.removesuffix("\n"))
    assert folder.parent.parent == machine.cache / "engine"
    assert sorted(file.name for file in folder.iterdir()) == sorted(NEEDED)
    assert all(file.stat().st_mode & 0o111 == 0o111 for file in folder.iterdir())
    assert "this takes about 3 minutes" in err
    assert "pulumi-language-python" in (folder.parent / "engine.json").read_text()


def test_what_was_built_is_found_again_without_go(machine: Machine) -> None:
    machine.install_go()
    first = machine.run(SCRIPT)
    (machine.bin / "go").unlink()
    assert machine.run(SCRIPT) == (0, first[1], "")
    assert machine.run(SCRIPT, "--from", "cache") == (0, first[1], "")
    assert machine.run(SCRIPT, "--from", "go") == (0, first[1], "")
    assert len(machine.builds) == 2


@pytest.mark.parametrize("languages", [["nodejs"], ["yaml"], ["nodejs", "yaml"], ["yaml", "yaml"]])
def test_languages_are_added_to_what_is_there(machine: Machine, languages: list[str]) -> None:
    machine.install_go()
    _, first, _ = machine.run(SCRIPT)
    asked = [word for language in languages for word in ("--with", language)]
    code, second, err = machine.run(SCRIPT, *asked)
    assert (code, second) == (0, first), err
    hosts = [f"pulumi-language-{language}" for language in dict.fromkeys(languages)]
    assert [build.rpartition("/")[2] for build in machine.builds] == [
        "pulumi",
        "pulumi-language-python",
        *hosts,
    ]
    assert {*NEEDED, *hosts} == {file.name for file in Path(first.strip()).iterdir()}
    assert machine.run(SCRIPT, "--from", "cache", *asked) == (0, first, "")


@pytest.mark.parametrize("lost", NEEDED)
def test_an_incomplete_engine_in_the_cache_is_built_again(machine: Machine, lost: str) -> None:
    machine.install_go()
    _, out, _ = machine.run(SCRIPT)
    (Path(out.strip()) / lost).unlink()
    assert machine.run(SCRIPT, "--from", "cache")[0] == 1
    code, again, err = machine.run(SCRIPT)
    assert (code, again) == (0, out), err
    assert sorted(file.name for file in Path(out.strip()).iterdir()) == sorted(NEEDED)
    assert len(made_in(machine)) == 1


@pytest.mark.parametrize(
    ("env", "args", "where"),
    [
        ({"PULUMI_APPFLOW_CACHE": "{root}/own", "XDG_CACHE_HOME": "{root}/xdg"}, [], "own/engine"),
        ({"XDG_CACHE_HOME": "{root}/xdg"}, [], "xdg/pulumi-appflow/engine"),
        ({"XDG_CACHE_HOME": "relative"}, [], "home/.cache/pulumi-appflow/engine"),
        ({}, [], "home/.cache/pulumi-appflow/engine"),
        ({"PULUMI_APPFLOW_CACHE": "{root}/own"}, ["--cache", "{root}/said"], "said/engine"),
    ],
    ids=["own", "xdg", "relative xdg", "home", "option"],
)
def test_the_cache_is_outside_the_checkout(
    machine: Machine, env: dict[str, str], args: list[str], where: str
) -> None:
    machine.install_go()
    del machine.env["PULUMI_APPFLOW_CACHE"]
    machine.env |= {key: value.format(root=machine.root) for key, value in env.items()}
    args = [arg.format(root=machine.root) for arg in args]
    code, out, err = machine.run(SCRIPT, *args)
    assert code == 0, err
    assert Path(out.strip()).parent.parent == machine.root / where


def test_a_failed_build_leaves_nothing_and_shows_its_last_words(machine: Machine) -> None:
    machine.install_go()
    code, out, err = machine.run(SCRIPT, "--from", "go", FAKE_GO_FAILS="pulumi-language-python")
    assert (code, out) == (1, "")
    assert "the proxy said no" in err
    assert made_in(machine) == []


def test_two_at_once_make_one(machine: Machine) -> None:
    machine.install_go()
    machine.env["FAKE_GO_SECONDS"] = "0.5"
    both = [machine.start(SCRIPT), machine.start(SCRIPT)]
    done = [(process.communicate(timeout=60), process.returncode) for process in both]
    assert [code for _, code in done] == [0, 0]
    assert len({out for (out, _), _ in done}) == 1
    assert len(machine.builds) == 2
    assert sum("another process makes" in err for (_, err), _ in done) == 1


def test_a_builder_that_was_killed_blocks_nobody(machine: Machine) -> None:
    machine.install_go()
    killed = machine.start(SCRIPT, FAKE_GO_SECONDS="3")
    wait_for(lambda: machine.builds)
    killed.kill()
    killed.communicate()
    assert len(made_in(machine)) == 1  # its unfinished folder
    code, out, err = machine.run(SCRIPT)
    assert code == 0, err
    assert made_in(machine) == [Path(out.strip()).parent]


def test_a_builder_that_is_stopped_cleans_up(machine: Machine) -> None:
    machine.install_go()
    stopped = machine.start(SCRIPT, FAKE_GO_SECONDS="30")
    wait_for(lambda: machine.builds)
    began = time.monotonic()
    stopped.send_signal(signal.SIGTERM)
    out, _ = stopped.communicate(timeout=20)
    assert (stopped.returncode, out) == (128 + signal.SIGTERM, "")
    assert made_in(machine) == []
    assert time.monotonic() - began < 15


# --- the installer

FAKE_AUTOMATION = """\
import pathlib, subprocess
class PulumiCommand:
    @classmethod
    def install(cls, root, version):
        if version.major != 3:
            raise subprocess.CalledProcessError(1, "install.sh", b"no such version")
        for name in {names}:
            made = pathlib.Path(root, "bin", name)
            made.parent.mkdir(exist_ok=True)
            made.touch(mode=0o755)
"""
INSTALL = """\
import os, pathlib, sys
sys.path.insert(0, sys.argv[1])
from tools.pulumi import get
request = get.Request(pathlib.Path(sys.argv[2]), os.environ)
try:
    print(get.from_installer(request, probe=lambda url, seconds: None))
except get.UnavailableError as exc:
    sys.exit(str(exc))
"""


def run_installer(machine: Machine, names: Sequence[str]) -> subprocess.CompletedProcess[str]:
    package = machine.root / "site" / "pulumi"
    package.mkdir(parents=True)
    (package / "__init__.py").touch()
    (package / "automation.py").write_text(FAKE_AUTOMATION.format(names=names))
    return subprocess.run(
        [sys.executable, "-c", INSTALL, str(CHECKOUT), str(machine.cache)],
        check=False,
        env=machine.env | {"PYTHONPATH": str(package.parent)},
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_the_installer_fills_the_cache(machine: Machine) -> None:
    done = run_installer(machine, NEEDED)
    assert done.returncode == 0, done.stderr
    folder = Path(done.stdout.strip())
    assert sorted(file.name for file in folder.iterdir()) == sorted(NEEDED)
    assert machine.run(SCRIPT) == (0, f"{folder}\n", "")


def test_an_installer_that_brings_too_little_is_not_believed(machine: Machine) -> None:
    done = run_installer(machine, NEEDED[:-1])
    assert done.returncode == 1
    assert f"the installer brought no {NEEDED[-1]}" in done.stderr
    assert made_in(machine) == []


def dribble(server: socket.socket) -> None:
    """Answer one client with a byte a second, which no time-out of a socket minds."""
    with contextlib.suppress(OSError):
        client, _ = server.accept()
        with client:
            for letter in b"HTTP/1.1 200 Connection established":
                client.send(bytes([letter]))
                time.sleep(1)


@pytest.mark.parametrize("behave", [lambda server: None, dribble], ids=["silent", "dribbling"])
def test_a_site_that_does_not_answer_costs_seconds(
    machine: Machine, behave: Callable[[socket.socket], None]
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=behave, args=[server], daemon=True).start()
        proxy = f"http://127.0.0.1:{server.getsockname()[1]}"
        began = time.monotonic()
        code, _, err = machine.run(SCRIPT, "--from", "installer", https_proxy=proxy)
    assert code == 1
    assert "out of reach" in err
    assert time.monotonic() - began < 12


# --- when no way is open


def test_with_nothing_at_all_it_says_what_was_tried_and_what_to_do(machine: Machine) -> None:
    code, out, err = machine.run(SCRIPT, PATH="")
    assert (code, out) == (1, "")
    for line in (
        "  path:      no `pulumi` on PATH",
        f"  cache:     none in {machine.cache / 'engine'}",
        "  installer: https://get.pulumi.com/install.sh is out of reach: ",
        "  go:        no `go` on PATH",
        "Do one of these, then run this again:",
    ):
        assert f"\n{line}" in err
    assert "Traceback" not in err


@pytest.mark.parametrize("version", ["go1.18.3", "go1.25.10", "devel +abcdef", ""])
def test_a_go_that_is_too_old_is_named(machine: Machine, version: str) -> None:
    machine.install_go()
    code, _, err = machine.run(SCRIPT, FAKE_GO_VERSION=version)
    assert code == 1
    assert re.search(r"go:        \S+/go is .*needed is 1\.25\.11 or newer", err)
    assert machine.builds == []


def test_a_cache_that_cannot_be_written_is_a_reason_not_a_crash(machine: Machine) -> None:
    machine.install_go()
    machine.cache.write_text("a file where the folder should be")
    code, out, err = machine.run(SCRIPT)
    assert (code, out) == (1, "")
    assert "Traceback" not in err
    assert str(machine.cache) in err


# --- the pins


def pins(folder: str) -> tuple[str, dict[str, str]]:
    text = (TOOLS / folder / "go.mod").read_text()
    pulumi = re.findall(r"github\.com/pulumi/pulumi/(\S+) v(\S+)", text)
    (go,) = re.findall(r"^go (\S+)$", text, re.MULTILINE)
    return go, dict(pulumi)


def test_engine_and_sdk_are_of_one_release() -> None:
    _, versions = pins("engine")
    assert versions["pkg/v3"] == versions["sdk/v3"]


def test_the_generator_is_of_the_engine_s_release() -> None:
    assert pins("../gensdk") == pins("engine")


def test_the_host_of_yaml_is_made_of_the_engine_s_release() -> None:
    assert pins("yamlhost") == pins("engine")


@pytest.mark.parametrize("folder", ["engine", "pyhost", "nodehost", "yamlhost"])
def test_each_pin_has_its_sums_and_asks_for_the_same_go(folder: str) -> None:
    sums = (TOOLS / folder / "go.sum").read_text()
    go, versions = pins(folder)
    assert go == pins("engine")[0]
    for module, version in versions.items():
        assert f"github.com/pulumi/pulumi/{module} v{version} h1:" in sums
