"""
What a builder needs: a cache folder, one builder at a time, long commands that show signs of life.

`get.py` beside it builds the Pulumi engine with this, `tools/gensdk/run.py` the code generator. A
result is made in a temporary folder and renamed into the cache when it is whole, so that what is
in the cache can be trusted. Standard library only: it runs before anything is installed.
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

HEARTBEAT = 15.0  # seconds between two signs of life; our choice
STEP_LIMIT = 1800.0  # seconds for one step; a hanging download must end some time; our choice
LOG_TAIL = 15  # lines of a failed command that are shown
LOCK_POLL = 0.2  # seconds between two looks at a lock that another process holds

Say = Callable[[str], None]


class UnavailableError(Exception):
    """A way that is closed here. The text says why, for a person."""


def say(text: str) -> None:
    """Show progress. stdout belongs to the result, so this is stderr."""
    print(text, file=sys.stderr, flush=True)


def cache_root(env: Mapping[str, str]) -> Path:
    """
    The folder outside the checkout that keeps what takes minutes to make.

    Raises:
        UnavailableError: the environment names no home.
    """
    if own := env.get("PULUMI_APPFLOW_CACHE"):
        return Path(own).expanduser().absolute()
    xdg = Path(env.get("XDG_CACHE_HOME", ""))
    if xdg.is_absolute():  # the XDG specification: a relative path is to be ignored
        return xdg / "pulumi-appflow"
    try:
        return Path("~/.cache/pulumi-appflow").expanduser()
    except RuntimeError as exc:
        raise UnavailableError(
            "no home folder; name a cache with --cache or XDG_CACHE_HOME"
        ) from exc


def digest(files: Iterable[Path], *more: str) -> str:
    """A short name for what goes into a build: file contents, platform, and what else is given."""
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
    Hold the lock beside `place`, waiting as long as another process holds it.

    The lock goes with the process that holds it, however that one ends. Raises UnavailableError where
    the platform has no such locks.
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
    A temporary folder that becomes `place` when the block ends well, and vanishes when it does not.

    To be used under the lock: leftovers of builders that died, and an incomplete `place`, go.
    """
    for leftover in place.parent.glob(f".{place.name}-*"):
        shutil.rmtree(leftover, ignore_errors=True)
    work = Path(tempfile.mkdtemp(prefix=f".{place.name}-", dir=place.parent))
    try:
        yield work
        work.chmod(0o755)  # mkdtemp's 0700 would close the cache to other users
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
    Run a long command quietly, with a sign of life now and then.

    `expect` is about how many seconds it takes, for the person who waits; after `limit` seconds
    the command and its children are ended.

    Raises:
        UnavailableError: it failed or took too long; with the end of what it printed.
    """
    say(f"{what}: this takes about {_duration(expect)} ...")
    began = time.monotonic()
    with tempfile.TemporaryFile() as log:
        # Its own session, so that the children can be ended with it.
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
    The environment for building a pinned module: the user's proxy and caches, our own flags.

    A workspace, a vendor flag or a cross-compiling set-up of the user's would build something else.
    """
    own = {
        "CGO_ENABLED": "0",
        "GOFLAGS": "-mod=readonly -buildvcs=false",
        "GOTOOLCHAIN": "local",  # `auto` would fetch a compiler unasked, or hang behind a firewall
        "GOWORK": "off",
    }
    return {key: env[key] for key in env if key not in ("GOOS", "GOARCH")} | own


def find_go(module: Path, env: Mapping[str, str]) -> str:
    """
    The `go` command, new enough for the module folder.

    Raises:
        UnavailableError: there is none, or it is too old, or it does not run.
    """
    needed = go_version_needed(module)
    go = shutil.which("go", path=env.get("PATH", ""))
    if go is None:
        raise UnavailableError(f"no `go` on PATH (Go {needed} or newer)")
    try:
        answer = subprocess.run(
            [go, "env", "GOVERSION"],
            cwd=module.anchor,  # outside every module, whose go line an old Go would refuse
            env=go_environment(env),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=30,
            check=True,
        ).stdout.strip()
    except (OSError, subprocess.SubprocessError) as exc:
        raise UnavailableError(f"{go} does not run: {exc}") from exc
    # A development version ("devel go1.27-abc") has its number in the text as well.
    found, wanted = version_of(answer), version_of(needed)
    if found is None or wanted is None or found < wanted:
        raise UnavailableError(
            f"{go} is {answer or 'of an unknown version'}, needed is {needed} or newer"
        )
    return go
