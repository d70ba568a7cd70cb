"""The source of a release: the files of a commit in a folder of their own, with the version written into them."""

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from tools.stamp import STAMPED
from tools.version import stamp

ROOT = Path(__file__).resolve().parents[2]
WITHOUT_A_DATE = 315_532_800  # seconds: 1980-01-01, the first moment that a zip file can hold
_NOT_SOURCE = shutil.ignore_patterns(
    *(".*cache", ".demo", ".git", ".hypothesis", ".venv", "__pycache__", "build", "dist", "sdk")
)


@dataclass(frozen=True)
class Source:
    """The source of one version."""

    tree: Path
    version: str
    when: int
    """The time of all files that are packed, in seconds since 1970: that of the commit."""


def exported(version: str, tree: Path) -> Source:
    """Write the files that git would commit into `tree`, stamped. Without git, write all files but what was built here."""
    files = _git("ls-files", "-z", "--cached", "--others", "--exclude-standard")
    if files is None:
        shutil.copytree(ROOT, tree, ignore=_NOT_SOURCE, dirs_exist_ok=True)
    else:
        for name in filter(None, files.split("\0")):
            if (ROOT / name).is_file():
                (tree / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(ROOT / name, tree / name)
    for name in STAMPED:
        text = (tree / name).read_text(encoding="utf-8")
        (tree / name).write_text(stamp(text, version), encoding="utf-8", newline="\n")
    date = _git("log", "-1", "--format=%ct")
    return Source(tree, version, int(date) if date else WITHOUT_A_DATE)


def uncommitted() -> list[str]:
    """The files that differ from the commit. Without git there are none."""
    return [line[3:] for line in (_git("status", "--porcelain") or "").splitlines()]


def _git(*command: str) -> str | None:
    if not (ROOT / ".git").exists():
        return None
    done = subprocess.run(
        ["git", *command], cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True
    )
    return done.stdout
