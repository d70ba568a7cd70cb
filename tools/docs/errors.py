"""The page of what the provider adds to AWS's refusals."""

import re
from collections.abc import Iterable, Iterator

from appflow_provider.resources.advice.exceptions import EXCEPTIONS
from appflow_provider.resources.advice.row import Row
from appflow_provider.resources.advice.texts import TEXTS
from tools.docs.writing import FROM_CODE, table

__all__ = ["pages"]

_HEAD = ["AWS says", "asked for", "likely cause", "next step"]
_SPELT = {  # what stands in a pattern, and how a person writes it
    r"\(\?P<(\w+)>(?:[^()]|\([^()]*\))*\)": r"<\1>",
    r"\(\?i\)|\\b": "",
    r"\((\w+ )\)\?": r"[\1]",
    r"\((\w+)\|(\w+)\)": r"\1 or \2",
    r"\\s\?": " ",
    r"\.\*": " … ",
    r"\\\.": ".",
}


def pages() -> Iterator[tuple[str, str]]:
    """The page's place in the documentation, and its text."""
    yield "errors.md", "\n".join(_errors())


def _errors() -> Iterator[str]:
    yield from ("# Errors and what to do", "", FROM_CODE, "")
    yield "What the provider adds to AWS's words, as the likely cause and the next step. The request id stands at the end of each error."
    yield ""
    yield "A trace that ends in `KeyboardInterrupt` comes from Pulumi's Python host, which is stopped when a resource fails. The error stands beside it."
    for title, rows in (("Known words", TEXTS), ("Exceptions", EXCEPTIONS)):
        yield from ("", f"## {title}", "", *table(_HEAD, _rows(rows)))
    yield ""


def _rows(rows: Iterable[Row]) -> Iterator[list[str]]:
    """One for each answer; exceptions with the same answer share it."""
    codes: dict[tuple[str, str, str, str], list[str]] = {}
    for row in rows:
        words = f"`{_words(row.words)}`" if row.words else ""
        key = (words, ", ".join(row.operations), _answer(row.cause), _answer(row.step))
        codes.setdefault(key, []).append(row.code)
    for (words, *others), named in codes.items():
        yield [f"{', '.join(named)} {words}".strip(), *others]


def _words(pattern: str) -> str:
    for regular, spelt in _SPELT.items():
        pattern = re.sub(regular, spelt, pattern)
    return " ".join(pattern.split())


def _answer(text: str) -> str:
    return re.sub(r"\\g<(\w+)>", r"`<\1>`", text)
