"""Deletions from tables: which there are, what a module is without one, and that a test which needs it fails."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tools.mutants import __main__ as mutants
from tools.mutants.entries import entries, without
from tools.mutants.loading import VARIABLE

SOURCE = '''
"""A module."""
__all__ = ["TABLE"]
TABLE: dict[str, tuple[str, ...]] = {"one": ("a", "b"), "two": ()}
class Kind:
    watched = places("x", "y")
    def method(self):
        local = ["not", "a", "table"]
'''


def texts(source: str) -> list[str]:
    return [entry.text for entry in entries(source)]


def test_entries_are_those_of_tables_and_of_tables_in_them() -> None:
    assert texts(SOURCE) == ['"one"', '"two"', '"a"', '"b"', '"x"', '"y"']
    assert [entry.line for entry in entries(SOURCE)] == [4, 4, 4, 4, 6, 6]


@pytest.mark.parametrize("entry", entries(SOURCE), ids=lambda entry: entry.text)
def test_a_module_loses_the_one_entry_and_what_is_in_it(entry) -> None:
    left = texts(ast.unparse(without(SOURCE, entry.number)))
    inside = ["'a'", "'b'"] if entry.text == '"one"' else []
    expected = [text.replace('"', "'") for text in texts(SOURCE) if text != entry.text]
    assert left == [text for text in expected if text not in inside]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "table.py").write_text('TABLE = {"used": 1, "unused": 2}\n')
    (tmp_path / "test_table.py").write_text(
        'from table import TABLE\n\ndef test_used():\n    assert TABLE["used"] == 1\n'
    )
    return tmp_path


@pytest.mark.parametrize(("number", "code"), [(0, 1), (1, 0)], ids=["used", "unused"])
def test_a_test_fails_without_the_entry_that_it_needs(
    project: Path, number: int, code: int
) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "tools.mutants.loading", str(project)],
        env={
            **os.environ,
            VARIABLE: f"{project / 'table.py'}:{number}",
            "PYTHONPATH": str(mutants.ROOT),
        },
        cwd=project,
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == code, done.stdout


def test_each_row_names_tests_and_tables_that_exist() -> None:
    for folder, tests in mutants.TESTS:
        assert [name for name in (folder, *tests) if not (mutants.ROOT / name).exists()] == []


def test_the_list_is_the_same_for_the_same_seed(capsys) -> None:
    def listed(*more: str) -> list[str]:
        assert mutants.main(["--list", "--sample", "5", *more]) == 0
        lines: list[str] = capsys.readouterr().out.splitlines()
        return lines

    first = listed()
    assert len(first) == 5
    assert listed() == first
    assert listed("--seed", "2") != first
