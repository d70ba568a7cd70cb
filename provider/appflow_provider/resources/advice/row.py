"""One piece of advice: when it applies and what it says."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from appflow_provider.resources.context import Service

__all__ = ["LookUp", "Row"]

LookUp: TypeAlias = Callable[[Service, Mapping[str, Any]], str]
"""Returns a sentence, or nothing, for a service and a request that it refused."""


@dataclass(frozen=True)
class Row:
    r"""
    One piece of advice.

    Attributes:
        code: The exception; empty matches all.
        words: A pattern to search in AWS's message.
        operations: The operations it applies to; empty matches all.
        cause: The likely cause. `\g<name>` inserts a group of the pattern.
        step: What to do next, with groups as in `cause`.
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
