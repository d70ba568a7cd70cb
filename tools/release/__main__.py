"""
Build a release into dist/: check, build everything, install each file into an empty environment, and use it.

    python -m tools.release 0.1.0                     all of it; make release VERSION=0.1.0
    python -m tools.release 0.1.0 --only plugin       some of the files, of what is there, unchecked
    python -m tools.release 0.1.0 --untried           everything, without the trial
    python -m tools.release 0.1.0 --final             all of it, and fail if it may not be published

The same commit gives the same bytes. Without a tag on the commit, or without an owner in `appflow_provider.home`, it is a rehearsal, and says so.
"""

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from appflow_provider.home import OWNER
from tools import version as versions
from tools.pulumi.workbench import UnavailableError, say, whole_or_nothing
from tools.release import changelog, trial
from tools.release.artefacts import ARTEFACTS, built
from tools.release.sources import ROOT, exported, uncommitted


def main(argv: Sequence[str] | None = None) -> int:
    options = _arguments(argv)
    try:
        version = versions.checked(options.version or versions.version())
        if not options.only:
            check(version, final=options.final)
        with tempfile.TemporaryDirectory(prefix="appflow-release-") as work:
            source = exported(version, Path(work) / "source")
            if options.only:
                (made := Path(work) / "made").mkdir()
                built(source, made, options.only)
                shutil.copytree(made, options.out, dirs_exist_ok=True)
                names = [file.name for file in made.iterdir()]
            else:
                with whole_or_nothing(options.out) as out:
                    built(source, out)
                    if not options.untried:
                        trial.tried(source, out, Path(work))
                    names = [file.name for file in out.iterdir()]
    except (ValueError, UnavailableError) as exc:
        print(exc, file=sys.stderr)
        return 1
    for name in sorted(names):
        print(os.path.relpath(options.out / name))
    if not options.only and (missing := rehearsal(version)):
        say(f"This is a rehearsal, and not for publishing: {missing}.")
    return 0


def check(version: str, *, final: bool) -> None:
    """
    Refuse what cannot be released; if it is final, also what may not be published.

    Raises:
        ValueError: the commit has the tag of another version, files differ from it, the changelog has no entry, or it is a rehearsal.
    """
    tag = versions.tagged()
    if tag not in (None, version):
        raise ValueError(
            f"this commit is tagged v{tag}: release that, or tag the commit v{version}"
        )
    if changed := uncommitted():
        raise ValueError(f"commit or remove these first: {', '.join(changed)}")
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    if tag and changelog.section(text, version) is None:
        raise ValueError(
            f'CHANGELOG.md has no section "## {version} - YYYY-MM-DD": rename "Unreleased"'
        )
    changelog.notes(text, version)
    if final and (missing := rehearsal(version)):
        raise ValueError(f"this may not be published: {missing}")


def rehearsal(version: str) -> str:
    """What is missing before this may be published, or nothing."""
    missing = []
    if versions.tagged() != version:
        missing.append(f"the commit is not tagged v{version}")
    if OWNER is None:
        missing.append("provider/appflow_provider/home.py names no owner of the repository")
    return " and ".join(missing)


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="release", description="Build a release into dist/.")
    parser.add_argument(
        "version", nargs="?", help="such as 0.1.0; without it, that of the tag, or 0.0.0"
    )
    parser.add_argument("--out", type=Path, default=Path("dist"), metavar="DIR", help="where to")
    names = [each.name for each in ARTEFACTS]
    parser.add_argument(
        "--only", nargs="+", choices=names, default=[], metavar="NAME", help=", ".join(names)
    )
    parser.add_argument("--untried", action="store_true", help="build everything, and try nothing")
    parser.add_argument("--final", action="store_true", help="refuse what may not be published")
    options = parser.parse_args(argv)
    options.out = options.out.absolute()
    return options


if __name__ == "__main__":
    sys.exit(main())
