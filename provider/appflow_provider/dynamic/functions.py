"""Functions in a program's own process, with the stack's configuration."""

import functools
from collections.abc import Mapping
from typing import Any

import pulumi

from appflow_provider.errors import AppFlowError
from appflow_provider.functions import FUNCTIONS, Function
from appflow_provider.resources import Work
from appflow_provider.secrecy import Redactor
from appflow_provider.service import Services
from appflow_provider.settings import settings_from
from appflow_provider.shapes.walk import members
from appflow_provider.values import Secret

__all__ = ["look_up"]

_BY_NAME: Mapping[str, Function] = {
    "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in token): function
    for token, function in FUNCTIONS.items()
}


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
    function = _BY_NAME[name]
    known = {member.python: member.property for member in members(function.arguments).values()}
    marked = {key: Secret(value) for key, value in given.items()} if secret else given
    redactor = Redactor(lambda: [marked])
    try:
        work = Work(_services())
        answered = function({known.get(key, key): value for key, value in marked.items()}, work)
    except AppFlowError as refused:
        raise pulumi.RunError(redactor.told(refused)) from None
    if answered.problems:
        said = "; ".join(f"{name}: {problem}" for problem in answered.problems)
        raise pulumi.RunError(redactor.told(said))
    return answered.result


@functools.cache
def _services() -> Services:
    ours, aws = pulumi.Config("appflow"), pulumi.Config("aws")
    settings, problems = settings_from(ours.get, aws.get)
    if problems:
        raise AppFlowError(
            "; ".join(f"configuration appflow:{each}" for each in problems), ours=True
        )
    return Services(settings)
