#!/usr/bin/env python3
"""
Run gensdk, Pulumi's schema checker and SDK generator. Builds it if it is not in the cache.

    python tools/gensdk/run.py check schema.json
    python tools/gensdk/run.py generate schema.json python OUTDIR

The build needs a Go toolchain and takes about a minute, or seconds if the Pulumi engine was built from Go modules before. The
result runs offline. All arguments go to gensdk, and its exit code is returned; 3 means that there is no gensdk.
"""

import os
import signal
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NoReturn

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tools.pulumi.workbench import (
    UnavailableError,
    cache_root,
    digest,
    find_go,
    go_environment,
    go_version_needed,
    one_at_a_time,
    run,
    say,
    whole_or_nothing,
)

HERE = Path(__file__).resolve().parent
SOURCES = tuple(HERE / name for name in ("go.mod", "go.sum", "main.go", "programs.go"))
BUILD = ("build", "-tags", "osusergo grpcnotrace", "-ldflags", "-w -s", "-o")
NO_GENSDK = 3  # exit code; 0 to 2 are gensdk's own


def gensdk(env: Mapping[str, str]) -> Path:
    """
    The executable, from the cache or built into it.

    Raises:
        UnavailableError: it is not in the cache and cannot be built. The message says why.
    """
    place = cache_root(env) / "gensdk" / digest(SOURCES, *BUILD)
    program = place / "gensdk"
    if os.access(program, os.X_OK):
        return program
    go = find_go(HERE, env)
    with one_at_a_time(place):
        if not os.access(program, os.X_OK):
            with whole_or_nothing(place) as work:
                run(
                    "building gensdk",
                    [go, *BUILD, str(work / program.name), "."],
                    expect=60,
                    cwd=HERE,
                    env=go_environment(env),
                )
    return program


def main(argv: Sequence[str], env: Mapping[str, str]) -> int:
    # So that SIGTERM also ends a running build and removes its folder.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    try:
        program = gensdk(env)
    except (UnavailableError, OSError) as exc:
        say(f"gensdk is not in the cache, and cannot be built: {exc}")
        say(f"Install Go, {go_version_needed(HERE)} or newer, where it can download modules.")
        return NO_GENSDK
    except KeyboardInterrupt:
        return 128 + signal.SIGINT
    return become(program, argv, env)


def become(program: Path, argv: Sequence[str], env: Mapping[str, str]) -> NoReturn:
    os.execve(program, [program.name, *argv], dict(env))  # noqa: S606


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], os.environ))
