"""What is wrong with a user's inputs: collected, never raised, so that one run names everything."""

from dataclasses import dataclass
from typing import Any

from appflow_provider.values import Path, path_text

__all__ = ["NOTHING_ACKNOWLEDGED", "Acknowledged", "Problem", "quoted", "sentence"]

_CLOSING = (")", "]", "}", '"', "'")  # after these, as after a word, a sentence wants its stop
_DEMANDS = ("must ", "should ")  # of the property, where its value is what is wrong
_SHOWN_MAX = 60  # characters of a value that a sentence repeats; our choice


@dataclass(frozen=True)
class Problem:
    """
    One thing wrong with the inputs.

    Attributes:
        path: Where.
        reason: What is wrong and what would be accepted, in whole sentences. The path, or the value, is the subject of a first one that begins
            with a verb ("is required").
        rule: For a warning, the name of the rule that found it. `appflow:acknowledge` takes that name.
        value: What stands there, for the sentence to repeat; None where there is nothing to show, or it is secret.
    """

    path: Path
    reason: str
    rule: str = ""
    value: Any = None

    def __str__(self) -> str:
        where, shown = path_text(self.path), quoted(self.value)
        if shown and _says(self.reason, shown.strip('"')):
            shown = ""
        follows = self.reason[:1].islower()
        if not where:
            text = self.reason
        elif not shown:
            text = f"{where} {self.reason}" if follows else f"{where}: {self.reason}"
        elif follows and not self.reason.startswith(_DEMANDS):
            text = f"{where}: {shown} {self.reason}"
        else:
            text = f"{where} is {shown}. {'It ' if follows else ''}{self.reason}"
        return sentence(text) + (f" [{self.rule}]" if self.rule else "")


@dataclass(frozen=True)
class Acknowledged:
    """
    The warnings that somebody knows of and does not want to read again.

    Attributes:
        entries: Names of rules, `nothing-is-mapped`, for all resources, or `orders:nothing-is-mapped` for one.
    """

    entries: frozenset[str] = frozenset()

    def covers(self, rule: str, resource_name: str = "") -> bool:
        """Whether a rule's warnings about a resource are not to be shown."""
        return bool(rule) and not self.entries.isdisjoint({rule, f"{resource_name}:{rule}"})


NOTHING_ACKNOWLEDGED = Acknowledged()
"""Every warning is shown."""


def sentence(text: str) -> str:
    """The text with a stop at its end."""
    return f"{text}." if text[-1:].isalnum() or text.endswith(_CLOSING) else text


def quoted(value: Any) -> str:
    """A short value as a person wrote it, text in quotes; empty for what is long, or no single value."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return f'"{value}"' if len(value) <= _SHOWN_MAX else ""
    if isinstance(value, (int, float)):
        is_whole = isinstance(value, int) or value.is_integer()
        return str(int(value)) if is_whole else repr(value)
    return ""


def _says(text: str, value: str) -> bool:
    """Whether a reason repeats the value already: as its subject, in quotes, or as what it should not be."""
    return text.startswith(f"{value} ") or f'"{value}"' in text or f"not {value}" in text
