"""The faults that `make faults` plants: each has its place in the code, and tests that look for it."""

import re
import shlex
from pathlib import Path

import pytest

from tools.faults.__main__ import ROOT, planted, read
from tools.faults.table import FAULTS, Fault


def words(expression: str) -> set[str]:
    """The words by which pytest selects tests, without the fronts, which are parameters."""
    return set(re.findall(r"\w+", expression)) - {"and", "or", "not", "dynamic", "plugin"}


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: f"{fault.file}: {fault.what}")
def test_a_fault_replaces_text_that_stands_in_its_file_once(fault: Fault) -> None:
    assert planted(fault, read(fault)), "write the fault for the code as it is now"
    for tests in fault.tests:
        file, *options = shlex.split(tests)
        assert (ROOT / Path(file)).exists()
        if "-k" in options:
            text = (ROOT / file).read_text()  # an old name selects no test, which proves nothing
            assert [
                word for word in words(options[options.index("-k") + 1]) if word not in text
            ] == []


def test_no_two_faults_are_the_same() -> None:
    assert len({(each.file, each.old, each.new) for each in FAULTS}) == len(FAULTS)
    assert len({(each.file, each.what) for each in FAULTS}) == len(FAULTS)


def test_many_faults_are_looked_for_with_the_real_engine() -> None:
    assert sum(any("tests/e2e" in tests for tests in each.tests) for each in FAULTS) >= 12
