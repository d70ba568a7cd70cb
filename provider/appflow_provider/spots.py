"""
Reads plain values that may be unknown, absent or of the wrong type, so that rules need not handle those cases.

A rule asks a `Spot` for what it needs. If the value is unknown or of the wrong type, the `Spot` raises `Undecided`, and the
rule is skipped. Null counts as absent, as in a request. Secrets come without their marker; the code that shows a message must
redact it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from appflow_provider.instants import instant
from appflow_provider.problems import Problem
from appflow_provider.values import UNKNOWN, Path, Unknown

_MAPPINGS = (dict, Mapping)  # dict first: a check against Mapping is slow


class Undecided(Exception):
    """The value is not known yet, or cannot be interpreted."""


@dataclass(frozen=True)
class Spot:
    """
    A place in the inputs.

    Attributes:
        path: Its path. For an absent value: up to the first step that is missing, whose container exists.
        value: The value, `None` if absent.
    """

    path: Path
    value: Any

    def __getitem__(self, name: str) -> "Spot":
        """A member. Members of an absent value are absent; members of an unreadable value are unreadable."""
        if self.value is None and self.path:
            return self
        path = (*self.path, name)
        if self.value is None:
            return Spot(path, None)
        found = self.value.get(name) if isinstance(self.value, _MAPPINGS) else UNKNOWN
        return Spot(path, found)

    def at(self, dotted: str) -> "Spot":
        """A nested member: `oauthRequest.authCode`."""
        spot = self
        for name in dotted.split("."):
            spot = spot[name]
        return spot

    def problem(self, reason: str) -> Problem:
        """A problem at this place."""
        return Problem(self.path, reason)

    def present(self) -> bool:
        """Whether there is a value, an empty object included."""
        return self._readable() is not None

    def given(self) -> bool:
        """Whether there is a value that is not empty: no blank text, no empty container."""
        value = self._readable()
        if isinstance(value, str):
            return value.strip() != ""
        if isinstance(value, _MAPPINGS):
            return _any_given(value.values())
        if isinstance(value, (list, tuple)):
            return _any_given(value)
        return value is not None

    def text(self) -> str:
        """Text."""
        text = self.text_if_any()
        if text is None:
            raise Undecided
        return text

    def text_if_any(self) -> str | None:
        """Text, or None if absent."""
        value = self._readable()
        if value is not None and not isinstance(value, str):
            raise Undecided
        return value

    def flag(self) -> bool:
        """A boolean; absent means false."""
        value = self._readable()
        if value is not None and not isinstance(value, bool):
            raise Undecided
        return value is True

    def number(self) -> float:
        """A number."""
        value = self._readable()
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            raise Undecided
        return value

    def moment(self) -> datetime:
        """A timestamp."""
        try:
            return instant(self._readable())
        except (TypeError, ValueError, OverflowError, OSError):
            raise Undecided from None

    def names(self) -> list[str]:
        """The members that are present."""
        value = self._readable()
        if value is None:
            return []
        if not isinstance(value, _MAPPINGS):
            raise Undecided
        return [str(name) for name, item in value.items() if Spot(self.path, item).present()]

    def items(self) -> list["Spot"]:
        """The entries of a list; empty if absent."""
        value = self._readable()
        if value is None:
            return []
        if not isinstance(value, (list, tuple)):
            raise Undecided
        return [Spot((*self.path, position), item) for position, item in enumerate(value)]

    def _readable(self) -> Any:
        if isinstance(self.value, Unknown):
            raise Undecided
        return self.value


def _any_given(values: Any) -> bool:
    if any(value not in (None, "") and not isinstance(value, Unknown) for value in values):
        return True
    if any(isinstance(value, Unknown) for value in values):
        raise Undecided
    return False
