"""The page of the rules: what the preview does for each, what the emulator does, and the evidence."""

from collections.abc import Iterator

from appflow_provider.rules import every
from tools.docs.readings import answer_of_the_emulator
from tools.docs.writing import filled, table

__all__ = ["pages"]

_HEAD = ["rule", "preview", "emulator", "evidence", "source"]
_VERDICT = {True: "refused", False: "warned"}


def pages() -> Iterator[tuple[str, str]]:
    """The page's path in the documentation, and its text."""
    yield "rules.md", filled("rules", rules="\n".join(table(_HEAD, _rows())))


def _rows() -> list[list[str]]:
    return sorted(
        [
            f"`{rule.name}`",
            _VERDICT[rule.evidence.refuses],
            answer_of_the_emulator(rule.name),
            rule.evidence.value,
            rule.source,
        ]
        for rule in every()
    )
