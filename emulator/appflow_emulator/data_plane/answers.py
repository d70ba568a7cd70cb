"""The answers to open questions that a rehearsal used. A result names each assumption that it touched."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from appflow_emulator.assumptions import Assumptions, data_questions

Given = Mapping[str, str]
_Result = TypeVar("_Result")


class Answers:
    """
    Assumptions that remember which of them were asked for, and how often.

    Ask only where the answers differ for the record or the object at hand: a mask that covers a whole value asks how long it
    is, and a filter asks how null compares only if it meets a null.
    """

    def __init__(self, assumptions: Assumptions) -> None:
        self.assumptions = assumptions
        self.touched: Counter[str] = Counter()
        self._others = {
            name: tuple(each for each in answers if each != getattr(assumptions, name))
            for name, answers in data_questions().items()
        }

    def __call__(self, name: str) -> Any:
        """The answer to one question. It counts as touched."""
        self.touched[name] += 1
        return getattr(self.assumptions, name)

    def settle(self, names: Sequence[str], result: Callable[[Given], _Result]) -> _Result:
        """
        The result under the given answers. Of `names`, those count as touched whose other answer would give another result.

        Args:
            names: The questions that `result` may read.
            result: Computes the result from one answer to each question.
        """
        if not names:
            return result({})
        given = {name: getattr(self.assumptions, name) for name in names}
        found = result(given)
        for name in names:
            if any(result({**given, name: other}) != found for other in self._others[name]):
                self.touched[name] += 1
        return found
