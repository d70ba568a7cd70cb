"""Watches the operations that resources and functions call: each must be in the declaration of its caller."""

import functools
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from typing import Any

import pytest

from appflow_provider.functions import Function
from appflow_provider.resources import RESOURCES
from appflow_provider.resources.api_call import ApiCall

__all__ = ["declared_operations"]

_CALLER: ContextVar[tuple[str, tuple[str, ...]] | None] = ContextVar("_CALLER", default=None)


@pytest.fixture(autouse=True, scope="module")
def declared_operations() -> Iterator[None]:
    """Fails a test module if a resource or function calls an operation that it does not declare."""
    undeclared: set[tuple[str, str]] = set()

    def watched(call: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(call)
        def called(self: ApiCall, operation: str, **request: Any) -> Any:
            caller = _CALLER.get()
            if caller is not None and operation not in caller[1]:
                undeclared.add((caller[0], operation))
            return call(self, operation, **request)

        return called

    with pytest.MonkeyPatch.context() as patch:
        for name in ("__call__", "find"):
            patch.setattr(ApiCall, name, watched(getattr(ApiCall, name)))
        for resource in RESOURCES.values():
            for verb, operations in resource.declaration.operations.items():
                caller = f"{resource.token}.{verb}", operations
                patch.setattr(
                    type(resource),
                    verb,
                    _known(getattr(type(resource), verb), lambda _, it=caller: it),
                )
        patch.setattr(
            Function,
            "__call__",
            _known(
                Function.__call__,
                lambda function: (function.declaration.token, function.declaration.operations),
            ),
        )
        yield
    assert undeclared == set(), f"not in the declaration: {sorted(undeclared)}"


def _known(
    work: Callable[..., Any], caller: Callable[..., tuple[str, tuple[str, ...]]]
) -> Callable[..., Any]:
    """The same work, which records its caller while it runs."""

    @functools.wraps(work)
    def known(self: Any, *args: Any, **named: Any) -> Any:
        token = _CALLER.set(caller(self))
        try:
            return work(self, *args, **named)
        finally:
            _CALLER.reset(token)

    return known
