"""
The version of this source, from one place: the tag of its commit, such as `v0.1.0`.

    python tools/version.py schema.json      print this file with the version, as the build packs it

Hatchling asks for it when it builds (`pyproject.toml`), and `tools/stamp.py` writes it into what it packs. Sources without git are of
a release if its version is stamped on `schema.json`. Anything else is no version, and says so with 0.0.0.

Standard library only, because the build runs it without the project's environment.
"""

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VARIABLE = "PULUMI_APPFLOW_VERSION"
NO_VERSION = "0.0.0"

_BEFORE = ("resource", "name", "displayName")
_ACCEPTED = re.compile(r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-(alpha|beta|rc)\.(0|[1-9]\d*))?")


def checked(text: str) -> str:
    """
    The version, if it is one that semver and Python both have.

    Raises:
        ValueError: it is not.
    """
    if _ACCEPTED.fullmatch(text) is None:
        raise ValueError(
            f'"{text}" is not a version: write 1.2.3, or 1.2.3-beta.1 (alpha, beta, rc)'
        )
    return text


def version(root: Path = ROOT, env: Mapping[str, str] = os.environ) -> str:
    """
    The version in semver's spelling: of the environment (`make release` sets it), the stamp, the tag, or 0.0.0.

    Raises:
        ValueError: the environment or the tag names something else.
    """
    if given := env.get(VARIABLE):
        return checked(given)
    stamped = json.loads((root / "schema.json").read_text(encoding="utf-8")).get("version")
    return stamped or tagged(root) or NO_VERSION


def for_python(text: str) -> str:
    """A version in Python's spelling: `1.2.3-beta.1` is `1.2.3b1`."""
    number, _, pre = text.partition("-")
    kind, _, count = pre.partition(".")
    return number + {"alpha": "a", "beta": "b"}.get(kind, kind) + count


def tagged(root: Path = ROOT) -> str | None:
    """
    The version that the commit is tagged with, the highest if there are several. Without git there is none.

    Raises:
        ValueError: a tag begins as a version does, and is not one.
    """
    if not (root / ".git").exists():
        return None
    command = ["git", "tag", "--points-at", "HEAD", "--list", "v[0-9]*", "--sort=-version:refname"]
    try:
        done = subprocess.run(
            command,
            cwd=root,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            check=True,
        )
    except (OSError, subprocess.CalledProcessError):
        return None
    found = done.stdout.split()
    return checked(found[0].removeprefix("v")) if found else None


def stamp(text: str, stated: str) -> str:
    """A JSON file with this version, behind the names at its beginning."""
    content = {name: value for name, value in json.loads(text).items() if name != "version"}
    head = {name: content.pop(name) for name in _BEFORE if name in content}
    stamped = {**head, "version": stated, **content}
    return json.dumps(stamped, indent=2, ensure_ascii=False) + ("\n" if text.endswith("\n") else "")


if __name__ == "__main__":
    print(stamp(Path(sys.argv[1]).read_text(encoding="utf-8"), version()), end="")
