"""A Pulumi stack in a folder of its own, driven through the real command line."""

import contextlib
import json
import os
import re
import signal
import subprocess
import time
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from tests.e2e import quick
from tools.roots import ROOTS

ROOT = Path(__file__).resolve().parents[2]
PASSPHRASE = "for-tests-only"

# A language host of 2023, which is what can be built from source, prints a trace of its own whenever the engine stops a
# program: it ends with KeyboardInterrupt, or nowhere when the engine was faster.
_TRACE = re.compile(
    r"^[^\n]*Traceback \(most recent call last\):\n"
    r"(?P<frames>(?:(?![^\n]*(?:[Ee]rror|Exception|KeyboardInterrupt))[^\n]*(?:  File \"|    )[^\n]*\n)*)"
    r"(?P<end>[^\n]*\n)",
    re.MULTILINE,
)


def without_host_trace(printed: str) -> str:
    """Leave out the traces of the language host, also one cut off after its first line; one that ends with an error stays."""

    def kept(match: re.Match[str]) -> str:
        if not match["frames"] and "  File " not in match["end"]:
            return match["end"]
        if "pulumi-language-python-exec" not in match["frames"]:
            return match[0]
        if "KeyboardInterrupt" in match["end"]:
            return ""
        return match[0] if re.search(r"Error|Exception", match["end"]) else match["end"]

    return _TRACE.sub(kept, printed)


DYNAMIC, PLUGIN = "import pulumi_appflow.dynamic as appflow", "import pulumi_appflow as appflow"


@dataclass
class Stack:
    """One program and its state. All output is kept, so that a test can search it for secrets."""

    folder: Path
    engine: str
    endpoint: str
    region: str = "eu-west-1"
    front: str = "dynamic"
    environment: dict[str, str] = field(default_factory=dict)
    printed: str = ""

    def __post_init__(self) -> None:
        for name in ("home", "state", "program"):
            (self.folder / name).mkdir(parents=True)
        self.environment = {
            **{key: os.environ[key] for key in ("HOME", "LANG", "TMPDIR") if key in os.environ},
            "PATH": os.pathsep.join([str(quick.python()), self.engine, os.environ["PATH"]]),
            "GOGC": "off",  # the engine ends before it would run out of memory
            "PULUMI_HOME": str(self.folder / "home"),
            "PULUMI_BACKEND_URL": f"file://{self.folder / 'state'}",
            "PULUMI_CONFIG_PASSPHRASE": PASSPHRASE,
            "PULUMI_SKIP_UPDATE_CHECK": "1",
            "PULUMI_PYTHON_CMD": str(quick.python() / "python"),
            "AWS_ENDPOINT_URL_KMS": quick.keys(),
            "AWS_ACCESS_KEY_ID": "test",
            "AWS_SECRET_ACCESS_KEY": "test",
            "PYTHONPATH": os.pathsep.join(str(ROOT / each) for each in ROOTS),
            **self.environment,
        }
        self.project("tests")

    @property
    def program(self) -> Path:
        return self.folder / "program"

    def project(self, name: str) -> None:
        (self.program / "Pulumi.yaml").write_text(f"name: {name}\nruntime: python\n")

    def write(self, source: str) -> None:
        """Write this program for the stack's front. Only the import line differs between fronts."""
        if self.front == "plugin":
            source = source.replace(DYNAMIC, PLUGIN)
        (self.program / "__main__.py").write_text(source)

    def start(self) -> "Stack":
        """Make the stack and point it at the emulator, as `stack init` and `config set` would."""
        project = self._project()
        state = self.folder / "state" / ".pulumi"
        (state / "stacks" / project).mkdir(parents=True)
        (state / "meta.yaml").write_text("version: 1\n")
        named = {"stack": f"organization/{project}/dev"}
        (state / "stacks" / project / "dev.json").write_text(
            json.dumps({"version": 3, "checkpoint": named})
        )
        self.environment["PULUMI_STACK"] = "dev"
        self._settings.write_text(yaml.safe_dump(quick.SECRETS))
        self.configure({"appflow:region": self.region, "appflow:endpointUrl": self.endpoint})
        return self

    def _project(self) -> str:
        return str(yaml.safe_load((self.program / "Pulumi.yaml").read_text())["name"])

    @property
    def _settings(self) -> Path:
        return self.program / "Pulumi.dev.yaml"

    def configure(self, settings: Mapping[str, Any]) -> None:
        """Write settings as `config set` would, and remove those that are None. A name without a prefix is the program's own."""
        found = yaml.safe_load(self._settings.read_text())
        config = found.setdefault("config", {})
        for name, value in settings.items():
            key = name if ":" in name else f"{self._project()}:{name}"
            config[key] = value
            if value is None:
                del config[key]
        self._settings.write_text(yaml.safe_dump(found))

    def run(self, *args: str, fails: bool = False, timeout: float = 300) -> str:
        """Run a command; what it printed. Fails the test if the command does not end as expected."""
        done = subprocess.run(
            ["pulumi", "--non-interactive", "--color", "never", *args],
            cwd=self.program,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=timeout,
            check=False,
        )
        self.printed += done.stdout
        assert (done.returncode != 0) == fails, f"pulumi {' '.join(args)}:\n{done.stdout}"
        return without_host_trace(done.stdout)

    def interrupted(self, ready: Callable[[], Any]) -> str:
        """Press Ctrl-C during an `up`, a second after `ready` returns true. Returns the output."""
        running = self.begun("up", "--yes", "--skip-preview")
        deadline = time.monotonic() + 60
        while not ready() and time.monotonic() < deadline:
            time.sleep(0.1)
        time.sleep(1)
        os.killpg(running.pid, signal.SIGINT)
        printed, _ = running.communicate(timeout=60)
        assert running.returncode != 0
        self.printed += printed
        return without_host_trace(printed)

    def begun(self, *args: str) -> "subprocess.Popen[str]":
        """Begin a command, in a process group of its own."""
        return subprocess.Popen(
            ["pulumi", *args, "--non-interactive"],
            cwd=self.program,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )

    def kill(self, word: str = "") -> int:
        """Kill this stack's processes whose command contains the word. Returns their number."""
        killed = 0
        for process in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                ours = str(self.folder).encode() in (process / "environ").read_bytes()
                if ours and word.encode() in (process / "cmdline").read_bytes():
                    os.kill(int(process.name), signal.SIGKILL)
                    killed += 1
        return killed

    def up(self, *args: str, **options: Any) -> dict[str, int]:
        """Deploy. Returns how many resources were created, updated, replaced, deleted or left unchanged."""
        return counts(self.run("up", "--yes", "--skip-preview", *args, **options))

    def refresh(self, *args: str) -> dict[str, int]:
        return counts(self.run("refresh", "--yes", "--skip-preview", *args))

    def destroy(self, *args: str) -> dict[str, int]:
        return counts(self.run("destroy", "--yes", "--skip-preview", *args))

    def preview(self) -> dict[str, str]:
        """The planned step of each resource, by its name. Pulumi omits unchanged ones."""
        steps = {name: step["op"] for name, step in self.steps().items()}
        return defaultdict(lambda: "same", steps)

    def steps(self) -> dict[str, dict[str, Any]]:
        """The whole steps of a preview, by the resource's name."""
        steps = json.loads(self.run("preview", "--json")).get("steps") or []
        return {step["urn"].rsplit("::", 1)[-1]: step for step in steps}

    def host(self) -> tuple[int, ...]:
        """The version of the language host that would run this project."""
        about = json.loads(self.run("about", "--json"))
        (version,) = (each["version"] for each in about["plugins"] if each["kind"] == "language")
        return tuple(map(int, re.findall(r"\d+", version)[:3]))

    def outputs(self) -> dict[str, Any]:
        """What the program exports."""
        (stack,) = (each for each in self._state() if each["type"] == "pulumi:pulumi:Stack")
        return {
            name: "[secret]" if isinstance(value, dict) and "ciphertext" in value else value
            for name, value in stack.get("outputs", {}).items()
        }

    def resources(self, *args: str) -> dict[str, dict[str, Any]]:
        """The state of our resources by name, secrets encrypted unless asked otherwise."""
        found = self._state() if not args else self._exported(*args)
        return {
            each["urn"].rsplit("::", 1)[-1]: each
            for each in found
            if "appflow:" in each["type"] and not each["type"].startswith("pulumi:providers:")
        }

    def kept(self) -> str:
        """The state file's content."""
        (file,) = (self.folder / "state" / ".pulumi" / "stacks").glob("*/dev.json")
        return file.read_text()

    def _state(self) -> list[dict[str, Any]]:
        latest = json.loads(self.kept())["checkpoint"].get("latest") or {}
        return list(latest.get("resources", []))

    def _exported(self, *args: str) -> list[dict[str, Any]]:
        exported = json.loads(self.run("stack", "export", *args))
        return list(exported["deployment"].get("resources", []))


def counts(output: str) -> dict[str, int]:
    """The numbers at the end of an update: `{"created": 2, "unchanged": 1}`."""
    pairs = re.findall(
        r"^ +[-+~= ]*(\d+) (created|updated|deleted|replaced|unchanged)", output, re.MULTILINE
    )
    return {what: int(number) for number, what in pairs}


def wait_for(ready: Callable[[], bool]) -> None:
    """Wait until something is so, for a minute at most."""
    deadline = time.monotonic() + 60
    while not ready() and time.monotonic() < deadline:
        time.sleep(0.1)
