"""Where the objects of an application and their fields come from: recorded files, or AppFlow itself."""

from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from pathlib import Path
from typing import Protocol

from appflow_provider.errors import AppFlowError
from appflow_provider.mirrors.schemas import Fields, read

_AT_ONCE = 8  # lookups of objects at the same time; our choice


class Catalogue(Protocol):
    """The objects of an application."""

    @property
    def place(self) -> str:
        """What messages call it: `./schemas`, `AppFlow`."""
        ...

    def names(self) -> Iterable[str]:
        """
        The names of all objects.

        Raises:
            AppFlowError: they cannot be read.
        """
        ...

    def fields(self, names: Iterable[str]) -> Mapping[str, Fields]:
        """
        The fields of these objects. An object that is not there is left out.

        Raises:
            AppFlowError: they cannot be read.
        """
        ...


class Recorded:
    """The objects in a folder that `appflow-pulumi fields` has written."""

    def __init__(self, folder: str) -> None:
        self.place = folder

    def names(self) -> Iterable[str]:
        """The names of the recorded objects."""
        return self._all

    def fields(self, names: Iterable[str]) -> Mapping[str, Fields]:
        """The recorded fields."""
        return {name: self._all[name] for name in names if name in self._all}

    @cached_property
    def _all(self) -> Mapping[str, Fields]:
        files = sorted(Path(self.place).glob("*.json"))
        if not files:
            raise AppFlowError(
                f"There is no recorded object in {self.place}. Record some with `appflow-pulumi fields --out {self.place}`",
                ours=True,
            )
        found: dict[str, Fields] = {}
        places: dict[str, Path] = {}
        for file in files:
            try:
                text = file.read_text(encoding="utf-8")
            except (OSError, UnicodeDecodeError) as failed:
                raise AppFlowError(f"{file} cannot be read ({failed})", ours=True) from failed
            name, fields = read(text, str(file))
            if (other := places.setdefault(name, file)) != file:
                raise AppFlowError(
                    f"{other} and {file} both have the fields of {name}. Remove one of them",
                    ours=True,
                )
            found[name] = fields
        return found


class Looked:
    """
    The objects that AppFlow finds in the application.

    Args:
        listed: Lists the names of all objects.
        described: Returns the fields of an object.
    """

    place = "AppFlow"

    def __init__(
        self, listed: Callable[[], Iterable[str]], described: Callable[[str], Fields]
    ) -> None:
        self._listed, self._described = listed, described

    def names(self) -> Iterable[str]:
        """The names of all objects, sorted."""
        return sorted(self._names)

    def fields(self, names: Iterable[str]) -> Mapping[str, Fields]:
        """The fields of these objects."""
        wanted = list(names)
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            return dict(zip(wanted, pool.map(self._described, wanted), strict=True))

    @cached_property
    def _names(self) -> frozenset[str]:
        return frozenset(self._listed())
