"""Calls functions in the program's own process, with the stack's configuration."""

import functools
from collections.abc import Mapping
from typing import Any

import pulumi

from appflow_provider.declarations import FUNCTIONS
from appflow_provider.dynamic.spelling import SETTING
from appflow_provider.errors import AppFlowError
from appflow_provider.protocol import InvokeRequest, Silence
from appflow_provider.provider import Provider
from appflow_provider.secrecy import Redactor
from appflow_provider.shapes.walk import members
from appflow_provider.values import Secret

_BY_NAME = {declared.snake_case: declared for declared in FUNCTIONS.values()}


def look_up(name: str, given: Mapping[str, Any], *, secret: bool = False) -> dict[str, Any]:
    """
    The result of a function, in property spelling.

    Args:
        name: The function's name in Python: `get_flow`.
        given: The arguments, by their names in Python.
        secret: Whether an argument comes from a secret Output. Then no error shows any argument.

    Raises:
        pulumi.RunError: the arguments or the configuration have problems, or AppFlow refused.
    """
    declared = _BY_NAME[name]
    known = {member.python: member.property for member in members(declared.arguments).values()}
    marked = {key: Secret(value) for key, value in given.items()} if secret else given
    redactor = Redactor(lambda: [marked])
    arguments = {known.get(key, key): value for key, value in marked.items()}
    try:
        response = configured().invoke(InvokeRequest(declared.token, arguments, redactor))
    except AppFlowError as refused:
        raise pulumi.RunError(redactor.text(refused)) from None
    if response.failures:
        raise pulumi.RunError("; ".join(f"{name}: {each}" for _, each in response.failures))
    return response.result or {}


@functools.cache
def configured() -> Provider:
    """The provider with the stack's configuration."""
    ours, aws = pulumi.Config("appflow"), pulumi.Config("aws")
    provider = Provider(Silence(), setting=SETTING)
    provider.configure(ours.get, aws.get)
    return provider
