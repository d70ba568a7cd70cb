"""
Delete entries of the project's tables one at a time, and see whether a test notices.

    make mutants                            some entries, drawn with a fixed seed
    make mutants MUTANTS="--all rules"      every entry of the modules with "rules" in their path

Each deletion runs the tests of its room, the quick ones first, until one fails. Exit code 1 if a deletion was not noticed.
"""

import argparse
import os
import random
import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from tools.mutants.entries import Entry, entries
from tools.mutants.loading import VARIABLE

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = 40  # deletions of a run without --all; about ten minutes on two cores
SEED = 1
LIMIT = 900  # seconds for the tests of one deletion

# Where the tables are, and which tests answer for them, in turn. Pages of docs/ that are compared with the tables prove
# nothing about what the tables do, so tests/docs is not among them.
_COMPARING = ("tests/stories/test_stories_normalisation.py", "tests/stories/test_stories_drift.py")
TESTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("provider/appflow_provider/rules", ("tests/rules", "tests/resources", "tests/peers")),
    ("provider/appflow_provider/resources/advice", ("tests/resources", "tests/service")),
    (
        "provider/appflow_provider/resources",
        ("tests/resources", "tests/core", *_COMPARING, "tests/peers", "tests/stories"),
    ),
    ("provider/appflow_provider/service", ("tests/service", "tests/resources")),
)
_FAILED = {1, 2}  # pytest: tests failed; collecting them failed


@dataclass(frozen=True)
class Mutant:
    """One deletion."""

    file: Path
    entry: Entry
    tests: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.file.relative_to(ROOT)}:{self.entry.line}: {self.entry.text}"


def main(argv: Sequence[str] | None = None) -> int:
    """Draw, delete, test, report."""
    asked = _arguments(argv)
    found = [each for each in mutants() if asked.within in str(each.file.relative_to(ROOT))]
    if not asked.all and len(found) > asked.sample:
        found = random.Random(asked.seed).sample(found, asked.sample)  # noqa: S311 - no secret
    if asked.list:
        print(*found, sep="\n")
        return 0
    print(f"{len(found)} deletions, with {asked.jobs} at a time", flush=True)
    for tests in dict.fromkeys(each.tests for each in found):
        if not _pass(tests, {}):
            print(f"{' '.join(tests)} fail without any deletion, so they prove nothing")
            return 2
    unnoticed = 0
    with ThreadPoolExecutor(asked.jobs) as pool:
        for number, (mutant, noticed) in enumerate(
            zip(found, pool.map(_is_noticed, found), strict=True), start=1
        ):
            unnoticed += not noticed
            words = "noticed" if noticed else "NOT NOTICED"
            print(f"{number}/{len(found)} {words}: {mutant}", flush=True)
    print(f"{len(found) - unnoticed} of {len(found)} deletions were noticed")
    return int(unnoticed > 0)


def mutants() -> Iterator[Mutant]:
    """All deletions there are. A module belongs to the first row of `TESTS` that it lies under."""
    done: set[Path] = set()
    for folder, tests in TESTS:
        for file in sorted((ROOT / folder).rglob("*.py")):
            if file not in done:
                done.add(file)
                source = file.read_text(encoding="utf-8")
                yield from map(partial(Mutant, file, tests=tests), entries(source))


def _is_noticed(mutant: Mutant) -> bool:
    named = {VARIABLE: f"{mutant.file}:{mutant.entry.number}"}
    return any(not _pass((tests,), named) for tests in mutant.tests)


def _pass(tests: Sequence[str], variables: dict[str, str]) -> bool:
    """
    Whether tests pass.

    Raises:
        RuntimeError: pytest could not run them.
    """
    command = [sys.executable, "-m", "pytest", "-x", "-q", "--no-header", "-p", "no:cacheprovider"]
    try:
        done = subprocess.run(
            [*command, "-p", "tools.mutants.loading", *tests],
            cwd=ROOT,
            env={**os.environ, **variables},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            timeout=LIMIT,
        )
    except subprocess.TimeoutExpired:
        return False  # an endless loop is noticed
    if done.returncode not in {0, *_FAILED}:
        # What fails before the first test, as an import in conftest.py, is noticed too.
        if "Error" in done.stdout and variables:
            return False
        raise RuntimeError(f"pytest {' '.join(tests)} ended with {done.returncode}:\n{done.stdout}")
    return done.returncode == 0


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m tools.mutants",
        description="Delete entries of tables one at a time, and see whether a test notices.",
    )
    parser.add_argument("within", nargs="?", default="", help="a part of the modules' paths")
    parser.add_argument("--all", action="store_true", help="every entry, not a sample")
    parser.add_argument("--sample", type=int, default=SAMPLE, help="how many (%(default)s)")
    parser.add_argument("--seed", type=int, default=SEED, help="which ones (%(default)s)")
    parser.add_argument("--jobs", type=int, default=2, help="how many at a time (%(default)s)")
    parser.add_argument("--list", action="store_true", help="name them and test nothing")
    return parser.parse_args(argv)


if __name__ == "__main__":
    sys.exit(main())
