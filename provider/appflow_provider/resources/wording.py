"""Prepares problems for the user: adds the value of each, and hides secrets."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from appflow_provider.cautions import REGION_WITHOUT_APPFLOW
from appflow_provider.problems import Problem
from appflow_provider.secrecy import Redactor
from appflow_provider.shapes.base import Shape
from appflow_provider.shapes.recipes import recipe_hint
from appflow_provider.shapes.regions import doubt
from appflow_provider.shapes.walk import member_at
from appflow_provider.values import Path, Secret, at, secret_on


def worded(
    shape: type[Shape], problems: Iterable[Problem], marked: Mapping[str, Any], redactor: Redactor
) -> tuple[Problem, ...]:
    """The problems, each with the value at its path, and without secrets."""
    return tuple(
        replace(
            each,
            path=_visible(each.path, marked),
            reason=redactor.own(each.reason),
            value=_shown(shape, each, marked, redactor),
        )
        for each in problems
    )


def _visible(path: Path, marked: Mapping[str, Any]) -> Path:
    """The path up to the first secret: the keys of a secret map are secret too."""
    ends = (end for end in range(1, len(path)) if isinstance(at(marked, path[:end]), Secret))
    return path[: next(ends, len(path))]


def _shown(
    shape: type[Shape], problem: Problem, marked: Mapping[str, Any], redactor: Redactor
) -> Any:
    """
    The value at a problem's path; None if there is none, or if it is or holds a secret.

    A value under an unknown name is not shown: it may be a credential with a misspelled name.
    """
    if secret_on(marked, problem.path) or member_at(shape, problem.path) is None:
        return None
    value = at(marked, problem.path) if problem.value is None else problem.value
    return value if redactor.shows(str(value)) else None


def without_appflow(inputs: Mapping[str, Any]) -> Iterator[Problem]:
    """Yield a warning if AppFlow is not known to be available in the region."""
    if reason := doubt(inputs.get("region")):
        yield Problem(("region",), reason, REGION_WITHOUT_APPFLOW)


def with_recipe(problem: Problem, inputs: Mapping[str, Any]) -> Problem:
    """The problem, with a hint if its value names an application that has no connector type of its own."""
    word = at(inputs, problem.path)
    if problem.path[-1:] != ("connectorType",) or not isinstance(word, str):
        return problem
    hint = recipe_hint(word)
    return replace(problem, reason=f"{problem.reason}. {hint}") if hint else problem
