"""What a row of the tables is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from appflow_provider.resources.context import Service

__all__ = ["LookUp", "Row"]

LookUp: TypeAlias = Callable[[Service, Mapping[str, Any]], str]
"""Of a service and the request that it refused, a sentence or nothing."""


@dataclass(frozen=True)
class Row:
    r"""
    When it applies, and what it then says.

    Attributes:
        code: The exception; empty fits all.
        words: A pattern that is found in AWS's words.
        operations: What was asked for; none fit all.
        cause: Why it was likely refused. A group of the pattern stands here as `\g<name>`.
        step: What to do next, in the same way.
        statements: Whether the policy statements of the request's buckets belong to the step.
        look: What to ask the service for before answering.
    """

    code: str = ""
    words: str = ""
    operations: tuple[str, ...] = ()
    cause: str = ""
    step: str = ""
    statements: bool = False
    look: LookUp | None = None
