"""One piece of advice: when it applies and what it says."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from appflow_provider.failures import phrase
from appflow_provider.resources.context import Service

LookUp: TypeAlias = Callable[[Service, Mapping[str, Any]], str]
"""Returns a sentence, or nothing, for a service and a request that it refused."""


@dataclass(frozen=True)
class Row:
    r"""
    One piece of advice.

    Attributes:
        code: The exception; empty matches all.
        words: What AWS's message has in it: `<name>` is a word, `[while ]` may be missing, ` … ` is any text, `a|b` is either.
        operations: The operations it applies to; empty matches all.
        cause: The likely cause. `\g<name>` inserts a word of the message.
        step: What to do next, with words as in `cause`.
        statements: Whether to add the policy statements for the request's buckets.
        look: What to look up in the service first.
    """

    code: str = ""
    words: str = ""
    operations: tuple[str, ...] = ()
    cause: str = ""
    step: str = ""
    statements: bool = False
    look: LookUp | None = None

    @property
    def pattern(self) -> re.Pattern[str]:
        """What finds the words in a message, in capitals or not."""
        return phrase(self.words)
