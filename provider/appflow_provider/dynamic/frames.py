"""
Reads what Pulumi's dynamic provider does not pass on: the engine's request, the reply's trailer, the pool of threads.

All of them are in the stack frames of the functions that called us. This is not a public interface of Pulumi, so a search may
fail. Then the front works with less: plain errors, random names, four threads. A test with the installed version of Pulumi
fails when that happens.
"""

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import FrameType, FunctionType
from typing import Any

from pulumi.dynamic import DiffResult
from pulumi.runtime.proto.provider_pb2 import DiffResponse

from appflow_provider.wire.urns import name_of

# Frames to search for Pulumi's servicer and the pool's worker; 3 and 7 with Pulumi 3.272.
_DEPTH = 12


@dataclass(frozen=True)
class Call:
    """The engine's current call; empty if it was not found."""

    request: Any = None
    context: Any = None

    @property
    def urn(self) -> str:
        """The URN of the resource."""
        return str(getattr(self.request, "urn", ""))

    @property
    def name(self) -> str:
        """The resource's name in the program."""
        name = str(getattr(self.request, "name", ""))
        return name or (name_of(self.urn) if self.urn else "")

    @property
    def seed(self) -> bytes:
        """The engine's random seed for names."""
        return bytes(getattr(self.request, "randomSeed", b""))

    @property
    def timeout(self) -> float:
        """The user's timeout in seconds, or 0."""
        return float(getattr(self.request, "timeout", 0) or 0)

    @property
    def ignored(self) -> list[str]:
        """The paths of the option `ignoreChanges`."""
        return list(getattr(self.request, "ignoreChanges", ()))


class Detailed(DiffResult):
    """
    The result of a diff with the path of each change.

    With the paths, the engine shows what changes and honors `replaceOnChanges`. Pulumi's servicer passes on only three members of
    a result. It reads `changes` after it has begun to collect its reply, so the property adds the other members then.
    """

    def __init__(self, reply: DiffResponse) -> None:
        super().__init__(
            None, list(reply.replaces), list(reply.stables), bool(reply.deleteBeforeReplace)
        )
        self._reply = reply

    @property
    def changes(self) -> bool:
        """Whether anything differs."""
        reader = sys._getframe(1).f_locals  # noqa: SLF001 - the only way to the reply that is being collected
        collected = reader.get("fields")
        if reader.get("result") is self and isinstance(collected, dict):
            collected |= {
                "diffs": self._reply.diffs,
                "stables": self._reply.stables,
                "detailedDiff": self._reply.detailedDiff,
                "hasDetailedDiff": True,
            }
        return self._reply.changes == DiffResponse.DIFF_SOME

    @changes.setter
    def changes(self, _value: bool | None) -> None:
        """Ignore the value that Pulumi's constructor sets, because the reply has the right one."""


def _callers() -> Iterator[FrameType]:
    frame = sys._getframe(1)  # noqa: SLF001 - the only way to a caller's frame
    for _ in range(_DEPTH):
        if frame.f_back is None:
            return
        frame = frame.f_back
        yield frame


def current_call() -> Call:
    """The engine's call that runs in this thread."""
    for frame in _callers():
        values = frame.f_locals
        if hasattr(values.get("request"), "DESCRIPTOR") and "context" in values:
            return Call(values["request"], values["context"])
    return Call()


def names_in(config: Any) -> list[str]:
    """The names in the stack's configuration, each with its namespace."""
    return list(getattr(config, "_props", {}))


def widen_pool(workers: int) -> bool:
    """Let the thread pool of this thread grow to `workers` threads. Returns whether the pool was found."""
    for frame in _callers():
        reference = frame.f_locals.get("executor_reference")
        pool = reference() if callable(reference) else None
        if isinstance(getattr(pool, "_max_workers", None), int):
            pool._max_workers = max(pool._max_workers, workers)  # type: ignore[union-attr]  # noqa: SLF001
            return True
    return False


_HOOKS: list[Callable[[], None]] = []
_ANSWERS: list[FunctionType] = []


def on_cancel(hook: Callable[[], None]) -> bool:
    """
    Call the hook when the user presses Ctrl-C. Returns whether Pulumi's servicer was found.

    Pulumi's servicer answers the engine's Cancel itself and does not pass it on. Its gRPC server holds a reference to the method, so
    this replaces the method's code, not the method.
    """
    _HOOKS.append(hook)
    if _ANSWERS:
        return True
    for frame in _callers():
        values = frame.f_locals
        answer = getattr(getattr(values.get("self"), "Cancel", None), "__func__", None)
        if "context" in values and isinstance(answer, FunctionType) and not answer.__closure__:
            _ANSWERS.append(FunctionType(answer.__code__, answer.__globals__))
            answer.__code__ = _cancel.__code__
            return True
    return False


def cancelled(servicer: Any, request: Any, context: Any) -> Any:
    """Answer Cancel: call the hooks, then Pulumi's own method."""
    for hook in _HOOKS:
        hook()
    return _ANSWERS[0](servicer, request, context)


def _cancel(self: Any, request: Any, context: Any) -> Any:
    # Runs with the globals of Pulumi's servicer, so it imports what it needs.
    from appflow_provider.dynamic.frames import cancelled

    return cancelled(self, request, context)
