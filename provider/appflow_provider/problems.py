"""What is wrong with a user's inputs: collected, not raised, so that one run reports everything."""

from dataclasses import dataclass
from typing import Any

from appflow_provider.values import Path, path_text

_CLOSING = (")", "]", "}", '"', "'")  # a sentence gets its full stop after these, as after a word
_DEMANDS = ("must ", "should ")  # reasons that are about the value
_SHOWN_MAX = 60  # characters of a value that a message repeats; our choice


@dataclass(frozen=True)
class Problem:
    """
    One thing wrong with the inputs.

    Attributes:
        path: The path of the value.
        reason: What is wrong and what is accepted, in whole sentences. If the first one begins with a verb ("is required"), its
            subject is the path or the value.
        rule: For a warning, the name of the rule that found it, for `appflow:acknowledge`.
        value: The value, which the message repeats; None if there is none or it is secret.
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
    The warnings to silence.

    Attributes:
        entries: Names of rules: `nothing-is-mapped` for all resources, or `orders:nothing-is-mapped` for one.
    """

    entries: frozenset[str] = frozenset()

    def covers(self, rule: str, resource_name: str = "") -> bool:
        """Whether a rule's warnings about a resource are silenced."""
        return bool(rule) and not self.entries.isdisjoint({rule, f"{resource_name}:{rule}"})


NOTHING_ACKNOWLEDGED = Acknowledged()
"""No warning is silenced."""


def sentence(text: str) -> str:
    """The text with a full stop at its end."""
    return f"{text}." if text[-1:].isalnum() or text.endswith(_CLOSING) else text


def quoted(value: Any) -> str:
    """A short value as the user wrote it, text in quotes. Empty for long values and containers."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return f'"{value}"' if len(value) <= _SHOWN_MAX else ""
    if isinstance(value, (int, float)):
        is_whole = isinstance(value, int) or value.is_integer()
        return str(int(value)) if is_whole else repr(value)
    return ""


def _says(text: str, value: str) -> bool:
    """Whether a reason already repeats the value: as its subject, in quotes, or after "not"."""
    return text.startswith(f"{value} ") or f'"{value}"' in text or f"not {value}" in text
