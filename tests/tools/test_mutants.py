"""Deletions from tables: which ones exist, a module without one, and a test that fails without it."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tools.mutants import __main__ as mutants
from tools.mutants.entries import entries, without

SOURCE = '''
"""A module."""
__all__ = ["TABLE"]
TABLE: dict[str, tuple[str, ...]] = {"one": ("a", "b"), "two": ()}
class Word(ApiEnum):
    VALUE = "VALUE", "Not a table either."
class Kind:
    watched = places("x", "y")
    name: str = member("What it is.", required=True, default="z", secret=True)
    def method(self):
        local = ["not", "a", "table"]
@rule(Evidence.ADVICE, "why")
def too_often(flow): pass
'''


def texts(source: str) -> list[str]:
    return [entry.text for entry in entries(source)]


def test_entries_are_rules_and_those_of_tables_and_of_tables_in_them() -> None:
    assert texts(SOURCE) == [
        "def too_often(flow): pass",
        *('"one"', '"two"', '"a"', '"b"', '"x"', '"y"'),
        *('default="z"', "secret=True"),
    ]
    assert [entry.line for entry in entries(SOURCE)] == [13, 4, 4, 4, 4, 8, 8, 9, 9]


@pytest.mark.parametrize("entry", entries(SOURCE), ids=lambda entry: entry.text)
def test_a_module_loses_the_one_entry_and_what_is_in_it(entry) -> None:
    left = texts(ast.unparse(without(SOURCE, entry.number)))
    inside = ["'a'", "'b'"] if entry.text == '"one"' else []
    expected = [text.replace('"', "'") for text in texts(SOURCE) if text != entry.text]
    assert left == [text for text in expected if text not in inside]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "table.py").write_text('TABLE = {"used": 1, "unused": 2}\n')
    (tmp_path / "registry.py").write_text(
        'from importlib import import_module\n\nTABLE = import_module("table").TABLE\n'
    )
    (tmp_path / "test_table.py").write_text(
        'from registry import TABLE\n\ndef test_used():\n    assert TABLE["used"] == 1\n'
    )
    return tmp_path


TRY = """
import sys
from pathlib import Path
from tools.mutants.running import collect, outcomes

root = Path(sys.argv[1])
collect(root, ["test_table.py"])
for number in (0, 1):
    [(_, file)] = outcomes([(root / "table.py", number)], lambda _: ["test_table.py"], jobs=1)
    print(file)
"""


def test_a_test_fails_without_the_entry_that_it_needs(project: Path) -> None:
    path = os.pathsep.join([str(mutants.ROOT), str(project)])
    done = subprocess.run(
        [sys.executable, "-c", TRY, str(project)],
        env={**os.environ, "PYTHONPATH": path},
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.stdout.split() == ["test_table.py", "None"], done.stderr


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
