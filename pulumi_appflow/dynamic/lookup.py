"""
What calls a generated function without a plugin: the same arguments and results, in the program's own process.

Pulumi's process for dynamic providers has no functions, so the first call loads the provider's core here. With Pulumi's mocks,
in unit tests, the mocks are called as they are for `pulumi_appflow`.
"""

import asyncio
import functools
import importlib
import inspect
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import pulumi
from pulumi.runtime import rpc
from pulumi.runtime.mocks import MockMonitor
from pulumi.runtime.settings import get_monitor

import pulumi_appflow
from pulumi_appflow._arguments import is_structure, members_of

__all__ = ["at_once", "later"]

F = TypeVar("F", bound=Callable[..., Any])


def at_once(generated: F) -> F:
    """`get_flow` and its like: takes plain values and gives the result."""

    @functools.wraps(generated)
    def look_up(*args: Any, **named: Any) -> Any:
        if isinstance(get_monitor(), MockMonitor):
            return generated(*args, **named)
        result = _result(generated, _arguments(generated, args, named))
        awaitable = getattr(pulumi_appflow, f"Awaitable{type(result).__name__}")
        known = inspect.signature(awaitable.__init__).parameters
        return awaitable(**{name: pulumi.get(result, name) for name in known if name != "__self__"})

    return look_up  # type: ignore[return-value]


def later(generated: F) -> F:
    """`get_flow_output` and its like: takes outputs too and gives an output."""

    @functools.wraps(generated)
    def look_up(*args: Any, **named: Any) -> Any:
        if isinstance(get_monitor(), MockMonitor):
            return generated(*args, **named)
        given = pulumi.Output.all(**_arguments(generated, args, named))
        known = asyncio.ensure_future(_is_there(given))
        found = asyncio.ensure_future(_found(generated, given, known))
        return pulumi.Output(given.resources(), found, known, given.is_secret())

    return look_up  # type: ignore[return-value]


async def _is_there(given: "pulumi.Output[Any]") -> bool:
    """Whether all is known, and what it comes from has been made: a preview knows names of what is not there yet."""
    ids = [each.id for each in await given.resources() if isinstance(each, pulumi.CustomResource)]
    return await given.is_known() and all([await each.is_known() for each in ids])


async def _found(
    generated: Callable[..., Any], given: "pulumi.Output[Any]", known: "asyncio.Future[bool]"
) -> Any:
    if not await known:
        return None
    return _result(generated, await given.future() or {}, secret=await given.is_secret())


def _arguments(generated: Callable[..., Any], args: Any, named: Any) -> dict[str, Any]:
    given = inspect.signature(generated).bind(*args, **named).arguments
    return {
        name: _plain(value) for name, value in given.items() if name != "opts" and value is not None
    }


def _plain(value: Any) -> Any:
    """The value with dictionaries in place of argument objects, as Pulumi's own calls send it."""
    kind: Any = type(value)
    if is_structure(kind):
        found = {key: item for key, item in members_of(value).items() if item is not None}
        return _plain(found)
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, (list, tuple)) else value


def _result(generated: Callable[..., Any], given: dict[str, Any], *, secret: bool = False) -> Any:
    name = generated.__name__.removesuffix("_output")
    core = importlib.import_module("appflow_provider.dynamic.functions")
    answer = core.look_up(name, given, secret=secret)
    result = getattr(pulumi_appflow, f"{_pascal(name)}Result")
    return rpc.translate_output_properties(answer, lambda key: key, result)


def _pascal(name: str) -> str:
    return "".join(word.capitalize() for word in name.split("_"))
