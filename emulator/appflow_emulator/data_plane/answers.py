"""The answers to open questions that a rehearsal used. A result names each assumption that it touched."""

from collections import Counter
from typing import Any

from appflow_emulator.assumptions import Assumptions


class Answers:
    """
    Assumptions that remember which of them were asked for, and how often.

    Ask only where the answers differ for the record or the object at hand: a mask that covers a whole value asks how long it
    is, and a filter asks how null compares only if it meets a null.
    """

    def __init__(self, assumptions: Assumptions) -> None:
        self.assumptions = assumptions
        self.touched: Counter[str] = Counter()

    def __call__(self, name: str) -> Any:
        """The answer to one question. It counts as touched."""
        self.touched[name] += 1
        return getattr(self.assumptions, name)
