"""The flows of a mirror in the program's own process, with the stack's configuration."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pulumi

from appflow_provider.declarations.mirror import MirrorInputs
from appflow_provider.dynamic.functions import configured
from appflow_provider.errors import AppFlowError
from appflow_provider.mirrors import MirroredFlow
from appflow_provider.problems import Problem
from appflow_provider.protocol import MirrorRequest
from appflow_provider.shapes.python import python_path, python_words


def flows_of(
    name: str, given: Mapping[str, Any], *, warn: Callable[[str], None]
) -> tuple[MirroredFlow, ...]:
    """
    The flows of a mirror. Their inputs hold the Outputs of the mirror's.

    Args:
        name: The mirror's name in the program.
        given: Its inputs, in property spelling.
        warn: Shows a warning at the mirror.

    Raises:
        pulumi.RunError: the inputs or the configuration have problems, or a lookup failed.
    """
    try:
        planned = configured().mirror(MirrorRequest(name, given, later=_later))
    except AppFlowError as refused:
        raise pulumi.RunError(f"Mirror {name}: {refused}") from None
    if planned.problems:
        raise pulumi.RunError(
            "\n".join(f"Mirror {name}: {_said(each)}" for each in planned.problems)
        )
    for warning in planned.warnings:
        warn(f"{name}: {_said(warning)}")
    return planned.flows


def _later(value: Any, fill: Callable[[Any], Any]) -> Any:
    return value.apply(fill) if isinstance(value, pulumi.Output) else value


def _said(problem: Problem) -> str:
    """The problem with the Python names of the inputs."""
    path = python_path(MirrorInputs, problem.path)
    return str(replace(problem, path=path, reason=python_words(MirrorInputs, problem.reason)))
