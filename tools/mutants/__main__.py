"""
Delete entries of the project's tables one at a time, and check that a test notices.

    make mutants                            some entries, drawn with a fixed seed
    make mutants MUTANTS="--all rules"      every entry of the modules with "rules" in their path

Each deletion runs the tests of its room until one fails. The exit code is 1 if a deletion was not noticed.
"""

import argparse
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from tools.mutants.entries import Entry, entries
from tools.mutants.running import Deletion, collect, outcomes

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = 40  # deletions of a run without --all; about a minute
SEED = 1

# Where the tables are, and which tests must notice a deletion. Tests that compare pages of docs/ with the tables do not count,
# because they do not check what the tables do. Nor do tests that hold for any rules.
_COMPARING = ("tests/stories/test_stories_normalisation.py", "tests/stories/test_stories_drift.py")
_OF_FACTS = tuple(
    f"tests/resources/test_{name}.py" for name in ("forms", "left_out", "create_only")
)
_OF_RULES = tuple(
    f"tests/rules/test_rules_{name}.py"
    for name in (
        *("verdicts", "catalogue", "recipes", "of_every_task", "of_every_choice"),
        *("of_both_readings", "places"),
    )
)
TESTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    # Recipes are only read by users, so the page that shows them does count.
    (
        "provider/appflow_provider/shapes/recipes",
        (_OF_RULES[2], "tests/docs/test_reference_pages.py"),
    ),
    ("provider/appflow_provider/rules", (*_OF_RULES, "tests/resources")),
    ("provider/appflow_provider/resources/advice", ("tests/resources", "tests/service")),
    ("provider/appflow_provider/resources", ("tests/resources", "tests/core", *_COMPARING)),
    # Most entries of shapes are facts of members, which have their own tests.
    (
        "provider/appflow_provider/shapes/connectors",
        (*_OF_FACTS, *_OF_RULES, "tests/shapes", "tests/adopt", "tests/resources"),
    ),
    (
        "provider/appflow_provider/shapes",
        (*_OF_FACTS, "tests/shapes", "tests/resources", "tests/core", *_COMPARING),
    ),
    ("provider/appflow_provider/service", ("tests/service", "tests/resources")),
    ("policy/appflow_policies", ("tests/policies",)),
    ("command/appflow_command/doctor", ("tests/command/doctor",)),
    ("command/appflow_command/login", ("tests/command/test_login_command.py",)),
    (
        "command/appflow_command/graph",
        (
            *(
                f"tests/command/test_graph_{each}.py"
                for each in ("lineage", "reading", "drawing", "command")
            ),
            "tests/command/test_openlineage.py",
        ),
    ),
)


@dataclass(frozen=True)
class Mutant:
    """One deletion."""

    file: Path
    entry: Entry
    tests: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.file.relative_to(ROOT)}:{self.entry.line}: {self.entry.text}"


def main(argv: Sequence[str] | None = None) -> int:
    """Draw entries, delete each, test, and report."""
    asked = _arguments(argv)
    found = [each for each in mutants() if asked.within in str(each)]
    if not found:
        print(f"no table has an entry in {asked.within}")
        return 2
    if not asked.all and len(found) > asked.sample:
        found = random.Random(asked.seed).sample(found, asked.sample)  # noqa: S311 - no secret
    if asked.list:
        print(*found, sep="\n")
        return 0
    return _tested(found, asked.tests, asked.jobs)


def mutants() -> Iterator[Mutant]:
    """All possible deletions. The first row of `TESTS` that contains a module applies to it."""
    done: set[Path] = set()
    for folder, tests in TESTS:
        for file in sorted((ROOT / folder).rglob("*.py")):
            if file not in done:
                done.add(file)
                source = file.read_text(encoding="utf-8")
                yield from map(partial(Mutant, file, tests=tests), entries(source))


def _tested(found: Sequence[Mutant], only: Sequence[str], jobs: int) -> int:
    by_deletion: dict[Deletion, Mutant] = {(each.file, each.entry.number): each for each in found}
    files = {tests: _files(only or tests) for tests in {each.tests for each in found}}
    everything = sorted({file for each in files.values() for file in each})
    collect(ROOT, everything)
    [(_, failed)] = outcomes([None], lambda _: everything, jobs=1)
    if failed:
        print(
            f"{failed} fails without any deletion, so it cannot show whether a deletion is noticed"
        )
        return 2

    # The test that noticed the last deletion from a module will probably notice the next one.
    latest: dict[Path, list[str]] = {}

    def order(deletion: Deletion) -> list[str]:
        mutant = by_deletion[deletion]
        first = latest.get(mutant.file, [])
        return list(dict.fromkeys([*first, *files[mutant.tests]]))

    print(f"{len(found)} deletions, with {jobs} at a time", flush=True)
    unnoticed = 0
    ended = outcomes(by_deletion, order, jobs=jobs)
    for number, (deletion, file) in enumerate(ended, start=1):
        mutant = by_deletion[deletion]
        if file is None:
            unnoticed += 1
        elif file in everything:
            before = latest.get(mutant.file, [])
            latest[mutant.file] = [file, *(each for each in before if each != file)]
        words = f"noticed by {file}" if file else "NOT NOTICED"
        print(f"{number}/{len(found)} {words}: {mutant}", flush=True)
    print(f"{len(found) - unnoticed} of {len(found)} deletions were noticed")
    return int(unnoticed > 0)


def _files(tests: Sequence[str]) -> list[str]:
    """The test files among files and folders."""
    found: dict[str, None] = {}
    for each in tests:
        path = ROOT / each
        inside = sorted(path.rglob("test_*.py")) if path.is_dir() else [path]
        found.update((str(file.relative_to(ROOT)), None) for file in inside)
    return list(found)


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m tools.mutants",
        description="Delete entries of tables one at a time, and see whether a test notices.",
    )
    parser.add_argument("within", nargs="?", default="", help="a part of PATH:LINE: ENTRY")
    parser.add_argument("--all", action="store_true", help="every entry, not a sample")
    parser.add_argument("--sample", type=int, default=SAMPLE, help="how many (%(default)s)")
    parser.add_argument("--seed", type=int, default=SEED, help="which ones (%(default)s)")
    parser.add_argument("--jobs", type=int, default=2, help="how many at a time (%(default)s)")
    parser.add_argument("--list", action="store_true", help="name them and test nothing")
    parser.add_argument(
        "--tests", nargs="+", default=(), help="files and folders of tests to run instead"
    )
    return parser.parse_args(argv)


if __name__ == "__main__":
    sys.exit(main())
