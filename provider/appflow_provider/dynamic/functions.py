"""Functions in a program's own process, with the stack's configuration."""

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
    The answer of a function, as properties.

    Args:
        name: Its name in Python, as `get_flow`.
        given: Its arguments under their names in Python.
        secret: Whether one of them came out of a secret Output, so that no error repeats any.

    Raises:
        pulumi.RunError: something is wrong with the arguments or the configuration, or the service refused.
    """
    declared = _BY_NAME[name]
    known = {member.python: member.property for member in members(declared.arguments).values()}
    marked = {key: Secret(value) for key, value in given.items()} if secret else given
    redactor = Redactor(lambda: [marked])
    arguments = {known.get(key, key): value for key, value in marked.items()}
    try:
        response = _provider().invoke(InvokeRequest(declared.token, arguments, redactor))
    except AppFlowError as refused:
        raise pulumi.RunError(redactor.text(refused)) from None
    if response.failures:
        raise pulumi.RunError("; ".join(f"{name}: {each}" for _, each in response.failures))
    return response.result or {}


@functools.cache
def _provider() -> Provider:
    ours, aws = pulumi.Config("appflow"), pulumi.Config("aws")
    provider = Provider(Silence(), setting=SETTING)
    provider.configure(ours.get, aws.get)
    return provider
