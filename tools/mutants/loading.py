"""
Loads one module without one entry of its tables.

The module is changed while it is imported, and its file stays unchanged, so that several runs can work in parallel.
"""

import importlib.abc
import importlib.machinery
import importlib.util
import sys
import types
from collections.abc import Sequence
from pathlib import Path

from tools.mutants.entries import without

__all__ = ["delete"]


def delete(file: Path, number: int) -> None:
    """Make all later imports of the module lack the entry of that number."""
    sys.meta_path.insert(0, _Finder(file.resolve(), number))


class _Loader(importlib.machinery.SourceFileLoader):
    """Compiles a module without one of its entries, and ignores the cache of compiled modules."""

    def __init__(self, name: str, path: str, number: int) -> None:
        super().__init__(name, path)
        self._number = number

    def get_code(self, fullname: str) -> types.CodeType:
        path = self.get_filename(fullname)
        tree = without(Path(path).read_text(encoding="utf-8"), self._number)
        code: types.CodeType = compile(tree, path, "exec", dont_inherit=True)
        return code


class _Finder(importlib.abc.MetaPathFinder):
    """Finds only the changed module."""

    def __init__(self, file: Path, number: int) -> None:
        self._file, self._number = file, number

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: types.ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if name.rpartition(".")[2] not in {self._file.stem, self._file.parent.name}:
            return None
        found = importlib.machinery.PathFinder.find_spec(name, path, target)
        if found is None or found.origin is None or Path(found.origin) != self._file:
            return None
        loader = _Loader(name, found.origin, self._number)
        return importlib.util.spec_from_file_location(
            name,
            found.origin,
            loader=loader,
            submodule_search_locations=found.submodule_search_locations,
        )
