"""
Tools for builders: a cache folder, a lock, and long commands that report progress.

`get.py` uses it for the Pulumi engine, `tools/gensdk/run.py` for the code generator. A result is created in a temporary folder
and renamed into the cache when it is complete, so the cache never holds an incomplete one. Standard library only: it runs
before anything is installed.
"""

import contextlib
import hashlib
import os
import platform
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

if sys.platform != "win32":
    import fcntl

HEARTBEAT = 15.0  # seconds between two progress messages; our choice
STEP_LIMIT = 1800.0  # seconds for one step, so that a hanging download ends; our choice
LOG_TAIL = 15  # last lines of a failed command to show
LOCK_POLL = 0.2  # seconds between two looks at a lock that another process holds

Say = Callable[[str], None]


class UnavailableError(Exception):
    """A way to get the engine that does not work here. The message says why."""


def say(text: str) -> None:
    """Print progress to stderr, because stdout is for the result."""
    print(text, file=sys.stderr, flush=True)


def cache_root(env: Mapping[str, str]) -> Path:
    """
    The folder outside the checkout for results that take minutes to build.

    Raises:
        UnavailableError: the environment has no home folder.
    """
    if own := env.get("PULUMI_APPFLOW_CACHE"):
        return Path(own).expanduser().absolute()
    xdg = Path(env.get("XDG_CACHE_HOME", ""))
    if xdg.is_absolute():  # the XDG specification: ignore a relative path
        return xdg / "pulumi-appflow"
    try:
        return Path("~/.cache/pulumi-appflow").expanduser()
    except RuntimeError as exc:
        raise UnavailableError(
            "no home folder; name a cache with --cache or XDG_CACHE_HOME"
        ) from exc


def digest(files: Iterable[Path], *more: str) -> str:
    """A short name for the inputs of a build: file contents, platform, and `more`."""
    whole = hashlib.sha256(f"{sys.platform} {platform.machine()}".encode())
    for file in files:
        whole.update(hashlib.sha256(file.read_bytes()).digest())
    whole.update(repr(more).encode())
    return whole.hexdigest()[:12]


def version_of(text: str) -> tuple[int, ...] | None:
    """The first `1.2.3` or `1.2` in a text, as numbers."""
    found = re.search(r"(\d+)\.(\d+)(?:\.(\d+))?", text)
    return tuple(int(part or 0) for part in found.groups()) if found else None


@contextlib.contextmanager
def one_at_a_time(place: Path, say: Say = say) -> Iterator[None]:
    """
    Hold the lock beside `place`, after waiting for other processes.

    The lock ends with the process that holds it, however that ends. Raises UnavailableError if the platform has no such locks.
    """
    if sys.platform == "win32":
        raise UnavailableError("not supported on Windows")
    place.parent.mkdir(parents=True, exist_ok=True)
    with place.with_name(f"{place.name}.lock").open("w", encoding="utf-8") as lock:
        began = time.monotonic()
        next_sign = 0.0
        while True:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                waited = time.monotonic() - began
                if waited >= next_sign:
                    say(f"another process makes {place.name}, waiting: {waited:.0f} s so far")
                    next_sign += HEARTBEAT
                time.sleep(LOCK_POLL)
        yield


@contextlib.contextmanager
def whole_or_nothing(place: Path) -> Iterator[Path]:
    """
    A temporary folder that becomes `place` if the block succeeds, and is deleted if it fails.

    Use it under the lock: it deletes an incomplete `place` and the leftovers of killed builders.
    """
    for leftover in place.parent.glob(f".{place.name}-*"):
        shutil.rmtree(leftover, ignore_errors=True)
    work = Path(tempfile.mkdtemp(prefix=f".{place.name}-", dir=place.parent))
    try:
        yield work
        work.chmod(0o755)  # mkdtemp's 0700 would lock other users out of the cache
        if place.exists():
            place.rename(work.with_name(f"{work.name}-old"))
        work.rename(place)
    finally:
        for leftover in place.parent.glob(f".{place.name}-*"):
            shutil.rmtree(leftover, ignore_errors=True)


def run(
    what: str,
    command: Sequence[str],
    *,
    expect: float,
    cwd: Path,
    env: Mapping[str, str],
    limit: float = STEP_LIMIT,
    heartbeat: float = HEARTBEAT,
    say: Say = say,
) -> None:
    """
    Run a long command without its output, and report progress now and then.

    `expect` is the expected time in seconds, for the message. After `limit` seconds the command and its children are ended.

    Raises:
        UnavailableError: it failed or took too long. The message has the end of its output.
    """
    say(f"{what}: this takes about {_duration(expect)} ...")
    began = time.monotonic()
    with tempfile.TemporaryFile() as log:
        # In its own session, so that its children can be ended with it.
        process = subprocess.Popen(
            command,
            cwd=cwd,
            env=dict(env),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            while (code := _wait(process, heartbeat, until=began + limit)) is None:
                elapsed = time.monotonic() - began
                if elapsed >= limit:
                    raise UnavailableError(f"{what}: not done after {_duration(limit)}")
                say(f"{what}: {elapsed:.0f} s so far")
        finally:
            if process.poll() is None:
                _end(process)
        if code:
            log.seek(0)
            lines = log.read().decode(errors="replace").splitlines()[-LOG_TAIL:]
            raise UnavailableError("\n".join([f"{what}: `{command[0]}` ended with {code}", *lines]))
    say(f"{what}: done in {time.monotonic() - began:.0f} s")


def _wait(process: subprocess.Popen[bytes], seconds: float, *, until: float) -> int | None:
    try:
        return process.wait(max(0.0, min(seconds, until - time.monotonic())))
    except subprocess.TimeoutExpired:
        return None


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a command and what it started."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _duration(seconds: float) -> str:
    return f"{seconds / 60:.0f} minutes" if seconds >= 90 else f"{seconds:.0f} seconds"


def go_version_needed(module: Path) -> str:
    """The `go` line of a module folder's go.mod."""
    found = re.search(r"^go (\S+)$", (module / "go.mod").read_text(encoding="utf-8"), re.MULTILINE)
    if found is None:
        raise ValueError(f"{module / 'go.mod'} has no go line; please report")
    return found[1]


def go_environment(env: Mapping[str, str]) -> dict[str, str]:
    """
    The environment for building a pinned module: the user's proxy and caches, and our own flags.

    A user's workspace, vendor flag or cross-compiling settings would build something else.
    """
    own = {
        "CGO_ENABLED": "0",
        "GOFLAGS": "-mod=readonly -buildvcs=false",
        "GOTOOLCHAIN": "local",  # `auto` would download a compiler unasked, or hang behind a firewall
        "GOWORK": "off",
    }
    return {key: env[key] for key in env if key not in ("GOOS", "GOARCH")} | own


def find_go(module: Path, env: Mapping[str, str]) -> str:
    """
    The `go` command, if it is new enough for the module folder.

    Raises:
        UnavailableError: there is none, it is too old, or it does not run.
    """
    needed = go_version_needed(module)
    go = shutil.which("go", path=env.get("PATH", ""))
    if go is None:
        raise UnavailableError(f"no `go` on PATH (Go {needed} or newer)")
    try:
        answer = subprocess.run(
            [go, "env", "GOVERSION"],
            cwd=module.anchor,  # outside all modules, because an old Go would refuse their go line
            env=go_environment(env),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=30,
            check=True,
        ).stdout.strip()
    except (OSError, subprocess.SubprocessError) as exc:
        raise UnavailableError(f"{go} does not run: {exc}") from exc
    # A development version ("devel go1.27-abc") contains its number too.
    found, wanted = version_of(answer), version_of(needed)
    if found is None or wanted is None or found < wanted:
        raise UnavailableError(
            f"{go} is {answer or 'of an unknown version'}, needed is {needed} or newer"
        )
    return go
