"""
Runs test files without one entry of a table, each deletion in its own process.

Imports take the longest: botocore, moto, Pulumi, pydantic, and the shapes. One process imports everything once and records
which module imports which. Each deletion is a fork of it that drops the changed module and all modules that depend on it.
"""

import builtins
import importlib
import io
import os
import signal
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import redirect_stdout
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tools.mutants.loading import delete
from tools.roots import ROOTS

__all__ = ["Deletion", "collect", "outcomes"]

_LIMIT = 300  # seconds for the tests of one deletion; an endless loop counts as noticed
_MOST_FILES = 200  # exit codes that stand for a file
_QUIETLY = ("-x", "-q", "--tb=no", "--assert=plain", "-p", "no:cacheprovider")
_PASSED = {pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED}

Deletion = tuple[Path, int] | None  # a module and the number of an entry; None deletes nothing


_importers: dict[str, set[str]] = defaultdict(set)  # the modules that import a module


def collect(root: Path, files: Sequence[str]) -> None:
    """Import everything that the files need, so that forks of this process have it."""
    os.chdir(root)
    sys.path[:0] = [str(root / each) for each in ROOTS]
    imported, by_name = builtins.__import__, importlib.import_module

    def noted(
        name: str, scope: Any = None, local: Any = None, fromlist: Any = (), level: int = 0
    ) -> Any:
        module = imported(name, scope, local, fromlist, level)
        whole = getattr(module, "__name__", name) if fromlist else name
        for each in (whole, *(f"{whole}.{member}" for member in fromlist or ())):
            _importers[each].add((scope or {}).get("__name__", ""))
        return module

    def noted_by_name(name: str, package: str | None = None) -> ModuleType:
        module = by_name(name, package)
        _importers[module.__name__].add(sys._getframe(1).f_globals.get("__name__", ""))  # noqa: SLF001
        return module

    builtins.__import__, importlib.import_module = noted, noted_by_name  # type: ignore[assignment]
    with redirect_stdout(io.StringIO()):
        code = pytest.main(["--collect-only", *_QUIETLY, "--capture=no", *files])
    builtins.__import__, importlib.import_module = imported, by_name
    if code not in _PASSED:
        raise RuntimeError(f"pytest cannot collect {' '.join(files)}: {code}")


def outcomes(
    deletions: Iterable[Deletion],
    files: Callable[[Deletion], Sequence[str]],
    *,
    jobs: int,
) -> Iterator[tuple[Deletion, str | None]]:
    """
    Yield each deletion when it ends, with the file whose tests noticed it.

    Args:
        deletions: What to delete.
        files: The test files for a deletion, the most likely to notice it first.
        jobs: The number of parallel processes.
    """
    waiting = iter(deletions)
    running: dict[int, tuple[Deletion, Sequence[str]]] = {}
    for deletion in waiting:
        tests = files(deletion)[:_MOST_FILES]
        running[_forked(deletion, tests)] = deletion, tests
        if len(running) == jobs:
            yield _ended(running)
    while running:
        yield _ended(running)


def _ended(running: dict[int, tuple[Deletion, Sequence[str]]]) -> tuple[Deletion, str | None]:
    process, status = os.wait()
    deletion, tests = running.pop(process)
    code = os.waitstatus_to_exitcode(status)
    if code < 0:
        return deletion, f"signal {-code}"
    return deletion, tests[code - 1] if code else None


def _forked(deletion: Deletion, files: Sequence[str]) -> int:
    process = os.fork()
    if process:
        return process
    code = len(files)  # a failure outside of tests counts as noticed too
    try:
        signal.alarm(_LIMIT if deletion else 0)
        nowhere = os.open(os.devnull, os.O_RDWR)
        for number in range(3):
            os.dup2(nowhere, number)
        _forget(deletion[0] if deletion else None)
        if deletion:
            delete(*deletion)
        noticing = (at for at, file in enumerate(files, start=1) if not _passes(file))
        code = next(noticing, 0)
    finally:
        os._exit(code)


def _passes(file: str) -> bool:
    return pytest.main([*_QUIETLY, file]) in _PASSED


def _forget(file: Path | None) -> None:
    """Drop a module, all modules that import it, and the tests, so that they are imported again."""
    changed = {
        name
        for name, module in sys.modules.items()
        if file and getattr(module, "__file__", None) == str(file)
    }
    inside = {name for name in _importers for each in changed if name.startswith(f"{each}.")}
    waiting = [*changed, *inside]
    for name in waiting:
        waiting += _importers.pop(name, ())
    tests = {name for name in sys.modules if name == "conftest" or name.startswith("test_")}
    for name in (tests | {*waiting}) & sys.modules.keys():
        parent, _, last = name.rpartition(".")
        vars(sys.modules.get(parent)).pop(last, None) if parent in sys.modules else None
        del sys.modules[name]
