"""
Lint the workflows of the public repository with actionlint, at a pinned version.

    python -m tools.workflows

Go builds it in half a minute, once. Exit code 3 means that there is no actionlint.
"""

import os
import subprocess
import sys
from pathlib import Path

from tools.pulumi.workbench import (
    UnavailableError,
    cache_root,
    find_go,
    go_environment,
    one_at_a_time,
    run,
    say,
    whole_or_nothing,
)

ROOT = Path(__file__).resolve().parents[1]
VERSION = "v1.7.12"
NO_ACTIONLINT = 3  # exit code; 0 to 2 are actionlint's own


def actionlint() -> Path:
    """
    The executable, from the cache or built into it.

    Raises:
        UnavailableError: it is not in the cache and cannot be built. The message says why.
    """
    place = cache_root(os.environ) / "actionlint" / VERSION
    program = place / "actionlint"
    if program.exists():
        return program
    go = find_go(ROOT / "tools" / "gensdk", os.environ)
    with one_at_a_time(place):
        if not program.exists():
            with whole_or_nothing(place) as work:
                install = [go, "install", f"github.com/rhysd/actionlint/cmd/actionlint@{VERSION}"]
                env = {**go_environment(os.environ), "GOBIN": str(work)}
                run("building actionlint", install, expect=30, cwd=work, env=env)
    return program


def main() -> int:
    try:
        program = actionlint()
    except (UnavailableError, OSError) as exc:
        say(f"actionlint is not in the cache, and cannot be built: {exc}")
        return NO_ACTIONLINT
    files = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
    return subprocess.run([program, *files], cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
