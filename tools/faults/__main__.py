"""
Plant faults in a copy of the code one at a time, and see whether the tests of each notice.

    make faults                       all of them
    make faults FAULTS=service        those of files with "service" in their path

Run it where all tests pass. Exit code 1 if a fault was not noticed, 2 if the text that it replaces is not there any more.
"""

import argparse
import itertools
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue

from tools.faults.table import FAULTS, Fault
from tools.roots import ROOTS

ROOT = Path(__file__).resolve().parents[2]
ENGINE = "tests/e2e"
LIMIT = 600  # seconds for the tests of one fault; our choice
_TIMES = itertools.count(
    2_000_000_000
)  # of changes, each another, so that no compiled module is taken for a new one


def main(argv: Sequence[str] | None = None) -> int:
    """Plant, test, report."""
    parser = argparse.ArgumentParser(prog="python -m tools.faults", description=__doc__)
    parser.add_argument("within", nargs="?", default="", help="a part of a file or of a fault")
    parser.add_argument("--jobs", type=int, default=2, help="how many at a time (%(default)s)")
    parser.add_argument(
        "--no-engine", action="store_true", help="leave out those that end-to-end tests look for"
    )
    parser.add_argument("--list", action="store_true", help="name them and test nothing")
    asked = parser.parse_args(argv)
    found = [each for each in FAULTS if asked.within in f"{each.file}: {each.what}"]
    if asked.no_engine:
        found = [each for each in found if not any(ENGINE in tests for tests in each.tests)]
    if moved := [each for each in found if not planted(each, read(each))]:
        print(
            *(f"the text is not there once: {each.file}: {each.what}" for each in moved), sep="\n"
        )
        return 2
    if asked.list:
        print(*(f"{each.file}: {each.what}" for each in found), sep="\n")
        return 0
    return _tested(found, asked.jobs)


def read(fault: Fault) -> str:
    """The text that a fault belongs in."""
    return (ROOT / fault.file).read_text(encoding="utf-8")


def planted(fault: Fault, text: str) -> str:
    """The text with the fault; empty where what it replaces does not stand there exactly once."""
    return text.replace(fault.old, fault.new) if text.count(fault.old) == 1 else ""


def _tested(found: Sequence[Fault], jobs: int) -> int:
    with tempfile.TemporaryDirectory(prefix="appflow-faults-") as folder:
        copies: SimpleQueue[Path] = SimpleQueue()
        for number in range(jobs):
            copy = Path(folder, str(number))
            shutil.copytree(ROOT, copy, ignore=_ignored)
            copies.put(copy)

        def outcome(fault: Fault) -> str:
            copy = copies.get()
            try:
                return _outcome(fault, copy)
            finally:
                copies.put(copy)

        unnoticed = 0
        with ThreadPoolExecutor(jobs) as pool:
            for number, (fault, said) in enumerate(
                zip(found, pool.map(outcome, found), strict=True), start=1
            ):
                unnoticed += said != "noticed"
                print(f"{number}/{len(found)} {said}: {fault.file}: {fault.what}", flush=True)
    print(f"{len(found) - unnoticed} of {len(found)} faults were noticed")
    return int(unnoticed > 0)


def _ignored(folder: str, names: list[str]) -> set[str]:
    """What a copy does not need: what is hidden or compiled, and at the top what is built."""
    built = ("dist", "sdk") if Path(folder) == ROOT else ()
    return shutil.ignore_patterns(".*", "__pycache__", *built)(folder, names)


def _outcome(fault: Fault, copy: Path) -> str:
    file = copy / fault.file
    right = file.read_text(encoding="utf-8")
    _write(file, planted(fault, right))
    try:
        for tests in fault.tests:
            code, printed = _run(tests, copy)
            if code == 1:
                return "noticed"
            if code:
                return f"NOT TESTED ({printed.strip()[-200:]})"
    except subprocess.TimeoutExpired:  # an endless wait is seen
        return "noticed"
    finally:
        _write(file, right)
    return "NOT NOTICED"


def _run(tests: str, copy: Path) -> tuple[int, str]:
    path = os.pathsep.join(str(copy / each) for each in ROOTS)
    options = ["-x", "-q", "-p", "no:cacheprovider"]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *options, *shlex.split(tests)],
        cwd=copy,
        env={**os.environ, "PYTHONPATH": path},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=LIMIT,
        check=False,
    )
    return done.returncode, done.stdout


def _write(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8")
    now = next(_TIMES)
    os.utime(file, (now, now))


if __name__ == "__main__":
    sys.exit(main())
